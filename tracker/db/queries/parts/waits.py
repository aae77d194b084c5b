"""Which tasks wait for which others, now and on a past day. Only open tasks wait, and only for open ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased, load_only

from tracker.db.models import Task, TaskEvent, TaskWait
from tracker.db.queries.parts.history import status_then
from tracker.db.queries.parts.rules import open_tasks
from tracker.domain.history import EventKind
from tracker.domain.status import Status, is_open
from tracker.domain.waits import comes_too_late

SHOWN_NEARBY = 20
_LOCK = 0x77616974
"""The number of the lock under which PostgreSQL lets one transaction at a time tie tasks together."""


@dataclass(frozen=True, slots=True)
class Tied:
    """The task at the other end of a wait."""

    id: int
    title: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Waits:
    """By the id of a task, those that it waits for and those that wait for it, in the order of their ids."""

    awaited: Mapping[int, tuple[Tied, ...]] = field(default_factory=dict)
    waiting: Mapping[int, tuple[Tied, ...]] = field(default_factory=dict)


def load_waits(session: Session, where: ColumnElement[bool]) -> Waits:
    """The waits of the tasks that meet `where`, in both directions, as they stand."""
    waiter, awaited = aliased(Task), aliased(Task)
    concerned = select(Task.id).where(where)
    rows = session.execute(
        select(
            *(waiter.id, waiter.title, waiter.due_on),
            *(awaited.id.label("other"), awaited.title.label("other_title"), awaited.due_on.label("other_due")),
        )
        .select_from(TaskWait)
        .join(waiter, TaskWait.task_id == waiter.id)
        .join(awaited, TaskWait.awaited_id == awaited.id)
        .where(TaskWait.ended_at.is_(None), open_tasks(waiter), open_tasks(awaited))
        .where(or_(waiter.id.in_(concerned), awaited.id.in_(concerned)))
    )
    return _tied((Tied(row.id, row.title, row.due_on), Tied(row.other, row.other_title, row.other_due)) for row in rows)


@dataclass(frozen=True, slots=True)
class WaitLine:
    """A wait on the page of a task: the other task as it stands, and whether the awaited one is due too late."""

    id: int
    title: str
    due_on: date | None
    status: Status
    is_open: bool
    is_too_late: bool


def waits_of(session: Session, task: Task) -> tuple[Sequence[WaitLine], Sequence[WaitLine]]:
    """The tasks that `task` waits for, and those that wait for it, also where one of them is closed."""
    standing = TaskWait.ended_at.is_(None)
    awaited = select(Task).join(TaskWait, TaskWait.awaited_id == Task.id).where(TaskWait.task_id == task.id, standing)
    waiting = select(Task).join(TaskWait, TaskWait.task_id == Task.id).where(TaskWait.awaited_id == task.id, standing)
    only = load_only(Task.id, Task.title, Task.due_on, Task.status, Task.kind)
    return (
        [
            _line(each, task, comes_too_late(each.due_on, task.due_on))
            for each in session.scalars(awaited.options(only).order_by(TaskWait.id))
        ],
        [
            _line(each, task, comes_too_late(task.due_on, each.due_on))
            for each in session.scalars(waiting.options(only).order_by(TaskWait.id))
        ],
    )


def _line(other: Task, task: Task, is_late: bool) -> WaitLine:
    still_open = is_open(other.status, other.kind)
    matters = is_late and still_open and is_open(task.status, task.kind)
    return WaitLine(other.id, other.title, other.due_on, other.status, still_open, matters)


def held_up_by(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """The titles of the open tasks that wait for each of the tasks `ids`, where that is due too late for them."""
    if not ids:
        return {}
    waiter, awaited = aliased(Task), aliased(Task)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for awaited_id, due_on, title, waiting_due in session.execute(
        select(awaited.id, awaited.due_on, waiter.title, waiter.due_on)
        .select_from(TaskWait)
        .join(waiter, TaskWait.task_id == waiter.id)
        .join(awaited, TaskWait.awaited_id == awaited.id)
        .where(awaited.id.in_(ids), TaskWait.ended_at.is_(None), open_tasks(waiter), open_tasks(awaited))
        .order_by(TaskWait.id)
    ):
        if comes_too_late(due_on, waiting_due):
            found[awaited_id].append(title)
    return found


def tasks_nearby(session: Session, task: Task) -> Sequence[tuple[int, str]]:
    """Open tasks of the same point of the same agreement that `task` could wait for: ids with titles."""
    if task.agreement_id is None or task.section is None:
        return []
    waits = select(TaskWait.awaited_id).where(TaskWait.task_id == task.id, TaskWait.ended_at.is_(None))
    found = session.execute(
        select(Task.id, Task.title)
        .where(Task.agreement_id == task.agreement_id, Task.section == task.section, Task.id != task.id)
        .where(open_tasks(), Task.id.not_in(waits))
        .order_by(Task.due_on, Task.id)
        .limit(SHOWN_NEARBY)
    )
    return [(row.id, row.title) for row in found]


def waits_as_of(session: Session, end: datetime) -> Waits:
    """The waits of all tasks as they stood at `end`; titles and dates are those of today."""
    pairs = session.execute(
        select(TaskWait.task_id, TaskWait.awaited_id).where(
            TaskWait.added_at < end, or_(TaskWait.ended_at.is_(None), TaskWait.ended_at >= end)
        )
    ).all()
    if not pairs:
        return Waits()
    ids = {each for pair in pairs for each in pair}
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.id.in_(ids)))}
    events: defaultdict[int, list[TaskEvent]] = defaultdict(list)
    told = (EventKind.STATUS, EventKind.OCCURRENCE)
    for event in session.scalars(
        select(TaskEvent).where(TaskEvent.task_id.in_(ids), TaskEvent.kind.in_(told)).order_by(TaskEvent.id)
    ):
        events[event.task_id].append(event)

    def was_open(task: Task) -> bool:
        status, _since, _meeting = status_then(events[task.id], end, task.created_at)
        return is_open(status, task.kind)

    stood = {task.id: Tied(task.id, task.title, task.due_on) for task in tasks.values() if was_open(task)}
    return _tied((stood[one], stood[other]) for one, other in pairs if one in stood and other in stood)


def path_between(session: Session, start: int, goal: int) -> Sequence[str]:
    """The titles of a chain of waits that leads from the task `start` to `goal`, with both; empty where none does."""
    came_from: dict[int, int] = {}
    edge = [start]
    while edge and goal not in came_from:
        found = session.execute(
            select(TaskWait.task_id, TaskWait.awaited_id)
            .where(TaskWait.task_id.in_(edge), TaskWait.ended_at.is_(None))
            .order_by(TaskWait.id)
        ).all()
        edge = []
        for one, other in found:
            if other not in came_from and other != start:
                came_from[other] = one
                edge.append(other)
    if goal not in came_from:
        return []
    chain = [goal]
    while chain[-1] != start:
        chain.append(came_from[chain[-1]])
    titles = {row.id: row.title for row in session.execute(select(Task.id, Task.title).where(Task.id.in_(chain)))}
    return [titles[each] for each in reversed(chain)]


def one_at_a_time(session: Session) -> None:
    """Lets one transaction at a time tie tasks together, so that no two close a circle between them; taken before any
    task is locked. On SQLite whoever writes is alone."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _tied(pairs: Iterable[tuple[Tied, Tied]]) -> Waits:
    awaited: defaultdict[int, list[Tied]] = defaultdict(list)
    waiting: defaultdict[int, list[Tied]] = defaultdict(list)
    for one, other in pairs:
        awaited[one.id].append(other)
        waiting[other.id].append(one)
    return Waits(_in_order(awaited), _in_order(waiting))


def _in_order(found: Mapping[int, list[Tied]]) -> Mapping[int, tuple[Tied, ...]]:
    return {task_id: tuple(sorted(others, key=lambda each: each.id)) for task_id, others in found.items()}
