"""The sheets that were taken in, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.danish import sort_key
from tracker.db.models import SheetImport, Task
from tracker.db.queries.parts.waits import held_up_by

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SheetImportRow:
    """An import: who, when, which file, how many tasks it changed, and how many rows were left out."""

    id: int
    at: datetime
    who: str
    file_name: str
    changed: int
    left_out: int
    undone_at: datetime | None


def list_sheet_imports(session: Session) -> Sequence[SheetImportRow]:
    """The last imports that were taken in."""
    found = session.scalars(
        select(SheetImport).where(SheetImport.taken_at.is_not(None)).order_by(SheetImport.id.desc()).limit(SHOWN)
    )
    return [
        SheetImportRow(
            id=each.id,
            at=each.taken_at or each.at,
            who=each.actor_name,
            file_name=each.file_name,
            changed=len(each.changes),
            left_out=len(each.lines),
            undone_at=each.undone_at,
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class ChangedTask:
    """A task that an import changed, and the titles of those that wait for it and are due before the date it got."""

    id: int
    title: str
    held_up: Sequence[str]


def changed_tasks(session: Session, found: SheetImport) -> Sequence[ChangedTask]:
    """The tasks that an import changed, by title."""
    due = {change["task_id"]: change["before"]["due_on"] for change in found.changes}
    rows = session.execute(select(Task.id, Task.title, Task.due_on).where(Task.id.in_(due))).all()
    held_up = held_up_by(session, [row.id for row in rows if row.due_on and row.due_on.isoformat() != due[row.id]])
    tasks = [ChangedTask(row.id, row.title, held_up.get(row.id, ())) for row in rows]
    return sorted(tasks, key=lambda task: sort_key(task.title))
