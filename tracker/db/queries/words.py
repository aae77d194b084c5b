"""What was last said about tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN, local_date
from tracker.db.models import Task, TaskEvent


@dataclass(frozen=True, slots=True)
class LastWord:
    """The newest comment on a task, by itself or with a change."""

    text: str
    by: str
    on: date


def last_words(
    session: Session, tasks: ColumnElement[bool], *, end: datetime | None = None, zone: ZoneInfo = COPENHAGEN
) -> Mapping[int, LastWord]:
    """The last word on each of `tasks` (a condition on the table of tasks), before `end` where it is given."""
    said = and_(tasks, TaskEvent.comment.is_not(None))
    if end is not None:
        said = and_(said, TaskEvent.at < end)
    newest = (
        select(func.max(TaskEvent.id)).join(Task, TaskEvent.task_id == Task.id).where(said).group_by(TaskEvent.task_id)
    )
    found = session.execute(
        select(TaskEvent.task_id, TaskEvent.comment, TaskEvent.actor_name, TaskEvent.at).where(TaskEvent.id.in_(newest))
    )
    return {task_id: LastWord(text or "", by, local_date(at, zone)) for task_id, text, by, at in found}
