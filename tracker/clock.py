"""The clock that entry points read once, and pass on as a value.

The domain sees a `now` that a demonstration can move (`MovedClock`); sessions, leases and the heartbeat use the
machine's own time, which only `SystemClock` gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC as UTC_ZONE
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

UTC = UTC_ZONE
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Clock(Protocol):
    """Gives the time that the domain sees."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class MovedClock:
    """Stands at another time, and ticks on from there."""

    offset: timedelta

    @classmethod
    def starting_on(cls, day: date, zone: tzinfo = COPENHAGEN, at: time = time(9, 0)) -> MovedClock:
        """A clock that shows `day` at `at` o'clock in `zone` now, and ticks on from there."""
        start = datetime.combine(day, at, tzinfo=zone)
        return cls(start - datetime.now(UTC))

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Always shows the same time: for tests and for a preview of another day."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


def local_date(instant: datetime, zone: tzinfo = COPENHAGEN) -> date:
    """The calendar date of an aware `instant` in `zone`."""
    return instant.astimezone(zone).date()


def start_of_day(day: date, zone: tzinfo = COPENHAGEN) -> datetime:
    """The first instant of the local `day`, in UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo = COPENHAGEN) -> datetime:
    """The first instant after the local `day`, in UTC."""
    return start_of_day(day + timedelta(days=1), zone)
