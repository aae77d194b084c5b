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
from tracker.db.told import told


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
    columns = (
        TaskEvent.task_id,
        TaskEvent.comment,
        TaskEvent.comment_facts,
        TaskEvent.actor_name.label("by"),
        TaskEvent.at,
    )
    found = session.execute(select(*columns).where(TaskEvent.id.in_(newest)))
    return {row.task_id: LastWord(told(row, "comment") or "", row.by, local_date(row.at, zone)) for row in found}
