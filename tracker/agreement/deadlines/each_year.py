"""A point of the year that comes in each of the years that are named: «hver 1. marts i 2021 og 2022»."""

from __future__ import annotations

from typing import Any, Final

from tracker.agreement.deadlines.frequencies import YEARLY
from tracker.agreement.deadlines.meanings import During, Meaning, Repeated
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Named, Several, Time, Window, in_year, is_free

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_POINTS: Final = frozenset({"day", "month"})


def _in_each(point: Time, years: tuple[int, ...]) -> Time | None:
    """«den 1. marts i 2021 og 2022» is two days; of what has a year already nothing is made anew."""
    if not isinstance(point, Named) or point.shape not in _POINTS or not is_free(point):
        return None
    return Several(tuple(in_year(point, year) for year in years), apart=True)


def _every(point: Time, years: tuple[int, ...]) -> Meaning | None:
    """«hvert forår i 2021 og 2022»: where the words tell that it comes again, any time of the year will do."""
    if isinstance(point, Several | Window) or not is_free(point) or point == Named("year"):
        return None
    return During(Several(tuple(in_year(point, year) for year in years), apart=True))


def _every_from_to(point: Time, first: int, last: int) -> Meaning | None:
    """«hver 1. marts i årene 2021-2024»."""
    if isinstance(point, Several | Window) or not is_free(point) or point == Named("year") or last <= first:
        return None
    return Repeated(YEARLY, on=During(in_year(point, first)), until=Named("year", (), last))


RULES: Final = (
    Rule("years-listed", "year-list", "<year> (og|samt) i? <year>", lambda first, last: (first, last)),
    Rule("years-listed", "year-list", "<year> , <year-list>", lambda first, rest: (first, *rest)),
    Rule("point-in-each-year", "times", "<time> (i|i årene) <year-list>", _in_each, 1),
    Rule("point-in-each-year", "times", "<day> <year-list>", _in_each, 1),
    Rule("every-point-in-years", "meaning", "(hver|hvert) <time> (i|i årene) <year-list>", _every, 3),
    Rule(
        "every-point-in-years", "meaning", "(hver|hvert) år (i|den|d .|til)? <time> (i|i årene) <year-list>", _every, 3
    ),
    Rule(
        "every-point-in-years",
        "meaning",
        "(hver|hvert) (år)? (i|den|d .|til)? <time> (i årene|i perioden|i) <year> (-|til|til og med) <year>",
        _every_from_to,
        3,
    ),
)
