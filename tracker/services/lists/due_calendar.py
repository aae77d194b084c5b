"""Deadlines as events of a calendar: of a list, and of a calendar that is subscribed to.

What a calendar shows is what the list shows, by the same query; a task without a date has no day to stand on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.db.queries.exchange.feeds import dates_set_at
from tracker.db.queries.parts.times import times_ahead
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.calendar_names import sequence_of, uid_of
from tracker.reports.calendar import DayEvent, calendar


def render_list(session: Session, wanted: TaskFilter, base_url: str, *, today: date, zone: ZoneInfo) -> bytes:
    """The tasks of a list that have a date, as iCalendar; the pages are at `base_url` (no slash at its end)."""
    return calendar("Frister", due_events(session, wanted, base_url, today=today, zone=zone))


def due_events(session: Session, wanted: TaskFilter, base_url: str, *, today: date, zone: ZoneInfo) -> list[DayEvent]:
    """Each task of `wanted` on its due date, and on the days to come of a repeated one."""
    rows = [row for row in list_tasks(session, wanted, today=today, zone=zone) if row.due_on]
    set_at = dates_set_at(session, [row.id for row in rows])
    events = [_event(row, row.due_on, row.occurrence, set_at[row.id], base_url) for row in rows if row.due_on]
    return events + _events_ahead(session, {row.id: row for row in rows}, set_at, base_url)


def _events_ahead(
    session: Session, rows: Mapping[int, TaskRow], set_at: Mapping[int, datetime], base_url: str
) -> list[DayEvent]:
    """The times at which repeated tasks fall due after the one at which they stand."""
    found = [each for each in times_ahead(session) if each.task_id in rows]
    return [_event(rows[each.task_id], each.due_on, each.number, set_at[each.task_id], base_url) for each in found]


def _event(row: TaskRow, due: date, occurrence: int, set_at: datetime, base_url: str) -> DayEvent:
    """A time of a task. Each has a name of its own, also while it lies ahead."""
    repeats = row.rule is not None
    said = [row.title, row.actionable.explanation]
    said += [f"Aftalens ord: «{' '.join(row.quote.split())}»"] if row.quote else []
    return DayEvent(
        uid=uid_of(row.id, occurrence, base_url=base_url),
        on=due,
        summary=f"Frist: {row.title}",
        description="\n\n".join(said),
        address=f"{base_url}/opgaver/{row.id}",
        sequence=sequence_of(occurrence, version=row.deadline_version, revision=row.revision, repeats=repeats),
        changed_at=set_at,
    )
