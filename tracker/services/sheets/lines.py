"""What stands in a sheet that comes back: its rows by the headings of the export, and what each row says.

A row is told by the number of its task («Opgave-id») and the line of the history that it shows («Udgave»). Columns that
are missing say nothing; those that the export does not have are kept, and left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from tracker.danish import list_words, parse_day
from tracker.documents.tables import Table
from tracker.domain.history import LONGEST_TEXT
from tracker.domain.status import Status
from tracker.errors import InputError
from tracker.language import LANGUAGES, gettext, speaking
from tracker.reports.sheets import FORMULA_SIGNS
from tracker.reports.status_report import (
    CHANGE_HEADING,
    DUE_HEADING,
    OWNERS_HEADING,
    PRESENTED_HEADING,
    REASON_HEADING,
    RESPONSIBLE_HEADING,
    SHEET_COLUMNS,
    STATUS_HEADING,
    TASK_HEADING,
    WORD_HEADING,
)

READ = (
    *(TASK_HEADING, CHANGE_HEADING, STATUS_HEADING, PRESENTED_HEADING, DUE_HEADING, OWNERS_HEADING),
    *(RESPONSIBLE_HEADING, WORD_HEADING, REASON_HEADING),
)
"""The columns that are read; the others are for people."""
_HEAD_WITHIN = 20
"""Rows of a sheet in which its headings are looked for: somebody may have put a title above them."""
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row as it stands in the file: the sheet (empty in a CSV), the number of the row, the cells by heading, and the
    headings of cells that hold a formula."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    formulas: Sequence[str] = ()

    @property
    def place(self) -> str:
        """«Åbne, række 5»."""
        return (
            gettext("%(sheet)s, række %(number)s") % {"sheet": self.sheet, "number": self.number}
            if self.sheet
            else gettext("Linje %(number)s") % {"number": self.number}
        )


class CellError(InputError):
    """A row cannot be taken; `field` is the heading of the column that is to blame, where it is one."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says. A column that the file lacks is none, an empty cell an empty text; texts have no spaces around
    them, and their spaces and breaks are as one in `owners` and `responsible`."""

    task_id: int
    change_id: int
    status: Status | None
    presented_on: date | str | None
    due: date | str | None
    owners: str | None
    responsible: str | None
    word: str | None
    reason: str


def sheet_lines(tables: Sequence[Table]) -> Sequence[SheetLine]:
    """The rows of every table that has the headings of the export. Raises `InputError` where none has."""
    found, known = [], False
    for table in tables:
        places = _places(table)
        if places is None:
            continue
        known = True
        found += list(_lines(table, *places))
    if not known:
        raise InputError(
            gettext(
                "Filen har ikke kolonnerne «%(task_heading)s» og «%(change_heading)s». Hent et regneark "
                "fra siden Rapport eller Opgaver, og ret i det; de to kolonner er skjult og skal blive i "
                "det."
            )
            % {"task_heading": TASK_HEADING, "change_heading": CHANGE_HEADING}
        )
    return found


def _places(table: Table) -> tuple[int, Mapping[int, str]] | None:
    """The number of the row of headings, and the heading of each place; none where there are no such headings."""
    known = _headings()
    for row in table.rows[:_HEAD_WITHIN]:
        headings = {place: known.get(_plain(cell), cell) for place, cell in enumerate(row.cells) if cell}
        if {TASK_HEADING, CHANGE_HEADING} <= set(headings.values()):
            twice = [each for each in READ if list(headings.values()).count(each) > 1]
            if twice:
                raise InputError(
                    gettext("Kolonnen «%(twice)s» står der to gange. Fjern den ene.") % {"twice": twice[0]}
                )
            return row.number, headings
    return None


def _in_every_language(say: Callable[[], str]) -> set[str]:
    """What is said in every language: a sheet has one, and whoever fills it in may speak another."""
    said = set()
    for language in LANGUAGES:
        with speaking(language):
            said.add(_plain(say()))
    return said


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _lines(table: Table, head: int, headings: Mapping[int, str]) -> Iterator[SheetLine]:
    for row in table.rows:
        if row.number > head:
            cells = {heading: row.cells[place] if place < len(row.cells) else "" for place, heading in headings.items()}
            formulas = [headings[place] for place in row.formulas if place in headings]
            if formulas or any(cells.values()):
                yield SheetLine(table.name, row.number, cells, formulas)


def said_in(line: SheetLine) -> Said:
    """What a row says. Raises `CellError` for the first cell that cannot be read."""
    for heading in READ:
        if heading in line.formulas:
            raise CellError(
                gettext("Cellen har en formel. Sæt værdien ind i stedet (kopiér, og indsæt som værdi)."), heading
            )
    task_id = _id(
        line,
        TASK_HEADING,
        gettext("Rækken har intet opgave-id. Nye opgaver kan ikke oprettes i regnearket; slet rækken."),
    )
    change_id = _id(line, CHANGE_HEADING, gettext("Udgaven mangler. Hent et nyt regneark, og ret i det."))
    word, reason = (_text(line, heading) for heading in (WORD_HEADING, REASON_HEADING))
    return Said(
        task_id=task_id,
        change_id=change_id,
        status=_status(line),
        presented_on=_day(line, PRESENTED_HEADING),
        due=_day(line, DUE_HEADING),
        owners=_name(line, OWNERS_HEADING),
        responsible=_name(line, RESPONSIBLE_HEADING),
        word=word,
        reason=reason or "",
    )


def _id(line: SheetLine, heading: str, missing: str) -> int:
    typed = line.cells.get(heading, "")
    if not typed:
        raise CellError(missing, heading)
    if not (typed.isascii() and typed.isdigit()) or not 0 < int(typed[:12]) <= _LARGEST_ID:
        raise CellError(
            gettext("«%(typed)s» er ikke et tal fra eksporten. Hent et nyt regneark, og ret i det.")
            % {"typed": typed[:40]},
            heading,
        )
    return int(typed)


@cache
def _headings() -> Mapping[str, str]:
    """Each heading of the export by what it is called."""
    headings = [column.heading for column in SHEET_COLUMNS]
    return {name: heading for heading in headings for name in _in_every_language(partial(gettext, heading))}


@cache
def _statuses() -> Mapping[str, Status]:
    """Each status by what it is called."""
    return {name: status for status in Status for name in _in_every_language(partial(getattr, status, "label"))}


def _status(line: SheetLine) -> Status | None:
    typed = line.cells.get(STATUS_HEADING)
    if typed is None:
        return None
    found = _statuses().get(_plain(typed))
    if found is None:
        known = list_words((f"«{status.label}»" for status in Status), gettext("eller"))
        raise CellError(
            gettext("«%(typed)s» er ikke en status. Skriv %(known)s.") % {"typed": typed[:40], "known": known},
            STATUS_HEADING,
        )
    return found


def _day(line: SheetLine, heading: str) -> date | str | None:
    typed = line.cells.get(heading)
    if not typed:
        return typed
    found = parse_day(typed)
    if found is None:
        raise CellError(
            gettext("«%(typed)s» er ikke en dato. Skriv den som 31-05-2019 eller 31. maj 2019.")
            % {"typed": typed[:40]},
            heading,
        )
    return found


def _name(line: SheetLine, heading: str) -> str | None:
    typed = _text(line, heading)
    return " ".join(typed.split()) if typed is not None else None


def _text(line: SheetLine, heading: str) -> str | None:
    typed = line.cells.get(heading)
    if typed is None:
        return None
    if typed.startswith("'") and typed[1:].startswith(FORMULA_SIGNS):  # a CSV keeps formulas off so
        typed = typed[1:]
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise CellError(
            gettext("Teksten må højst have %(longest_text)s tegn; den har %(count)s.")
            % {"longest_text": LONGEST_TEXT, "count": len(text)},
            heading,
        )
    return text
