"""Closing days from a table: a name, the first day and, for several, the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.danish import parse_day
from tracker.documents.sheets import Column, Fault, Row, read_rows
from tracker.errors import InputError
from tracker.language import gettext

COLUMNS = (
    Column("name", ("navn", "name", "lukkedag", "tekst")),
    Column("first", ("fra", "first", "dato", "date", "fra dato")),
    Column("last", ("til", "last", "til dato"), required=False),
)


@dataclass(frozen=True, slots=True)
class ClosingDayLine:
    """Closing days as line `number` of the file has them."""

    number: int
    name: str
    first_on: date
    last_on: date


def parse_closing_days(text: str) -> list[ClosingDayLine]:
    """The closing days in a CSV text with the columns navn, fra and til (may be left out).

    Raises `InputError` that names every line that cannot be taken.
    """
    taken = [_taken(row) for row in read_rows(text, COLUMNS)]
    faults = [each for each in taken if isinstance(each, Fault)]
    if faults:
        raise InputError(" ".join(str(each) for each in faults[:10]))
    if not taken:
        raise InputError(gettext("Teksten har ingen lukkedage under sin første linje."))
    return [each for each in taken if isinstance(each, ClosingDayLine)]


def _taken(row: Row) -> ClosingDayLine | Fault:
    if not row["name"]:
        return Fault(row.number, "navnet mangler.")
    days = []
    for typed in (row["first"], row["last"] or row["first"]):
        day = parse_day(typed)
        if day is None:
            return Fault(
                row.number, gettext("«%(typed)s» er ikke en dato. Skriv den som 24-12-2019.") % {"typed": typed}
            )
        days.append(day)
    return ClosingDayLine(row.number, row["name"], *days)
