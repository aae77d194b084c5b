"""A round trip of a sheet: the export, opened and edited as people do it, and taken in again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN, local_date
from tracker.db.models import SheetImport
from tracker.db.queries.filters import TaskFilter
from tracker.documents.reading import DEFAULT_LIMIT_BYTES, decode_tables
from tracker.documents.workbooks import read_workbook
from tracker.reports.sheets import xlsx
from tracker.services import sheet_imports
from tracker.services.actors import Actor
from tracker.services.reports import Wanted, status_report
from tracker.services.sheet_lines import sheet_lines
from tracker.services.sheet_plan import PlannedRow, SheetPlan


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
    return sheet_imports.look(session, lines, file_name=name, actor=actor, now=now).id


def preview(session: Session, content: bytes, actor: Actor, now: datetime, name: str = "status.xlsx") -> SheetPlan:
    """What the file would do."""
    return sheet_imports.preview(session, looked_at(session, content, actor, now, name), actor=actor, now=now)


def taken(session: Session, content: bytes, actor: Actor, now: datetime, name: str = "status.xlsx") -> SheetImport:
    """The import of a file that was taken in."""
    return sheet_imports.take_in(session, looked_at(session, content, actor, now, name), actor=actor, now=now)


def row_of(plan: SheetPlan, task_id: int) -> PlannedRow:
    """The row of a task."""
    return next(row for row in plan.rows if row.task_id == task_id)
