"""A status report as a sheet: XLSX with open and finished tasks apart, or CSV with both.

Nothing that users wrote is ever a formula: XLSX cells are written as text, and in CSV, which has no types, a text that
a spreadsheet would calculate gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.domain.status import Light
from tracker.language import gettext, mark
from tracker.reports.status_report import (
    CHANGE_HEADING,
    LIGHT_HEADING,
    SHEET_COLUMNS,
    TASK_HEADING,
    Cell,
    ReportLine,
    StatusReport,
)

OPEN_SHEET = mark("Åbne")
FINISHED_SHEET = mark("Afsluttede")
LIGHT_FILL = {Light.RED: "#F8D0CE", Light.YELLOW: "#FFEEBA", Light.GREEN: "#D4E8D1", Light.GREY: "#E6E6E6"}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def xlsx(report: StatusReport) -> bytes:
    """The report as a workbook. The ids stand in the last columns, so that it can be taken in again."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.combine(report.day, time(), tzinfo=UTC)
    book.set_properties({"title": report.title, "subject": report.subtitle, "created": made})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left", "valign": "top"})
    lights = {light: book.add_format({"bg_color": fill, "valign": "top"}) for light, fill in LIGHT_FILL.items()}
    for name, lines in ((OPEN_SHEET, report.open), (FINISHED_SHEET, report.finished)):
        sheet = book.add_worksheet(gettext(name))
        _lay_out(sheet, report, len(lines), heading)
        for number, line in enumerate(lines, start=1):
            _write_line(sheet, number, line, text, day, lights[line.ruling_light])
    book.close()
    return file.getvalue()


def csv_text(report: StatusReport) -> bytes:
    """The report as a table of text."""
    lines = (*report.open, *report.finished)
    return table_text(
        [gettext(column.heading) for column in SHEET_COLUMNS],
        ([column.value(line) for column in SHEET_COLUMNS] for line in lines),
    )


def table_text(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as semicolon-separated text in UTF-8 with a mark, as Danish spreadsheets open it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _lay_out(sheet: Worksheet, report: StatusReport, lines: int, heading: Format) -> None:
    for place, column in enumerate(SHEET_COLUMNS):
        hidden = column.heading in {TASK_HEADING, CHANGE_HEADING}
        sheet.set_column(place, place, column.share, None, {"hidden": hidden})
        sheet.write_string(0, place, gettext(column.heading), heading)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(lines, 1), len(SHEET_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_header_words(report.title)}&R{report.day:%d-%m-%Y}")
    sheet.set_footer("&R" + gettext("Side %(number)s af %(total)s") % {"number": "&P", "total": "&N"})


def _write_line(sheet: Worksheet, row: int, line: ReportLine, text: Format, day: Format, light: Format) -> None:
    for place, column in enumerate(SHEET_COLUMNS):
        value = column.value(line)
        if isinstance(value, date):
            sheet.write_datetime(row, place, datetime.combine(value, time()), day)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, text)
        elif value is not None:
            sheet.write_string(row, place, value, light if column.heading == LIGHT_HEADING else text)


def _header_words(title: str) -> str:
    return title.replace("&", "&&")[:120]


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    words = str(value)
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words
