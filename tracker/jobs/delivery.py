"""Delivering: every worker hands over the mails that it claimed, one after the other."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tracker.db.prepared import Lane
from tracker.domain.delivery import Outcome, Result
from tracker.jobs.worker import Step, Worker
from tracker.mail.transport import Transport
from tracker.sayings import Saying
from tracker.services.mails import account_mails, drafts, marking, outbox
from tracker.services.mails.drafts import Draft
from tracker.services.mails.marking import Accepted

log = logging.getLogger(__name__)

DATABASE_WAITS = (1, 2, 5, 10)
"""Seconds between the tries to write an answer down, while the database is away."""

T = TypeVar("T")


def deliver(worker: Worker) -> Counter[Result]:
    """Hands over every mail that is due, over one connection; returns how the tries ended."""
    tally: Counter[Result] = Counter()
    with (worker.open_transport or worker.runtime.transport)() as transport:
        while not worker.stopping.is_set():
            with worker.runtime.database.writing() as session:
                claimed = outbox.claim(
                    session,
                    worker.name,
                    now=worker.runtime.times().machine,
                    limit=worker.batch,
                    lasting=worker.claim_time,
                )
            if not claimed:
                break
            worker.watch(Step.CLAIMED)
            if not _deliver_batch(worker, transport, claimed, tally):
                break
    return tally


def _deliver_batch(worker: Worker, transport: Transport, claimed: list[int], tally: Counter[Result]) -> bool:
    """Hands over the mails of one claim; false when there is no point in going on."""
    ended: Ended | None = None
    ahead = _written_ahead(worker, claimed)
    with worker.runtime.database.lane() as lane:
        for message_id in claimed:
            draft = ahead.get(message_id)
            if draft is not None and not worker.stopping.is_set():
                transport.announce(draft.wire_address, draft.envelope_sender)
                worker.watch(Step.ANNOUNCED)
            parcel = _pass_on(worker, lane, ended, message_id, draft)
            ended = None
            if parcel is None:
                continue
            worker.watch(Step.MARKED)
            outcome = _hand_over(transport, parcel)
            worker.watch(Step.HANDED_OVER)
            tally[outcome.result] += 1
            ended = Ended(message_id, outcome)
            if outcome.result is Result.UNREACHABLE:
                break
        if ended is not None and ended.accepted and _at_once(worker, lane, ended, None)[0]:
            ended = None
    unreachable = ended.outcome if ended and ended.outcome.result is Result.UNREACHABLE else None

    def finish(session: Session) -> None:
        _record(session, worker, ended)
        if worker.runtime.settings.mail.delivery != "mailbox":  # which is the only place where its mails are read
            account_mails.forget(session, claimed)
        outbox.release(session, worker.name)
        drafts.forget(session, claimed)
        if unreachable is not None:
            count = outbox.postpone(session, unreachable, now=worker.runtime.times().machine)
            log.warning("the mail server cannot be reached, %s mails wait: %s", count + 1, unreachable.reply)

    _commit(worker, ended, finish)
    return unreachable is None


@dataclass(frozen=True, slots=True)
class Ended:
    """How handing over a mail ended, which is not written down yet."""

    message_id: int
    outcome: Outcome

    @property
    def accepted(self) -> Accepted | None:
        """The same, where the server took the mail."""
        return Accepted(self.message_id, self.outcome.reply) if self.outcome.result is Result.ACCEPTED else None


def _pass_on(
    worker: Worker, lane: Lane, ended: Ended | None, message_id: int, draft: Draft | None
) -> outbox.Parcel | None:
    """Writes down how the mail before ended, and marks the next as being handed over, in one commit where all is well.

    None when the next is not to go.
    """
    if draft is not None and not worker.stopping.is_set() and (ended is None or ended.accepted):
        recorded, marked = _at_once(worker, lane, ended, draft)
        ended = None if recorded else ended
        if marked:
            if ended is not None:  # it was no longer ours, which is noted
                _commit(worker, ended, lambda session: _record(session, worker, ended))
            return outbox.Parcel(message_id, draft.wire_address, draft.content, draft.envelope_sender)

    def both(session: Session) -> outbox.Parcel | None:
        _record(session, worker, ended)
        return None if worker.stopping.is_set() else _prepare(session, worker, message_id)

    return _commit(worker, ended, both)


def _at_once(worker: Worker, lane: Lane, ended: Ended | None, draft: Draft | None) -> tuple[bool, bool]:
    """The same for mails with which nothing is the matter: whether the one was recorded, and the next marked."""
    runtime = worker.runtime
    before = ended.accepted if ended is not None else None
    times, lasting = runtime.times(), worker.claim_time
    try:
        recorded, marked = marking.pass_on(
            lane, before, draft, worker.name, times=times, zone=runtime.zone, lasting=lasting
        )
    except Exception:
        ids = [each.message_id for each in (ended, draft) if each is not None]
        log.exception("the messages %s cannot be recorded and marked at once", ids)
        return False, False
    if recorded:
        worker.watch(Step.RECORDED)
    return recorded, marked


def _commit(worker: Worker, ended: Ended | None, work: Callable[[Session], T]) -> T:
    """Does `work` in one transaction. While an answer waits to be written down, a database that is away for a moment is
    waited for: were the answer lost, the mail would go twice."""
    waits = list(DATABASE_WAITS) if ended is not None else []
    while True:
        try:
            with worker.runtime.database.writing() as session:
                done = work(session)
            break
        except OperationalError:
            if not waits:
                raise
            log.exception("the answer to a mail cannot be written down, and is tried again: %s", ended)
            worker.stopping.wait(waits.pop(0))
    if ended is not None:
        worker.watch(Step.RECORDED)
    return done


def _record(session: Session, worker: Worker, ended: Ended | None) -> None:
    if ended is not None:
        message_id, outcome = ended.message_id, ended.outcome
        outbox.record(session, message_id, worker.name, outcome, now=worker.runtime.times().machine)
        log.info("message %s: %s (%s)", message_id, outcome.result, outcome.reply)


def _written_ahead(worker: Worker, claimed: list[int]) -> dict[int, Draft]:
    """The mails of one claim as they were written when they were queued. Of the others, those that can be are looked at
    and written now, together; what is left is looked at one by one.
    """
    runtime = worker.runtime
    times, sender, zone = runtime.times(), runtime.sender, runtime.zone
    try:
        with runtime.database.reading() as session:
            kept = drafts.kept(session, claimed, times=times, sender=sender, zone=zone)
            others = [each for each in claimed if each not in kept]
            return kept | drafts.write_ahead(session, others, times=times, sender=sender, zone=zone)
    except Exception:
        log.exception("the mails %s cannot be written ahead", claimed)
        return {}


def _prepare(session: Session, worker: Worker, message_id: int) -> outbox.Parcel | None:
    """Prepares a mail inside a savepoint: what fails in it must not undo the record of the mail before."""
    runtime = worker.runtime
    times = runtime.times()
    try:
        with session.begin_nested():
            return outbox.prepare(
                session,
                message_id,
                worker.name,
                times=times,
                sender=runtime.sender,
                zone=runtime.zone,
                lasting=worker.claim_time,
            )
    except Exception as error:
        log.exception("message %s cannot be prepared", message_id)
        why = Saying("Mailen kunne ikke gøres klar: %(fault)s", fault=f"{type(error).__name__}: {error}")
        outbox.set_aside(session, message_id, worker.name, why, now=times.machine)
        return None


def _hand_over(transport: Transport, parcel: outbox.Parcel) -> Outcome:
    try:
        return transport.hand_over(parcel.address, parcel.content, parcel.envelope_sender)
    except Exception as error:
        # A fault of the program, at a place that nobody foresaw: the mail may have arrived.
        log.exception("handing over message %s failed", parcel.message_id)
        return Outcome(Result.LOST, f"{type(error).__name__}: {error}", exposed=True)
