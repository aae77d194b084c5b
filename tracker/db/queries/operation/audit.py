"""Everything that was done, the newest first: the history of all tasks, what administrators did, and what was answered
after the database was put back from a copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from tracker.db.models import AdministrationEvent, DeliveryHold, TaskEvent, User
from tracker.domain.administration import AdministrationKind

PAGE = 100
LAST_PAGE = 100
"""Older lines are found by day: so deep a page would be read from its beginning."""


@dataclass(frozen=True, slots=True)
class Release:
    """That mails were let go again after the database was put back from a copy of `since`; `sent_until` is the last day
    of which the mails count as sent, none where all were to go."""

    id: int
    at: datetime
    actor_name: str
    since: datetime
    sent_until: date | None


Event = TaskEvent | AdministrationEvent | Release


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Whose lines, and of which day; what is none restricts nothing."""

    actor_id: int | None = None
    day: date | None = None


def audit_page(session: Session, wanted: AuditFilter, number: int, *, zone: ZoneInfo) -> tuple[Sequence[Event], bool]:
    """The lines of a page, counted from 1, tasks with their titles; and whether there are older ones."""
    until = number * PAGE + 1
    of_tasks = select(TaskEvent).where(*_conditions(TaskEvent, wanted, zone)).options(joinedload(TaskEvent.task))
    of_administration = select(AdministrationEvent).where(*_conditions(AdministrationEvent, wanted, zone))
    found: list[Event] = [
        *session.scalars(of_tasks.order_by(TaskEvent.at.desc(), TaskEvent.id.desc()).limit(until)),
        *session.scalars(
            of_administration.order_by(AdministrationEvent.at.desc(), AdministrationEvent.id.desc()).limit(until)
        ),
        *_releases(session, wanted, until, zone),
    ]
    found.sort(key=lambda event: (event.at, not isinstance(event, TaskEvent), event.id), reverse=True)
    return found[until - 1 - PAGE : until - 1], len(found) >= until


def last_backup(session: Session) -> AdministrationEvent | None:
    """The newest copy that `tracker backup` made."""
    query = select(AdministrationEvent).where(AdministrationEvent.kind == AdministrationKind.BACKUP)
    return session.scalar(query.order_by(AdministrationEvent.id.desc()).limit(1))


def _releases(session: Session, wanted: AuditFilter, most: int, zone: ZoneInfo) -> Iterator[Release]:
    """The newest answers after a restore, by the name of the person, which is all that is kept."""
    hold = DeliveryHold
    query = select(hold.id, hold.ended_at, hold.ended_by, hold.since, hold.sent_until).where(hold.ended_at.is_not(None))
    if wanted.actor_id is not None:
        query = query.where(hold.ended_by == select(User.name).where(User.id == wanted.actor_id).scalar_subquery())
    if wanted.day is not None:
        query = query.where(*_on(hold.ended_at, wanted.day, zone))
    for hold_id, at, who, since, sent_until in session.execute(query.order_by(hold.ended_at.desc()).limit(most)):
        if at is not None:
            yield Release(hold_id, at, who or "", since, sent_until)


def _conditions(
    table: type[TaskEvent] | type[AdministrationEvent], wanted: AuditFilter, zone: ZoneInfo
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor_id is not None:
        conditions.append(table.actor_id == wanted.actor_id)
    if wanted.day is not None:
        conditions += _on(table.at, wanted.day, zone)
    return conditions


def _on(column: InstrumentedAttribute[Any], day: date, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    return [column >= _start(day, zone), column < _start(day + timedelta(days=1), zone)]


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
