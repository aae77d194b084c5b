"""Reminders of tasks that fall due again: every time has its own, each once, and the preview says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import TownHall, morning
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import DeadlineVersion, Task
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.domain.workdays import WorkingDays
from tracker.errors import InputError
from tracker.jobs import deliver, plan_and_queue, plan_tick
from tracker.services.reminders.reminders import preview_day
from tracker.services.tasks import repetition, tasks

FIRST = date(2019, 1, 31)


@pytest.fixture
def hall(sqlite_database: Database) -> TownHall:
    return TownHall(sqlite_database)


def repeated(hall: TownHall, rule: str = "FREQ=MONTHLY", first: date = FIRST, until: date | None = None) -> int:
    """A task that repeats, of a committee with a secretary; what is done ends it, without a meeting."""
    hall.clock.instant = morning(first - timedelta(days=20))
    with hall.database.writing() as session:
        committee = make_committee(session)
        make_user(session, "Rita Lund", role=Role.SECRETARY, committees=[committee])
        task = make_task(session, kind=TaskKind.DELIVERY, due=first, owners=[committee], now=hall.clock.now())
        repetition.set_rule(
            session,
            task.id,
            rule,
            first,
            until,
            reason="Aftalt.",
            revision=None,
            actor=ADMINISTRATION,
            now=hall.clock.now(),
        )
        return task.id


def act(hall: TownHall, change: Callable[..., object], *words: object, **more: object) -> None:
    with hall.database.writing() as session:
        change(session, *words, **more, revision=None, actor=ADMINISTRATION, now=hall.clock.now())


def due_of(hall: TownHall, task: int) -> date:
    with hall.database.reading() as session:
        due = session.get_one(Task, task).due_on
        assert due is not None
        return due


def told(hall: TownHall) -> Counter[tuple[int, str, str]]:
    """How often each rule was told of each time of the task, by the day that it counts from; steps that were swallowed
    by a newer one left out."""
    with hall.database.reading() as session:
        times = dict(session.execute(select(DeadlineVersion.number, DeadlineVersion.occurrence)).all())
    return Counter(
        (times[row.deadline_version], row.rule, row.occurrence)
        for row in hall.ledger()
        if row.state.value in {"queued", "sent"} and not row.rule.startswith("at-once")
    )


def live(hall: TownHall, task: int, days: int, *, early: int) -> None:
    """Goes through days, looks at the preview of each, lets its mails leave, closes each time `early` days ahead."""
    worker = hall.worker()
    for _ in range(days):
        today = hall.clock.now().date()
        with hall.database.reading() as session:
            shown = preview_day(session, worker.runtime.policy, today, now=hall.clock.now(), zone=worker.runtime.zone)
        before = {row.id for row in hall.ledger()}
        plan_and_queue(worker)
        sent = {
            (row.recipient_id, row.rule, row.occurrence)
            for row in hall.ledger()
            if row.id not in before and row.state.value == "queued"
        }
        assert sent == {
            (mail.digest.recipient, line.newest.turn.rule, line.newest.turn.occurrence)
            for mail in shown.mails
            for line in mail.digest.lines
        }
        deliver(worker)
        if due_of(hall, task) - today == timedelta(days=early):
            act(hall, tasks.set_status, task, Status.DONE)
        for clock in (hall.clock, hall.machine):
            clock.instant += timedelta(days=1)


@pytest.mark.parametrize("days", [65, pytest.param(731, marks=pytest.mark.slow)])
def test_every_time_is_reminded_of_once_a_step_and_as_the_preview_said(hall: TownHall, days: int) -> None:
    task = repeated(hall)
    live(hall, task, days, early=0)
    found = told(hall)
    assert set(found.values()) == {1}
    times = {number for number, _rule, _day in found}
    assert times == set(range(1, max(times) + 1))
    assert max(times) > days // 31
    for number in times - {1, max(times)}:
        steps = [rule for each, rule, _day in found if each == number]
        assert len(steps) == len(set(steps))
        assert {"before-30", "before-14", "before-7"} <= set(steps)
        # A time that falls on a day when no mails leave, and is reported on it, asks for nothing more.
        (due,) = {date.fromisoformat(day) for each, _rule, day in found if each == number}
        assert ("on-day" in steps) == WorkingDays().includes(due)


def test_a_time_that_was_reported_is_never_reminded_of_again_and_the_next_has_all_its_steps(hall: TownHall) -> None:
    task = repeated(hall, "FREQ=MONTHLY;INTERVAL=3")
    live(hall, task, 22, early=1)
    before = told(hall)
    assert due_of(hall, task) == date(2019, 4, 30)
    live(hall, task, 68, early=1)
    after = told(hall)
    assert {key: count for key, count in after.items() if key[0] == 1} == before
    assert {rule for number, rule, _day in after if number == 2} >= {"before-60", "before-30"}


def test_a_task_that_is_dropped_and_taken_up_again_doubles_nothing(hall: TownHall) -> None:
    task = repeated(hall)
    live(hall, task, 8, early=-99)
    act(hall, tasks.drop, task, reason="Aftalt om.")
    live(hall, task, 3, early=-99)
    act(hall, tasks.reopen, task)
    live(hall, task, 12, early=-99)
    assert set(told(hall).values()) == {1}


def test_a_change_of_the_rule_tells_nothing_twice_and_loses_nothing_of_the_time_at_hand(hall: TownHall) -> None:
    task = repeated(hall)
    live(hall, task, 8, early=-99)
    act(hall, repetition.set_rule, task, "FREQ=MONTHLY;INTERVAL=6", FIRST, None, reason="Sjældnere.")
    live(hall, task, 14, early=-99)
    found = told(hall)
    assert set(found.values()) == {1}
    assert {number for number, _rule, _day in found} == {1}


def test_times_are_made_ahead_by_the_worker_as_the_days_go_by(hall: TownHall) -> None:
    task = repeated(hall)

    def last() -> date:
        with hall.database.reading() as session:
            return max(each.due_on for each in session.get_one(Task, task).occurrences)

    before = last()
    hall.clock.instant += timedelta(days=100)
    assert plan_tick(hall.worker())
    assert last() > before


def test_a_rule_that_ends_reminds_no_more_after_its_last_time(hall: TownHall) -> None:
    task = repeated(hall, until=date(2019, 2, 28))
    live(hall, task, 60, early=0)
    with hall.database.reading() as session:
        assert session.get_one(Task, task).status is Status.DONE
    lines = len(hall.ledger())
    hall.clock.instant += timedelta(days=90)
    plan_and_queue(hall.worker())
    assert len(hall.ledger()) == lines
    with pytest.raises(InputError), hall.database.writing() as session:
        tasks.set_status(session, task, Status.IN_PROGRESS, revision=None, actor=ADMINISTRATION, now=hall.clock.now())
