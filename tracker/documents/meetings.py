"""Meetings from a table (CSV), and what every file of meetings gives.

What comes out is what the file says, line by line. Which committee a name means, and what of it is new, is asked of the
database later. A line that cannot be taken is a fault that says what to do; the others are taken all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.danish import parse_day
from tracker.documents.sheets import Column, Fault, Row, read_rows
from tracker.errors import InputError
from tracker.language import gettext

MOST_MEETINGS = 2000
COLUMNS = (
    Column("committee", ("udvalg", "committee", "organ", "komite", "møde i", "navn")),
    Column("date", ("dato", "date", "mødedato", "dag")),
    Column("start", ("start", "kl", "kl.", "tid", "tidspunkt", "klokkeslæt", "starttidspunkt", "starttid"), False),
    Column("status", ("status", "aflyst"), False),
    Column("uid", ("uid", "id", "møde-id"), False),
)
_HOUR = re.compile(
    r"(?:kl\.?\s*)?([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?:\s*(?:-|–|til)\s*\S+)?", re.IGNORECASE | re.ASCII
)
_CANCELLED = ("aflyst", "cancelled", "canceled", "ja", "x")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as line `number` of the file has it.

    `committee` is the name as it stands there, and `context` further words that may name the committee. `starts_at` is
    local time, «16:30». `uid` stays the same when a meeting is moved.
    """

    number: int
    committee: str
    held_on: date
    starts_at: str | None = None
    uid: str | None = None
    cancelled: bool = False
    context: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """What a file holds, and what of it could not be taken."""

    lines: Sequence[MeetingLine]
    faults: Sequence[Fault] = ()


def parse_table(text: str, *, with_committee: bool = True) -> MeetingFile:
    """The meetings in a CSV text with the columns udvalg and dato; start, status and uid may be left out.

    Without `with_committee` the column of committees may be missing too: then the reader says whose meetings they are.
    Raises `InputError` for a text that is no such table, or holds no meeting.
    """
    committee, *others = COLUMNS
    columns = (committee if with_committee else Column(committee.name, committee.spellings, False), *others)
    taken = [_taken(row, with_committee) for row in read_rows(text, columns)]
    if not taken:
        raise InputError(gettext("Filen har ingen møder under sin første linje."))
    if len(taken) > MOST_MEETINGS:
        raise InputError(
            gettext("Filen har flere end %(most_meetings)s møder. Del den, for eksempel efter år.")
            % {"most_meetings": MOST_MEETINGS}
        )
    return MeetingFile(
        [each for each in taken if isinstance(each, MeetingLine)], [each for each in taken if isinstance(each, Fault)]
    )


def _taken(row: Row, with_committee: bool) -> MeetingLine | Fault:
    if with_committee and not row["committee"]:
        return Fault(row.number, gettext("udvalget mangler. Skriv dets navn i kolonnen «udvalg»."))
    held_on = parse_day(row["date"])
    if held_on is None:
        return Fault(row.number, gettext("«%(row)s» er ikke en dato. Skriv den som 11-06-2019.") % {"row": row["date"]})
    hour = _HOUR.fullmatch(row["start"]) if row["start"] else None
    if row["start"] and hour is None:
        return Fault(
            row.number, gettext("«%(row)s» er ikke et klokkeslæt. Skriv det som 16:30.") % {"row": row["start"]}
        )
    return MeetingLine(
        number=row.number,
        committee=row["committee"],
        held_on=held_on,
        starts_at=f"{int(hour[1]):02}:{hour[2] or '00'}" if hour else None,
        uid=row["uid"][:300] or None,
        cancelled=row["status"].casefold() in _CANCELLED,
    )
