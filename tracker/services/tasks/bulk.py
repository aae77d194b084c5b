"""The same change made of many tasks: each by the service that changes one, each on its own.

What one task refuses (somebody else was faster, it is closed, the right is missing) stops no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Task, TaskEvent
from tracker.db.queries.parts.waits import held_up_by
from tracker.domain.history import EventKind, describe
from tracker.errors import InputError, TrackerError
from tracker.language import gettext

MOST_AT_ONCE = 500
Change = Callable[[Session, int, int | None], object]
"""Changes the task of an id, of which the revision was seen (none: whatever stands)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to a task: the lines that its history gets, or why it refuses, and the field that is to blame.

    `held_up` are the titles of tasks that wait for it and are due before its new date.
    """

    task_id: int
    title: str
    revision: int | None
    lines: Sequence[str]
    refusal: str | None
    field: str | None = None
    held_up: Sequence[str] = ()


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
    last = session.scalar(select(func.max(TaskEvent.id))) or 0
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
            with session.begin_nested():
                change(session, task_id, revision)
        except TrackerError as error:
            field = error.field if isinstance(error, InputError) else None
            outcomes.append(Outcome(task_id, row.title, row.revision, (), str(error), field))
        else:
            outcomes.append(Outcome(task_id, row.title, row.revision, (), None))
    events = _events_after(session, last, seen)
    moved = [task_id for task_id, found in events.items() if any(each.kind is EventKind.DEADLINE for each in found)]
    held_up = held_up_by(session, moved)
    return [
        replace(each, lines=_lines(events[each.task_id]), held_up=held_up.get(each.task_id, ())) for each in outcomes
    ]


def preview(
    session: Session, seen: Mapping[int, int | None], change: Change, *, most: int = MOST_AT_ONCE
) -> Sequence[Outcome]:
    """What `change_many` would do, by doing it and taking it back. Raises as it does."""
    with session.begin_nested() as whole:
        try:
            return change_many(session, seen, change, most=most)
        finally:
            whole.rollback()


def _events_after(session: Session, last: int, task_ids: Collection[int]) -> Mapping[int, Sequence[TaskEvent]]:
    """What was written into the histories of tasks after the line `last` of all of them."""
    found: defaultdict[int, list[TaskEvent]] = defaultdict(list)
    events = select(TaskEvent).where(TaskEvent.id > last, TaskEvent.task_id.in_(task_ids)).order_by(TaskEvent.id)
    for each in session.scalars(events):
        found[each.task_id].append(each)
    return found


def _lines(events: Sequence[TaskEvent]) -> Sequence[str]:
    return [describe(each.kind, each.before, each.after, each.presented_on) for each in events]
