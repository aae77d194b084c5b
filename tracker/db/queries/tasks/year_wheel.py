"""The year by month and committee: meetings, agenda cut-offs, deadlines, and what falls due again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.danish import sort_key
from tracker.db.models import Committee, Meeting, Occurrence, Task
from tracker.db.queries.parts.calendars import load_calendars
from tracker.db.queries.parts.rules import open_tasks
from tracker.db.queries.parts.times import times_ahead
from tracker.db.queries.tasks.rows import TaskRow, load_rows


@dataclass(frozen=True, slots=True)
class WheelMeeting:
    """A meeting, or its cut-off in the month in which that lies."""

    id: int
    held_on: date
    cutoff: date


@dataclass(frozen=True, slots=True)
class Repeat:
    """A later time at which a repeated task falls due."""

    task_id: int
    title: str
    due_on: date


@dataclass(slots=True)
class WheelLine:
    """What a committee has in a month. `due` counts the open tasks that it owns and that are due then.

    The line without a committee is that of tasks which nobody owns.
    """

    committee_id: int | None
    committee: str | None
    meetings: list[WheelMeeting] = field(default_factory=list)
    cutoffs: list[WheelMeeting] = field(default_factory=list)
    due: int = 0
    repeats: list[Repeat] = field(default_factory=list)

    @property
    def days(self) -> Sequence[tuple[date, bool, WheelMeeting]]:
        """Its cut-offs and meetings in the order of the days: the day, whether the meeting itself is held on it."""
        found = [(each.cutoff, False, each) for each in self.cutoffs]
        found += [(each.held_on, True, each) for each in self.meetings]
        return sorted(found, key=lambda each: each[:2])


@dataclass(frozen=True, slots=True)
class YearWheel:
    """A year: the lines of each of its twelve months. `first` and `last` are the years with anything in them."""

    year: int
    months: Sequence[Sequence[WheelLine]]
    first: int
    last: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing happens in the year."""
        return not any(self.months)


def year_wheel(
    session: Session, year: int, *, committee_id: int | None = None, today: date, zone: ZoneInfo = COPENHAGEN
) -> YearWheel:
    """The wheel of `year`, of one committee or of all."""
    names = dict(session.execute(select(Committee.id, Committee.name)).all())
    lines: defaultdict[int, dict[int | None, WheelLine]] = defaultdict(dict)

    def line(month: int, owner: int | None) -> WheelLine:
        return lines[month].setdefault(owner, WheelLine(owner, names[owner] if owner is not None else None))

    for holder, meeting in _meetings(session, year):
        if meeting.held_on.year == year:
            line(meeting.held_on.month, holder).meetings.append(meeting)
        if meeting.cutoff.year == year:
            line(meeting.cutoff.month, holder).cutoffs.append(meeting)
    within = and_(open_tasks(), Task.due_on >= date(year, 1, 1), Task.due_on <= date(year, 12, 31))
    for row in load_rows(session, today=today, where=within, zone=zone):
        for owner in _owners(row):
            line(row.due_on.month if row.due_on else 1, owner).due += 1
    for row, due_on in _repeats(session, year, today, zone):
        for owner in _owners(row):
            line(due_on.month, owner).repeats.append(Repeat(row.id, row.title, due_on))
    months = [
        sorted(
            (each for owner, each in lines[month].items() if committee_id is None or owner == committee_id),
            key=lambda each: (each.committee is None, sort_key(each.committee or "")),
        )
        for month in range(1, 13)
    ]
    first, last = _span(session, today)
    return YearWheel(year, months, first, last)


def _meetings(session: Session, year: int) -> Sequence[tuple[int, WheelMeeting]]:
    """The meetings of the year, and those of the next whose cut-off may lie in it."""
    calendars = load_calendars(session)
    found = session.execute(
        select(Meeting.id, Meeting.committee_id, Meeting.held_on)
        .where(
            Meeting.cancelled.is_(False),
            Meeting.held_on >= date(year, 1, 1),
            Meeting.held_on <= date(year + 1, 12, 31),
        )
        .order_by(Meeting.held_on)
    )
    return [(owner, WheelMeeting(each, held_on, calendars.cutoff(owner, held_on))) for each, owner, held_on in found]


def _repeats(session: Session, year: int, today: date, zone: ZoneInfo) -> Sequence[tuple[TaskRow, date]]:
    """Times of repeated tasks in the year, other than the one that each stands at."""
    found = times_ahead(session, and_(Occurrence.due_on >= date(year, 1, 1), Occurrence.due_on <= date(year, 12, 31)))
    wanted = {each.task_id for each in found}
    rows = {row.id: row for row in load_rows(session, today=today, where=Task.id.in_(wanted), zone=zone)}
    return [(rows[each.task_id], each.due_on) for each in found]


def _owners(row: TaskRow) -> Sequence[int | None]:
    return [each.id for each in row.committees] or [None]


def _span(session: Session, today: date) -> tuple[int, int]:
    """The first and the last year in which there is a meeting or a deadline of an open task."""
    days = [today]
    for column, where in ((Meeting.held_on, Meeting.cancelled.is_(False)), (Task.due_on, open_tasks())):
        days += [day for day in session.execute(select(func.min(column), func.max(column)).where(where)).one() if day]
    return min(days).year, max(days).year
