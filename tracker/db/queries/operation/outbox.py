"""What stands in the outbox: for the local mailbox of a demonstration, and for whoever watches over the mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import Lease, Message, MessageState
from tracker.errors import NotFoundError
from tracker.language import gettext


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in a list. Times are aware; `content` are the bytes, none until the first handing over."""

    id: int
    kind: str
    recipient: str
    address: str
    subject: str
    state: MessageState
    queued_at: datetime
    header_date: datetime
    attempts: int
    next_attempt_at: datetime | None
    reply: str | None
    content: bytes | None


def counts_by_state(session: Session) -> Mapping[MessageState, int]:
    """How many messages stand in each state, those with none left out."""
    rows = session.execute(select(Message.state, func.count().label("number")).group_by(Message.state))
    return {row.state: row.number for row in rows}


def delivered_messages(session: Session, *, limit: int = 200) -> Sequence[MessageLine]:
    """Messages that were handed over, the newest first."""
    query = (
        select(Message)
        .where(Message.state == MessageState.ACCEPTED, Message.content.is_not(None))
        .order_by(Message.header_date.desc(), Message.id.desc())
    )
    return _lines(session, query.limit(limit))


def delivered_message(session: Session, message_id: int) -> MessageLine:
    """One message that was handed over; raises `NotFoundError`."""
    query = select(Message).where(
        Message.id == message_id, Message.state == MessageState.ACCEPTED, Message.content.is_not(None)
    )
    found = _lines(session, query)
    if not found:
        raise NotFoundError(gettext("Mailen findes ikke i postkassen."))
    return found[0]


@dataclass(frozen=True, slots=True)
class LeaseLine:
    """Who acts in a role, and when it last showed itself."""

    name: str
    holder: str
    beat_at: datetime
    expires_at: datetime


def leases(session: Session) -> Sequence[LeaseLine]:
    """Every role that a process acts in."""
    return [
        LeaseLine(lease.name, lease.holder, lease.beat_at, lease.expires_at)
        for lease in session.scalars(select(Lease).order_by(Lease.name))
    ]


def _lines(session: Session, query: Select[Message]) -> Sequence[MessageLine]:
    messages = session.scalars(query.options(joinedload(Message.recipient)))
    return [
        MessageLine(
            message.id,
            message.kind,
            message.recipient.name,
            message.address,
            message.subject,
            message.state,
            message.queued_at,
            message.header_date,
            message.attempts,
            message.next_attempt_at,
            message.reply,
            message.content,
        )
        for message in messages
    ]
