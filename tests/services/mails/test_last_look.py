"""The look at a mail before it is handed over: what no longer applies is not sent, and what is sent is true today."""

from __future__ import annotations

import quopri
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import (
    ACCEPTED,
    AWAY,
    BUSY,
    DAY,
    FULL,
    TownHall,
    drop,
    morning,
    states,
    the_task,
)
from tracker.agreement.values import TaskKind
from tracker.db.models import Message, MessageState, Secretary, User
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.jobs import Step, deliver, plan_and_queue
from tracker.services.tasks import tasks

EARLIER = datetime(2026, 3, 2, 11, tzinfo=UTC)


def close(session: Session) -> None:
    task = the_task(session)
    task.kind = TaskKind.DELIVERY
    tasks.set_status(session, task.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=morning())


def move(session: Session) -> None:
    due = date(2019, 8, 30)
    tasks.move_deadline(
        session, the_task(session).id, due, reason="Høring.", revision=None, actor=ADMINISTRATION, now=morning()
    )


def give_away(session: Session) -> None:
    other = make_committee(session, "Et andet udvalg")
    tasks.change_owners(
        session, the_task(session).id, [other.id], reason="Fejl.", revision=None, actor=ADMINISTRATION, now=morning()
    )


def resign(session: Session) -> None:
    session.execute(delete(Secretary))


def deactivate(session: Session) -> None:
    session.execute(update(User).values(active=False))


CHANGES = [
    (close, "Opgaven er afsluttet (færdig)."),
    (drop, "Opgaven er afsluttet (udgået)."),
    (move, "Fristen er flyttet til 30. august 2019."),
    (give_away, "Modtageren er ikke længere sekretær for udvalget eller ansvarlig for opgaven."),
    (resign, "Modtageren er ikke længere sekretær for udvalget eller ansvarlig for opgaven."),
    (deactivate, "Modtageren er ikke længere aktiv."),
]


@pytest.mark.parametrize("step", [None, Step.CLAIMED])
@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_what_no_longer_applies_is_not_sent_and_the_record_says_why(
    hall: TownHall, change: Callable[[Session], None], reason: str, step: Step | None
) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    if step is None:
        hall.change(change)

    def between(reached: Step) -> None:
        if reached is step:
            hall.change(change)

    deliver(hall.worker(watch=between))
    assert hall.transport.handed_over == []
    message = hall.message()
    assert (message.state, message.attempts) == (MessageState.VOID, 0)
    assert [row.reason for row in message.reminders if row.state.value == "void"] == [reason]
    assert message.finished_at is not None


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_what_changes_after_a_mail_was_written_ahead_is_seen_before_it_is_handed_over(
    hall: TownHall, change: Callable[[Session], None], reason: str
) -> None:
    """Both mails are written together; the first is in the server's hands when the task of the second changes."""
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    hall.change(lambda session: session.execute(update(Message).where(Message.id == 2).values(next_attempt_at=EARLIER)))

    def between(reached: Step) -> None:
        if reached is Step.HANDED_OVER and len(hall.transport.handed_over) == 1:
            hall.change(change)

    deliver(hall.worker(watch=between))
    assert hall.transport.addresses == ["s0001@example.dk"]
    message = hall.messages()[0]
    assert message.state is MessageState.VOID
    assert [row.reason for row in message.reminders if row.state.value == "void"] == [reason]


def test_a_newer_mail_that_is_queued_after_one_was_written_ahead_replaces_it(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())

    def between(reached: Step) -> None:
        if reached is Step.HANDED_OVER and len(hall.transport.handed_over) == 1:
            hall.clock.instant = morning(DAY + timedelta(days=31))
            plan_and_queue(hall.worker("planner"))
            hall.clock.instant = morning(DAY)

    deliver(hall.worker(watch=between))
    second = hall.messages()[1]
    assert (second.address, second.state) == ("s0001@example.dk", MessageState.VOID)
    assert hall.transport.addresses.count("s0001@example.dk") == 1


def test_an_address_that_is_changed_after_a_mail_was_written_ahead_counts(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())

    def between(reached: Step) -> None:
        if reached is Step.HANDED_OVER and len(hall.transport.handed_over) == 1:
            hall.change(lambda session: session.execute(update(User).where(User.id == 2).values(email="ny@example.dk")))

    deliver(hall.worker(watch=between))
    assert hall.transport.addresses == ["s0000@example.dk", "ny@example.dk"]


