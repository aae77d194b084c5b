"""The deadlines of a mail as a calendar file: all-day events that a calendar program adds or moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from tracker.domain.calendar_names import uid_of
from tracker.mail.assembling import Attachment
from tracker.mail.content import Entry

FILE_NAME = "frister.ics"


def deadlines_file(entries: tuple[Entry, ...], *, base_url: str, at: datetime) -> Attachment:
    """The deadlines of `entries` in iCalendar; a task has the same UID in every mail and in the calendars that are
    subscribed to, and a moved date a higher SEQUENCE, so that the event moves and is not doubled. `at` is the time of
    the mail."""
    calendar = Calendar()
    calendar.add("prodid", "-//Aftaleopfølgning//Frister//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        if entry.due is None:
            continue
        event = Event()
        event.add("uid", uid_of(entry.task, entry.occurrence, base_url=base_url))
        event.add("sequence", entry.sequence)
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", entry.due)
        event.add("dtend", entry.due + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("description", entry.reason)
        event.add("url", entry.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return Attachment(FILE_NAME, 'text/calendar; charset="utf-8"; method=PUBLISH', bytes(calendar.to_ical()))
