"""The figures at the door: each is a number and the filter of the list that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.danish import sort_key
from tracker.db.listing import settle_own_changes
from tracker.db.models import Committee, ListedTask, Task, TaskOwner
from tracker.db.queries.tasks.filters import TaskFilter, condition
from tracker.db.queries.tasks.rows import CommitteeName
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
    whole = TaskFilter(agreement_id=agreement_id)
    counted = _counts(session, whole, today, zone)
    names = {row.id: CommitteeName(row.id, row.name) for row in session.execute(select(Committee.id, Committee.name))}
    committees: list[tuple[CommitteeName | None, Figures]] = [
        (name, _figures(whole.narrowed(committees=frozenset({name.id})), counted.by_committee[name.id], today))
        for name in sorted(names.values(), key=lambda each: sort_key(each.name))
        if name.id in counted.by_committee
    ]
    if None in counted.by_committee:
        alone = whole.narrowed(without_committee=True)
        committees.append((None, _figures(alone, counted.by_committee[None], today)))
    by_month = _by_month(session, whole, today, zone)
    return Overview(_figures(whole, counted.all, today), tuple(committees), tuple(by_month))


def _lists(base: TaskFilter, today: date) -> dict[str, TaskFilter]:
    """The lists that are counted, by the name of their figure; those of the statuses by the status."""

    def within(days: int) -> TaskFilter:
        return base.narrowed(open=True, due_from=today, due_to=today + timedelta(days=days))

    named = {
        "all": base,
        "open": base.narrowed(open=True),
        "overdue": base.narrowed(overdue=True),
        "late_for_agenda": base.narrowed(late_for_agenda=True),
        "due_in_30_days": within(30),
        "due_in_90_days": within(90),
        "without_date": base.narrowed(open=True, without_date=True),
        "closed": base.narrowed(open=False),
    }
    return named | {status.value: base.narrowed(statuses=frozenset({status})) for status in Status}


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many tasks each list holds, of all tasks and of each committee's, none being those without one."""

    all: Mapping[str, int]
    by_committee: Mapping[int | None, Mapping[str, int]]


def _counts(session: Session, whole: TaskFilter, today: date, zone: ZoneInfo) -> _Counts:
    """Counts in the database by the very conditions by which the lists are found."""
    settle_own_changes(session)
    columns = [
        func.count().filter(condition(session, wanted, today=today, zone=zone)).label(name)
        for name, wanted in _lists(whole, today).items()
    ]
    tasks = select(*columns).select_from(Task).join(ListedTask, ListedTask.task_id == Task.id)
    owned = tasks.add_columns(TaskOwner.committee_id).join(TaskOwner, TaskOwner.task_id == Task.id, isouter=True)
    found = session.execute(owned.where(condition(session, whole, today=today)).group_by(TaskOwner.committee_id))
    by_committee = {row["committee_id"]: dict(row) for row in found.mappings()}
    return _Counts(dict(session.execute(tasks).mappings().one()), by_committee)


def _figures(base: TaskFilter, counts: Mapping[str, int], today: date) -> Figures:
    found = {name: Figure(counts[name], wanted) for name, wanted in _lists(base, today).items()}
    statuses = {status: found.pop(status.value) for status in Status}
    return Figures(**found, statuses=statuses)


def _by_month(session: Session, base: TaskFilter, today: date, zone: ZoneInfo) -> list[tuple[date, Figure]]:
    """Every month from the first to the last with an open task due, also those with none."""
    dated = condition(session, base.narrowed(open=True), today=today, zone=zone) & Task.due_on.is_not(None)
    months: Counter[date] = Counter()
    for due, number in session.execute(select(Task.due_on, func.count()).where(dated).group_by(Task.due_on)):
        assert due is not None  # noqa: S101 - the condition says so
        months[due.replace(day=1)] += number
    if not months:
        return []
    found, month = [], min(months)
    while month <= max(months):
        following = (month + timedelta(days=31)).replace(day=1)
        due_then = base.narrowed(open=True, due_from=month, due_to=following - timedelta(days=1))
        found.append((month, Figure(months[month], due_then)))
        month = following
    return found
