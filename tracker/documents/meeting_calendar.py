"""Meetings from an iCalendar file (RFC 5545), as calendars and agenda systems export it.

Time zones, folded lines, whole days and repetitions are the libraries' work. Each meeting has a name that stays when it
is moved: the event's UID, and for a repeated one also the day on which that time of it was first planned.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from tracker.danish import MEANT_YEARS
from tracker.documents.meetings import MOST_MEETINGS, MeetingFile, MeetingLine
from tracker.documents.sheets import Fault
from tracker.errors import InputError
from tracker.language import gettext, mark

_BEGIN = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.MULTILINE | re.IGNORECASE)
_TAKEN_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PARTS_OF_A_DAY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_UNREADABLE_SERIES = mark("begivenhedens gentagelse kan ikke læses. Ret den i kalenderen, og eksportér igen.")
_LONGEST_SERIES = timedelta(days=366 * 10)


def parse_calendar(text: str, *, zone: ZoneInfo, until: date) -> MeetingFile:
    """The meetings in an iCalendar text. Repeated ones are followed to the day `until`, and for ten years at most.

    Raises `InputError` for a text that is no calendar, or has no events.
    """
    text = text.replace("\r\n", "\n")
    starts = [match.start() for match in _BEGIN.finditer(text)]
    if len(starts) > MOST_MEETINGS:
        raise InputError(
            gettext("Kalenderen har flere end %(most_meetings)s begivenheder. Del den, for eksempel efter år.")
            % {"most_meetings": MOST_MEETINGS}
        )
    numbers = iter([text.count("\n", 0, start) + 1 for start in starts])
    lines: list[MeetingLine] = []
    faults: list[Fault] = []
    for calendar in _calendars(text):
        name = str(calendar.get("X-WR-CALNAME", ""))
        withdrawn = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        series: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
        for place, event in enumerate(calendar.walk("VEVENT")):
            number = next(numbers, 1)
            fault = _fault(event)
            if fault is not None:
                faults.append(Fault(number, fault))
            else:
                series[str(event.get("UID") or f"uden-uid-{place}")].append((number, event))
        for events in series.values():
            context = (_text(events[0][1], "SUMMARY"), name)
            try:
                found = list(_meetings(events, zone, until))
                lines += [_line(number, event, uid, zone, context, withdrawn) for number, event, uid in found]
            except Exception:  # whatever the libraries raise on a foreign file, the other meetings are taken
                faults.append(Fault(events[0][0], gettext(_UNREADABLE_SERIES)))
    if not lines and not faults:
        raise InputError(gettext("Kalenderen har ingen begivenheder. Eksportér den igen med møderne i."))
    if len(lines) > MOST_MEETINGS:
        raise InputError(
            gettext("Kalenderens gentagelser giver flere end %(most_meetings)s møder. Del den op.")
            % {"most_meetings": MOST_MEETINGS}
        )
    return MeetingFile(sorted(lines, key=lambda line: (line.number, line.held_on)), faults)


def _calendars(text: str) -> Iterable[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a foreign file is for its faults to say
            found = icalendar.Calendar.from_ical(text.lstrip("\ufeff \t\r\n"), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise InputError(
            gettext("Kalenderfilen kan ikke læses. Eksportér den igen som iCalendar (.ics). (%(error)s)")
            % {"error": error}
        ) from None
    if not found:
        raise InputError(gettext("Kalenderfilen er ikke hel: den ender midt i en kalender. Eksportér den igen."))
    return found


def _fault(event: Any) -> str | None:
    """Why an event cannot be taken."""
    wrong = {name for name, _message in event.errors}
    begins = None if "DTSTART" in wrong else getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(begins, date) or begins.year not in MEANT_YEARS:
        return gettext("begivenheden har ingen dato, der kan læses (DTSTART). Ret den i kalenderen, og eksportér igen.")
    if wrong & {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}:
        return gettext(_UNREADABLE_SERIES)
    rules = event.get("RRULE") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        frequency = {str(each).upper() for each in rule.get("FREQ", [])}
        several_a_day = any(len(rule.get(part, [])) > 1 for part in _PARTS_OF_A_DAY)
        if not frequency or not frequency <= _TAKEN_FREQUENCIES or several_a_day:
            return gettext("begivenheden gentages flere gange om dagen og kan ikke være et møde.")
    return None


def _meetings(events: list[tuple[int, Any]], zone: ZoneInfo, until: date) -> Iterator[tuple[int, Any, str | None]]:
    """Each meeting of the events with one UID: the line where it stands, the event, and its lasting name."""
    if len(events) == 1 and not any(name in events[0][1] for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        number, event = events[0]
        yield number, event, str(event["UID"]) if event.get("UID") else None
        return
    first_number, first = events[0]
    uid = str(first.get("UID") or "")
    together = icalendar.Calendar()
    for _number, event in events:
        together.add_component(event)
    begin = min(_day(event, zone) for _number, event in events)
    end = min(max(until, begin), begin + _LONGEST_SERIES)
    last = max(end, *(_day(event, zone) for _number, event in events)) + timedelta(days=1)
    for event in recurring_ical_events.of(together, skip_bad_series=True).between(
        datetime.combine(begin, time(0), zone), datetime.combine(last, time(0), zone)
    ):
        yield first_number, event, f"{uid}#{_local_day(event['RECURRENCE-ID'].dt, zone)}"
    for number, event in events:
        for day in _left_out(event):
            gone = event.copy()
            gone["STATUS"] = "CANCELLED"
            gone["DTSTART"] = icalendar.vDDDTypes(day)
            yield number, gone, f"{uid}#{_local_day(day, zone)}"


def _left_out(event: Any) -> Iterator[date]:
    """The times that a repeated event leaves out (EXDATE): a meeting that was planned and is not any more."""
    found = event.get("EXDATE") or []
    for each in found if isinstance(found, list) else [found]:
        for value in each.dts:
            yield value.dt


def _line(
    number: int, event: Any, uid: str | None, zone: ZoneInfo, more: tuple[str, ...], withdrawn: bool
) -> MeetingLine:
    value = event["DTSTART"].dt
    local = value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo else value
    committee = _text(event, "SUMMARY") or " ".join(more).strip()
    context = (*more, _text(event, "CATEGORIES"), _text(event, "LOCATION"))
    return MeetingLine(
        number=number,
        committee=committee[:300],
        held_on=_local_day(value, zone),
        starts_at=f"{local:%H:%M}" if isinstance(local, datetime) else None,
        uid=uid[:300] if uid else None,
        cancelled=withdrawn or str(event.get("STATUS", "")).upper() == "CANCELLED",
        context=" · ".join(each for each in context if each and each != committee)[:300],
    )


def _text(event: Any, name: str) -> str:
    found = event.get(name)
    if found is None:
        return ""
    words = ", ".join(str(each) for each in found.cats) if hasattr(found, "cats") else str(found)
    return " ".join(words.split())


def _day(event: Any, zone: ZoneInfo) -> date:
    return _local_day(event["DTSTART"].dt, zone)


def _local_day(value: date, zone: ZoneInfo) -> date:
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(zone) if value.tzinfo else value).date()
