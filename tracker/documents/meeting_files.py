"""The one way in for files of meetings: a table or a calendar, told apart by the content."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tracker.documents.meeting_calendar import parse_calendar
from tracker.documents.meetings import MeetingFile, parse_table
from tracker.errors import InputError
from tracker.language import gettext

BEGINNING = "BEGIN:VCALENDAR"
YEARS_AHEAD = 3
"""How far a meeting that is repeated without end is followed."""


def parse_meetings(text: str, *, zone: ZoneInfo, until: date, with_committee: bool = True) -> MeetingFile:
    """The meetings in a CSV or iCalendar text. Repeated ones are followed to `until`; hours are those of `zone`.

    `with_committee` is as for `parse_table`. Raises `InputError` for a text that is neither, or holds no meeting.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if not text:
        raise InputError(gettext("Filen er tom. Vælg en fil med møder."))
    if text[: len(BEGINNING)].upper() == BEGINNING:
        return parse_calendar(text, zone=zone, until=until)
    return parse_table(text, with_committee=with_committee)


def horizon(today: date) -> date:
    """The day to which repeated meetings are followed."""
    return today + timedelta(days=366 * YEARS_AHEAD)
