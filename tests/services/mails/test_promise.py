"""The promise, read by somebody who wants to break it: a reminder lost, or doubled, between two states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_task, make_user
from tests.outboxes import ACCEPTED, DAY, TownHall, morning, states
from tracker.db.models import Lease, Message, MessageState, Secretary, Task, User
from tracker.db.queries.operation.heartbeat import PLANNING
from tracker.db.told import told
from tracker.domain import turns as turns_of
from tracker.domain.delivery import ATTEMPTS_LIMIT, Outcome, Result
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.jobs import Step, deliver, plan_and_queue, plan_tick
from tracker.language import ENGLISH, speaking
from tracker.sayings import said
from tracker.services.actors import COMMAND_LINE
from tracker.services.mails import digests
from tracker.services.mails.digests import Look
from tracker.services.mails.failures import send_again
from tracker.services.operation.watching import find_troubles
from tracker.services.reminders.reminders import preview_day
from tracker.services.tasks import tasks

MONDAY = date(2019, 6, 3)


def codes(hall: TownHall) -> list[str]:
    with hall.database.reading() as session:
        return [each.code for each in find_troubles(session, hall.worker().runtime.times(), reads_returns=False)]


def present(session: Session) -> None:
    task = session.scalar(select(Task).order_by(Task.id)) or pytest.fail("no task")
    how = {"revision": None, "actor": ADMINISTRATION, "now": morning()}
    tasks.set_status(session, task.id, Status.PRESENTED, presented_on=DAY, **how)


def reopen(session: Session) -> None:
    tasks.reopen(session, 1, revision=None, actor=ADMINISTRATION, now=morning())


def resign(session: Session) -> None:
    session.execute(delete(Secretary))


def return_to_office(session: Session) -> None:
    session.execute(insert(Secretary).values(committee_id=1, user_id=1))


def leave(session: Session) -> None:
    session.execute(update(User).values(active=False))


def come_back(session: Session) -> None:
    session.execute(update(User).values(active=True))


@pytest.mark.parametrize(("undo", "redo"), [(present, reopen), (resign, return_to_office), (leave, come_back)])
def test_what_fell_away_by_mistake_and_applies_again_is_sent_with_the_next_mail(
    hall: TownHall, undo: Callable[[Session], None], redo: Callable[[Session], None]
) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.change(undo)
    deliver(hall.worker())
    hall.change(redo)
    assert plan_and_queue(hall.worker()).queued == 0  # today's mail has been
    hall.clock.instant = morning(MONDAY)
    assert plan_and_queue(hall.worker()).queued == 1
    deliver(hall.worker())
    assert hall.transport.addresses == ["s0000@example.dk"]
    (line,) = [row for row in hall.ledger() if row.rule == "on-day"]
    assert line.state.value == "sent"
    assert "Bortfaldt før: " in (line.reason or "")
    with speaking(ENGLISH):
        assert " Dropped earlier: The " in said(told(line, "reason") or "")
    assert plan_and_queue(hall.worker()).queued == 0


def test_what_was_sent_is_never_revived(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    hall.change(present)
    hall.change(reopen)
    hall.clock.instant = morning(MONDAY)
    assert plan_and_queue(hall.worker()).queued == 0


def test_mails_leave_also_when_the_machines_clock_was_set_back_by_years(hall: TownHall) -> None:
    hall.secretaries(2)
    hall.machine.move(days=3650)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: Outcome(Result.DEFERRED, "450 busy")
    deliver(hall.worker())
    hall.machine.move(days=-3650)
    hall.transport.answer = lambda address: ACCEPTED
    assert deliver(hall.worker()) == {Result.ACCEPTED: 2}


def test_a_mail_in_hand_is_taken_over_when_the_clock_was_set_back_by_years(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.machine.move(days=3650)
    died = {"state": MessageState.HANDING_OVER, "claimed_by": "dead", "content": b"x", "attempts": 1}
    died["claimed_until"] = hall.machine.now()
    hall.change(lambda session: session.execute(update(Message).values(died)))
    hall.machine.move(days=-3650)
    assert codes(hall) == ["heartbeat", "mails-handing-over"]
    assert deliver(hall.worker()) == {Result.ACCEPTED: 1}


def test_the_clock_set_back_over_midnight_sends_nothing_twice(hall: TownHall) -> None:
    hall.secretaries(1)
    hall.clock.instant = morning(date(2019, 5, 29))
    plan_and_queue(hall.worker())
    for back in (timedelta(hours=1), timedelta(days=1), timedelta(days=2)):
        hall.clock.instant = morning(DAY)
        plan_and_queue(hall.worker())
        hall.clock.instant -= back
        plan_and_queue(hall.worker())
    sent = [(row.rule, row.occurrence) for row in hall.ledger() if row.state.value == "queued"]
    assert len(sent) == len(set(sent)) == 2
    assert len(hall.messages()) == 2


def test_reminders_planned_by_a_clock_that_stood_ahead_are_told_to_a_person(hall: TownHall) -> None:
    hall.secretaries(1)
    hall.change(lambda session: make_user(session, "Ada", role=Role.ADMINISTRATOR))
    hall.clock.move(days=399)
    plan_and_queue(hall.worker())
    hall.clock.move(days=-399)
    assert "clock" in codes(hall)


def test_a_mail_that_kills_every_worker_stops_no_other_and_has_an_end(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    hall.machine.move(minutes=11)  # what was written when it was queued is too old

    real = digests.compose

    def compose(look: Look, message: Message, *args: Any, **kwargs: Any) -> object:
        if message.id == 1:
            raise KeyboardInterrupt  # as if the process were killed by what is in the mail
        return real(look, message, *args, **kwargs)

    monkeypatch.setattr("tracker.services.mails.digests.compose", compose)
    for number in range(5):
        try:
            deliver(hall.worker(f"w{number}"))
        except KeyboardInterrupt:
            hall.machine.move(minutes=11)
    assert states(hall.messages()) == ["queued", "accepted", "accepted"]
    hall.change(lambda session: session.execute(update(Message).values(attempts=ATTEMPTS_LIMIT - 1)))
    deliver(hall.worker("last"))
    assert hall.messages()[0].state is MessageState.FAILED


def test_a_task_that_cannot_be_planned_stops_no_other_and_is_told(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(2)
    hall.change(lambda session: session.execute(update(Task).where(Task.id == 1).values(due_on=date(2019, 5, 30))))
    turns = turns_of.date_turns

    def poisoned(*args: Any, due: date, **more: Any) -> Iterator[turns_of.Turn]:
        if due != DAY:
            raise OverflowError
        return turns(*args, due=due, **more)

    monkeypatch.setattr("tracker.domain.planning.date_turns", poisoned)
    assert plan_tick(hall.worker())
    assert [message.address for message in hall.messages()] == ["s0001@example.dk"]
    assert codes(hall) == ["planning"]


def test_a_mail_that_cannot_be_queued_is_told_and_planned_again(hall: TownHall) -> None:
    hall.secretaries(2)

    def vanish(step: Step) -> None:
        if step is Step.PLANNED:
            hall.change(lambda session: session.execute(delete(User).where(User.id == 2)))

    plan_tick(hall.worker(watch=vanish))
    assert "planning" in codes(hall)
    hall.change(lambda session: make_user(session, "Ada", role=Role.ADMINISTRATOR))
    hall.clock.instant = morning(MONDAY)
    plan_tick(hall.worker())
    assert "planning" not in codes(hall)


def test_planning_that_never_comes_to_its_end_is_no_sign_of_life(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(1)
    plan_tick(hall.worker())
    assert codes(hall) == []

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the planner is broken")

    monkeypatch.setattr("tracker.jobs.planning.survey", fail)
    hall.machine.move(minutes=6)
    with pytest.raises(RuntimeError):
        plan_tick(hall.worker())
    assert "heartbeat" in codes(hall)
    with hall.database.reading() as session:
        lease = session.get_one(Lease, PLANNING)
        assert lease.beat_at == hall.machine.now()  # it was tried, and that alone would look like life


def test_tasks_that_nobody_can_be_reminded_of_are_told(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_tick(hall.worker())
    assert codes(hall) == []
    hall.change(leave)
    assert codes(hall) == ["nobody-told"]
    hall.change(lambda session: make_user(session, "Ada", role=Role.ADMINISTRATOR))
    assert codes(hall) == []


def test_a_later_hour_of_sending_does_not_bring_a_reminder_back(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    settings = hall.worker().runtime.settings
    changed = settings.model_copy(update={"reminders": settings.reminders.model_copy(update={"send_at_hour": 11})})
    hall.clock.instant = morning(MONDAY, hour=12)
    worker = hall.worker(settings=changed)
    with hall.database.reading() as session:
        runtime = worker.runtime
        seen = preview_day(session, runtime.policy, MONDAY, now=runtime.now(), zone=runtime.zone)
    assert seen.mails == ()


def test_a_mail_that_failed_is_sent_again_to_the_corrected_address_as_another_mail(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: Outcome(Result.REFUSED, "550 no such user", exposed=True)
    deliver(hall.worker())
    before = hall.message().header_message_id
    hall.change(lambda session: session.execute(update(User).values(email="rettet@example.dk")))
    hall.change(lambda session: send_again(session, 1, actor=COMMAND_LINE, times=hall.worker().runtime.times()))
    hall.transport.answer = lambda address: ACCEPTED
    assert deliver(hall.worker()) == {Result.ACCEPTED: 1}
    assert hall.transport.addresses[-1] == "rettet@example.dk"
    assert hall.message().header_message_id != before
    assert states(row for row in hall.ledger() if row.rule == "on-day") == ["sent"]


def test_a_mail_of_unknown_fate_that_is_sent_again_by_hand_is_the_same_mail(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: Outcome(Result.LOST, "tabt", exposed=True)
    for _ in range(5):
        deliver(hall.worker())
        hall.machine.move(hours=2)
    assert hall.message().state is MessageState.FAILED
    hall.change(lambda session: send_again(session, 1, actor=COMMAND_LINE, times=hall.worker().runtime.times()))
    hall.transport.answer = lambda address: ACCEPTED
    deliver(hall.worker())
    assert hall.message().state is MessageState.ACCEPTED
    assert len({content for _, content in hall.transport.handed_over}) == 1


def test_a_task_made_today_for_today_is_told_the_next_day_to_whom_has_had_his_mail(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())

    def another(session: Session) -> None:
        owners = [session.get_one(Task, 1).owners[0].committee]
        make_task(session, "Ny", due=DAY, owners=owners, now=morning(hour=10))

    hall.change(another)
    assert plan_and_queue(hall.worker()).queued == 0
    hall.clock.instant = morning(MONDAY)
    assert plan_and_queue(hall.worker()).queued == 1
