"""The same change made of many tasks: each by the service that changes one, each on its own.

What one task refuses (somebody else was faster, it is closed, the right is missing) stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Task, TaskEvent
from tracker.domain.history import describe
from tracker.errors import InputError, TrackerError
from tracker.language import gettext

MOST_AT_ONCE = 500
Change = Callable[[Session, int, int | None], object]
"""Changes the task of an id, of which the revision was seen (none: whatever stands)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to a task: the lines that its history gets, or why it refuses, and the field that is to blame."""

    task_id: int
    title: str
    revision: int | None
    lines: Sequence[str]
    refusal: str | None
    field: str | None = None


def change_many(
    session: Session, seen: Mapping[int, int | None], change: Change, *, most: int = MOST_AT_ONCE
) -> Sequence[Outcome]:
    """Makes `change` of every task in `seen` (ids with the revision that was seen), in that order.

    Raises `InputError` for none, or more than `most`.
    """
    if not seen:
        raise InputError(gettext("Vælg mindst én opgave."), "opgave")
    if len(seen) > most:
        raise InputError(gettext("Højst %(most)s opgaver kan ændres ad gangen. Vælg færre.") % {"most": most}, "opgave")
    before = {
        row.id: row
        for row in session.execute(select(Task.id, Task.title, Task.revision).where(Task.id.in_(list(seen))))
    }
    outcomes = []
    for task_id, revision in seen.items():
        row = before.get(task_id)
        if row is None:
            outcomes.append(
                Outcome(
                    task_id,
                    gettext("Opgave %(task_id)s") % {"task_id": task_id},
                    None,
                    (),
                    gettext("Opgaven findes ikke."),
                )
            )
            continue
        try:
            lines = _change_one(session, task_id, revision, change)
        except TrackerError as error:
            field = error.field if isinstance(error, InputError) else None
            outcomes.append(Outcome(task_id, row.title, row.revision, (), str(error), field))
        else:
            outcomes.append(Outcome(task_id, row.title, row.revision, lines, None))
    return outcomes


def preview(
    session: Session, seen: Mapping[int, int | None], change: Change, *, most: int = MOST_AT_ONCE
) -> Sequence[Outcome]:
    """What `change_many` would do, by doing it and taking it back. Raises as it does."""
    with session.begin_nested() as whole:
        try:
            return change_many(session, seen, change, most=most)
        finally:
            whole.rollback()


def _change_one(session: Session, task_id: int, revision: int | None, change: Change) -> Sequence[str]:
    last = session.scalar(select(func.max(TaskEvent.id))) or 0
    with session.begin_nested():
        change(session, task_id, revision)
    events = session.scalars(
        select(TaskEvent).where(TaskEvent.task_id == task_id, TaskEvent.id > last).order_by(TaskEvent.id)
    )
    return [describe(each.kind, each.before, each.after, each.presented_on) for each in events]
