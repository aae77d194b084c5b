"""What happened last, across all tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Task, TaskEvent
from tracker.db.told import told
from tracker.domain.history import EventKind, who_words


@dataclass(frozen=True, slots=True)
class Word:
    """A line of a task's history, as it is stored."""

    task_id: int
    task_title: str
    at: datetime
    who: str
    kind: EventKind
    before: str | None
    after: str | None
    presented_on: date | None
    comment: str | None


def latest_words(session: Session, *, limit: int = 6) -> Sequence[Word]:
    """The last things that happened, leaving out that tasks were made, and what of them the public is shown."""
    query = (
        select(TaskEvent, Task.title)
        .join(Task, TaskEvent.task_id == Task.id)
        .where(TaskEvent.kind.not_in((EventKind.CREATED, EventKind.PUBLICATION)))
        .order_by(TaskEvent.at.desc(), TaskEvent.id.desc())
        .limit(limit)
    )
    return [word_of(event, title) for event, title in session.execute(query)]


def word_of(event: TaskEvent, title: str) -> Word:
    """An event of the task with that title."""
    return Word(
        event.task_id,
        title,
        event.at,
        who_words(event.actor_name, event.sheet),
        event.kind,
        event.before,
        event.after,
        event.presented_on,
        told(event, "comment"),
    )
