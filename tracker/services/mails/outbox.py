"""The way of a mail from the outbox to the server: claim, look again, commit «handing over», hand over, record.

Each function is one step, and the entry point commits after it; see `tracker.jobs` for the order. A process may die
between any two steps: a claim runs out, a mail that was being handed over is taken to be of unknown fate, and the same
bytes go again. Times are the machine's, but for `Times.now`, on whose day a mail is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, or_, select, update
from sqlalchemy.orm import Session, selectinload

from tracker.clock import local_date
from tracker.db.models import Message, MessageState, ReminderState, User
from tracker.db.queries.operation.figures import OPERATION
from tracker.domain.delivery import (
    ATTEMPTS_LIMIT,
    CLAIM_OUTLIVED,
    CLAIM_TIME,
    CLOCK_WENT_BACK,
    LOST_ANSWERS_LIMIT,
    Outcome,
    Result,
    decide,
)
from tracker.errors import DeliveryError
from tracker.mail.rendering import Written, wire_address
from tracker.sayings import Saying, joined
from tracker.services.mails import account_mails, morning
from tracker.services.mails.digests import Look, Sender, look_again, write
from tracker.services.reminders.reminders import Times

log = logging.getLogger(__name__)

WAITING = (MessageState.QUEUED, MessageState.RETRY, MessageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail that is ready to be handed over, and was committed as such. Without an `envelope_sender` it has the sender
    that every mail has."""

    message_id: int
    address: str
    content: bytes
    envelope_sender: str | None = None


