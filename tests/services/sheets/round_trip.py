"""A round trip of a sheet: the export, opened and edited as people do it, and taken in again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN, local_date
from tracker.db.models import SheetImport, Task, TaskEvent
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.documents.reading import DEFAULT_LIMIT_BYTES, decode_tables
from tracker.documents.workbooks import read_workbook
from tracker.reports.sheets import xlsx
from tracker.services.actors import Actor
from tracker.services.lists.reports import Wanted, status_report
from tracker.services.sheets import imports
from tracker.services.sheets.lines import sheet_lines
from tracker.services.sheets.plan import PlannedRow, SheetPlan

NOW = datetime(2019, 5, 15, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@dataclass
class World:
    """Ids of three open tasks of two committees, and people."""

    session: Session
    anna: Actor
    path: int
    jobs: int
    bridge: int
    own: int
    other: int
    bo: int


def exported(session: Session, now: datetime, day: date | None = None) -> bytes:
    """The sheet of every task as of `day`, else of today."""
    today = local_date(now)
    return xlsx(status_report(session, Wanted(TaskFilter(), day or today), today=today, zone=COPENHAGEN))


def edited(content: bytes, edits: Mapping[int, Mapping[str, Any]] | None = None) -> bytes:
    """The workbook with new values by heading in the rows of some tasks, saved by another program than ours."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        headings = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            for heading, value in (edits or {}).get(sheet.cell(row, headings["Opgave-id"]).value, {}).items():
                sheet.cell(row, headings[heading]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def looked_at(session: Session, content: bytes, actor: Actor, now: datetime, name: str = "status.xlsx") -> int:
    """The id of the import of a file that was looked at."""
    # In this process: how the worker bounds a file is tested with the other files (tests/documents).
    is_book = name.endswith(".xlsx")
    read = partial(read_workbook, limit_bytes=DEFAULT_LIMIT_BYTES) if is_book else decode_tables
    lines = sheet_lines(read(content, name=name))
    return imports.look(session, lines, file_name=name, actor=actor, now=now).id


def preview(session: Session, content: bytes, actor: Actor, now: datetime, name: str = "status.xlsx") -> SheetPlan:
    """What the file would do."""
    return imports.preview(session, looked_at(session, content, actor, now, name), actor=actor, now=now)


def taken(session: Session, content: bytes, actor: Actor, now: datetime, name: str = "status.xlsx") -> SheetImport:
    """The import of a file that was taken in."""
    return imports.take_in(session, looked_at(session, content, actor, now, name), actor=actor, now=now)


def row_of(plan: SheetPlan, task_id: int) -> PlannedRow:
    """The row of a task."""
    return next(row for row in plan.rows if row.task_id == task_id)


def task(world: World, task_id: int) -> Task:
    """The task as it is stored."""
    world.session.expire_all()
    return world.session.get_one(Task, task_id)


def happenings(world: World, task_id: int) -> list[tuple[str, str | None, str | None]]:
    """The kinds, comments and sheets of what happened to a task since it was made."""
    found = world.session.scalars(select(TaskEvent).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id))
    return [(each.kind.value, each.comment, each.sheet) for each in found][1:]
