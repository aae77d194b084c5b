"""What is told at once: written with the change, sent once, to those whom it concerns."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import DAY, TownHall, morning
from tracker.db.engine import Database
from tracker.db.models import AbsenceRow, MessageState, Reminder, ReminderState, Task, TaskOwner, User
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import Actor
from tracker.services.tasks import tasks

LATE_EVENING = morning(date(2019, 3, 2), hour=23)  # a Saturday: what is told at once waits for no working day


@pytest.fixture
def hall(database: Database) -> TownHall:
    hall = TownHall(database)
    hall.clock.instant = LATE_EVENING
    hall.secretaries(1)
    hall.change(lambda session: make_user(session, "Bo Lund"))
    return hall


def bo(session: Session) -> User:
    return session.scalars(select(User).where(User.name == "Bo Lund")).one()


def give_to_bo(hall: TownHall, actor: Actor = ADMINISTRATION) -> None:
    def give(session: Session) -> None:
        tasks.set_responsible(session, 1, bo(session).id, revision=None, actor=actor, now=hall.clock.now())

    hall.change(give)


def move(hall: TownHall, due: date, actor: Actor = ADMINISTRATION) -> None:
    def change(session: Session) -> None:
        tasks.move_deadline(
            session, 1, due, reason="Høringen trak ud.", revision=None, actor=actor, now=hall.clock.now()
        )

    hall.change(change)


def press(hall: TownHall, actor: Actor = ADMINISTRATION) -> str:
    with hall.database.writing() as session:
        return tasks.nudge(session, 1, actor=actor, now=hall.clock.now())


def send(hall: TownHall) -> list[EmailMessage]:
    """Plans and delivers; returns what was handed over."""
    before = len(hall.transport.handed_over)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    found = hall.transport.handed_over[before:]
    return [cast(EmailMessage, message_from_bytes(content, policy=default)) for _address, content in found]


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_whoever_is_given_a_task_is_told_whatever_the_hour(hall: TownHall) -> None:
    give_to_bo(hall)
    (line,) = hall.ledger()
    assert (line.rule, line.state, line.message_id) == ("given", ReminderState.QUEUED, None)
    (mail,) = send(hall)
    assert mail["Subject"] == "Ny opgave til dig: Opgave 0-0"
    assert "Anna Holm har givet dig opgaven." in text(mail)
    assert [row.state for row in hall.ledger()] == [ReminderState.SENT]
    assert send(hall) == []


def test_the_line_stands_or_falls_with_the_change(hall: TownHall) -> None:
    def give_and_fail(session: Session) -> None:
        tasks.set_responsible(session, 1, bo(session).id, revision=None, actor=ADMINISTRATION, now=hall.clock.now())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hall.change(give_and_fail)
    assert hall.ledger() == []


def test_nobody_is_told_of_his_own_doing(hall: TownHall) -> None:
    with hall.database.reading() as session:
        actor = Actor.of(bo(session))
    give_to_bo(hall, actor)
    move(hall, date(2019, 8, 1), actor)
    assert {row.recipient_id for row in hall.ledger()} == {1}  # the secretary hears of the move


def test_a_moved_date_is_told_to_those_who_follow_the_task_with_both_dates_and_the_reason(hall: TownHall) -> None:
    give_to_bo(hall)
    send(hall)
    move(hall, date(2019, 8, 1))
    mails = send(hall)
    assert [mail["Subject"] for mail in mails] == ["Frist flyttet: Opgave 0-0"] * 2
    assert "Anna Holm har flyttet fristen fra 31. maj 2019 til 1. august 2019. «Høringen trak ud.»" in text(mails[0])


def test_a_date_that_was_moved_again_before_the_mail_left_is_told_once(hall: TownHall) -> None:
    move(hall, date(2019, 8, 1))
    move(hall, date(2019, 9, 1))
    (mail,) = send(hall)
    assert "1. september 2019" in text(mail)
    void = [row.reason for row in hall.ledger() if row.state is ReminderState.VOID]
    assert void == ["Fristen er siden flyttet til 1. september 2019."]


def test_many_tasks_given_at_once_are_one_mail(hall: TownHall) -> None:
    def give(session: Session) -> None:
        for number in range(9):
            make_task(session, f"Opgave {number}")
        for task_id in session.scalars(select(Task.id)):
            tasks.set_responsible(
                session, task_id, bo(session).id, revision=None, actor=ADMINISTRATION, now=hall.clock.now()
            )

    hall.change(give)
    (mail,) = send(hall)
    assert mail["Subject"] == "Nyt om 10 opgaver"


def test_what_happens_later_on_the_same_day_is_another_mail(hall: TownHall) -> None:
    give_to_bo(hall)
    assert len(send(hall)) == 1
    move(hall, date(2019, 8, 1))
    assert len(send(hall)) == 2


def test_a_task_that_was_given_away_again_before_the_mail_left_is_not_told(hall: TownHall) -> None:
    give_to_bo(hall)
    hall.change(
        lambda session: tasks.set_responsible(
            session, 1, None, revision=None, actor=ADMINISTRATION, now=hall.clock.now()
        )
    )
    assert send(hall) == []
    assert [row.state for row in hall.ledger()] == [ReminderState.VOID]
    assert [message.state for message in hall.messages()] == [MessageState.VOID]


def test_the_secretaries_of_a_new_committee_are_told(hall: TownHall) -> None:
    def change(session: Session) -> None:
        other = make_committee(session, "Kulturudvalget")
        make_user(session, "Kirsten", role=Role.SECRETARY, committees=[other])
        standing = session.scalars(select(TaskOwner.committee_id)).all()
        tasks.change_owners(
            session,
            1,
            [other.id, *standing],
            reason="Sagen hører til der.",
            revision=None,
            actor=ADMINISTRATION,
            now=hall.clock.now(),
        )

    hall.change(change)
    (mail,) = send(hall)
    assert "Kirsten" in str(mail["To"])
    assert "Anna Holm har givet opgaven til Kulturudvalget og" in text(mail)


def test_a_reminder_by_hand_goes_to_those_who_follow_the_task_and_stands_in_its_history(hall: TownHall) -> None:
    give_to_bo(hall)
    send(hall)
    assert press(hall) == "Bo Lund og Sekretær 0"
    mails = send(hall)
    assert [mail["Subject"] for mail in mails] == ["Påmindelse: Opgave 0-0"] * 2
    assert "Anna Holm beder dig se på opgaven." in text(mails[0])
    with hall.database.reading() as session:
        last = session.get_one(Task, 1).events[-1]
        assert (last.kind.value, last.after) == ("nudge", "Bo Lund og Sekretær 0")


def test_pressing_twice_within_the_day_sends_one_and_the_next_day_another(hall: TownHall) -> None:
    press(hall)
    with pytest.raises(InputError, match="allerede sendt"):
        press(hall)
    assert len(send(hall)) == 1
    with pytest.raises(InputError, match="allerede sendt"):
        press(hall)
    hall.clock.instant += timedelta(days=1)
    press(hall)
    assert len(send(hall)) == 1
    with hall.database.reading() as session:
        assert [event.kind.value for event in session.get_one(Task, 1).events].count("nudge") == 2


def test_what_fell_away_before_it_was_sent_can_be_pressed_for_again_the_same_day(hall: TownHall) -> None:
    press(hall)
    hall.change(
        lambda session: tasks.drop(
            session, 1, reason="Ved en fejl", revision=None, actor=ADMINISTRATION, now=hall.clock.now()
        )
    )
    assert send(hall) == []
    hall.change(lambda session: tasks.reopen(session, 1, revision=None, actor=ADMINISTRATION, now=hall.clock.now()))
    assert press(hall) == "Sekretær 0"
    assert len(send(hall)) == 1


def test_a_closed_task_or_one_of_ones_own_cannot_be_pressed_for(hall: TownHall) -> None:
    with hall.database.reading() as session:
        secretary = Actor.of(session.get_one(User, 1))
    with pytest.raises(InputError, match="Ingen andre"):
        press(hall, secretary)
    hall.change(
        lambda session: tasks.drop(
            session, 1, reason="Ikke nødvendig", revision=None, actor=ADMINISTRATION, now=hall.clock.now()
        )
    )
    with pytest.raises(InputError, match="afsluttet"):
        press(hall)


def test_a_secretary_of_another_committee_cannot_press(hall: TownHall) -> None:
    stranger = Actor(99, "Fremmed", Role.SECRETARY, frozenset({77}))
    with pytest.raises(ForbiddenError):
        press(hall, stranger)


def test_who_stands_in_is_told_instead(hall: TownHall) -> None:
    def go_away(session: Session) -> None:
        other = make_user(session, "Vikar")
        today = hall.clock.now().date()
        session.add(
            AbsenceRow(
                user_id=bo(session).id,
                starts_on=today - timedelta(days=1),
                ends_on=today + timedelta(days=5),
                substitute_id=other.id,
                instead=True,
                set_at=hall.clock.now(),
                set_by="Bo Lund",
            )
        )

    hall.change(go_away)
    give_to_bo(hall)
    (mail,) = send(hall)
    assert "Vikar" in str(mail["To"])
    assert "Du får den som stedfortræder for Bo Lund." in text(mail)
    with hall.database.reading() as session:
        (row,) = session.scalars(select(Reminder)).all()
        assert row.on_behalf_of_id == bo(session).id


def test_a_status_that_closes_the_task_ends_what_waits(hall: TownHall) -> None:
    give_to_bo(hall)
    hall.change(
        lambda session: tasks.set_status(
            session,
            1,
            Status.PRESENTED,
            presented_on=date(2019, 3, 1),
            revision=None,
            actor=ADMINISTRATION,
            now=hall.clock.now(),
        )
    )
    assert send(hall) == []


def test_the_daily_mail_is_not_kept_from_leaving_by_what_was_told_at_once(hall: TownHall) -> None:
    give_to_bo(hall)
    hall.clock.instant = morning(DAY)
    kinds = sorted(message["Subject"].split(":")[0] for message in send(hall))
    assert kinds == ["Ny opgave til dig", "Påmindelse", "Påmindelse"]
