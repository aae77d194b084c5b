"""The way of a mail to the server: the marks before, what the server answers, and the records after."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from tests.outboxes import (
    ACCEPTED,
    AWAY,
    BUSY,
    FULL,
    LOST,
    NOBODY,
    TownHall,
    drop,
    states,
)
from tracker import resources
from tracker.db.models import Message, MessageState, User
from tracker.domain.delivery import ATTEMPTS_LIMIT, LOST_ANSWERS_LIMIT, Outcome, Result
from tracker.jobs import deliver, plan_and_queue
from tracker.mail import rendering
from tracker.services.mails import outbox


def test_a_mail_is_handed_over_and_what_came_of_it_is_written_down(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    assert deliver(hall.worker()) == {Result.ACCEPTED: 1}
    message = hall.message()
    assert (message.state, message.attempts, message.reply) == (MessageState.ACCEPTED, 1, "250 OK")
    assert message.finished_at == hall.machine.now()
    assert (message.claimed_by, message.claimed_until, message.next_attempt_at) == (None, None, None)
    assert hall.transport.handed_over == [("s0000@example.dk", message.content)]
    assert message.subject == "Påmindelse: Opgave 0-0 (frist 31. maj 2019)"
    assert states(row for row in message.reminders if row.rule == "on-day") == ["sent"]
    assert deliver(hall.worker()) == {}


def test_an_answer_is_written_down_when_the_database_was_away_for_a_moment(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    monkeypatch.setattr("tracker.jobs.delivery.DATABASE_WAITS", (0, 0))
    away = [2]
    real = outbox.record

    def record(*args: Any, **values: Any) -> None:
        if away[0]:
            away[0] -= 1
            raise OperationalError("COMMIT", {}, Exception("the database is away"))
        real(*args, **values)

    monkeypatch.setattr("tracker.services.mails.outbox.record", record)
    deliver(hall.worker())
    assert hall.message().state is MessageState.ACCEPTED
    assert len(hall.transport.handed_over) == 1


def test_a_lost_answer_sends_the_same_bytes_again_whatever_has_changed(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: LOST
    deliver(hall.worker())
    message = hall.message()
    assert (message.state, message.lost_answers) == (MessageState.UNKNOWN, 1)
    hall.change(drop)
    hall.machine.move(minutes=1)
    hall.transport.answer = lambda address: ACCEPTED
    deliver(hall.worker())
    (first, second) = hall.transport.handed_over
    assert first == second
    assert hall.message().state is MessageState.ACCEPTED


def test_an_answer_that_is_always_lost_ends_as_failed_after_a_few_copies(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: LOST
    for _ in range(10):
        deliver(hall.worker())
        hall.machine.move(hours=2)
    assert len(hall.transport.handed_over) == LOST_ANSWERS_LIMIT + 1
    assert hall.message().state is MessageState.FAILED


def test_a_worker_that_dies_again_and_again_while_handing_over_does_not_send_without_end(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())

    def die(address: str) -> Outcome:
        raise KeyboardInterrupt

    hall.transport.answer = die
    for number in range(10):
        try:
            deliver(hall.worker(f"w{number}"))
        except KeyboardInterrupt:
            hall.machine.move(minutes=11)
    assert len(hall.transport.handed_over) == LOST_ANSWERS_LIMIT + 1
    assert len({content for _, content in hall.transport.handed_over}) == 1
    assert hall.message().state is MessageState.FAILED
    assert hall.message().reply == "Serverens svar gik tabt for mange gange."


def nearly_given_up(hall: TownHall) -> None:
    hall.change(lambda session: session.execute(update(Message).values(attempts=ATTEMPTS_LIMIT - 2)))


def test_what_the_server_puts_off_is_tried_until_the_limit_and_then_failed(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: BUSY
    waits = []
    for _ in range(3):
        deliver(hall.worker())
        following = hall.message().next_attempt_at or pytest.fail("no further try")
        waits.append((following - hall.machine.now()) / timedelta(minutes=1))
        hall.machine.instant = following
    assert waits == [1, 5, 15]
    nearly_given_up(hall)
    for _ in range(3):
        deliver(hall.worker())
        hall.machine.move(hours=1)
    assert len(hall.transport.handed_over) == 5
    assert (hall.message().state, hall.message().attempts) == (MessageState.FAILED, ATTEMPTS_LIMIT)
    failed = [row for row in hall.message().reminders if row.state.value == "failed"]
    assert [row.reason for row in failed] == ["Mailen kunne ikke afleveres: 450 busy"]


def test_nothing_is_tried_before_its_time(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: BUSY
    deliver(hall.worker())
    hall.machine.move(seconds=59)
    assert deliver(hall.worker()) == {}
    hall.machine.move(seconds=1)
    assert deliver(hall.worker()) == {Result.DEFERRED: 1}


def test_one_refused_mail_of_three_fails_alone(hall: TownHall) -> None:
    _, bad, _ = hall.secretaries(3)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: NOBODY if address == bad else ACCEPTED
    assert deliver(hall.worker()) == {Result.ACCEPTED: 2, Result.REFUSED: 1}
    assert states(hall.messages()) == ["accepted", "failed", "accepted"]


@pytest.mark.parametrize("address", ["uden-snabel-a", "æ@example.dk", "to linjer\n@example.dk"])
def test_a_bad_address_fails_alone_and_is_never_handed_over(hall: TownHall, address: str) -> None:
    hall.secretaries(3)
    hall.change(lambda session: session.execute(update(User).where(User.id == 2).values(email=address)))
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    assert states(hall.messages()) == ["accepted", "failed", "accepted"]
    assert "ikke en mailadresse" in (hall.messages()[1].reply or "")


def test_a_server_that_cannot_be_reached_puts_off_all_mails_with_one_call(hall: TownHall) -> None:
    hall.secretaries(30)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: AWAY
    assert deliver(hall.worker()) == {Result.UNREACHABLE: 1}
    assert set(states(hall.messages())) == {"retry"}
    assert {message.attempts for message in hall.messages()} == {1}
    assert {message.content for message in hall.messages()} == {None}
    hall.machine.move(minutes=1)
    hall.transport.answer = lambda address: ACCEPTED
    assert deliver(hall.worker()) == {Result.ACCEPTED: 30}


def test_a_server_that_stays_away_for_a_week_ends_every_mail_as_failed(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: AWAY
    nearly_given_up(hall)
    for _ in range(3):
        deliver(hall.worker())
        hall.machine.move(hours=1)
    assert states(hall.messages()) == ["failed", "failed"]


def test_a_mail_that_cannot_be_written_stops_no_other_and_goes_when_it_can(
    hall: TownHall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    hall.machine.move(minutes=11)  # what was written when it was queued is too old
    shutil.copytree(resources.TEMPLATES / "mail", tmp_path / "mail")
    with (tmp_path / "mail" / "digest" / "body.txt").open("a") as template:
        template.write('{% if digest.entries[0].title == "Opgave 1-0" %}{{ 1 // 0 }}{% endif %}')
    with monkeypatch.context() as patched:
        patched.setattr(resources, "TEMPLATES", tmp_path)
        rendering.environment.cache_clear()
        deliver(hall.worker())
    rendering.environment.cache_clear()
    assert states(hall.messages()) == ["accepted", "retry", "accepted"]
    assert hall.messages()[1].reply == (
        "Mailen kunne ikke skrives: ZeroDivisionError: integer division or modulo by zero"
    )
    hall.machine.move(minutes=1)
    deliver(hall.worker())
    assert states(hall.messages()) == ["accepted", "accepted", "accepted"]


def test_a_mail_on_which_a_step_fails_is_put_off_and_the_record_before_it_stands(hall: TownHall) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    hall.change(lambda session: session.execute(update(Message).where(Message.id == 2).values(kind="from the future")))
    deliver(hall.worker())
    assert states(hall.messages()) == ["accepted", "retry", "accepted"]
    assert "Mailen kunne ikke gøres klar" in (hall.messages()[1].reply or "")


def test_a_step_that_fails_half_way_leaves_nothing_of_itself(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: FULL
    deliver(hall.worker())
    hall.change(lambda session: session.execute(update(Message).values(address="rettet i hånden")))
    hall.machine.move(minutes=1)
    deliver(hall.worker())
    assert len(hall.transport.handed_over) == 1
    assert (hall.message().state, hall.message().attempts) == (MessageState.RETRY, 2)


def test_a_fault_nobody_foresaw_while_handing_over_leaves_the_mail_of_unknown_fate(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())

    def surprise(address: str) -> Outcome:
        if address == "s0000@example.dk":
            raise RuntimeError("surprise")
        return ACCEPTED

    hall.transport.answer = surprise
    deliver(hall.worker())
    assert states(hall.messages()) == ["unknown", "accepted"]
