"""Working days of a Danish town hall.

The public holidays come from `holidays`. Beside them come days on which the town hall is closed every year
(Grundlovsdag, 1 May, 24 and 31 December on most), and its own closing days. A closed day makes an agenda cut-off
earlier, never later, so that a day too many costs time and a day too few costs the meeting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class YearlyDay:
    """A day of the calendar on which nobody works, in every year."""

    month: int
    day: int
    name: str = ""


CUSTOMARY = (
    YearlyDay(5, 1, "1. maj"),
    YearlyDay(6, 5, "Grundlovsdag"),
    YearlyDay(12, 24, "Juleaften"),
    YearlyDay(12, 31, "Nytårsaften"),
)
"""No holidays by law, and closed days in most town halls: a new installation begins with them."""


class WorkingDays:
    """Which days are worked. `closed` are the municipality's own closing days, `yearly` those of every year."""

    def __init__(self, closed: Iterable[date] = (), *, yearly: Iterable[YearlyDay] = CUSTOMARY) -> None:
        self._closed = frozenset(closed)
        self._yearly = frozenset((each.month, each.day) for each in yearly)
        self._before: dict[tuple[date, int], date] = {}

    def includes(self, day: date) -> bool:
        """Whether people work on `day`."""
        return (
            day.weekday() < SATURDAY
            and (day.month, day.day) not in self._yearly
            and day not in self._closed
            and day not in _public_holidays(day.year)
        )

    def on_or_after(self, day: date) -> date:
        """`day` itself, or the first working day after it."""
        while not self.includes(day) and day < date.max:
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
        while count > 0 and day > date.min:  # a year that nobody can have meant must not break a list
            day -= timedelta(days=1)
            count -= self.includes(day)
        return day


@cache
def _public_holidays(year: int) -> frozenset[date]:
    # Stored whole: the library's own calendar fills in a year step by step when it is first asked for, and another
    # thread that asks meanwhile would find holidays missing.
    return frozenset(holidays.country_holidays("DK", years=year))
