"""Where in a year a named time lies: months, quarters, seasons, holidays, terms, the steps of a budget.

Every shape takes a year (and, where there are several of the kind, which one) and gives the days it covers, or
None where that year has none (29 February, week 53, a term that began in another year).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from tracker.agreement.deadlines.conventions import Conventions, MonthDay
from tracker.language import mark
from tracker.sayings import Month, Saying

_SEASONS: Final = (
    mark("foråret %(year)s"),
    mark("sommeren %(year)s"),
    mark("efteråret %(year)s"),
    mark("vinteren %(year)s"),
)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row, both ends included. A moment between two days (New Year) has `last` the day before `first`."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of named time: where it lies in `year`, and what it is called."""

    lies: Callable[[int, tuple[int, ...], Conventions], Stretch | None]
    called: Callable[[int, tuple[int, ...]], str]
    holiday: bool = False
    single: bool = False  # one day, which needs no name beside its date


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def easter_sunday(year: int) -> date:
    """Gregorian computus, after the anonymous algorithm printed in Nature, 20 April 1876."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, skipped = century // 4, century % 4
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` (from 1) `weekday` (Monday is 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _nth_weekday(year: int, which: tuple[int, ...], _: Conventions) -> Stretch | None:
    """`which` is the month, the weekday and which one of them in the month; -1 is the last."""
    month, weekday, nth = which
    if nth == -1:
        last = month_end(year, month)
        return _single(last - timedelta(days=(last.weekday() - weekday) % 7))
    found = nth_weekday(year, month, weekday, nth)
    return _single(found) if found.month == month else None


def _weekend(year: int, which: tuple[int, ...], _: Conventions) -> Stretch | None:
    """`which` is the month and which of its Saturdays the weekend begins on; -1 is the last."""
    month, nth = which
    saturday = _nth_weekday(year, (month, 5, nth), _)
    return Stretch(saturday.first, saturday.first + _DAY) if saturday else None


def _working_day(year: int, which: tuple[int, ...], _: Conventions) -> Stretch | None:
    """`which` is the month and which of its Mondays to Fridays; -1 is the last."""
    month, nth = which
    length = month_end(year, month).day
    days = [day for number in range(1, length + 1) if (day := date(year, month, number)).weekday() < 5]
    return _single(days[nth - 1 if nth > 0 else nth]) if nth <= len(days) else None


def _weekday_by_holiday(year: int, which: tuple[int, ...], c: Conventions) -> Stretch | None:
    """`which` is the weekday, -1 for the last one before a holiday or 1 for the first after it, and which holiday."""
    weekday, sign, holiday = which
    days = SHAPES[HOLIDAYS_WITH_WEEKDAYS[holiday]].lies(year, (), c)
    if days is None:
        return None
    if sign < 0:
        last = days.first - _DAY
        return _single(last - timedelta(days=(last.weekday() - weekday) % 7))
    first = days.last + _DAY
    return _single(first + timedelta(days=(weekday - first.weekday()) % 7))


def _advent(year: int, which: tuple[int, ...], _: Conventions) -> Stretch:
    """`which` is the number of the Sunday; the fourth is the last before Christmas Day."""
    eve = date(year, 12, 24)
    return _single(eve - timedelta(days=(eve.weekday() + 1) % 7 + 7 * (4 - which[0])))


def _day(year: int, day: MonthDay) -> Stretch | None:
    try:
        found = date(year, *day)
    except ValueError:
        return None
    return Stretch(found, found)


def _months(year: int, first: int, last: int) -> Stretch:
    return Stretch(date(year, first, 1), month_end(year, last))


def _from_to(year: int, begins: MonthDay, next_begins: MonthDay) -> Stretch:
    """From one day of the year to the day before another, which may lie in the next year."""
    end_year = year if next_begins > begins else year + 1
    return Stretch(date(year, *begins), date(end_year, *next_begins) - _DAY)


def _season(year: int, which: tuple[int, ...], c: Conventions) -> Stretch:
    begins = (c.spring_begins, c.summer_begins, c.autumn_begins, c.winter_begins)
    return _from_to(year, begins[which[0] - 1], begins[which[0] % 4])


def _week(year: int, which: tuple[int, ...], _: Conventions) -> Stretch | None:
    try:
        monday = date.fromisocalendar(year, which[0], 1)
    except ValueError:
        return None
    return Stretch(monday, monday + timedelta(days=6))


def _holiday_week(year: int, week: int) -> Stretch:
    """A school's week off with the week-end before it, so that the last day before it is a Friday."""
    monday = date.fromisocalendar(year, week, 1)
    return Stretch(monday - timedelta(days=2), monday + timedelta(days=6))


def _turn(year: int, month: int) -> Stretch:
    """The last day of a month and the first of the next; the year is the one that ends or goes on."""
    last = month_end(year, month)
    return Stretch(last, last + _DAY)


