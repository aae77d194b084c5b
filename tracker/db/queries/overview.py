"""The figures at the door: each is a number and the filter of the list that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.danish import sort_key
from tracker.db.queries.rows import CommitteeName, TaskRow
from tracker.db.queries.tasks import TaskFilter, list_tasks, matches
from tracker.domain.status import Status


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, and the list that it counts."""

    number: int
    list: TaskFilter


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the same tasks in several ways. `statuses` counts all tasks, each in one status."""

    all: Figure
    open: Figure
    overdue: Figure
    late_for_agenda: Figure
    due_in_30_days: Figure
    due_in_90_days: Figure
    without_date: Figure
    closed: Figure
    statuses: dict[Status, Figure]


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of all tasks and of each committee that owns any, by name; last those without a committee."""

    figures: Figures
    committees: tuple[tuple[CommitteeName | None, Figures], ...]
    by_month: tuple[tuple[date, Figure], ...]


def overview(
    session: Session, *, today: date, agreement_id: int | None = None, zone: ZoneInfo = COPENHAGEN
) -> Overview:
    """All figures as they stand on `today`. `by_month` counts open tasks by the month (its first day) they fall due."""
    rows = list_tasks(session, TaskFilter(agreement_id=agreement_id), today=today, zone=zone)
    whole = TaskFilter(agreement_id=agreement_id)
    names = sorted({each for row in rows for each in row.committees}, key=lambda each: sort_key(each.name))
    committees: list[tuple[CommitteeName | None, Figures]] = [
        (name, _figures(rows, whole.narrowed(committees=frozenset({name.id})), today)) for name in names
    ]
    if any(not row.committees for row in rows):
        committees.append((None, _figures(rows, whole.narrowed(without_committee=True), today)))
    return Overview(_figures(rows, whole, today), tuple(committees), tuple(_by_month(rows, whole)))


def _figures(rows: Sequence[TaskRow], base: TaskFilter, today: date) -> Figures:
    mine = [row for row in rows if matches(row, base)]

    def figure(wanted: TaskFilter) -> Figure:
        return Figure(sum(matches(row, wanted) for row in mine), wanted)

    def within(days: int) -> Figure:
        return figure(base.narrowed(open=True, due_from=today, due_to=today + timedelta(days=days)))

    return Figures(
        all=figure(base),
        open=figure(base.narrowed(open=True)),
        overdue=figure(base.narrowed(overdue=True)),
        late_for_agenda=figure(base.narrowed(late_for_agenda=True)),
        due_in_30_days=within(30),
        due_in_90_days=within(90),
        without_date=figure(base.narrowed(open=True, without_date=True)),
        closed=figure(base.narrowed(open=False)),
        statuses={status: figure(base.narrowed(statuses=frozenset({status}))) for status in Status},
    )


def _by_month(rows: Iterable[TaskRow], base: TaskFilter) -> list[tuple[date, Figure]]:
    """Every month from the first to the last with an open task due, also those with none."""
    months = Counter(row.due_on.replace(day=1) for row in rows if row.is_open and row.due_on)
    if not months:
        return []
    found, month = [], min(months)
    while month <= max(months):
        following = (month + timedelta(days=31)).replace(day=1)
        due = base.narrowed(open=True, due_from=month, due_to=following - timedelta(days=1))
        found.append((month, Figure(months[month], due)))
        month = following
    return found
