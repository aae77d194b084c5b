"""The times ahead of repeated tasks: what falls due after the time at which each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from tracker.db.models import DeadlineVersion, Occurrence, Task
from tracker.db.queries.parts.rules import open_tasks
from tracker.domain.status import Status


@dataclass(frozen=True, slots=True)
class TimeAhead:
    """A time of the open task `task_id`, by its number, that comes after the one at which the task stands."""

    task_id: int
    number: int
    due_on: date


def times_ahead(session: Session, where: ColumnElement[bool] | None = None) -> Sequence[TimeAhead]:
    """The times ahead that meet `where` (a condition on tasks and occurrences), by their days."""
    newest = and_(DeadlineVersion.task_id == Task.id, DeadlineVersion.number == Task.deadline_version)
    found = session.execute(
        select(Occurrence.task_id, Occurrence.number, Occurrence.due_on)
        .join(Task, Occurrence.task_id == Task.id)
        .join(DeadlineVersion, newest)
        .where(
            open_tasks(),
            Occurrence.status == Status.NOT_STARTED,
            Occurrence.number != DeadlineVersion.occurrence,
            true() if where is None else where,
        )
        .order_by(Occurrence.due_on, Occurrence.task_id)
    )
    return [TimeAhead(*row) for row in found]
