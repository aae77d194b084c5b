"""The rows of a sheet that could not be taken in, as a workbook: the same columns, and before them why."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter

from tracker.reports.status_report import CHANGE_HEADING, TASK_HEADING

WHY_HEADING = "Fejl"
_WIDTH, _WIDE = 18, 60


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row: its cells by heading, why it was left out, and the heading of the cell that is to blame."""

    cells: Mapping[str, str]
    why: str
    column: str | None


def left_out_book(title: str, rows: Sequence[LeftOut], made: datetime) -> bytes:
    """The rows as XLSX, in their order. It can be mended and sent in again."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row.cells if heading != WHY_HEADING))
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": made.astimezone(UTC)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    blamed = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F8D0CE"})
    sheet = book.add_worksheet(WHY_HEADING)
    for place, heading in enumerate([WHY_HEADING, *headings]):
        hidden = heading in {TASK_HEADING, CHANGE_HEADING} and not any(row.column == heading for row in rows)
        sheet.set_column(place, place, _WIDE if place == 0 else _WIDTH, None, {"hidden": hidden})
        sheet.write_string(0, place, heading, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_string(number, 0, row.why, text)
        for place, heading in enumerate(headings, start=1):
            sheet.write_string(number, place, row.cells.get(heading, ""), blamed if heading == row.column else text)
    sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()
