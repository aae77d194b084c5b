"""The mail server is away for a minute, a night, a weekend, a month; one mail holds thousands of tasks."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from tests.outboxes import ACCEPTED, DAY, TownHall
from tracker.db.engine import Database
from tracker.db.models import MessageState
from tracker.domain.delivery import Outcome, Result
from tracker.jobs import deliver, plan_and_queue

AWAY = Outcome(Result.UNREACHABLE, "Mailserveren afviste forbindelsen.")


@pytest.fixture
def hall(sqlite_database: Database) -> TownHall:
    return TownHall(sqlite_database)


def both_clocks(hall: TownHall, by: timedelta) -> None:
    hall.clock.instant += by
    hall.machine.instant += by


def live_through(hall: TownHall, outage: timedelta) -> None:
    """Plans and tries ten times while the server is away, and until all has come to its end afterwards."""
    hall.transport.answer = lambda address: AWAY
    for _ in range(10):
        plan_and_queue(hall.worker())
        deliver(hall.worker())
        both_clocks(hall, outage / 10)
    hall.transport.handed_over.clear()
    hall.transport.answer = lambda address: ACCEPTED
    for _ in range(3):
        plan_and_queue(hall.worker())
        deliver(hall.worker())
        both_clocks(hall, timedelta(hours=1))


@pytest.mark.parametrize(
    "outage", [timedelta(minutes=1), timedelta(hours=14), timedelta(days=3), timedelta(days=5, hours=12)]
)
def test_after_an_outage_of_up_to_a_week_every_mail_arrives_once(hall: TownHall, outage: timedelta) -> None:
    addresses = hall.secretaries(3)
    live_through(hall, outage)
    assert Counter(hall.transport.addresses) == Counter(addresses)
    assert {message.state for message in hall.messages()} <= {MessageState.ACCEPTED, MessageState.VOID}


def test_after_a_month_the_newest_mail_arrives_and_the_older_ones_give_way_to_it(hall: TownHall) -> None:
    addresses = hall.secretaries(2)
    live_through(hall, timedelta(days=30))
    assert Counter(hall.transport.addresses) == Counter(addresses)
    ended = Counter(message.state for message in hall.messages())
    assert ended[MessageState.ACCEPTED] == 2
    assert set(ended) == {MessageState.ACCEPTED, MessageState.VOID}


@pytest.mark.parametrize("count", [500, pytest.param(5000, marks=pytest.mark.slow)])
def test_thousands_of_tasks_stand_in_one_mail(hall: TownHall, count: int) -> None:
    hall.secretaries(1, tasks=count, due=DAY)
    assert plan_and_queue(hall.worker()).queued == 1
    assert deliver(hall.worker()) == {Result.ACCEPTED: 1}
    ((_, content),) = hall.transport.handed_over
    text = cast(EmailMessage, message_from_bytes(content, policy=default)).get_body(("plain",))
    assert text is not None
    assert len(re.findall(r"/opgaver/\d", text.get_content())) == count
    sent = [row for row in hall.ledger() if row.state.value == "sent"]
    assert len(sent) == count
