"""Workbooks (XLSX): the cells of every sheet as text.

Formulas are not calculated, and what a program last made of one is not read either: it may be old, and whoever wrote
the file may have put anything there. Who needs a cell that holds one is told to put the value instead.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from tracker.documents.packages import EXCEL_FILE, check_package, damaged
from tracker.documents.sheets import MOST_ROWS, too_many_rows
from tracker.documents.tables import Table, TableRow
from tracker.errors import DocumentError
from tracker.language import gettext

MOST_COLUMNS = 100
_LONGEST_CELL = 32_767  # Excel's own limit
_MOST_TEXT = 4  # times the limit of the file itself: cells may all point to one long text
_FORMULA = "f"
_BROKEN = (  # what openpyxl meets a broken package with
    *(LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, EOFError, OSError),
    *(SyntaxError, RecursionError, InvalidFileException, zipfile.BadZipFile, zlib.error),
)


def read_workbook(data: bytes, *, name: str, limit_bytes: int) -> Sequence[Table]:
    """The sheets of an XLSX file. Raises DocumentError for a file that is damaged, no workbook, or too large."""
    check_package(data, EXCEL_FILE, name=name, limit_bytes=limit_bytes)
    try:
        with warnings.catch_warnings():  # of what openpyxl leaves out: none of it is needed here
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
            return _Reading(name, limit_bytes).tables(book)
    except _BROKEN as error:
        raise damaged(name, EXCEL_FILE) from error


class _Reading:
    """Reads one workbook; what was read so far bounds what may follow."""

    def __init__(self, name: str, limit_bytes: int) -> None:
        self._name, self._room = name, _MOST_TEXT * limit_bytes
        self._rows = 0

    def tables(self, book: Any) -> Sequence[Table]:
        return [Table(sheet.title, list(self._filled(sheet))) for sheet in book.worksheets]

    def _filled(self, sheet: Any) -> Iterator[TableRow]:
        # What a sheet says of its own size may be wrong; the rows themselves count.
        sheet.reset_dimensions()
        self._rows -= 1  # the first names the columns
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            last = max((place for place, cell in enumerate(row, start=1) if cell.value is not None), default=0)
            cells = [self._text(cell) for cell in row[:last]]
            formulas = [place for place, cell in enumerate(row[:last]) if cell.data_type == _FORMULA]
            if formulas or any(cells):
                self._rows += 1
                if self._rows > MOST_ROWS:
                    raise DocumentError(too_many_rows())
                yield TableRow(number, cells, formulas)

    def _text(self, cell: Any) -> str:
        text = "" if cell.data_type == _FORMULA else _words(cell.value)
        self._room -= len(text)
        if len(text) > _LONGEST_CELL or self._room < 0:
            raise DocumentError(
                gettext("«%(name)s» har mere tekst, end et regneark kan have, og er ikke læst. Del filen.")
                % {"name": self._name}
            )
        return text


def _words(value: object) -> str:
    if value is None or isinstance(value, time):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
