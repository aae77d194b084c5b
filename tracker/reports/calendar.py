"""Deadlines and meetings as an iCalendar file (RFC 5545): all-day events that calendars take as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=4)
"""How often a calendar is asked to look for changes."""


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something on a day. `uid` never changes; `sequence` rises whenever the day does; `changed_at` is in UTC."""

    uid: str
    on: date
    summary: str
    description: str
    address: str
    sequence: int
    changed_at: datetime


def calendar(name: str, events: Iterable[DayEvent]) -> bytes:
    """A calendar called `name`; the same events give the same bytes."""
    whole = icalendar.Calendar()
    whole.add("prodid", "-//commitment-tracker//DA")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    whole.add("name", name)
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for each in events:
        whole.add_component(_event(each))
    return bytes(whole.to_ical())


def _event(each: DayEvent) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", each.uid)
    event.add("dtstamp", each.changed_at)
    event.add("last-modified", each.changed_at)
    event.add("sequence", each.sequence)
    event.add("dtstart", each.on)
    event.add("dtend", each.on + timedelta(days=1))
    event.add("summary", each.summary)
    event.add("description", each.description)
    event.add("url", each.address)
    event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    return event
