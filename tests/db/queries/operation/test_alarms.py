"""What a person is told about the mails, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from tests.outboxes import TownHall
from tracker.db.engine import Database
from tracker.db.models import Message, MessageState
from tracker.db.queries.operation.alarms import list_alarms
from tracker.domain.delivery import Outcome, Result
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import COMMAND_LINE
from tracker.services.mails.failures import note_handled


@pytest.fixture
def hall(database: Database) -> TownHall:
    hall = TownHall(database)
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    return hall


def alarms(hall: TownHall) -> list[tuple[str, datetime]]:
    with hall.database.reading() as session:
        return [(alarm.state.value, alarm.since) for alarm in list_alarms(session, now=hall.machine.now())]


def answer(hall: TownHall, result: Result) -> None:
    hall.transport.answer = lambda address: Outcome(result, "svaret", exposed=result is Result.LOST)
    deliver(hall.worker())


def test_a_mail_that_nobody_sends_is_an_alarm_after_a_quarter_of_an_hour(hall: TownHall) -> None:
    start = hall.machine.now()
    hall.machine.move(minutes=14)
    assert alarms(hall) == []
    hall.machine.move(minutes=1)
    assert alarms(hall) == [("queued", start)]


def test_a_mail_that_is_put_off_is_an_alarm_after_an_hour(hall: TownHall) -> None:
    start = hall.machine.now()
    answer(hall, Result.DEFERRED)
    hall.machine.move(minutes=59)
    assert alarms(hall) == []
    hall.machine.move(minutes=1)
    assert alarms(hall) == [("retry", start)]


def test_a_mail_of_unknown_fate_is_an_alarm_at_once(hall: TownHall) -> None:
    answer(hall, Result.LOST)
    assert alarms(hall) == [("unknown", hall.machine.now())]


def test_a_mail_whose_worker_died_is_an_alarm_when_nobody_takes_it_over(hall: TownHall) -> None:
    until = hall.machine.now() + timedelta(minutes=10)
    hall.change(
        lambda session: session.execute(
            update(Message).values(state=MessageState.HANDING_OVER, claimed_by="dead", claimed_until=until)
        )
    )
    hall.machine.instant = until + timedelta(minutes=4)
    assert alarms(hall) == []
    hall.machine.move(minutes=1)
    assert alarms(hall) == [("handing_over", until)]


def test_a_failed_mail_says_why_and_is_an_alarm_until_a_person_takes_care_of_it(
    hall: TownHall,
) -> None:
    answer(hall, Result.REFUSED)
    with hall.database.reading() as session:
        (alarm,) = list_alarms(session, now=hall.machine.now())
    assert (alarm.recipient, alarm.address, alarm.reply) == ("Sekretær 0", "s0000@example.dk", "svaret")
    assert alarm.words == "Mailen blev ikke afleveret. Modtageren skal have besked på anden måde."
    hall.machine.move(days=400)
    assert [state for state, _ in alarms(hall)] == ["failed"]
    hall.change(lambda session: note_handled(session, 1, actor=COMMAND_LINE, now=hall.machine.now()))
    assert alarms(hall) == []


@pytest.mark.parametrize(
    ("state", "column"),
    [
        (MessageState.QUEUED, "next_attempt_at"),
        (MessageState.HANDING_OVER, "claimed_until"),
        (MessageState.RETRY, "first_tried_at"),
        (MessageState.UNKNOWN, "first_tried_at"),
    ],
)
def test_a_mail_whose_times_lie_in_the_future_of_a_clock_set_back_is_an_alarm_at_once(
    hall: TownHall, state: MessageState, column: str
) -> None:
    ahead = hall.machine.now() + timedelta(days=365)
    hall.change(lambda session: session.execute(update(Message).values({"state": state, column: ahead})))
    assert alarms(hall) == [(state.value, ahead)]


def test_what_arrived_is_no_alarm(hall: TownHall) -> None:
    answer(hall, Result.ACCEPTED)
    hall.machine.move(days=1)
    assert alarms(hall) == []
