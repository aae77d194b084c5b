"""The way of a mail to the server: claims, the look again, the marks before and the records after."""

from __future__ import annotations

import quopri
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import ACCEPTED, DAY, FakeTransport, TownHall, morning, states
from tracker import resources
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import Message, MessageState, Secretary, Task, User
from tracker.domain.delivery import ATTEMPTS_LIMIT, LOST_ANSWERS_LIMIT, Outcome, Result
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.jobs import Step, deliver, plan_and_queue
from tracker.mail import rendering
from tracker.services import outbox, tasks

EARLIER = datetime(2026, 3, 2, 11, tzinfo=UTC)
BUSY = Outcome(Result.DEFERRED, "450 busy")
FULL = Outcome(Result.DEFERRED, "452 full", exposed=True)
NOBODY = Outcome(Result.REFUSED, "550 no such user")
LOST = Outcome(Result.LOST, "Forbindelsen blev afbrudt.", exposed=True)
AWAY = Outcome(Result.UNREACHABLE, "Mailserveren afviste forbindelsen.")


@pytest.fixture
def hall(database: Database) -> TownHall:
    return TownHall(database)


def claim(hall: TownHall, worker: str, *, limit: int = 100) -> list[int]:
    with hall.database.writing() as session:
        return outbox.claim(session, worker, now=hall.machine.now(), limit=limit)


def the_task(session: Session) -> Task:
    return session.scalars(select(Task).order_by(Task.id)).first() or pytest.fail("no task")


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


def test_a_mail_is_claimed_by_one_worker_until_the_claim_runs_out(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    assert len(claim(hall, "a", limit=1)) == 1
    assert len(claim(hall, "b")) == 1
    assert claim(hall, "c") == []
    hall.machine.move(minutes=11)
    assert len(claim(hall, "c")) == 1
    assert len(claim(hall, "d")) == 1


def test_workers_that_claim_at_the_same_time_share_the_mails(hall: TownHall) -> None:
    hall.secretaries(12)
    plan_and_queue(hall.worker())
    claims: list[int] = []
    start = threading.Barrier(4)

    def take(name: str) -> None:
        start.wait()
        while found := claim(hall, name, limit=2):
            claims.extend(found)

    threads = [threading.Thread(target=take, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claims) == len(set(claims)) == 12


def test_a_mail_whose_worker_died_comes_after_the_others(hall: TownHall) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    died = (
        update(Message)
        .where(Message.id == 1)
        .values(
            state=MessageState.HANDING_OVER, claimed_by="dead", claimed_until=hall.machine.now() + timedelta(minutes=9)
        )
    )
    hall.change(lambda session: session.execute(died))
    assert claim(hall, "a") == [2, 3]
    assert claim(hall, "b") == []
    hall.change(lambda session: session.execute(update(Message).values(claimed_until=hall.machine.now())))
    assert claim(hall, "b") == [1]  # alone, so that nothing else waits for what may kill the worker again


def test_a_worker_gives_back_what_it_has_not_begun(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    claim(hall, "a")
    hall.change(lambda session: outbox.release(session, "a"))
    assert len(claim(hall, "b")) == 2


def test_a_worker_whose_claim_was_taken_over_hands_nothing_over(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())

    def stall(step: Step) -> None:
        if step is Step.CLAIMED:
            hall.machine.move(minutes=11)
            claim(hall, "another")

    assert deliver(hall.worker(watch=stall)) == {}
    assert hall.transport.handed_over == []


def test_a_late_record_does_not_touch_what_another_has_taken_over(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.change(
        lambda session: session.execute(
            update(Message).values(state=MessageState.HANDING_OVER, claimed_by="b", attempts=1)
        )
    )
    hall.change(lambda session: outbox.record(session, 1, "a", NOBODY, now=hall.machine.now()))
    assert hall.message().state is MessageState.HANDING_OVER


def close(session: Session) -> None:
    task = the_task(session)
    task.kind = TaskKind.DELIVERY
    tasks.set_status(session, task.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=morning())


def drop(session: Session) -> None:
    tasks.drop(session, the_task(session).id, reason="Aflyst.", revision=None, actor=ADMINISTRATION, now=morning())


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

    monkeypatch.setattr("tracker.services.outbox.record", record)
    deliver(hall.worker())
    assert hall.message().state is MessageState.ACCEPTED
    assert len(hall.transport.handed_over) == 1


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


def test_the_moved_clock_of_a_demonstration_does_not_move_claims_and_tries(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: BUSY
    deliver(hall.worker())
    hall.clock.move(days=3)
    assert deliver(hall.worker()) == {}


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


def test_who_stops_finishes_the_mail_in_hand_and_gives_the_others_back(hall: TownHall) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    worker = hall.worker()

    def stop(address: str) -> Outcome:
        worker.stopping.set()
        return ACCEPTED

    hall.transport.answer = stop
    assert deliver(worker) == {Result.ACCEPTED: 1}
    assert states(hall.messages()) == ["accepted", "queued", "queued"]
    hall.transport = FakeTransport()
    assert deliver(hall.worker("w2")) == {Result.ACCEPTED: 2}


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
