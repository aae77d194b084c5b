"""A task waits for others: a design before its evaluation. Each change is a line in the histories of both.

It changes neither dates nor reminders. A circle is refused: none of its tasks could ever be begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Task, TaskWait
from tracker.db.queries.parts.waits import one_at_a_time, path_between
from tracker.domain.history import EventKind, Happened
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext, list_of
from tracker.services.actors import Actor, require
from tracker.services.tasks.record import committees_of, lock_task, record_event

MOST_WAITS = 50
"""Tasks that one can wait for."""


def add_wait(session: Session, task_id: int, awaited_id: int, *, actor: Actor, now: datetime) -> Task:
    """Lets a task wait for another, of whichever agreement. It changes nothing else, so two people can add at once.

    Raises `InputError` for a wait that cannot be, or stands already, `NotFoundError`, `ForbiddenError`.
    """
    one_at_a_time(session)
    task, awaited = _both(session, task_id, awaited_id, actor)
    if task is awaited:
        raise InputError(gettext("En opgave kan ikke vente på sig selv."), "awaited")
    if not is_open(task.status, task.kind):
        raise InputError(gettext("Opgaven er afsluttet og venter ikke på noget. Genåbn den først."), "awaited")
    if not is_open(awaited.status, awaited.kind):
        said = gettext("«%(title)s» er afsluttet, så der er intet at vente på.")
        raise InputError(said % {"title": awaited.title}, "awaited")
    if _standing(session, task_id, awaited_id) is not None:
        said = gettext("Opgaven venter allerede på «%(title)s».")
        raise InputError(said % {"title": awaited.title}, "awaited")
    _refuse_circle(session, task, awaited)
    count = select(func.count()).where(TaskWait.task_id == task_id, TaskWait.ended_at.is_(None))
    if (session.scalar(count) or 0) >= MOST_WAITS:
        said = gettext("En opgave kan højst vente på %(most)s andre.")
        raise InputError(said % {"most": MOST_WAITS}, "awaited")
    session.add(TaskWait(task_id=task_id, awaited_id=awaited_id, added_at=now))
    _tell(task, Happened.WAITS, awaited, Happened.AWAITED, actor, now)
    session.flush()
    return task


def end_wait(session: Session, task_id: int, awaited_id: int, *, actor: Actor, now: datetime) -> Task:
    """Lets a task wait for another no longer. Raises `NotFoundError`, `ForbiddenError`."""
    task, awaited = _both(session, task_id, awaited_id, actor)
    wait = _standing(session, task_id, awaited_id)
    if wait is None:
        raise NotFoundError(gettext("Opgaven venter ikke længere på den anden."))
    wait.ended_at = now
    _tell(task, Happened.NO_LONGER_WAITS, awaited, Happened.NO_LONGER_AWAITED, actor, now)
    session.flush()
    return task


def late_words(titles: Iterable[str]) -> str:
    """What whoever moves a date is told, of the tasks that wait and are due before it (`held_up_by`)."""
    said = gettext("Den nye frist ligger efter fristen på opgaver, der venter på denne: %(titles)s.")
    return said % {"titles": list_of(f"«{each}»" for each in titles)}


def _both(session: Session, task_id: int, awaited_id: int, actor: Actor) -> tuple[Task, Task]:
    """Both tasks, locked in the order of their ids; `actor` may work on the one that waits."""
    locked = {each: lock_task(session, each) for each in sorted({task_id, awaited_id})}
    require(actor, Right.SET_STATUS, committees_of(locked[task_id]))
    return locked[task_id], locked[awaited_id]


def _standing(session: Session, task_id: int, awaited_id: int) -> TaskWait | None:
    return session.scalar(
        select(TaskWait).where(
            TaskWait.task_id == task_id, TaskWait.awaited_id == awaited_id, TaskWait.ended_at.is_(None)
        )
    )


def _refuse_circle(session: Session, task: Task, awaited: Task) -> None:
    path = path_between(session, awaited.id, task.id)
    if not path:
        return
    words = {"awaited": awaited.title, "task": task.title, "between": list_of(f"«{each}»" for each in path[1:-1])}
    if len(path) == 2:
        said = gettext("«%(awaited)s» venter selv på «%(task)s», så de ville vente på hinanden.")
    else:
        said = gettext("«%(awaited)s» venter selv på «%(task)s» (gennem %(between)s), så de ville vente på hinanden.")
    raise InputError(said % words, "awaited")


def _tell(task: Task, waits: Happened, awaited: Task, is_awaited: Happened, actor: Actor, now: datetime) -> None:
    record_event(task, EventKind.WAIT, actor, now, before=waits, after=awaited.title)
    record_event(awaited, EventKind.WAIT, actor, now, before=is_awaited, after=task.title)
