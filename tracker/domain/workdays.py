"""Working days of a Danish town hall.

The public holidays come from `holidays`; Grundlovsdag, 1 May, 24 and 31 December, on which most town halls are closed,
and the municipality's own closing days can be added. A closed day makes an agenda cut-off earlier, never later, so
that a day too many costs time and a day too few costs the meeting.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import holidays

SATURDAY = 5


class WorkingDays:
    """Which days are worked. `closed` are the municipality's own closing days."""

    def __init__(self, closed: Iterable[date] = (), *, half_holidays: bool = True) -> None:
        self._categories = ("public", "optional") if half_holidays else ("public",)
        self._closed = frozenset(closed)
        self._holidays: dict[int, frozenset[date]] = {}
        self._before: dict[tuple[date, int], date] = {}

    def includes(self, day: date) -> bool:
        """Whether people work on `day`."""
        return day.weekday() < SATURDAY and day not in self._closed and day not in self._holidays_of(day.year)

    def _holidays_of(self, year: int) -> frozenset[date]:
        # Stored whole: the library's own calendar fills in a year step by step when it is first asked for, and another
        # thread that asks meanwhile would find holidays missing.
        if year not in self._holidays:
            found = holidays.country_holidays("DK", years=year, categories=self._categories)
            self._holidays[year] = frozenset(found)
        return self._holidays[year]

    def on_or_after(self, day: date) -> date:
        """`day` itself, or the first working day after it."""
        while not self.includes(day):
            day += timedelta(days=1)
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before `day`; with 0, `day` or the last working day before."""
        if count < 0:
            msg = "working days are counted backwards from the day"
            raise ValueError(msg)
        if (day, count) not in self._before:
            self._before[day, count] = self._count_back(day, count)
        return self._before[day, count]

    def _count_back(self, day: date, count: int) -> date:
        if count == 0:
            return day if self.includes(day) else self._count_back(day, 1)
        while count > 0:
            day -= timedelta(days=1)
            count -= self.includes(day)
        return day
