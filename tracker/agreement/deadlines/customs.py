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
from tracker.danish import MONTHS, list_words

_SEASONS: Final = ("foråret", "sommeren", "efteråret", "vinteren")
_PARTS: Final = ("primo", "medio", "ultimo")


def told(meaning: Meaning, conventions: Conventions) -> str:
    """The conventions that `meaning` rests on, to stand in brackets; those that are not the usual ones say so."""
    rests_on = _of_meaning(meaning, conventions)
    usually = _of_meaning(meaning, DEFAULT)
    if not rests_on:
        return ""
    if rests_on == usually:
        return f"efter konventionen: {list_words(rests_on)}"
    own = f"efter kommunens egen konvention: {list_words(rests_on)}"
    return f"{own}; sædvanligt: {list_words(usually)}" if usually else own


def _of_meaning(meaning: Meaning, c: Conventions) -> list[str]:
    match meaning:
        case (
            By(time=Named(shape="season", which=(2,)), before=True)
            | From(time=Named(shape="season", which=(2,)), after=True)
        ) if c.summer is Summer.RECESS:
            return [f"med sommeren menes her sommerferien, {_summer_holiday(c)}"]
        case By(time=time) | During(time=time) | About(time=time) | From(time=time):
            return list(dict.fromkeys(_of_time(time, c)))
        case Repeated(on=on, first=first, span=span, until=until):
            parts = [_of_meaning(part, c) for part in (on, first) if part is not None]
            parts += [_of_time(part, c) for part in (span, until) if part is not None]
            return list(dict.fromkeys(word for words in parts for word in words))
        case _:
            return []


def _of_time(time: Time, c: Conventions) -> list[str]:
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


def _day(day: MonthDay) -> str:
    return f"{day[1]}. {MONTHS[day[0] - 1]}"


def _day_before(day: MonthDay) -> str:
    """The day before, which in a leap year may be 29 February: «udgangen af februar»."""
    if day == (3, 1):
        return "udgangen af februar"
    before = date(LEAP_YEAR, *day) - timedelta(days=1)
    return _day((before.month, before.day))


def _season(which: tuple[int, ...], c: Conventions) -> str:
    begins = (c.spring_begins, c.summer_begins, c.autumn_begins, c.winter_begins)
    number = which[0]
    return f"{_SEASONS[number - 1]} er {_day(begins[number - 1])} til {_day_before(begins[number % 4])}"


def _summer_holiday(c: Conventions) -> str:
    return f"{_day(c.summer_holiday_begins)} til {_day(c.summer_holiday_ends)}"


def _reading(which: tuple[int, ...], c: Conventions) -> str:
    day = (c.first_reading, c.second_reading)[which[0] - 1]
    return f"{which[0]}. behandling af et budget er senest {_day(day)} året før"


def _term(_: tuple[int, ...], c: Conventions) -> str:
    return f"en valgperiode er {c.term_years} år, og en begyndte 1. januar {c.term_began}"


def _part_of_month(third: Third, c: Conventions) -> str:
    days = ("1.", f"{c.primo_ends}."), (f"{c.primo_ends + 1}.", f"{c.medio_ends}."), (f"{c.medio_ends + 1}.", "sidste")
    first, last = days[third.value]
    return f"{_PARTS[third.value]} i en måned er {first} til {last} dag"


def _part_of_year(third: Third, c: Conventions) -> str:
    if c.part_of_year_months == 1:
        return f"{_PARTS[third.value]} i et år er {('januar', 'juni', 'december')[third.value]}"
    where = ("første", "midterste", "sidste")[third.value]
    return f"{_PARTS[third.value]} i et år er de {where} {c.part_of_year_months} måneder"


_CUSTOMS: Final[Mapping[str, Callable[[tuple[int, ...], Conventions], str]]] = {
    "season": _season,
    "summer-holiday": lambda _, c: f"sommerferien er {_summer_holiday(c)}",
    "autumn-holiday": lambda _, c: f"efterårsferien er uge {c.autumn_holiday_week}",
    "winter-holiday": lambda _, c: f"vinterferien er uge {c.winter_holiday_week}",
    "school-start": lambda _, c: f"skolen begynder den {c.school_begins_on_monday}. mandag i august",
    "school-year": lambda _, c: f"skoleåret begynder {_day(c.school_year_begins)}",
    "budget": lambda _, c: f"materialet til et budget skal være klar {_day(c.budget_material_due)} året før",
    "reading": _reading,
    "term": _term,
    "election": _term,
}
