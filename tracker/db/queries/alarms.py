"""Mails that a person has to know about: what waits too long, what is of unknown fate, what has failed.

No state is without an end: a mail that waits is tried again until its limit, and one whose worker died is taken over
when the claim runs out. These alarms say so in the meantime, and they stand when no worker runs at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import Message, MessageState
from tracker.domain.delivery import ALARM_AFTER

FAILED_SHOWN_FOR = timedelta(days=14)

_SINCE = {
    MessageState.QUEUED: Message.next_attempt_at,
    MessageState.HANDING_OVER: Message.claimed_until,
    MessageState.RETRY: Message.first_tried_at,
    MessageState.UNKNOWN: Message.first_tried_at,
}
"""From when the waiting in each state counts."""

_WORDS = {
    MessageState.QUEUED: "Mailen ligger i udbakken, og ingen proces har prøvet at sende den.",
    MessageState.HANDING_OVER: "Mailen var ved at blive afleveret, da processen stoppede.",
    MessageState.RETRY: "Mailen kan ikke afleveres; der prøves igen.",
    MessageState.UNKNOWN: "Serverens svar gik tabt. Mailen kan være nået frem, og den samme mail sendes igen.",
    MessageState.FAILED: "Mailen blev ikke afleveret. Modtageren skal have besked på anden måde.",
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
    words: str
    reply: str | None


def list_alarms(session: Session, *, now: datetime) -> Sequence[Alarm]:
    """The mails that need a person at `now`, by the machine's clock; the oldest first."""
    query = select(Message).where(or_(*_conditions(now))).options(joinedload(Message.recipient))
    alarms = [_alarm(message) for message in session.scalars(query)]
    return sorted(alarms, key=lambda alarm: (alarm.since, alarm.message_id))


def _conditions(now: datetime) -> list[ColumnElement[bool]]:
    waiting = [and_(Message.state == state, since <= now - ALARM_AFTER[state]) for state, since in _SINCE.items()]
    failed = and_(Message.state == MessageState.FAILED, Message.finished_at > now - FAILED_SHOWN_FOR)
    return [*waiting, failed]


def _alarm(message: Message) -> Alarm:
    since = {
        MessageState.QUEUED: message.next_attempt_at,
        MessageState.HANDING_OVER: message.claimed_until,
        MessageState.FAILED: message.finished_at,
    }.get(message.state, message.first_tried_at)
    return Alarm(
        message_id=message.id,
        state=message.state,
        recipient=message.recipient.name,
        address=message.address,
        subject=message.subject,
        since=since or message.queued_at,
        words=_WORDS[message.state],
        reply=message.reply,
    )
