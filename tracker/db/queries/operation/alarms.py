"""Mails that a person has to know about: what waits too long, is of unknown fate, has failed, or came back.

No state is without an end: a mail that waits is tried again until its limit, and one whose worker died is taken over
when the claim runs out. These alarms say so in the meantime, and they stand when no worker runs at all. A mail that
failed or came back stays on the list until a person has taken care of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.db.models import Message, MessageState
from tracker.db.told import told
from tracker.domain.delivery import ALARM_AFTER, CLOCK_WENT_BACK, NOT_DELIVERED
from tracker.language import gettext, mark

_SINCE: dict[MessageState, InstrumentedAttribute[datetime | None]] = {
    MessageState.QUEUED: Message.next_attempt_at,
    MessageState.HANDING_OVER: Message.claimed_until,
    MessageState.RETRY: Message.first_tried_at,
    MessageState.UNKNOWN: Message.first_tried_at,
}
"""From when the waiting in each state counts."""

_WORDS = {
    MessageState.QUEUED: mark("Mailen ligger i udbakken, og ingen proces har prøvet at sende den."),
    MessageState.HANDING_OVER: mark("Mailen var ved at blive afleveret, da processen stoppede."),
    MessageState.RETRY: mark("Mailen kan ikke afleveres; der prøves igen."),
    MessageState.UNKNOWN: mark("Serverens svar gik tabt. Mailen kan være nået frem, og den samme mail sendes igen."),
    MessageState.FAILED: mark("Mailen blev ikke afleveret. Modtageren skal have besked på anden måde."),
    MessageState.BOUNCED: mark("Mailen kom retur. Modtageren skal have besked på anden måde."),
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """A mail that needs a person. `since` is the machine's time; `reply` what the server last said."""

    message_id: int
    state: MessageState
    recipient: str
    address: str
    subject: str
    since: datetime
    attempts: int
    next_attempt_at: datetime | None
    words: str
    reply: str | None


def list_alarms(session: Session, *, now: datetime, limit: int | None = None) -> Sequence[Alarm]:
    """The mails that need a person at `now`, by the machine's clock; the oldest first, at most `limit`."""
    query = select(Message).where(_is_alarm(now)).options(joinedload(Message.recipient))
    alarms = [_alarm(message) for message in session.scalars(query.order_by(Message.id).limit(limit))]
    return sorted(alarms, key=lambda alarm: (alarm.since, alarm.message_id))


def count_alarms(session: Session, *, now: datetime) -> Mapping[MessageState, int]:
    """How many mails of each state need a person; those states left out of which there are none."""
    query = select(Message.state, func.count().label("number")).where(_is_alarm(now)).group_by(Message.state)
    return {row.state: row.number for row in session.execute(query)}


def _is_alarm(now: datetime) -> ColumnElement[bool]:
    return or_(
        *(and_(Message.state == state, _too_long(_SINCE[state], now, state)) for state in _SINCE),
        and_(Message.state.in_(NOT_DELIVERED), Message.handled_at.is_(None)),
    )


def _too_long(since: InstrumentedAttribute[datetime | None], now: datetime, state: MessageState) -> ColumnElement[bool]:
    """Whether the waiting has lasted too long, or begins in the future: then the machine's clock was set back."""
    return or_(since <= now - ALARM_AFTER[state], since > now + CLOCK_WENT_BACK)


def _alarm(message: Message) -> Alarm:
    since = {
        MessageState.QUEUED: message.next_attempt_at,
        MessageState.HANDING_OVER: message.claimed_until,
        MessageState.FAILED: message.finished_at,
        MessageState.BOUNCED: message.finished_at,
    }.get(message.state, message.first_tried_at)
    return Alarm(
        message_id=message.id,
        state=message.state,
        recipient=message.recipient.name,
        address=message.address,
        subject=message.subject,
        since=since or message.queued_at,
        attempts=message.attempts,
        next_attempt_at=message.next_attempt_at,
        words=gettext(_WORDS[message.state]),
        reply=told(message, "reply"),
    )
