"""Which of a municipality's conventions gave a date, in words: «sommeren er 1. juni til 31. august»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from tracker.agreement.deadlines.conventions import DEFAULT, LEAP_YEAR, Conventions, MonthDay, Summer
from tracker.agreement.deadlines.meanings import About, By, During, From, Meaning, Repeated
from tracker.agreement.deadlines.times import (
    Edge,
    Half,
    Lasting,
    Named,
    Part,
    Portion,
    Rest,
    Several,
    Shifted,
    Third,
    Time,
    Window,
)
from tracker.language import mark
from tracker.sayings import Saying, YearDay, joined, listed

_SEASONS: Final = (
    mark("foråret er %(first)s til %(last)s"),
    mark("sommeren er %(first)s til %(last)s"),
    mark("efteråret er %(first)s til %(last)s"),
    mark("vinteren er %(first)s til %(last)s"),
)
_PARTS_OF_MONTH: Final = (
    mark("primo i en måned er 1. til %(last)s. dag"),
    mark("medio i en måned er %(first)s. til %(last)s. dag"),
    mark("ultimo i en måned er %(first)s. til sidste dag"),
)
_PARTS_OF_YEAR: Final = (
    mark("primo i et år er de første %(months)s måneder"),
    mark("medio i et år er de midterste %(months)s måneder"),
    mark("ultimo i et år er de sidste %(months)s måneder"),
)
_MONTHS_OF_YEAR: Final = (
    mark("primo i et år er januar"),
    mark("medio i et år er juni"),
    mark("ultimo i et år er december"),
)


def told(meaning: Meaning, conventions: Conventions) -> Saying | None:
    """The conventions that `meaning` rests on, to stand in brackets; those that are not the usual ones say so."""
    rests_on = _of_meaning(meaning, conventions)
    usually = _of_meaning(meaning, DEFAULT)
    if not rests_on:
        return None
    if rests_on == usually:
        return Saying("efter konventionen: %(conventions)s", conventions=listed(*rests_on))
    own = Saying("efter kommunens egen konvention: %(conventions)s", conventions=listed(*rests_on))
    return joined(own, Saying("sædvanligt: %(conventions)s", conventions=listed(*usually)), by="; ") if usually else own


def _of_meaning(meaning: Meaning, c: Conventions) -> list[Saying]:
    match meaning:
        case (
            By(time=Named(shape="season", which=(2,)), before=True)
            | From(time=Named(shape="season", which=(2,)), after=True)
        ) if c.summer is Summer.RECESS:
            return [_summer_holiday(mark("med sommeren menes her sommerferien, %(first)s til %(last)s"), c)]
        case By(time=time) | During(time=time) | About(time=time) | From(time=time):
            return list(dict.fromkeys(_of_time(time, c)))
        case Repeated(on=on, first=first, span=span, until=until):
            parts = [_of_meaning(part, c) for part in (on, first) if part is not None]
            parts += [_of_time(part, c) for part in (span, until) if part is not None]
            return list(dict.fromkeys(word for words in parts for word in words))
        case _:
            return []


def _of_time(time: Time, c: Conventions) -> list[Saying]:
    match time:
        case Named(shape=shape, which=which):
            says = _CUSTOMS.get(shape)
            return [says(which, c)] if says is not None else []
        case Part(whole=Named(shape="month"), third=third):
            return [_part_of_month(third, c)]
        case Part(whole=Named(shape="year"), third=third, narrow=True):
            return [_part_of_year(third, c)]
        case Part(whole=of) | Half(whole=of) | Edge(whole=of) | Rest(whole=of) | Portion(whole=of):
            return _of_time(of, c)
        case Shifted(base=of) | Lasting(base=of):
            return _of_time(of, c)
        case Window(first=first, last=last):
            return _of_time(first, c) + _of_time(last, c)
        case Several(items=items):
            return [word for item in items for word in _of_time(item, c)]
        case _:
            return []


def _day(day: MonthDay) -> YearDay:
    return YearDay(LEAP_YEAR, *day)


def _day_before(day: MonthDay) -> YearDay | Saying:
    """The day before, which in a leap year may be 29 February: «udgangen af februar»."""
    if day == (3, 1):
        return Saying("udgangen af februar")
    before = date(LEAP_YEAR, *day) - timedelta(days=1)
    return _day((before.month, before.day))


def _season(which: tuple[int, ...], c: Conventions) -> Saying:
    begins = (c.spring_begins, c.summer_begins, c.autumn_begins, c.winter_begins)
    number = which[0]
    return Saying(_SEASONS[number - 1], first=_day(begins[number - 1]), last=_day_before(begins[number % 4]))


def _summer_holiday(text: str, c: Conventions) -> Saying:
    return Saying(text, first=_day(c.summer_holiday_begins), last=_day(c.summer_holiday_ends))


def _reading(which: tuple[int, ...], c: Conventions) -> Saying:
    day = (c.first_reading, c.second_reading)[which[0] - 1]
    return Saying("%(number)s. behandling af et budget er senest %(day)s året før", number=which[0], day=_day(day))


def _term(_: tuple[int, ...], c: Conventions) -> Saying:
    return Saying(
        "en valgperiode er %(years)s år, og en begyndte %(day)s", years=c.term_years, day=date(c.term_began, 1, 1)
    )


def _part_of_month(third: Third, c: Conventions) -> Saying:
    begins, ends = (1, c.primo_ends + 1, c.medio_ends + 1), (c.primo_ends, c.medio_ends, 0)
    return Saying(_PARTS_OF_MONTH[third.value], first=begins[third.value], last=ends[third.value])


def _part_of_year(third: Third, c: Conventions) -> Saying:
    if c.part_of_year_months == 1:
        return Saying(_MONTHS_OF_YEAR[third.value])
    return Saying(_PARTS_OF_YEAR[third.value], months=c.part_of_year_months)


_CUSTOMS: Final[Mapping[str, Callable[[tuple[int, ...], Conventions], Saying]]] = {
    "season": _season,
    "summer-holiday": lambda _, c: _summer_holiday(mark("sommerferien er %(first)s til %(last)s"), c),
    "autumn-holiday": lambda _, c: Saying("efterårsferien er uge %(week)s", week=c.autumn_holiday_week),
    "winter-holiday": lambda _, c: Saying("vinterferien er uge %(week)s", week=c.winter_holiday_week),
    "school-start": lambda _, c: Saying(
        "skolen begynder den %(number)s. mandag i august", number=c.school_begins_on_monday
    ),
    "school-year": lambda _, c: Saying("skoleåret begynder %(day)s", day=_day(c.school_year_begins)),
    "budget": lambda _, c: Saying(
        "materialet til et budget skal være klar %(day)s året før", day=_day(c.budget_material_due)
    ),
    "reading": _reading,
    "term": _term,
    "election": _term,
}
