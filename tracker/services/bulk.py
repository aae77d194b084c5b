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

MOST_AT_ONCE = 500
Change = Callable[[Session, int, int | None], object]
"""Changes the task of an id, of which the revision was seen (none: whatever stands)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to a task: the lines that its history gets, or why it refuses."""

    task_id: int
    title: str
    revision: int | None
    lines: Sequence[str]
    refusal: str | None


def change_many(session: Session, seen: Mapping[int, int | None], change: Change) -> Sequence[Outcome]:
    """Makes `change` of every task in `seen` (ids with the revision that was seen), in that order.

    Raises `InputError` for none, or more than `MOST_AT_ONCE`.
    """
    if not seen:
        raise InputError("Vælg mindst én opgave.", "opgave")
    if len(seen) > MOST_AT_ONCE:
        raise InputError(f"Højst {MOST_AT_ONCE} opgaver kan ændres ad gangen. Vælg færre.", "opgave")
    before = {
        row.id: row
        for row in session.execute(select(Task.id, Task.title, Task.revision).where(Task.id.in_(list(seen))))
    }
    outcomes = []
    for task_id, revision in seen.items():
        row = before.get(task_id)
        if row is None:
            outcomes.append(Outcome(task_id, f"Opgave {task_id}", None, (), "Opgaven findes ikke."))
        else:
            lines, refusal = _change_one(session, task_id, revision, change)
            outcomes.append(Outcome(task_id, row.title, row.revision, lines, refusal))
    return outcomes


def preview(session: Session, seen: Mapping[int, int | None], change: Change) -> Sequence[Outcome]:
    """What `change_many` would do, by doing it and taking it back. Raises as it does."""
    with session.begin_nested() as whole:
        try:
            return change_many(session, seen, change)
        finally:
            whole.rollback()


def _change_one(
    session: Session, task_id: int, revision: int | None, change: Change
) -> tuple[Sequence[str], str | None]:
    last = session.scalar(select(func.max(TaskEvent.id))) or 0
    step = session.begin_nested()
    try:
        change(session, task_id, revision)
    except TrackerError as error:
        step.rollback()
        return (), str(error)
    step.commit()
    events = session.scalars(
        select(TaskEvent).where(TaskEvent.task_id == task_id, TaskEvent.id > last).order_by(TaskEvent.id)
    )
    return [describe(each.kind, each.before, each.after, each.presented_on) for each in events], None
