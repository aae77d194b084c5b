"""The scheduler: it ticks, and each tick looks at what the tables say is due."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from tracker.bootstrap import Runtime
from tracker.clock import Clock
from tracker.db.queries.operation.heartbeat import BOUNCES, PLANNING
from tracker.jobs.bounces import bounces_tick
from tracker.jobs.delivery import deliver
from tracker.jobs.planning import is_held, plan_tick
from tracker.jobs.worker import Worker
from tracker.services.operation import leases

PLAN_EVERY = timedelta(seconds=20)
DELIVER_EVERY = timedelta(seconds=10)
BOUNCES_EVERY = timedelta(minutes=2)


class Ticking(BackgroundScheduler):  # type: ignore[misc]
    """A scheduler that goes on ticking when the machine's clock is set back.

    The next run of a job is a time on the clock; with the clock an hour back it would be an hour and a tick away.
    """

    def __init__(self, clock: Clock, **options: Any) -> None:
        super().__init__(**options)
        self._clock = clock

    def _process_jobs(self) -> float:
        now = self._clock.now()
        for job in self.get_jobs():
            if job.next_run_time is not None and job.next_run_time - now > 2 * job.trigger.interval:
                job.modify(next_run_time=now)
        wait = super()._process_jobs()
        longest = max(PLAN_EVERY, DELIVER_EVERY).total_seconds()
        return longest if wait is None else min(float(wait), longest)


class Handle:
    """The running scheduler."""

    def __init__(self, worker: Worker, scheduler: Ticking) -> None:
        self._worker = worker
        self._scheduler = scheduler

    def stop(self) -> None:
        """Ends after the mail in hand, and lets another process act at once."""
        self._worker.stopping.set()
        self._scheduler.shutdown(wait=True)
        runtime = self._worker.runtime
        with runtime.database.writing() as session:
            leases.release(session, PLANNING, self._worker.name, now=runtime.times().machine)


def start(runtime: Runtime) -> Handle:
    """Starts planning, delivering and reading what came back, in threads of this process, beginning at once."""
    worker = Worker(runtime)
    caught_up = threading.Event()

    def plan_first() -> None:
        try:
            plan_tick(worker)
        finally:
            caught_up.set()

    def deliver_after() -> None:
        # What lay in the outbox before an outage is looked at again only after planning: a later mail may replace it.
        while not caught_up.wait(timeout=1):
            if worker.stopping.is_set():
                return
        if not is_held(worker):
            deliver(worker)

    def read_what_came_back() -> None:
        bounces_tick(worker)

    reads = runtime.reads_returns
    if not reads:
        with runtime.database.writing() as session:
            leases.forget(session, BOUNCES)
    scheduler = make_scheduler(runtime, plan_first, deliver_after, read_what_came_back if reads else None)
    scheduler.start()
    return Handle(worker, scheduler)


def make_scheduler(
    runtime: Runtime,
    plan_tick: Callable[[], None],
    deliver_tick: Callable[[], None],
    bounces_tick: Callable[[], None] | None = None,
) -> Ticking:
    """A scheduler, not yet started, that calls the ticks at once and then at their intervals."""
    scheduler = Ticking(
        runtime.machine_clock,
        timezone=runtime.zone,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(3)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    now = runtime.machine_clock.now()
    ticks = [("plan", plan_tick, PLAN_EVERY), ("deliver", deliver_tick, DELIVER_EVERY)]
    if bounces_tick is not None:
        ticks.append(("bounces", bounces_tick, BOUNCES_EVERY))
    for name, tick, every in ticks:
        scheduler.add_job(tick, "interval", seconds=every.total_seconds(), next_run_time=now, id=name)
    return scheduler
