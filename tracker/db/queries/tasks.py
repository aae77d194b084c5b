"""The list of tasks: what is asked for, in which order, and a page of the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from tracker.agreement.values import Basis, TaskKind
from tracker.clock import COPENHAGEN
from tracker.danish import sort_key
from tracker.db.models import Reminder, ReminderState, Task
from tracker.db.queries.rows import TaskRow, load_rows
from tracker.domain.status import Light, Status
from tracker.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a list of tasks is about; what is left empty or none restricts nothing.

    `committees` are ids, and a task counts for each of its owners. `due_from` and `due_to` are both included. `text`
    are words that must all stand in the task's number, title, section, words of the agreement, committees or person.
    `mail_id` is a mail that tells of the task.
    """

    agreement_id: int | None = None
    committees: frozenset[int] = frozenset()
    without_committee: bool = False
    statuses: frozenset[Status] = frozenset()
    open: bool | None = None
    lights: frozenset[Light] = frozenset()
    kinds: frozenset[TaskKind] = frozenset()
    bases: frozenset[Basis] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    responsible_id: int | None = None
    overdue: bool = False
    late_for_agenda: bool = False
    without_date: bool = False
    text: str = ""
    mail_id: int | None = None

    def narrowed(self, **changes: Any) -> TaskFilter:
        """The same filter with other values for some of its fields."""
        return replace(self, **changes)


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
    rows = [row for row in load_rows(session, today=today, where=_narrowing(wanted), zone=zone) if matches(row, wanted)]
    return sort_rows(rows, order, descending=descending)


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
    rows = list_tasks(session, wanted, today=today, order=order, descending=descending, zone=zone)
    whole = Page((), len(rows), 1, size)
    number = min(max(number, 1), whole.pages)
    return replace(whole, number=number, rows=tuple(rows[(number - 1) * size : number * size]))


def one_task(session: Session, task_id: int, *, today: date, zone: ZoneInfo = COPENHAGEN) -> TaskRow:
    """One task as a row; raises `NotFoundError`."""
    rows = load_rows(session, today=today, where=Task.id == task_id, zone=zone)
    if not rows:
        raise NotFoundError("Opgaven findes ikke.")
    return rows[0]


def matches(row: TaskRow, wanted: TaskFilter) -> bool:
    """Whether `row` meets every part of `wanted`: the one rule by which lists are filtered and figures counted."""
    due = row.due_on
    return (
        (wanted.agreement_id is None or row.agreement_id == wanted.agreement_id)
        and (not wanted.committees or any(each.id in wanted.committees for each in row.committees))
        and not (wanted.without_committee and row.committees)
        and (not wanted.statuses or row.status in wanted.statuses)
        and (wanted.open is None or row.is_open == wanted.open)
        and (not wanted.lights or row.light in wanted.lights)
        and (not wanted.kinds or row.kind in wanted.kinds)
        and (not wanted.bases or row.basis in wanted.bases)
        and (wanted.due_from is None or (due is not None and due >= wanted.due_from))
        and (wanted.due_to is None or (due is not None and due <= wanted.due_to))
        and (wanted.responsible_id is None or row.responsible_id == wanted.responsible_id)
        and (not wanted.overdue or row.is_overdue)
        and (not wanted.late_for_agenda or row.is_late_for_agenda)
        and (not wanted.without_date or due is None)
        and (not wanted.text or _holds(row, wanted.text))
    )


def sort_rows(rows: Iterable[TaskRow], order: TaskOrder, *, descending: bool = False) -> list[TaskRow]:
    """`rows` in `order`; what is equal stands by due date and number, and what lacks the value last."""
    key = _KEYS[order]
    ordered = sorted(rows, key=lambda row: (row.due_on or date.max, _number_key(row.number), row.id))
    have = [(found, row) for row in ordered if (found := key(row)) is not None]
    have.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in have] + [row for row in ordered if key(row) is None]


def _narrowing(wanted: TaskFilter) -> ColumnElement[bool] | None:
    """What the database can leave out at once; `matches` has the last word."""
    conditions = []
    if wanted.agreement_id is not None:
        conditions.append(Task.agreement_id == wanted.agreement_id)
    if wanted.responsible_id is not None:
        conditions.append(Task.responsible_id == wanted.responsible_id)
    if wanted.overdue:
        conditions.append(Task.due_on.is_not(None))
    if wanted.mail_id is not None:
        conditions.append(Task.id.in_(_tasks_in_mail(wanted.mail_id)))
    return and_(*conditions) if conditions else None


def _tasks_in_mail(message_id: int) -> Select[int]:
    """The tasks that a mail tells of, those that fell away before it left not counted."""
    return select(Reminder.task_id).where(
        Reminder.message_id == message_id, Reminder.state.in_((ReminderState.QUEUED, ReminderState.SENT))
    )


def _holds(row: TaskRow, text: str) -> bool:
    parts = (row.number, row.section_title, row.title, row.quote, row.responsible, *(c.name for c in row.committees))
    hay = " ".join(" ".join(part.split()) for part in parts if part).casefold()
    return all(word in hay for word in text.casefold().split())


def _number_key(number: str | None) -> list[tuple[int, str]]:
    """«1.2» before «1.10», and numbers before words."""
    return [
        (int(part), "") if part.isdecimal() else (10**9, part)
        for part in re.findall(r"\d+|[^\W\d]+", sort_key(number or ""))
    ]


_STATUS_ORDER = {status: place for place, status in enumerate(Status)}
_LIGHT_ORDER = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2, Light.GREY: 3}
_KEYS: dict[TaskOrder, Callable[[TaskRow], Any]] = {
    TaskOrder.DUE: lambda row: row.due_on,
    TaskOrder.ACTIONABLE: lambda row: row.actionable.on,
    TaskOrder.NUMBER: lambda row: _number_key(row.number) if row.number else None,
    TaskOrder.TITLE: lambda row: sort_key(row.title),
    TaskOrder.COMMITTEE: lambda row: sort_key(row.lead.name) if row.lead else None,
    TaskOrder.STATUS: lambda row: _STATUS_ORDER[row.status],
    TaskOrder.LIGHT: lambda row: _LIGHT_ORDER[row.light],
    TaskOrder.RESPONSIBLE: lambda row: sort_key(row.responsible) if row.responsible else None,
    TaskOrder.MOVES: lambda row: row.moves,
}
