"""What a list of tasks is sorted by, in SQL and on rows; a test holds the two against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, literal

from tracker.clock import COPENHAGEN
from tracker.danish import number_sort_key, sort_key
from tracker.db.models import ListedTask, Task
from tracker.db.queries.parts.rules import ruling_light
from tracker.db.queries.tasks.rows import TaskRow
from tracker.domain.status import Light, Status


class TaskOrder(StrEnum):
    """What a list is sorted by. Tasks that lack it stand last, whichever way the list runs."""

    DUE = "due"
    ACTIONABLE = "actionable"
    NUMBER = "number"
    TITLE = "title"
    COMMITTEE = "committee"
    STATUS = "status"
    LIGHT = "light"
    RESPONSIBLE = "responsible"
    MOVES = "moves"
    MATCH = "match"  # where the words that are looked for stand


def ordering(
    order: TaskOrder,
    *,
    descending: bool,
    today: date,
    zone: ZoneInfo = COPENHAGEN,
    match: ColumnElement[int] | None = None,
) -> Sequence[ColumnElement[Any]]:
    """What to sort tasks by, joined with what lists know of them; as `sort_rows` does. `match` sorts by `MATCH`."""
    key = _column(order, today, zone) if order is not TaskOrder.MATCH else literal(0) if match is None else match
    lacking = [key.is_(None)] if order in _LACKED else []
    tasks, listed = Task.__table__.c, ListedTask.__table__.c
    ties = [tasks.due_on.is_(None), tasks.due_on, func.coalesce(listed.number_key, ""), tasks.id]
    return [*lacking, key.desc() if descending else key, *ties]


def sort_rows(rows: Iterable[TaskRow], order: TaskOrder, *, descending: bool = False) -> list[TaskRow]:
    """`rows` in `order`; what is equal stands by due date and number, and what lacks the value last."""
    key = _KEYS[order]
    ordered = sorted(rows, key=lambda row: (row.due_on or date.max, number_sort_key(row.number or ""), row.id))
    have = [(found, row) for row in ordered if (found := key(row)) is not None]
    have.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in have] + [row for row in ordered if key(row) is None]


def _column(order: TaskOrder, today: date, zone: ZoneInfo) -> ColumnElement[Any]:
    columns: dict[TaskOrder, Callable[[], ColumnElement[Any]]] = {
        TaskOrder.DUE: lambda: Task.__table__.c.due_on,
        TaskOrder.ACTIONABLE: lambda: ListedTask.__table__.c.acts_on,
        TaskOrder.NUMBER: lambda: ListedTask.__table__.c.number_key,
        TaskOrder.TITLE: lambda: ListedTask.__table__.c.title_key,
        TaskOrder.COMMITTEE: lambda: ListedTask.__table__.c.committee_key,
        TaskOrder.STATUS: lambda: _rank(Task.__table__.c.status, _STATUS_ORDER),
        TaskOrder.LIGHT: lambda: _rank(ruling_light(today, zone), _LIGHT_ORDER),
        TaskOrder.RESPONSIBLE: lambda: ListedTask.__table__.c.responsible_key,
        TaskOrder.MOVES: lambda: ListedTask.__table__.c.moves,
    }
    return columns[order]()


def _rank(value: ColumnElement[Any], places: dict[Any, int]) -> ColumnElement[int]:
    return case({each.value: place for each, place in places.items()}, value=value)


_LACKED = frozenset({TaskOrder.DUE, TaskOrder.ACTIONABLE, TaskOrder.NUMBER, TaskOrder.COMMITTEE, TaskOrder.RESPONSIBLE})
"""The orders by what a task may lack."""

_STATUS_ORDER = {status: place for place, status in enumerate(Status)}
_LIGHT_ORDER = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2, Light.GREY: 3}
_KEYS: dict[TaskOrder, Callable[[TaskRow], Any]] = {
    TaskOrder.DUE: lambda row: row.due_on,
    TaskOrder.ACTIONABLE: lambda row: row.actionable.on,
    TaskOrder.NUMBER: lambda row: number_sort_key(row.number) if row.number else None,
    TaskOrder.TITLE: lambda row: sort_key(row.title),
    TaskOrder.COMMITTEE: lambda row: sort_key(row.lead.name) if row.lead else None,
    TaskOrder.STATUS: lambda row: _STATUS_ORDER[row.status],
    TaskOrder.LIGHT: lambda row: _LIGHT_ORDER[row.ruling_light],
    TaskOrder.RESPONSIBLE: lambda row: sort_key(row.responsible) if row.responsible else None,
    TaskOrder.MOVES: lambda row: row.moves,
    TaskOrder.MATCH: lambda row: 0,
}
