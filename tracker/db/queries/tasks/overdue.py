"""What is overdue: how badly, whose, how often moved, and what was last said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.danish import sort_key
from tracker.db.models import Message, Reminder, ReminderState, Task
from tracker.db.queries.parts.words import LastWord, last_words
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.rows import CommitteeName, TaskRow
from tracker.db.queries.tasks.tasks import list_tasks


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """An overdue task; `last_reminded_on` is the day of the last mail about it that a mail server took."""

    task: TaskRow
    last_word: LastWord | None
    last_reminded_on: date | None


def list_overdue(
    session: Session, wanted: TaskFilter | None = None, *, today: date, zone: ZoneInfo = COPENHAGEN
) -> list[OverdueRow]:
    """The overdue tasks among those that meet `wanted`, the longest over first."""
    tasks = list_tasks(session, (wanted or TaskFilter()).narrowed(overdue=True), today=today, zone=zone)
    words = last_words(session, Task.due_on < today, zone=zone)
    reminded = _last_reminded(session, today)
    return [OverdueRow(task, words.get(task.id), reminded.get(task.id)) for task in tasks]


def by_committee(rows: Iterable[OverdueRow]) -> list[tuple[CommitteeName | None, list[OverdueRow]]]:
    """`rows` by their lead committee, in the order of the names; tasks without one stand last."""
    groups: dict[CommitteeName | None, list[OverdueRow]] = {}
    for row in rows:
        groups.setdefault(row.task.lead, []).append(row)
    return sorted(groups.items(), key=lambda group: (group[0] is None, sort_key(group[0].name if group[0] else "")))


def _last_reminded(session: Session, today: date) -> dict[int, date]:
    found = session.execute(
        select(Reminder.task_id, func.max(Message.day))
        .join(Message, Reminder.message_id == Message.id)
        .join(Task, Reminder.task_id == Task.id)
        .where(Reminder.state == ReminderState.SENT, Task.due_on < today)
        .group_by(Reminder.task_id)
    )
    return dict(found.all())
