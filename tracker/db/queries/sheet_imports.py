"""The sheets that were taken in, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.danish import sort_key
from tracker.db.models import SheetImport, Task

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


def changed_tasks(session: Session, found: SheetImport) -> Sequence[tuple[int, str]]:
    """The tasks that an import changed: ids with their titles, by title."""
    ids = [change["task_id"] for change in found.changes]
    rows = session.execute(select(Task.id, Task.title).where(Task.id.in_(ids)))
    return sorted(((row.id, row.title) for row in rows), key=lambda task: sort_key(task[1]))
