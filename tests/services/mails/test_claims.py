"""Mails that are claimed: by one worker at a time, given back or taken over, and told of by whoever has them."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import update

from tests.outboxes import (
    ACCEPTED,
    BUSY,
    NOBODY,
    FakeTransport,
    TownHall,
    states,
)
from tracker.db.models import Message, MessageState
from tracker.domain.delivery import Outcome, Result
from tracker.jobs import Step, deliver, plan_and_queue
from tracker.services.mails import outbox


def claim(hall: TownHall, worker: str, *, limit: int = 100) -> list[int]:
    with hall.database.writing() as session:
        return outbox.claim(session, worker, now=hall.machine.now(), limit=limit)


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


def test_the_moved_clock_of_a_demonstration_does_not_move_claims_and_tries(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.transport.answer = lambda address: BUSY
    deliver(hall.worker())
    hall.clock.move(days=3)
    assert deliver(hall.worker()) == {}


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