def _turned(year: int, month: int) -> Stretch:
    """The moment between two months."""
    turn = _turn(year, month)
    return Stretch(turn.last, turn.first)


def _turn_name(year: int, which: tuple[int, ...]) -> str:
    match which:
        case (12,):
            return Saying("årsskiftet %(year)s/%(next)s", year=year, next=year + 1)
        case (6,):
            return Saying("halvårsskiftet %(year)s", year=year)
        case (month, *_):
            months = {"month": Month(month), "next": Month(month % 12 + 1)}
            return Saying("månedsskiftet %(month)s/%(next)s %(year)s", year=year, **months)
        case _:
            raise ValueError(which)


def _week_day(year: int, which: tuple[int, ...], _: Conventions) -> Stretch | None:
    """`which` is the week and the weekday (Monday is 0)."""
    week = _week(year, which[:1], _)
    return _single(week.first + timedelta(days=which[1])) if week else None


def _around_easter(year: int, first: int, last: int) -> Stretch:
    sunday = easter_sunday(year)
    return Stretch(sunday + timedelta(days=first), sunday + timedelta(days=last))


def _term(year: int, _: tuple[int, ...], c: Conventions) -> Stretch | None:
    if (year - c.term_began) % c.term_years:
        return None
    return Stretch(date(year, 1, 1), date(year + c.term_years - 1, 12, 31))


def end_of_term(day: date, c: Conventions) -> date:
    """The last day of the council's term in which `day` lies."""
    began = day.year - (day.year - c.term_began) % c.term_years
    return date(began + c.term_years - 1, 12, 31)


def _election(year: int, _: tuple[int, ...], c: Conventions) -> Stretch | None:
    """The third Tuesday of November before a term begins (Lov om kommunale og regionale valg)."""
    return None if (year + 1 - c.term_began) % c.term_years else _single(nth_weekday(year, 11, 1, 3))


def _parliament(year: int, _: tuple[int, ...], __: Conventions) -> Stretch:
    """From the first Tuesday of October to the day before the next (the Constitution, section 36)."""
    return Stretch(nth_weekday(year, 10, 1, 1), nth_weekday(year + 1, 10, 1, 1) - _DAY)


def _single(day: date) -> Stretch:
    return Stretch(day, day)


def _school_start(year: int, _: tuple[int, ...], c: Conventions) -> Stretch:
    return _single(nth_weekday(year, 8, 0, c.school_begins_on_monday))


def _numbered(text: str) -> Callable[[int, tuple[int, ...]], str]:
    return lambda year, which: Saying(text, number=which[0], year=year)


def _plain(text: str) -> Callable[[int, tuple[int, ...]], str]:
    return lambda year, _: Saying(text, year=year)


def _over_two_years(text: str) -> Callable[[int, tuple[int, ...]], str]:
    return lambda year, _: Saying(text, years=f"{year}/{(year + 1) % 100:02}")


def _nameless(_: int, __: tuple[int, ...]) -> str:
    """Days are called by their date alone."""
    return ""


HOLIDAYS_WITH_WEEKDAYS: Final = (
    "christmas",
    "easter",
    "ascension",
    "pentecost",
    "summer-holiday",
    "autumn-holiday",
    "winter-holiday",
)
"""The holidays that a weekday is told by: «fredagen før pinse», «mandagen efter sommerferien»."""

