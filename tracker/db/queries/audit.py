"""Everything that was done, the newest first: the history of all tasks, and what administrators did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import AdministrationEvent, TaskEvent
from tracker.domain.administration import AdministrationKind

PAGE = 100
LAST_PAGE = 100
"""Older lines are found by day: so deep a page would be read from its beginning."""

Event = TaskEvent | AdministrationEvent


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
    ]
    found.sort(key=lambda event: (event.at, isinstance(event, AdministrationEvent), event.id), reverse=True)
    return found[until - 1 - PAGE : until - 1], len(found) >= until


def last_backup(session: Session) -> AdministrationEvent | None:
    """The newest copy that `tracker backup` made."""
    query = select(AdministrationEvent).where(AdministrationEvent.kind == AdministrationKind.BACKUP)
    return session.scalar(query.order_by(AdministrationEvent.id.desc()).limit(1))


def _conditions(
    table: type[TaskEvent] | type[AdministrationEvent], wanted: AuditFilter, zone: ZoneInfo
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor_id is not None:
        conditions.append(table.actor_id == wanted.actor_id)
    if wanted.day is not None:
        conditions += [table.at >= _start(wanted.day, zone), table.at < _start(wanted.day + timedelta(days=1), zone)]
    return conditions


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
