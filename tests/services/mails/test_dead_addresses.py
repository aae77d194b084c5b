"""What follows from an address that does not work: nothing is lost, and whoever can mend it is told."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.bounced import report
from tests.factories import make_user
from tests.outboxes import morning
from tests.services.mails.bounced_hall import ADA, ANNA, BO, PATHS, SETTINGS, SETTLED, Hall, lines
from tracker.db.engine import Database
from tracker.db.models import MessageState, Reminder, ReminderState, User
from tracker.domain.roles import Role
from tracker.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from tracker.jobs import Worker, plan_and_queue, plan_tick
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.mails import failures
from tracker.services.mails.bounces import note_seen
from tracker.services.people import users
from tracker.services.tasks import tasks


@pytest.fixture
def hall(database: Database) -> Hall:
    return SETTLED.into(database)


def test_nothing_more_is_sent_to_an_address_that_does_not_work_and_it_is_told(hall: Hall) -> None:
    hall.bounce(ANNA)
    assert hall.troubles()["addresses"] == "1 mailadresse virker ikke. Der sendes intet til den, før den er rettet."
    hall.clock.instant = morning(date(2019, 6, 7))
    hall.round()
    assert hall.transport.addresses.count(ANNA) == 1
    assert [each.kind for each in hall.messages() if each.address == BO] == ["digest", "digest", "at-once"]


def test_where_it_leaves_a_task_without_anybody_the_administrators_follow_it(hall: Hall) -> None:
    hall.bounce(ANNA)
    hall.bounce(BO)
    hall.clock.instant = morning(date(2019, 6, 7))
    hall.round()
    assert [each.kind for each in hall.messages() if each.address == ADA] == ["digest", "at-once"]


def test_a_mail_that_waits_when_its_address_is_found_dead_falls_away(hall: Hall) -> None:
    hall.clock.instant = morning(date(2019, 6, 7))
    plan_and_queue(hall.worker(settings=SETTINGS))
    (first,) = [each for each in hall.messages() if each.address == ANNA][:1]
    hall.take(report(PATHS.of(first.id, first.header_message_id)))
    hall.round()
    assert hall.transport.addresses.count(ANNA) == 1
    assert [(row.state, row.reason) for row in lines(hall.mail_to(ANNA))] == [
        (ReminderState.VOID, "Mails til modtagerens adresse kommer retur.")
    ]


def test_what_is_to_be_told_at_once_goes_to_the_secretaries_instead(hall: Hall) -> None:
    def give(session: Session) -> None:
        carl = make_user(session, "Carl Dam", role=Role.ADMINISTRATION)
        carl.address_failed_at = hall.machine.now()
        session.flush()
        (task,) = session.scalars(select(Reminder.task_id).distinct())
        tasks.set_responsible(session, task, carl.id, revision=None, actor=COMMAND_LINE, now=hall.clock.now())

    hall.change(give)
    hall.round()
    told = [each for each in hall.messages() if each.kind == "at-once"]
    assert {each.address for each in told} == {ANNA, BO}
    assert {row.on_behalf_of_id for each in told for row in each.reminders} == {4}


def test_a_corrected_address_gets_what_came_back_and_what_was_not_sent(hall: Hall) -> None:
    hall.bounce(ANNA)
    lost = hall.mail_to(ANNA)
    hall.clock.instant = morning(date(2019, 6, 7))
    hall.round()
    with hall.database.writing() as session:
        assert users.correct_address(session, 1, " Anna.Holm@example.dk ", actor=COMMAND_LINE, times=hall.times()) == 1
    hall.round()
    assert hall.transport.addresses.count("anna.holm@example.dk") == 1  # the newest says it all
    assert ReminderState.SENT in [row.state for row in hall.mail_to("anna.holm@example.dk").reminders]
    (row,) = [each for each in hall.ledger() if each.message_id == lost.id and each.rule == "on-day"]
    assert row.state is ReminderState.SUPERSEDED
    assert "addresses" not in hall.troubles()
    assert "mails-bounced" not in hall.troubles()


def test_an_address_that_works_again_needs_no_correction(hall: Hall) -> None:
    hall.bounce(ANNA)
    with hall.database.writing() as session:
        users.correct_address(session, 1, ANNA, actor=COMMAND_LINE, times=hall.times())
    hall.round()
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    assert hall.transport.addresses.count(ANNA) == 2


def test_a_mail_cannot_be_sent_again_to_an_address_that_does_not_work(hall: Hall) -> None:
    hall.bounce(ANNA)
    with hall.database.writing() as session, pytest.raises(ConflictError, match="Ret adressen først"):
        failures.send_again(session, hall.mail_to(ANNA).id, actor=COMMAND_LINE, times=hall.times())


def test_only_an_administrator_corrects_addresses_and_only_to_such_as_are_free(hall: Hall) -> None:
    secretary = Actor(2, "Bo Lund", Role.SECRETARY)
    with hall.database.writing() as session:
        with pytest.raises(ForbiddenError):
            users.correct_address(session, 1, "x@example.dk", actor=secretary, times=hall.times())
        with pytest.raises(ForbiddenError):
            note_seen(session, 1, actor=secretary, now=hall.machine.now())
        with pytest.raises(InputError, match="Der er allerede en bruger"):
            users.correct_address(session, 1, BO, actor=COMMAND_LINE, times=hall.times())
        with pytest.raises(InputError, match="er ikke en mailadresse"):
            users.correct_address(session, 1, "anna", actor=COMMAND_LINE, times=hall.times())
        with pytest.raises(NotFoundError):
            users.correct_address(session, 99, "x@example.dk", actor=COMMAND_LINE, times=hall.times())


def test_an_administrator_whose_address_does_not_work_gets_no_morning_mail(hall: Hall) -> None:
    worker = Worker(hall.worker(settings=SETTINGS).runtime, "w1", open_transport=lambda: hall.transport)
    hall.change(
        lambda session: session.execute(
            update(User).where(User.email == ADA).values(address_failed_at=hall.machine.now())
        )
    )
    plan_tick(worker)
    assert "operation" not in {each.kind for each in hall.messages()}
