"""Pieces of a stretch of days: its edge, its beginning, middle and end, its halves, so long of it, so long from it."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.agreement.deadlines.almanac import Stretch, add_months
from tracker.agreement.deadlines.conventions import Conventions
from tracker.agreement.deadlines.times import Duration, Third

_DAY = timedelta(days=1)


def edge(stretch: Stretch, *, last: bool) -> Stretch:
    """The last day of a stretch, or its first."""
    day = stretch.last if last else stretch.first
    return Stretch(day, day)


# Which months, counted from the start, make up the beginning, middle and end of a stretch of so many whole months.
_WIDE = {
    3: ((0, 1), (1, 2), (2, 3)),
    4: ((0, 1), (1, 3), (3, 4)),
    6: ((0, 2), (2, 4), (4, 6)),
    12: ((0, 3), (5, 7), (9, 12)),
    48: ((0, 6), (21, 27), (42, 48)),
}
_NARROW = _WIDE | {6: ((0, 1), (2, 4), (5, 6))}


def _narrow_year(months: int) -> tuple[tuple[int, int], ...]:
    """Which months are primo, medio and ultimo of a year, where each is so many months."""
    middle = 6 - (months + 1) // 2
    return (0, months), (middle, middle + months), (12 - months, 12)


def cut(stretch: Stretch, third: Third, conventions: Conventions, *, narrow: bool) -> Stretch:
    """The beginning, middle or end of a stretch; `narrow`: primo, medio or ultimo."""
    months = _whole_months(stretch)
    if months == 1:
        first = stretch.first
        early, late = conventions.primo_ends, conventions.medio_ends
        return (
            Stretch(first, first.replace(day=early)),
            Stretch(first.replace(day=early + 1), first.replace(day=late)),
            Stretch(first.replace(day=late + 1), stretch.last),
        )[third.value]
    if narrow and months == 12:
        cuts: tuple[tuple[int, int], ...] | None = _narrow_year(conventions.part_of_year_months)
    else:
        cuts = (_NARROW if narrow else _WIDE).get(months)
    if cuts is not None:
        begin, end = cuts[third.value]
        return Stretch(add_months(stretch.first, begin), add_months(stretch.first, end) - timedelta(days=1))
    length = (stretch.last - stretch.first).days + 1
    begin, end = length * third.value // 3, max(length * (third.value + 1) // 3 - 1, length * third.value // 3)
    return Stretch(stretch.first + timedelta(days=begin), stretch.first + timedelta(days=end))


def portion(stretch: Stretch, duration: Duration, *, last: bool) -> Stretch:
    """So long at the beginning of a stretch, or at its end."""
    if last:
        return Stretch(max(stretch.first, add(stretch.last + _DAY, duration, -1)), stretch.last)
    return Stretch(stretch.first, min(stretch.last, add(stretch.first, duration) - _DAY))


def halve(stretch: Stretch, *, second: bool) -> Stretch:
    """One half of a stretch."""
    months = _whole_months(stretch)
    if months and months % 2 == 0:
        middle = add_months(stretch.first, months // 2)
    else:
        middle = stretch.first + timedelta(days=((stretch.last - stretch.first).days + 1) // 2)
    return Stretch(middle, stretch.last) if second else Stretch(stretch.first, middle - _DAY)


def _whole_months(stretch: Stretch) -> int:
    """How many whole months a stretch covers; 0 when it does not begin and end with one."""
    after = stretch.last + timedelta(days=1)
    if stretch.first.day != 1 or after.day != 1:
        return 0
    return (after.year - stretch.first.year) * 12 + after.month - stretch.first.month


def add(day: date, duration: Duration, sign: int = 1) -> date:
    """The day a duration after `day`, or before it; working days are Mondays to Fridays."""
    found = add_months(day, sign * duration.months) + timedelta(days=sign * duration.days)
    left = duration.working_days
    while left:
        found += timedelta(days=sign)
        left -= found.weekday() < 5
    return found
