"""How many tasks were overdue, month by month, read from the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.values import TaskKind
from tracker.clock import COPENHAGEN, end_of_day
from tracker.db.models import DeadlineVersion, Task, TaskEvent
from tracker.db.queries.parts.history import status_then
from tracker.domain.history import EventKind
from tracker.domain.status import is_overdue

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """How many tasks were overdue at the end of `day`."""

    day: date
    overdue: int


def overdue_trend(
    session: Session, *, today: date, months: int = MONTHS, zone: ZoneInfo = COPENHAGEN
) -> Sequence[Point]:
    """A point for the last day of each of the `months` before this one, and one for `today`; the oldest first.

    Three statements, however many tasks and months there are.
    """
    tasks = session.execute(select(Task.id, Task.kind, Task.created_at)).all()
    events: defaultdict[int, list[TaskEvent]] = defaultdict(list)
    told = TaskEvent.kind.in_([EventKind.STATUS, EventKind.OCCURRENCE])
    for event in session.scalars(select(TaskEvent).where(told).order_by(TaskEvent.id)):
        events[event.task_id].append(event)
    dates: defaultdict[int, list[tuple[datetime, date | None]]] = defaultdict(list)
    for row in session.execute(
        select(DeadlineVersion.task_id, DeadlineVersion.set_at, DeadlineVersion.due_on).order_by(DeadlineVersion.number)
    ):
        dates[row.task_id].append((row.set_at, row.due_on))
    return [
        Point(
            day,
            sum(
                _was_overdue(task.kind, task.created_at, events[task.id], dates[task.id], day, end_of_day(day, zone))
                for task in tasks
            ),
        )
        for day in _days(today, months)
    ]


def _was_overdue(
    kind: TaskKind,
    created_at: datetime,
    events: Sequence[TaskEvent],
    dates: Sequence[tuple[datetime, date | None]],
    day: date,
    end: datetime,
) -> bool:
    if created_at >= end:
        return False
    due = next((due for set_at, due in reversed(dates) if set_at < end), None)
    return is_overdue(status_then(events, end, created_at)[0], kind, due, day)


def _days(today: date, months: int) -> Sequence[date]:
    ends = [today]
    first = today.replace(day=1)
    for _ in range(months):
        last = first - timedelta(days=1)
        ends.append(last)
        first = last.replace(day=1)
    return ends[::-1]
