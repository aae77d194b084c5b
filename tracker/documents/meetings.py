"""Meetings from a table: a line each with committee, date and, where it is known, the hour."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from tracker.errors import InputError

COLUMNS = ("committee", "date", "start")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as line `number` of the file has it; `starts_at` is local time, «16:30»."""

    number: int
    committee: str
    held_on: date
    starts_at: str | None


def parse_meetings(text: str) -> list[MeetingLine]:
    """The meetings in a CSV file with the columns committee, date (2019-06-11) and start (16:30, may be left out).

    Comma or semicolon separates. Raises `InputError` that names the line and what it takes.
    """
    separator = ";" if ";" in text.split("\n", 1)[0] else ","
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator)
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    if "committee" not in names or "date" not in names:
        raise InputError(f"Første linje skal have kolonnerne {', '.join(COLUMNS)}.")
    found = []
    for row in rows:
        values = {name: (row.get(column) or "").strip() for name, column in names.items()}
        if any(values.values()):
            found.append(_meeting(rows.line_num, values))
    if not found:
        raise InputError("Filen har ingen møder.")
    return found


def _meeting(number: int, values: dict[str, str]) -> MeetingLine:
    if not values["committee"]:
        raise InputError(f"Linje {number}: udvalget mangler.")
    try:
        held_on = date.fromisoformat(values["date"])
    except ValueError:
        raise InputError(f"Linje {number}: «{values['date']}» er ikke en dato. Skriv den som 2019-06-11.") from None
    start = values.get("start") or None
    if start is not None and not _HOUR.fullmatch(start):
        raise InputError(f"Linje {number}: «{start}» er ikke et klokkeslæt. Skriv det som 16:30.")
    return MeetingLine(number, values["committee"], held_on, start)