SHAPES: Final[Mapping[str, Shape]] = {
    "year": Shape(lambda y, _, __: _months(y, 1, 12), lambda y, _: str(y)),
    "month": Shape(
        lambda y, w, _: _months(y, w[0], w[0]), lambda y, w: Saying("%(month)s %(year)s", month=Month(w[0]), year=y)
    ),
    "day": Shape(lambda y, w, _: _day(y, (w[0], w[1])), _nameless, single=True),
    "nth-weekday": Shape(_nth_weekday, _nameless, single=True),
    "weekday-by-holiday": Shape(_weekday_by_holiday, _nameless, single=True),
    "advent": Shape(_advent, _nameless, single=True),
    "weekend": Shape(_weekend, _nameless),
    "working-day": Shape(_working_day, _nameless, single=True),
    "week-day": Shape(_week_day, _nameless, single=True),
    "quarter": Shape(
        lambda y, w, _: _months(y, 3 * w[0] - 2, 3 * w[0]), _numbered(mark("%(number)s. kvartal %(year)s"))
    ),
    "third": Shape(lambda y, w, _: _months(y, 4 * w[0] - 3, 4 * w[0]), _numbered(mark("%(number)s. tertial %(year)s"))),
    "half": Shape(lambda y, w, _: _months(y, 6 * w[0] - 5, 6 * w[0]), _numbered(mark("%(number)s. halvår %(year)s"))),
    "week": Shape(_week, lambda y, w: Saying("uge %(number)s i %(year)s", number=w[0], year=y)),
    "season": Shape(_season, lambda y, w: Saying(_SEASONS[w[0] - 1], year=y)),
    "school-year": Shape(
        lambda y, _, c: _from_to(y, c.school_year_begins, c.school_year_begins),
        _over_two_years(mark("skoleåret %(years)s")),
    ),
    "play-season": Shape(lambda y, _, __: _from_to(y, (8, 1), (8, 1)), _over_two_years(mark("sæsonen %(years)s"))),
    "parliament-year": Shape(_parliament, _over_two_years(mark("folketingsåret %(years)s"))),
    "term": Shape(_term, _plain(mark("valgperioden fra %(year)s"))),
    "two-years": Shape(lambda y, _, __: Stretch(date(y, 1, 1), date(y + 1, 12, 31)), lambda y, _: f"{y}-{y + 1}"),
    "election": Shape(_election, _plain(mark("kommunalvalget %(year)s"))),
    "christmas": Shape(
        lambda y, _, __: Stretch(date(y, 12, 24), date(y, 12, 26)), _plain(mark("julen %(year)s")), holiday=True
    ),
    "christmas-week": Shape(
        lambda y, _, __: Stretch(date(y, 12, 27), date(y, 12, 31)), _plain(mark("dagene mellem jul og nytår %(year)s"))
    ),
    "christmas-holiday": Shape(
        lambda y, _, __: Stretch(date(y, 12, 24), date(y + 1, 1, 1)), _plain(mark("juleferien %(year)s")), holiday=True
    ),
    "new-year": Shape(
        lambda y, _, __: _turned(y, 12),
        lambda y, _: Saying("nytår %(year)s/%(next)s", year=y, next=y + 1),
        holiday=True,
    ),
    "turn": Shape(lambda y, w, _: _turn(y, w[0]), _turn_name),
    "turned": Shape(lambda y, w, _: _turned(y, w[0]), _turn_name, holiday=True),
    "around-new-year": Shape(
        lambda y, _, __: Stretch(date(y, 12, 1), date(y + 1, 1, 31)),
        lambda y, _: Saying("tiden om årsskiftet %(year)s/%(next)s", year=y, next=y + 1),
    ),
    "easter-day": Shape(lambda y, w, _: _around_easter(y, w[0], w[0]), _nameless, single=True),
    "easter": Shape(lambda y, _, __: _around_easter(y, -3, 1), _plain(mark("påsken %(year)s")), holiday=True),
    "easter-holiday": Shape(
        lambda y, _, __: _around_easter(y, -8, 1), _plain(mark("påskeferien %(year)s")), holiday=True
    ),
    "ascension": Shape(
        lambda y, _, __: _around_easter(y, 39, 39), _plain(mark("Kristi himmelfartsdag %(year)s")), holiday=True
    ),
    "prayer-day": Shape(
        lambda y, _, __: _around_easter(y, 26, 26), _plain(mark("store bededag %(year)s")), holiday=True
    ),
    "pentecost": Shape(lambda y, _, __: _around_easter(y, 49, 50), _plain(mark("pinsen %(year)s")), holiday=True),
    "summer-holiday": Shape(
        lambda y, _, c: Stretch(date(y, *c.summer_holiday_begins), date(y, *c.summer_holiday_ends)),
        _plain(mark("sommerferien %(year)s")),
        holiday=True,
    ),
    "autumn-holiday": Shape(
        lambda y, _, c: _holiday_week(y, c.autumn_holiday_week), _plain(mark("efterårsferien %(year)s")), holiday=True
    ),
    "winter-holiday": Shape(
        lambda y, _, c: _holiday_week(y, c.winter_holiday_week), _plain(mark("vinterferien %(year)s")), holiday=True
    ),
    "school-start": Shape(_school_start, _plain(mark("skolestart %(year)s")), holiday=True),
    "constitution-day": Shape(lambda y, _, __: _day(y, (6, 5)), _plain(mark("grundlovsdag %(year)s")), holiday=True),
    "midsummer-eve": Shape(lambda y, _, __: _day(y, (6, 23)), _plain(mark("sankthans %(year)s")), holiday=True),
    # A budget is made the year before, so these lie in the year before the one that names them.
    "budget": Shape(
        lambda y, _, c: _day(y - 1, c.budget_material_due), _plain(mark("budgetlægningen for %(year)s")), holiday=True
    ),
    "reading": Shape(
        lambda y, w, c: _day(y - 1, (c.first_reading, c.second_reading)[w[0] - 1]),
        _numbered(mark("%(number)s. behandling af budget %(year)s")),
        holiday=True,
    ),
}


def lies(shape: str, year: int, which: tuple[int, ...], conventions: Conventions) -> Stretch | None:
    """The days of `shape` in `year`; None where that year has none or lies beyond the calendar."""
    if not MINYEAR + 1 < year < MAXYEAR - 10:
        return None
    return SHAPES[shape].lies(year, which, conventions)
