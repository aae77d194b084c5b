"""The list of tasks: the tasks that a filter asks for, in an order, whole, by the page, or counted.

The database filters, sorts and counts, so that a page reads its own rows and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.db.listing import settle_own_changes
from tracker.db.models import ListedTask, Task
from tracker.db.queries.tasks.filters import TaskFilter, condition, match_rank
from tracker.db.queries.tasks.orders import TaskOrder, ordering
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.errors import NotFoundError
from tracker.language import gettext

MOST_RANKED = 2000
"""Tasks that a search may find for them to be sorted by where the words stand. More stand by due date: nobody leafs
through them, and to rank them would cost as much as to find them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `total` counts the whole. Pages are numbered from 1, and there is always one."""

    rows: tuple[TaskRow, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def list_tasks(
    session: Session,
    wanted: TaskFilter | None = None,
    *,
    today: date,
    order: TaskOrder = TaskOrder.DUE,
    descending: bool = False,
    zone: ZoneInfo = COPENHAGEN,
) -> list[TaskRow]:
    """All tasks that meet `wanted`, sorted."""
    wanted = wanted or TaskFilter()
    where = _condition(session, wanted, today, zone)
    total = _count(session, wanted, where) if order is TaskOrder.MATCH else 0
    ids = session.scalars(_listed(where).order_by(*_sorting(session, wanted, order, descending, today, zone, total)))
    return _in_order(ids.all(), load_rows(session, today=today, where=Task.id.in_(_listed(where)), zone=zone))


def page_of_tasks(
    session: Session,
    wanted: TaskFilter | None = None,
    *,
    today: date,
    order: TaskOrder = TaskOrder.DUE,
    descending: bool = False,
    number: int = 1,
    size: int = 25,
    zone: ZoneInfo = COPENHAGEN,
) -> Page:
    """A page of `list_tasks`; a number past the end gives the last page."""
    wanted = wanted or TaskFilter()
    where = _condition(session, wanted, today, zone)
    total = _count(session, wanted, where)
    number = min(max(number, 1), Page((), total, 1, size).pages)
    sorting = _sorting(session, wanted, order, descending, today, zone, total)
    ids = session.scalars(_listed(where).order_by(*sorting).limit(size).offset((number - 1) * size)).all()
    rows = load_rows(session, today=today, where=Task.id.in_(ids), zone=zone) if ids else []
    return Page(tuple(_in_order(ids, rows)), total, number, size)


def count_tasks(session: Session, wanted: TaskFilter, *, today: date, zone: ZoneInfo = COPENHAGEN) -> int:
    """How many tasks meet `wanted`."""
    return _count(session, wanted, _condition(session, wanted, today, zone))


def one_task(session: Session, task_id: int, *, today: date, zone: ZoneInfo = COPENHAGEN) -> TaskRow:
    """One task as a row; raises `NotFoundError`."""
    rows = load_rows(session, today=today, where=Task.id == task_id, zone=zone)
    if not rows:
        raise NotFoundError(gettext("Opgaven findes ikke."))
    return rows[0]


def _condition(session: Session, wanted: TaskFilter, today: date, zone: ZoneInfo) -> ColumnElement[bool]:
    settle_own_changes(session)
    return condition(session, wanted, today=today, zone=zone)


def _sorting(
    session: Session, wanted: TaskFilter, order: TaskOrder, descending: bool, today: date, zone: ZoneInfo, total: int
) -> Sequence[ColumnElement[Any]]:
    """What to sort `total` tasks by."""
    ranked = order is TaskOrder.MATCH and wanted.text and total <= MOST_RANKED
    match = match_rank(session, wanted.text) if ranked else None
    return ordering(order, descending=descending, today=today, zone=zone, match=match)


def _listed(where: ColumnElement[bool]) -> Select[int]:
    return select(Task.id).join(ListedTask, ListedTask.task_id == Task.id).where(where)


def _count(session: Session, wanted: TaskFilter, where: ColumnElement[bool]) -> int:
    # Every task is listed, so what lists know is looked up only where the filter asks for it.
    tasks = _listed(where) if wanted.needs_listing else select(Task.id).where(where)
    return session.scalar(select(func.count()).select_from(tasks.subquery())) or 0


def _in_order(ids: Sequence[int], rows: Iterable[TaskRow]) -> list[TaskRow]:
    by_id = {row.id: row for row in rows}
    return [by_id[each] for each in ids]
