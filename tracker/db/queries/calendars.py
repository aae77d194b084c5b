"""The meetings of all committees, as the rules about meetings take them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import ClosingDay, Committee, Meeting
from tracker.domain.meetings import MeetingCalendar
from tracker.domain.workdays import WorkingDays, YearlyDay


@dataclass(frozen=True, slots=True)
class Calendars:
    """The meeting calendar of each committee by its id, and the days that are worked."""

    by_committee: dict[int, MeetingCalendar]
    working_days: WorkingDays


def load_calendars(session: Session) -> Calendars:
    """The calendars of all committees, in two statements; a committee without meetings has an empty one."""
    found = session.execute(
        select(Committee.id, Committee.name, Committee.cutoff_days, Meeting.held_on)
        .join(Meeting, Meeting.committee_id == Committee.id, isouter=True)
        .order_by(Committee.id, Meeting.held_on)
    )
    names: dict[int, tuple[str, int]] = {}
    days: defaultdict[int, list[date]] = defaultdict(list)
    for committee_id, name, cutoff_days, held_on in found:
        names[committee_id] = name, cutoff_days
        if held_on is not None:
            days[committee_id].append(held_on)
    calendars = {each: MeetingCalendar(name, tuple(days[each]), cutoff) for each, (name, cutoff) in names.items()}
    return Calendars(calendars, load_working_days(session))


def load_working_days(session: Session) -> WorkingDays:
    """The days that are worked, by the closing days that stand in the database."""
    closed: set[date] = set()
    yearly = []
    for name, first, last, every_year in session.execute(
        select(ClosingDay.name, ClosingDay.first_on, ClosingDay.last_on, ClosingDay.every_year)
    ):
        if every_year:
            yearly.append(YearlyDay(first.month, first.day, name))
        else:
            closed.update(first + timedelta(days) for days in range((last - first).days + 1))
    return WorkingDays(closed, yearly=yearly)
