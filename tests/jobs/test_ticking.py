"""The scheduler: it only ticks, catches up at its start, and stops cleanly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from apscheduler.jobstores.memory import MemoryJobStore

from tests.outboxes import TownHall, morning
from tracker import jobs
from tracker.bootstrap import Runtime
from tracker.db.engine import Database
from tracker.db.models import Lease, MessageState
from tracker.db.queries.operation.heartbeat import PLANNING
from tracker.settings import MailSettings, Settings

PATIENCE = 20.0


@pytest.fixture
def hall(sqlite_database: Database) -> TownHall:
    return TownHall(sqlite_database)


def runtime_of(hall: TownHall) -> Runtime:
    return Runtime(Settings(mail=MailSettings(delivery="mailbox")), hall.database, hall.clock)


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def lease(hall: TownHall) -> Lease | None:
    with hall.database.reading() as session:
        return session.get(Lease, PLANNING)


def test_what_was_missed_is_sent_soon_after_the_start_and_the_heartbeat_is_written(hall: TownHall) -> None:
    hall.secretaries(2)
    hall.clock.instant = morning(date(2019, 7, 1))  # the tasks fell due a month ago
    handle = jobs.start(runtime_of(hall))
    try:
        wait_for(lambda: [m.state for m in hall.messages()] == [MessageState.ACCEPTED] * 2)
    finally:
        handle.stop()
    held = lease(hall)
    assert held is not None
    assert held.completed_at is not None
    assert datetime.now(UTC) - held.completed_at < timedelta(minutes=1)
    assert all(message.content for message in hall.messages())  # what the page of the local mailbox shows


def test_after_an_outage_planning_comes_first_so_that_a_new_mail_can_replace_an_old_one(hall: TownHall) -> None:
    hall.secretaries(1)
    jobs.plan_and_queue(jobs.Worker(runtime_of(hall)))
    hall.clock.instant = morning(date(2019, 7, 1))
    handle = jobs.start(runtime_of(hall))
    try:
        wait_for(lambda: all(message.state.is_final for message in hall.messages()))
    finally:
        handle.stop()
    assert [message.state for message in hall.messages()] == [MessageState.VOID, MessageState.ACCEPTED]


def test_who_stops_lets_go_of_the_lease(hall: TownHall) -> None:
    handle = jobs.start(runtime_of(hall))
    wait_for(lambda: lease(hall) is not None)
    handle.stop()
    held = lease(hall)
    assert held is not None
    assert held.expires_at <= datetime.now(UTC)


def test_only_the_holder_of_the_lease_plans(hall: TownHall) -> None:
    hall.secretaries(1)
    first = jobs.start(runtime_of(hall))
    wait_for(lambda: len(hall.messages()) == 1)
    second = jobs.start(runtime_of(hall))
    held = lease(hall)
    time.sleep(0.3)
    second.stop()
    still = lease(hall)
    first.stop()
    assert held is not None
    assert still is not None
    assert (still.holder, still.token) == (held.holder, 1)


def test_stopping_does_not_hang_and_leaves_no_thread(hall: TownHall) -> None:
    before = set(threading.enumerate())
    handle = jobs.start(runtime_of(hall))
    started = time.monotonic()
    handle.stop()
    assert time.monotonic() - started < PATIENCE
    assert set(threading.enumerate()) <= before


def test_the_jobs_live_in_memory_and_a_missed_tick_is_made_up_once(hall: TownHall) -> None:
    scheduler = jobs.make_scheduler(runtime_of(hall), lambda: None, lambda: None)
    scheduler.start(paused=True)
    try:
        assert isinstance(scheduler._lookup_jobstore("default"), MemoryJobStore)
        assert str(scheduler.timezone) == "Europe/Copenhagen"
        found = scheduler.get_jobs()
        assert {job.id for job in found} == {"plan", "deliver"}
        for job in found:
            assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
    finally:
        scheduler.shutdown()


def test_the_scheduler_ticks_on_when_the_machines_clock_is_set_back(hall: TownHall) -> None:
    ticked = threading.Event()
    scheduler = jobs.make_scheduler(runtime_of(hall), ticked.set, lambda: None)
    scheduler.start(paused=True)
    try:
        # As it looks from a clock that was set back by an hour: the next tick lies an hour ahead.
        scheduler.modify_job("plan", next_run_time=datetime.now(UTC) + timedelta(hours=1))
        scheduler.resume()
        assert ticked.wait(PATIENCE)
    finally:
        scheduler.shutdown()