def test_midnight_between_writing_ahead_and_handing_over_counts_the_days_anew(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())

    def between(reached: Step) -> None:
        if reached is Step.HANDED_OVER:
            hall.clock.instant = morning(DAY + timedelta(days=1))

    deliver(hall.worker(watch=between))
    assert "overskredet i går".encode() in quopri.decodestring(hall.transport.handed_over[1][1])


def test_a_mail_says_only_what_still_applies(hall: TownHall) -> None:
    hall.secretaries(1, tasks=2)
    plan_and_queue(hall.worker())
    hall.change(drop)
    deliver(hall.worker())
    message = hall.message()
    assert message.state is MessageState.ACCEPTED
    assert message.subject == "Påmindelse: Opgave 0-1 (frist 31. maj 2019)"
    assert sorted(states(row for row in message.reminders if row.rule == "on-day")) == ["sent", "void"]


def test_a_mail_goes_to_the_address_that_the_person_has_now(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.change(lambda session: session.execute(update(User).values(email="ny@example.dk")))
    deliver(hall.worker())
    assert hall.transport.addresses == ["ny@example.dk"]


def test_a_mail_that_was_held_up_counts_its_days_anew_under_the_same_identity(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    identity = hall.message().header_message_id
    hall.transport.answer = lambda address: BUSY
    deliver(hall.worker())
    first = hall.transport.handed_over[0][1]
    assert hall.message().content is None  # it never left the machine
    hall.transport.answer = lambda address: ACCEPTED
    hall.machine.move(hours=20)
    hall.clock.instant = morning(date(2019, 6, 2))
    deliver(hall.worker())
    message = hall.message()
    assert message.header_message_id == identity
    assert message.content != first
    assert b"overskredet for 2 dage siden" in (message.content or b"")


def test_bytes_that_have_left_the_machine_are_never_written_anew(hall: TownHall) -> None:
    hall.secretaries(1, tasks=2)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: FULL
    deliver(hall.worker())
    hall.change(drop)
    hall.machine.move(minutes=1)
    hall.clock.instant = morning(date(2019, 6, 2))
    hall.transport.answer = lambda address: AWAY
    deliver(hall.worker())
    hall.machine.move(minutes=5)
    hall.transport.answer = lambda address: ACCEPTED
    deliver(hall.worker())
    contents = {content for _, content in hall.transport.handed_over}
    assert (len(hall.transport.handed_over), len(contents)) == (3, 1)
    assert states(row for row in hall.message().reminders if row.rule == "on-day") == ["sent", "sent"]


def test_fixed_bytes_in_which_nothing_applies_any_more_are_not_sent(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: FULL
    deliver(hall.worker())
    hall.change(drop)
    hall.machine.move(minutes=1)
    deliver(hall.worker())
    assert len(hall.transport.handed_over) == 1
    assert hall.message().state is MessageState.VOID


def test_after_an_outage_an_old_mail_gives_way_to_the_new_one_about_the_same_task(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.clock.instant = morning(DAY + timedelta(days=31))
    hall.machine.move(days=31)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    old, new = hall.messages()
    assert (old.state, new.state) == (MessageState.VOID, MessageState.ACCEPTED)
    assert [row.reason for row in old.reminders if row.rule == "on-day"] == [
        "En senere påmindelse om samme opgave står i mailen 1. juli 2019."
    ]
    assert len(hall.transport.handed_over) == 1


def test_a_management_list_leaves_out_what_was_finished_in_the_meantime(hall: TownHall) -> None:
    hall.secretaries(1, tasks=2)
    hall.change(lambda session: make_user(session, "Direktør", role=Role.MANAGEMENT))
    hall.change(lambda session: make_task(session, "Endnu en", due=DAY))
    hall.clock.instant = morning(date(2019, 6, 3))
    plan_and_queue(hall.worker())
    hall.change(drop)
    deliver(hall.worker())
    (listed,) = [message for message in hall.messages() if message.kind == "overdue-list"]
    assert listed.subject == "Overskredne frister 3. juni 2019: 2 opgaver"
