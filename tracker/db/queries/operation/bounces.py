"""Mails that came back and wait for a person, and the addresses that do not work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import Bounce, Message, User
from tracker.db.told import told
from tracker.domain.bounces import Returned


@dataclass(frozen=True, slots=True)
class UnclearBounce:
    """A mail that came back and was not understood. `about` is the mail that it is about, `recipient` whom that went
    to, where they are known; `trouble` says in Danish why it counted for nothing."""

    id: int
    sender: str
    subject: str
    excerpt: str
    trouble: str | None
    about: str | None
    recipient: str | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class FailedAddress:
    """An address to which nothing is sent, since when and why."""

    user_id: int
    name: str
    address: str
    since: datetime
    because: str | None


def list_unclear(session: Session, *, limit: int) -> Sequence[UnclearBounce]:
    """Those that were not understood and that nobody has looked at, the newest first, at most `limit`."""
    query = (
        select(Bounce)
        .where(_is_unclear())
        .options(joinedload(Bounce.message).joinedload(Message.recipient))
        .order_by(Bounce.id.desc())
        .limit(limit)
    )
    return [
        UnclearBounce(
            bounce.id,
            bounce.sender,
            bounce.subject,
            bounce.excerpt,
            told(bounce, "trouble"),
            bounce.message.subject if bounce.message else None,
            bounce.message.recipient.name if bounce.message else None,
            bounce.read_at,
        )
        for bounce in session.scalars(query)
    ]


def count_unclear(session: Session) -> int:
    """How many were not understood, and nobody has looked at."""
    return session.scalar(select(func.count(Bounce.id)).where(_is_unclear())) or 0


def list_failed_addresses(session: Session) -> Sequence[FailedAddress]:
    """The addresses that do not work, by name."""
    query = select(User).where(_has_failed()).order_by(User.name, User.id)
    return [
        FailedAddress(user.id, user.name, user.email, user.address_failed_at, told(user, "address_failed_because"))
        for user in session.scalars(query)
        if user.address_failed_at is not None
    ]


def count_failed_addresses(session: Session) -> int:
    """How many addresses do not work."""
    return session.scalar(select(func.count(User.id)).where(_has_failed())) or 0


def _is_unclear() -> ColumnElement[bool]:
    return and_(Bounce.kind == Returned.UNCLEAR, Bounce.handled_at.is_(None))


def _has_failed() -> ColumnElement[bool]:
    return and_(User.active, User.address_failed_at.is_not(None))
