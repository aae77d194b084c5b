"""What happens by itself: planning and delivering, ticked by APScheduler.

The scheduler only ticks. What is due stands in the tables, so a tick too many does nothing and a tick that was missed
is made up by the next one; its jobs live in memory and are registered anew at every start. Planning is done by whoever
holds the lease, delivering by every worker, each with the mails that it claimed.

The order for each mail, with a commit after each step, is: planned and queued; claimed; looked at again and marked as
being handed over; handed over; recorded. One commit may record a mail and mark the next. A process that dies anywhere
loses nothing, and doubles a mail only between handing over and recording, and then with the same bytes.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import uuid4

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tracker.bootstrap import Runtime
from tracker.clock import Clock
from tracker.domain.delivery import CLAIM_TIME, Outcome, Result
from tracker.mail.transport import Transport
from tracker.services import drafts, leases, notices, outbox, reminders
from tracker.services.drafts import Draft
from tracker.services.morning import queue_morning_mails
from tracker.services.reminders import Seen
from tracker.services.watching import ping

log = logging.getLogger(__name__)

PLANNING = "planning"
"""The lease of the process that plans; each time that it has come to its end is a heartbeat."""

LEASE = timedelta(seconds=60)
PLAN_EVERY = timedelta(seconds=20)
DELIVER_EVERY = timedelta(seconds=10)
BATCH = 50
"""Mails that a worker claims at a time."""

DATABASE_WAITS = (1, 2, 5, 10)
"""Seconds between the tries to write an answer down, while the database is away."""

T = TypeVar("T")


class Step(StrEnum):
    """The points between the steps of a mail, in their order."""

    PLANNED = "planned"
    QUEUED = "queued"
    CLAIMED = "claimed"
    MARKED = "marked"  # «handing over» is committed
    HANDED_OVER = "handed-over"
    RECORDED = "recorded"


Watch = Callable[[Step], None]


def _unwatched(step: Step) -> None:
    log.debug("reached: %s", step)


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that acts: its name in leases and claims, and how it goes about it.

    `open_transport` opens a way to deliver mails, by default that of the settings; `watch` is told of every step;
    `stopping`, when set, ends the work after the mail in hand.
    """

    runtime: Runtime
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}")
    open_transport: Callable[[], Transport] | None = None
    watch: Watch = _unwatched
    stopping: threading.Event = field(default_factory=threading.Event)
    batch: int = BATCH
    claim_time: timedelta = CLAIM_TIME
    memory: PlanningMemory = field(default_factory=lambda: PlanningMemory())


