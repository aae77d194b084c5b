"""Tables that people keep in a spreadsheet and save as CSV: rows by the names of their columns.

Comma, semicolon or tab separates. Column names are known in Danish and English, whatever their case; columns that are
not asked for are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.errors import InputError
from tracker.language import gettext, list_of

MOST_ROWS = 10_000
_SEPARATORS = ";\t,"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be taken, and what to do about it in a Danish sentence."""

    number: int
    message: str

    def __str__(self) -> str:
        return gettext("Linje %(number)s: %(message)s") % {"number": self.number, "message": self.message}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `number` is its first line in the file. A column that the file lacks is empty."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is asked for: its name here, and the names by which files may have it. The first is the one that
    messages use."""

    name: str
    spellings: tuple[str, ...]
    required: bool = True


def read_rows(text: str, columns: tuple[Column, ...]) -> list[Row]:
    """The rows of a table whose first line names its columns; empty rows are left out.

    Raises `InputError` when a required column is missing, a row cannot be told apart, or there are too many.
    """
    found: list[Row] = []
    places: dict[str, int] | None = None
    for line, cells in read_lines(text):
        if places is None:
            places = _places(cells, columns)
        else:
            found.append(Row(line, {name: cells[at] for name, at in places.items() if at < len(cells)}))
    if places is None:
        _places([], columns)
    return found


def read_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not empty, each with its first line in the file, and no spaces around the cells.

    Raises `InputError` when a row cannot be told apart, or there are too many.
    """
    text = text.lstrip("\ufeff")
    heading = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=heading.count))
    line, rows = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows += 1
                if rows > MOST_ROWS + 1:  # the first names the columns
                    raise InputError(too_many_rows())
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        raise InputError(
            gettext("Linje %(line)s kan ikke læses. Er et anførselstegn ikke lukket?") % {"line": line}
        ) from None


def too_many_rows() -> str:
    """What is said of a file with more rows than are read."""
    return gettext("Filen har flere end %(most_rows)s linjer. Del den i flere filer.") % {"most_rows": MOST_ROWS}


def _places(cells: list[str], columns: tuple[Column, ...]) -> dict[str, int]:
    names = [" ".join(cell.casefold().replace("_", " ").split()) for cell in cells]
    places = {}
    for column in columns:
        at = next((names.index(each) for each in column.spellings if each in names), None)
        if at is not None:
            places[column.name] = at
    if any(column.required and column.name not in places for column in columns):
        wanted = list_of(f"«{column.spellings[0]}»" for column in columns if column.required)
        others = list_of(f"«{column.spellings[0]}»" for column in columns if not column.required)
        said = gettext("Første linje skal have kolonnerne %(wanted)s.") % {"wanted": wanted}
        also = gettext("Den kan også have %(others)s.") % {"others": others} if others else ""
        raise InputError(f"{said} {also}".rstrip())
    return places
