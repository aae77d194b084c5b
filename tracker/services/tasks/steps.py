"""The steps on the way to a task's end: an ordered list with marks. Each change is a line of the task's history.

Steps have no dates and no owners of their own, and are not reminded of: what needs those is a task of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Task, TaskStep
from tracker.domain.history import EventKind, Happened
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.tasks.record import committees_of, lock_task, record_event

LONGEST_STEP = 300
"""Code points in a step."""
MOST_STEPS = 50
"""Steps of one task."""


def add_steps(session: Session, task_id: int, text: str, *, actor: Actor, now: datetime) -> Task:
    """Adds a step for each line of `text`, after those that stand. Raises `InputError`, `NotFoundError` and
    `ForbiddenError`."""
    task = _open(session, task_id, actor)
    titles = [words for line in text.splitlines() if (words := " ".join(line.split()))]
    if not titles:
        raise InputError(gettext("Skriv mindst ét trin."), "steps")
    too_long = next((each for each in titles if len(each) > LONGEST_STEP), None)
    if too_long is not None:
        said = gettext("Et trin må højst have %(longest)s tegn; «%(start)s …» har %(count)s.")
        raise InputError(said % {"longest": LONGEST_STEP, "start": too_long[:40], "count": len(too_long)}, "steps")
    standing = steps_of(session, task_id)
    if len(standing) + len(titles) > MOST_STEPS:
        raise InputError(gettext("En opgave kan højst have %(most)s trin.") % {"most": MOST_STEPS}, "steps")
    last = standing[-1].position if standing else 0
    for position, title in enumerate(titles, start=last + 1):
        session.add(TaskStep(task_id=task_id, position=position, title=title))
        record_event(task, EventKind.STEP, actor, now, before=Happened.ADDED, after=title)
    session.flush()
    return task


def set_done(session: Session, task_id: int, step_id: int, *, done: bool, actor: Actor, now: datetime) -> Task:
    """Ticks a step, or opens it again; one that stands so already is left alone. Raises `NotFoundError`,
    `ForbiddenError`."""
    task = _open(session, task_id, actor)
    step = _one(session, task_id, step_id)
    if done != (step.done_at is not None):
        step.done_at, step.done_by = (now, actor.name) if done else (None, None)
        happened = Happened.DONE if done else Happened.REOPENED
        record_event(task, EventKind.STEP, actor, now, before=happened, after=step.title)
        session.flush()
    return task


def move_up(session: Session, task_id: int, step_id: int, *, actor: Actor) -> Task:
    """Changes a step with the one before it; the first stays. Order is no event. Raises as `set_done` does."""
    task = _open(session, task_id, actor)
    step = _one(session, task_id, step_id)
    above = [each for each in steps_of(session, task_id) if each.position < step.position]
    if above:
        step.position, above[-1].position = above[-1].position, step.position
        session.flush()
    return task


def remove_step(session: Session, task_id: int, step_id: int, *, actor: Actor, now: datetime) -> Task:
    """Takes a step off the list; its words stay in the history. Raises as `set_done` does."""
    task = _open(session, task_id, actor)
    step = _one(session, task_id, step_id)
    session.delete(step)
    record_event(task, EventKind.STEP, actor, now, before=Happened.REMOVED, after=step.title)
    session.flush()
    return task


def steps_of(session: Session, task_id: int) -> Sequence[TaskStep]:
    """The steps of a task in their order."""
    return session.scalars(select(TaskStep).where(TaskStep.task_id == task_id).order_by(TaskStep.position)).all()


def _one(session: Session, task_id: int, step_id: int) -> TaskStep:
    step = session.scalar(select(TaskStep).where(TaskStep.id == step_id, TaskStep.task_id == task_id))
    if step is None:
        raise NotFoundError(gettext("Trinnet findes ikke længere."))
    return step


def _open(session: Session, task_id: int, actor: Actor) -> Task:
    task = lock_task(session, task_id)
    require(actor, Right.SET_STATUS, committees_of(task))
    return task