@dataclass(slots=True)
class PlanningMemory:
    """What a worker remembers of its last planning that came to its end with nothing left undone."""

    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of planning: how many mails were queued, and in Danish sentences what could not be done."""

    queued: int
    troubles: tuple[str, ...] = ()


def plan_and_queue(worker: Worker) -> Planned:
    """Queues every mail that is due by now, each with its lines in one transaction.

    A mail that cannot be queued stops no other, and is planned again at the next tick.
    """
    runtime = worker.runtime
    times = runtime.times()
    before, worker.memory.seen = worker.memory.seen, None
    with runtime.database.reading() as session:
        survey = reminders.survey(session, runtime.policy, before, now=times.now, zone=runtime.zone)
    plan, undone = survey.plan, False
    worker.watch(Step.PLANNED)
    if plan.unaddressed:
        log.warning("nobody can be reminded of the tasks %s", ", ".join(map(str, plan.unaddressed)))
    queued = 0
    troubles = [f"Opgave {task} kan ikke planlægges ({fault}). Ret dens frist." for task, fault in plan.faults]
    for digest in plan.digests:
        try:
            with runtime.database.writing() as session:
                message_id = reminders.queue_digest(session, digest, times=times, sender=runtime.settings.mail.sender)
        except Exception as error:
            log.exception("the mail to user %s on %s cannot be queued", digest.recipient, digest.day)
            # The kind of fault alone: the sentence is shown without a sign-in, and the log has the rest.
            fault = type(error).__name__
            troubles.append(f"Mailen til bruger {digest.recipient} kan ikke lægges i udbakken ({fault}). Se loggen.")
            continue
        undone = undone or message_id is None
        queued += message_id is not None
        worker.watch(Step.QUEUED)
    if not (troubles or undone):
        with runtime.database.writing() as session:
            reminders.settle(session, survey)
        worker.memory.seen = survey.seen
    queued += _queue_at_once(worker, troubles)
    for trouble in troubles:
        log.error("%s", trouble)
    return Planned(queued, tuple(troubles))


def _queue_at_once(worker: Worker, troubles: list[str]) -> int:
    """Queues what is told at once, whatever the hour."""
    runtime, times = worker.runtime, worker.runtime.times()
    try:
        with runtime.database.writing() as session:
            return notices.queue_at_once(
                session, now=times.now, machine=times.machine, zone=runtime.zone, sender=runtime.settings.mail.sender
            )
    except Exception as error:
        log.exception("what is told at once cannot be queued")
        troubles.append(f"Det, der meddeles straks, kan ikke lægges i udbakken ({type(error).__name__}). Se loggen.")
        return 0


def plan_tick(worker: Worker) -> bool:
    """Plans and queues if no other process holds the lease; returns whether this one did.

    Only planning that came to its end is a sign of life.
    """
    runtime = worker.runtime
    with runtime.database.writing() as session:
        if not leases.acquire(session, PLANNING, worker.name, now=runtime.times().machine, lasting=LEASE):
            return False
    planned = plan_and_queue(worker)
    watching = runtime.settings.watching
    times = runtime.times()
    with runtime.database.writing() as session:
        if watching.morning_mail and not runtime.demonstration:
            queue_morning_mails(
                session, runtime.policy, times=times, zone=runtime.zone, sender=runtime.settings.mail.sender
            )
        leases.complete(session, PLANNING, worker.name, troubles=planned.troubles, now=times.machine)
    if watching.ping_url:
        ping(watching.ping_url, timeout=watching.ping_timeout_seconds)
    return True


def deliver(worker: Worker) -> Counter[Result]:
    """Hands over every mail that is due, over one connection; returns how the tries ended."""
    tally: Counter[Result] = Counter()
    with (worker.open_transport or worker.runtime.transport)() as transport:
        while not worker.stopping.is_set():
            with worker.runtime.database.writing() as session:
                claimed = outbox.claim(
                    session,
                    worker.name,
                    now=worker.runtime.times().machine,
                    limit=worker.batch,
                    lasting=worker.claim_time,
                )
            if not claimed:
                break
            worker.watch(Step.CLAIMED)
            if not _deliver_batch(worker, transport, claimed, tally):
                break
    return tally


def _deliver_batch(worker: Worker, transport: Transport, claimed: list[int], tally: Counter[Result]) -> bool:
    """Hands over the mails of one claim; false when there is no point in going on."""
    ended: Ended | None = None
    ahead = _write_ahead(worker, claimed)
    for message_id in claimed:
        parcel = _pass_on(worker, ended, message_id, ahead.get(message_id))
        ended = None
        if parcel is None:
            continue
        worker.watch(Step.MARKED)
        outcome = _hand_over(transport, parcel)
        worker.watch(Step.HANDED_OVER)
        tally[outcome.result] += 1
        ended = Ended(message_id, outcome)
        if outcome.result is Result.UNREACHABLE:
            break
    unreachable = ended.outcome if ended and ended.outcome.result is Result.UNREACHABLE else None

    def finish(session: Session) -> None:
        _record(session, worker, ended)
        outbox.release(session, worker.name)
        if unreachable is not None:
            count = outbox.postpone(session, unreachable, now=worker.runtime.times().machine)
            log.warning("the mail server cannot be reached, %s mails wait: %s", count + 1, unreachable.reply)

    _commit(worker, ended, finish)
    return unreachable is None


@dataclass(frozen=True, slots=True)
class Ended:
    """How handing over a mail ended, which is not written down yet."""

    message_id: int
    outcome: Outcome

    @property
    def is_accepted(self) -> bool:
        """Whether the server took the mail."""
        return self.outcome.result is Result.ACCEPTED


def _pass_on(worker: Worker, ended: Ended | None, message_id: int, draft: Draft | None) -> outbox.Parcel | None:
    """Writes down how the mail before ended, and marks the next as being handed over, in one commit where all is well.

    None when the next is not to go.
    """
    if draft is not None and not worker.stopping.is_set() and (ended is None or ended.is_accepted):
        recorded, marked = _pass_on_draft(worker, ended, draft)
        if ended is not None and recorded:
            worker.watch(Step.RECORDED)
            ended = None
        if marked:
            return outbox.Parcel(message_id, draft.address, draft.content)

    def both(session: Session) -> outbox.Parcel | None:
        _record(session, worker, ended)
        return None if worker.stopping.is_set() else _prepare(session, worker, message_id)

    return _commit(worker, ended, both)


def _pass_on_draft(worker: Worker, ended: Ended | None, draft: Draft) -> tuple[bool, bool]:
    """The same for mails with which nothing is the matter: whether the one was recorded, and the other marked."""
    runtime = worker.runtime
    times = runtime.times()
    try:
        with runtime.database.committing() as connection:
            recorded = ended is None or drafts.record_accepted(
                connection, ended.message_id, worker.name, ended.outcome.reply, now=times.machine
            )
            marked = recorded and drafts.mark(
                connection, draft, worker.name, times=times, zone=runtime.zone, lasting=worker.claim_time
            )
    except Exception:
        log.exception("message %s cannot be marked at once", draft.message_id)
        return False, False
    return recorded, marked


def _commit(worker: Worker, ended: Ended | None, work: Callable[[Session], T]) -> T:
    """Does `work` in one transaction. While an answer waits to be written down, a database that is away for a moment is
    waited for: were the answer lost, the mail would go twice."""
    waits = list(DATABASE_WAITS) if ended is not None else []
    while True:
        try:
            with worker.runtime.database.writing() as session:
                done = work(session)
            break
        except OperationalError:
            if not waits:
                raise
            log.exception("the answer to a mail cannot be written down, and is tried again: %s", ended)
            worker.stopping.wait(waits.pop(0))
    if ended is not None:
        worker.watch(Step.RECORDED)
    return done


def _record(session: Session, worker: Worker, ended: Ended | None) -> None:
    if ended is not None:
        message_id, outcome = ended.message_id, ended.outcome
        outbox.record(session, message_id, worker.name, outcome, now=worker.runtime.times().machine)
        log.info("message %s: %s (%s)", message_id, outcome.result, outcome.reply)


def _write_ahead(worker: Worker, claimed: list[int]) -> dict[int, Draft]:
    """Looks at all mails of one claim together and writes those that are ready; the others are looked at one by one."""
    runtime = worker.runtime
    try:
        with runtime.database.reading() as session:
            return drafts.write_ahead(session, claimed, times=runtime.times(), sender=runtime.sender, zone=runtime.zone)
    except Exception:
        log.exception("the mails %s cannot be written ahead", claimed)
        return {}


def _prepare(session: Session, worker: Worker, message_id: int) -> outbox.Parcel | None:
    """Prepares a mail inside a savepoint: what fails in it must not undo the record of the mail before."""
    runtime = worker.runtime
    times = runtime.times()
    try:
        with session.begin_nested():
            return outbox.prepare(
                session,
                message_id,
                worker.name,
                times=times,
                sender=runtime.sender,
                zone=runtime.zone,
                lasting=worker.claim_time,
            )
    except Exception as error:
        log.exception("message %s cannot be prepared", message_id)
        why = f"Mailen kunne ikke gøres klar: {type(error).__name__}: {error}"
        outbox.set_aside(session, message_id, worker.name, why, now=times.machine)
        return None


def _hand_over(transport: Transport, parcel: outbox.Parcel) -> Outcome:
    try:
        return transport.hand_over(parcel.address, parcel.content)
    except Exception as error:
        # A fault of the program, at a place that nobody foresaw: the mail may have arrived.
        log.exception("handing over message %s failed", parcel.message_id)
        return Outcome(Result.LOST, f"{type(error).__name__}: {error}", exposed=True)


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
    """Starts planning and delivering in threads of this process, beginning at once with what was missed."""
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
        deliver(worker)

    scheduler = make_scheduler(runtime, plan_first, deliver_after)
    scheduler.start()
    return Handle(worker, scheduler)


def make_scheduler(runtime: Runtime, plan_tick: Callable[[], None], deliver_tick: Callable[[], None]) -> Ticking:
    """A scheduler, not yet started, that calls both ticks at once and then at their intervals."""
    scheduler = Ticking(
        runtime.machine_clock,
        timezone=runtime.zone,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(2)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    now = runtime.machine_clock.now()
    for name, tick, every in (("plan", plan_tick, PLAN_EVERY), ("deliver", deliver_tick, DELIVER_EVERY)):
        scheduler.add_job(tick, "interval", seconds=every.total_seconds(), next_run_time=now, id=name)
    return scheduler