def claim(session: Session, worker: str, *, now: datetime, limit: int, lasting: timedelta = CLAIM_TIME) -> list[int]:
    """Takes up to `limit` mails that are due for `worker` alone, until `now` and `lasting`; returns their ids.

    Only a change of the row counts as taken, so that of two workers one gets it; on PostgreSQL they pass each other by.
    A mail whose worker died comes after all others, alone, and the longest waiting first: should it be the cause of the
    death, it stops none of them. A death before the try counts as a try, so that this has an end.
    """
    untouched = select(Message.id).where(_is_due(now), Message.claimed_until.is_(None))
    found = _ids(session, untouched.order_by(Message.next_attempt_at, Message.id).limit(limit))
    if not found:
        taken_over = select(Message.id).where(_is_due(now), Message.claimed_until.is_not(None))
        found = _ids(session, taken_over.order_by(Message.claimed_until, Message.id).limit(1))
    died_before_trying = and_(Message.claimed_until.is_not(None), Message.state.in_(WAITING))
    taken = session.scalars(
        update(Message)
        .where(Message.id.in_(found), _is_due(now))
        .values(
            claimed_by=worker,
            claimed_until=now + lasting,
            attempts=Message.attempts + case((died_before_trying, 1), else_=0),
        )
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    return [each for each in found if each in set(taken)]


def _ids(session: Session, query: Select[int]) -> Sequence[int]:
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def release(session: Session, worker: str) -> None:
    """Gives back what `worker` took and has not begun to hand over."""
    session.execute(
        update(Message)
        .where(Message.claimed_by == worker, Message.state.in_(WAITING))
        .values(claimed_by=None, claimed_until=None)
        .execution_options(synchronize_session=False)
    )


def prepare(
    session: Session,
    message_id: int,
    worker: str,
    *,
    times: Times,
    sender: Sender,
    zone: ZoneInfo,
    lasting: timedelta = CLAIM_TIME,
) -> Parcel | None:
    """Looks again at a claimed mail and marks it as being handed over; none when it is not to go, or not ours.

    Until bytes have left the house, the mail is written from what applies now. After that it is never written anew:
    where its fate is unknown the same bytes go again, and where it certainly did not arrive it ends as void when
    nothing in it applies any more.
    """
    message = _mine(session, message_id, worker)
    if message is None:
        return None
    if message.state is MessageState.HANDING_OVER:
        # Whoever began to hand it over died before the answer was written down.
        message.lost_answers += 1
    fault = None
    if message.lost_answers > LOST_ANSWERS_LIMIT:
        fault = Outcome(Result.LOST, Saying("Serverens svar gik tabt for mange gange."), exposed=True)
    elif message.attempts >= ATTEMPTS_LIMIT:
        why = Saying("Hver proces, der ville sende mailen, stoppede, før den var skrevet.")
        fault = Outcome(Result.UNWRITABLE, why)
    elif message.lost_answers == 0:
        writing = _look(session, message, times, sender, zone)
        if writing is None:
            return None
        if not message.exposed:
            fault = _write(session, message, writing)
    _count_try(message, times.machine)
    if fault is not None:
        _settle(message, fault, times.machine)
        return None
    message.state = MessageState.HANDING_OVER
    message.claimed_until = times.machine + lasting
    session.flush()
    assert message.content is not None  # noqa: S101 - it was written above, or before the first try
    return Parcel(
        message.id,
        wire_address(message.address),
        message.content,
        sender.envelope_of(message.id, message.header_message_id),
    )


def record(session: Session, message_id: int, worker: str, outcome: Outcome, *, now: datetime) -> None:
    """Writes down how handing over ended, in the mail and in the ledger."""
    message = _mine(session, message_id, worker)
    if message is None:
        # Our claim ran out and another took the mail, whose fate it takes to be unknown: it goes again all the same.
        log.warning("the claim on message %s had run out when its outcome came: %s", message_id, outcome)
        return
    if outcome.result is Result.LOST:
        message.lost_answers += 1
    _settle(message, outcome, now)
    session.flush()


def set_aside(session: Session, message_id: int, worker: str, why: str, *, now: datetime) -> None:
    """Puts off a mail on which a step failed, so that it stops no other."""
    message = _mine(session, message_id, worker)
    if message is None:
        return
    _count_try(message, now)
    _settle(message, Outcome(Result.UNWRITABLE, why), now)


def postpone(session: Session, outcome: Outcome, *, now: datetime) -> int:
    """Puts off every mail that is due, since the server cannot be reached: that is no fault of any one of them.

    Returns how many. Each has had a try by this, so that none waits without end for a server that never comes back.
    """
    due = session.scalars(
        select(Message)
        .where(_is_due(now), Message.state.in_(WAITING))
        .with_for_update(skip_locked=True)
        .options(selectinload(Message.reminders))
    ).all()
    for message in due:
        _count_try(message, now)
        _settle(message, outcome, now)
    session.flush()
    return len(due)


def _is_due(now: datetime) -> ColumnElement[bool]:
    until, next_try = Message.claimed_until, Message.next_attempt_at
    unclaimed = or_(until.is_(None), until <= now, until > now + CLAIM_OUTLIVED)
    waiting = and_(Message.state.in_(WAITING), or_(next_try <= now, next_try > now + CLOCK_WENT_BACK))
    return and_(unclaimed, or_(waiting, Message.state == MessageState.HANDING_OVER))


def _mine(session: Session, message_id: int, worker: str) -> Message | None:
    """The mail, locked, while `worker` still has the claim on it."""
    return session.scalar(
        select(Message)
        .where(Message.id == message_id, Message.claimed_by == worker)
        .with_for_update()
        .options(selectinload(Message.reminders))
        .execution_options(populate_existing=True)
    )


def _drop(message: Message, look: Look, now: datetime) -> bool:
    """Ends the lines that no longer apply; false when none is left, and the mail has ended with them.

    Bytes that have left the machine are not written anew, so their lines end with the mail that they stand in.
    """
    if look.kept and message.exposed:
        return True
    for row in message.reminders:
        if row.id in look.dropped:
            row.state, row.reason = look.dropped[row.id]
    if look.kept:
        return True
    _end_as_void(message, now)
    return False


def _end_as_void(message: Message, now: datetime) -> None:
    _end(message, MessageState.VOID, now)
    message.reply = Saying("Intet i mailen gjaldt længere, da den skulle sendes.")


def _look(
    session: Session, message: Message, times: Times, sender: Sender, zone: ZoneInfo
) -> Callable[[User], Written] | None:
    """Looks again at a mail: how it is written from what applies now, or none when it has ended with all its lines."""
    today = local_date(times.now, zone)
    if message.kind == OPERATION:
        recipient = session.get_one(User, message.recipient_id, populate_existing=True)
        if morning.is_wanted(message, recipient, today):
            return lambda to: morning.write(session, message, to, times=times, sender=sender, zone=zone)
        _end_as_void(message, times.machine)
        return None
    if message.kind in account_mails.ACCOUNT_MAILS:
        if session.get_one(User, message.recipient_id, populate_existing=True).active:
            return lambda to: account_mails.write(session, message, to, times=times, sender=sender, zone=zone)
        _end_as_void(message, times.machine)
        return None
    ((_, look),) = look_again(session, [message], today=today, zone=zone)
    if not _drop(message, look, times.machine):
        return None
    return lambda to: write(look, message, to, today=today, sender=sender, zone=zone)


def _write(session: Session, message: Message, writing: Callable[[User], Written]) -> Outcome | None:
    """Writes the mail; what came in the way, where that cannot be done."""
    recipient = session.get_one(User, message.recipient_id)
    message.address = recipient.email
    try:
        written = writing(recipient)
    except DeliveryError as error:
        return Outcome(Result.REFUSED, error.args[0])
    except Exception as error:  # a fault in a template or in one task must not stop the other mails
        log.exception("message %s cannot be written", message.id)
        words = Saying("Mailen kunne ikke skrives: %(fault)s", fault=f"{type(error).__name__}: {error}")
        return Outcome(Result.UNWRITABLE, words)
    message.subject, message.content = written.subject, written.content
    return None


def _count_try(message: Message, now: datetime) -> None:
    message.attempts += 1
    message.first_tried_at = message.first_tried_at or now


def _settle(message: Message, outcome: Outcome, now: datetime) -> None:
    """Brings mail and ledger into the state that follows from `outcome`."""
    decision = decide(outcome, attempts=message.attempts, lost_answers=message.lost_answers, now=now)
    message.reply = outcome.reply
    message.exposed = message.exposed or outcome.exposed or message.lost_answers > 0
    if not message.exposed:
        message.content = None  # it never left the machine, so the next try writes it from what applies then
    if not decision.state.is_final:
        message.state, message.next_attempt_at = decision.state, decision.next_attempt_at
        message.claimed_by = message.claimed_until = None
        return
    _end(message, decision.state, now)
    accepted = decision.state is MessageState.ACCEPTED
    for row in message.reminders:
        if row.state is ReminderState.QUEUED:
            row.state = ReminderState.SENT if accepted else ReminderState.FAILED
            if not accepted:
                row.reason = joined(Saying("Mailen kunne ikke afleveres:"), outcome.reply)


def _end(message: Message, state: MessageState, now: datetime) -> None:
    message.state, message.finished_at, message.next_attempt_at = state, now, None
    message.claimed_by = message.claimed_until = None
