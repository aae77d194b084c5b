"""Times in a row and from one to another: «i 2019 og 2020», «1.-2. kvartal», «fra marts til maj», «hvert af årene»."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines.meanings import is_years
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Named, Several, Time, Window, YearRef, in_year, is_free

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_PERIOD_NOUNS: Final = (
    "perioden", "periode", "tidsrummet", "månederne", "ugerne", "dagene", "datoerne", "årene", "budgetperioden",
    "aftaleperioden", "planperioden", "projektperioden", "forsøgsperioden", "budgetårene", "budgetoverslagsårene",
    "overslagsårene", "strategiperioden", "kontraktperioden", "bevillingsperioden",
)  # fmt: skip
_SEVERAL_PERIODS: Final = frozenset({"månederne", "ugerne", "dagene", "datoerne", "årene", "budgetårene"})
for _noun in _PERIOD_NOUNS:
    WORDS[_noun] = [("period-noun", _noun)]

_UNTIL: Final = (
    "(-|til|til og med|og til|og til og med|frem til|og frem til|og frem til og med|indtil|og indtil|- den|"
    "til og med den|til den)"
)


def _in_one_period(noun: str, times: Time) -> Time:
    """«i perioden forår og efterår 2021» is one time, «i månederne april og oktober» are two."""
    return replace(times, apart=False) if isinstance(times, Several) and noun not in _SEVERAL_PERIODS else times


def _each(times: Time) -> Time | None:
    """Every year of a period on its own."""
    match times:
        case Window(first=Named("year", (), int(first)), last=Named("year", (), int(last))):
            return Several(tuple(Named("year", (), year) for year in range(first, last + 1)))
        case Several():
            return times
        case _:
            return None


def _no_day(first: Time, rest: Time) -> Time | None:
    """«i maj, og juni»; not «lægges i uge 16, og den 20. april åbner …», where another clause begins."""
    return (
        None if any(isinstance(one, Named) and one.shape == "day" for one in (first, rest)) else _several(first, rest)
    )


def _several(first: Time, rest: Time) -> Time:
    match rest:
        case Several(items=items, apart=apart):
            return Several((first, *items), apart=apart)
        case _:
            return Several((first, rest))


def _either(first: Time, second: Time) -> Time:
    """«i maj eller november» is met on the last day of November, and may be met from the first of May on."""
    return Several((first, second), apart=False)


def _one_each(times: Time) -> Time:
    """«i henholdsvis maj og juni»: a month for each; «i henholdsvis 2019 og 2020» is still how long it goes on."""
    return replace(times, apart=True) if isinstance(times, Several) and not is_years(times) else times


def _dates(first: Time, last: Time, year: YearRef) -> Time:
    return Window(first, in_year(last, year))


def _dates_of_a_period(_: str | None, first: Time, last: Time, year: YearRef) -> Time:
    return _dates(first, last, year)


def _over_new_year(times: Time, years: tuple[int, int]) -> Time | None:
    """«november, december og januar 2019/20»: the first lies in the first of two years, the last in the other."""
    if years[1] != years[0] + 1 or not is_free(times):
        return None
    match times:
        case Window(first=first, last=last):
            return Window(in_year(first, years[0]), in_year(last, years[1]))
        case Several(items=(first, *between, last)):
            return Several((in_year(first, years[0]), *between, in_year(last, years[1])))
        case _:
            return None


def _apart(first: Time, second: Time) -> Time | None:
    """Two times that share the year of the second; where each has its own, each is read by itself."""
    if not is_free(first) or is_free(second):
        return None
    return Several((first, second), apart=True)


def _in_each(time: Time, years: Time) -> Time | None:
    """«i juni i hvert af årene 2023 og 2024»: that month of each of the years."""
    if not is_free(time) or not isinstance(years, Several):
        return None
    written = [one.year for one in years.items if isinstance(one, Named) and one.shape == "year"]
    return Several(tuple(in_year(time, year) for year in written), apart=True) if written else None


RULES: Final = (
    Rule("each", "each", "(hvert|hver|hvert enkelt) (af|at) <times>", _each),
    Rule("each", "times", "<each>", lambda each: each),
    Rule("in-each-of-the-years", "times", "<time> (i)? <each>", _in_each, 1),
    Rule("period-named", "times", "<period-noun> (fra)? <times>", _in_one_period),
    Rule("in-a-row-over-new-year", "times", "<times> <year-pair>", _over_new_year),
    Rule(
        "period-named",
        "times",
        "<long-duration> (i|fra)? <times>",
        lambda _, times: None if is_free(times) else times,
        1,
    ),
    Rule("respectively", "times", "(både|såvel) .? <times>", lambda times: times),
    Rule("respectively", "times", "(hhv|henholdsvis) .? <times>", _one_each),
    Rule("a-time", "times", "<time>", lambda time: time),
    Rule(
        "in-a-row",
        "times",
        "<time> (,|og|samt|og i|og den|samt i|som) <times>",
        _several,
        -1,
    ),
    Rule("in-a-row", "times", "<time> (, og) <times>", _no_day, -1),
    Rule("either", "times", "<time> ,? (eller|/|eller i|eller den) <time>", _either, -1),
    Rule("in-a-row", "times", "<time> , i <time> ,? og i <time>", lambda *times: Several(times)),
    Rule("from-to", "times", f"<time> {_UNTIL} (<time>|<end>)", lambda a, b, end: Window(a, b or end), -1),
    Rule(
        "from-to",
        "from-to",
        f"(fra|fra og med) (og med)? <time> {_UNTIL} (<time>|<end>)",
        lambda a, b, end: Window(a, b or end),
    ),
    Rule("between", "from-to", "mellem <time> og <time>", Window),
    Rule("between", "from-to", "mellem (den|d .)? <short-date> og (den|d .)? <short-date> <of-year>?", _dates),
    Rule("from-to", "from-to", "(fra|<period-noun>) <short-date> (-|til) <short-date> <of-year>?", _dates_of_a_period),
    Rule("from-to", "time", "<short-date> (-|til) <short-date> ,? <year>", _dates),
    Rule("apart", "times", "i? <time> ,? (og|samt) (så)? igen (i|på|til|den)? <time>", _apart),
    Rule("apart", "times", "dels (i|den|på|til)? <time> ,? (og)? dels (i|den|på|til)? <time>", _apart),
    Rule("period-named", "from-to", "<period-noun> <from-to>", lambda _, times: times),
)
