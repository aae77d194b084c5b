"""Quarters, half-years, weeks, school years, terms, years in a row, and which of several is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import (
    Named,
    PreviousYear,
    Running,
    Several,
    SigningYear,
    Time,
    Which,
    Window,
    YearRef,
    in_year,
    is_free,
)

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}


def _words(words: str, category: str, value: Any) -> None:
    for word in words.split("/"):
        WORDS.setdefault(word, []).append((category, value))


_words("kvartal/kvartalet/kvt/kv/kvart/kvartals", "numbered", "quarter")
_words("halvår/halvåret/halvårs", "numbered", "half")
_words("tertial/tertialet/tertialer", "numbered", "third")
_words("valgperiode/valgperioden/byrådsperiode/byrådsperioden/kommunalbestyrelsesperiode/kommunalbestyrelsesperioden/"
       "regionsrådsperiode/regionsrådsperioden/rådsperiode/rådsperioden/funktionsperiode/funktionsperioden/"
       "mandatperiode/mandatperioden", "term", Named("term"))  # fmt: skip
_words("valgperiodens/valgperiodes/byrådsperiodens/kommunalbestyrelsesperiodens/regionsrådsperiodens/funktionsperiodens",
       "genitive", Named("term"))  # fmt: skip
_words("skoleår/skoleåret/skoleårene/studieår/studieåret/undervisningsåret", "over-new-year", Named("school-year"))
_words("skoleårets/skoleårs/studieårets", "genitive", Named("school-year"))
_words("sæson/sæsonen/idrætssæsonen/musiksæsonen/teatersæsonen/koncertsæsonen", "season-of-play", Named("play-season"))
_words("folketingsår/folketingsåret/folketingssamling/folketingssamlingen", "over-new-year", Named("parliament-year"))
_words("folketingsårets/folketingssamlingens", "genitive", Named("parliament-year"))
_words("årets/kalenderårets", "genitive", Named("year"))
_words("månedens", "genitive", Running(1, 0))
_words("kvartalets", "genitive", Running(3, 0))
_words("halvårets", "genitive", Running(6, 0))
_words("ugens", "genitive", Running(0, 0))
_words("måneden", "running", 1)
_words("måned", "running-noun", 1)
_words("kvartal/kvartalet", "running", 3)
_words("halvår/halvåret", "running", 6)
_words("uge/ugen", "running", 0)

_COUNTS: Final = {"quarter": 4, "half": 2, "third": 3}
_LAST: Final = -1
_LONGEST_PLAN: Final = 40  # years; «2018 – 2029» is a period, two four-digit numbers further apart are not


def _numbered(ordinal: int, shape: str, year: YearRef) -> Named | None:
    number = _COUNTS[shape] if ordinal == _LAST else ordinal
    return Named(shape, (number,), year) if 1 <= number <= _COUNTS[shape] else None


def _numbered_window(first: int, last: int, shape: str, year: YearRef) -> Time | None:
    one, other = _numbered(first, shape, None), _numbered(last, shape, year)
    return Window(one, other) if one and other and first < last else None


def _numbered_several(ordinals: tuple[int, ...], shape: str, year: YearRef) -> Time | None:
    named = [_numbered(ordinal, shape, None) for ordinal in ordinals]
    if None in named:
        return None
    return in_year(Several(tuple(one for one in named if one is not None)), year)


def _numbered_either(first: int, last: int, shape: str, year: YearRef) -> Time | None:
    one, other = _numbered(first, shape, None), _numbered(last, shape, year)
    return Several((one, other), apart=False) if one and other else None


def _week(number: int, year: YearRef) -> Named | None:
    return Named("week", (number,), year) if 1 <= number <= 53 else None


def _weekday_of(weekday: int, number: int, year: YearRef) -> Named | None:
    return Named("week-day", (number, weekday), year) if _week(number, year) else None


def _weeks(numbers: tuple[int, ...], year: YearRef) -> Time | None:
    weeks = [_week(number, None) for number in numbers]
    if None in weeks:
        return None
    return in_year(Several(tuple(week for week in weeks if week is not None)), year)


def _either_week(weeks: Time | None) -> Time | None:
    return replace(weeks, apart=False) if isinstance(weeks, Several) else None


def _week_window(first: int, last: int, year: YearRef) -> Time | None:
    one, other = _week(first, None), _week(last, year)
    return Window(one, other) if one and other else None


def _years(first: int, last: int) -> Time | None:
    if not 0 < last - first <= _LONGEST_PLAN:
        return None
    return Window(Named("year", (), first), Named("year", (), last))


def _term_in(first: int, last: int) -> Time | None:
    return Named("term", (), first) if 1 <= last - first <= 8 else None


def _over_new_year(named: Named, first: int, last: int) -> Time | None:
    return in_year(named, first) if last == first + 1 else None


def _years_over_new_year(named: Named, first: tuple[int, int], last: tuple[int, int]) -> Time | None:
    one, other = _over_new_year(named, *first), _over_new_year(named, *last)
    return Window(one, other) if one and other else None


def _which(time: Time, which: Which) -> Time | None:
    return in_year(time, which) if is_free(time) and not isinstance(time, Several | Window) else None


RULES: Final = (
    # numbered periods
    Rule("last-numbered", "ordinal", "(sidste|seneste)", lambda: _LAST),
    Rule("numbered-period", "time", "(det|den)? <ordinal> <numbered> .? <of-year>?", _numbered),
    Rule("numbered-period", "time", "(årets) <ordinal> <numbered>", lambda n, shape: _numbered(n, shape, None)),
    Rule("quarter-code", "time", "q <figure> -? <of-year>?", lambda n, year: _numbered(n, "quarter", year)),
    Rule("quarter-code", "time", "k <figure> -? <of-year>", lambda n, year: _numbered(n, "quarter", year)),
    Rule("quarter-code", "time", "<year> -? (q|k) <figure>", lambda year, n: _numbered(n, "quarter", year)),
    Rule("quarter-code", "time", "<figure> q <of-year>", lambda n, year: _numbered(n, "quarter", year)),
    Rule("quarter-code", "time", "(q|k) <number-of-year>", lambda pair: _numbered(pair[0], "quarter", pair[1])),
    Rule("half-code", "time", "h <figure> -? <of-year>", lambda n, year: _numbered(n, "half", year)),
    Rule("numbered-period", "time", "<year> ,? <ordinal> <numbered>", lambda year, n, shape: _numbered(n, shape, year)),
    Rule(
        "numbered-periods-from-to",
        "time",
        "<ordinal> (-|til|til og med) <ordinal> <numbered> .? <of-year>?",
        _numbered_window,
    ),
    Rule(
        "numbered-periods-in-a-row",
        "times",
        "<ordinals> <numbered> .? <of-year>?",
        _numbered_several,
    ),
    Rule("ordinals", "ordinals", "<ordinal> (og|samt) <ordinal>", lambda *two: two),
    Rule("ordinals", "ordinals", "<ordinal> , <ordinals>", lambda one, rest: (one, *rest)),
    Rule("either-numbered", "times", "<ordinal> (eller|/) <ordinal> <numbered> .? <of-year>?", _numbered_either),
    # weeks
    Rule("week", "time", "(uge|uge nr .?|ugen) <figure> <of-year>?", _week),
    Rule("week", "time", "(uge|uge nr .?|ugen) <figure> (,|-|/) <plain-year>", _week),
    Rule(
        "weeks-from-to",
        "time",
        "(uge|ugerne|uge nr .?) <figure> (-|til|til og med|/) (uge)? <figure> (i)? <plain-year>?",
        _week_window,
    ),
    Rule("week", "time", "(den)? <ordinal> uge (i|af)? <plain-year>", _week),
    Rule("week", "time", "uge <week-year>", lambda week: week),
    Rule("week", "time", "<year> ,? (uge|uge nr .?) <figure>", lambda year, number: _week(number, year)),
    Rule(
        "weeks-from-to",
        "time",
        "(uge|ugerne) <figure-pair> <plain-year>?",
        lambda pair, year: _week_window(pair[0], pair[1], year),
    ),
    Rule(
        "day-of-a-week",
        "day",
        "<weekday> i (uge|uge nr .?|ugen) <figure> <of-year>?",
        _weekday_of,
    ),
    Rule(
        "day-of-a-week",
        "day",
        "<weekday> i (uge|uge nr .?|ugen) <figure> (,|-|/) <plain-year>",
        _weekday_of,
    ),
    Rule("weeks-listed", "week-list", "<figure> (og|samt) <figure>", lambda a, b: (a, b)),
    Rule("weeks-listed", "week-list", "<figure> , <week-list>", lambda a, rest: (a, *rest)),
    Rule("weeks-in-a-row", "times", "(uge|ugerne) <week-list> (i)? <plain-year>?", _weeks),
    Rule(
        "either-week",
        "times",
        "(uge|ugerne) <figure> eller <figure> (i)? <plain-year>?",
        lambda first, last, year: _either_week(_weeks((first, last), year)),
    ),
    # school years, sessions of parliament, terms
    Rule("year-over-new-year", "time", "<over-new-year> (i|for)? <plain-year>?", in_year),
    Rule(
        "year-over-new-year-after",
        "time",
        "((det)? (følgende|efterfølgende|påfølgende) <over-new-year>|<over-new-year> (efter|derefter|derpå))",
        lambda first, last: in_year(first or last, PreviousYear(1)),
    ),
    Rule("season-of-play", "time", "<season-of-play> <year-pair>", lambda season, years: in_year(season, years[0])),
    Rule(
        "year-over-new-year",
        "time",
        "<over-new-year> <year-pair>",
        lambda named, years: _over_new_year(named, *years),
    ),
    Rule(
        "years-over-new-year",
        "time",
        "<over-new-year> <year-pair> (og|til|-|og frem til|til og med) <year-pair>",
        _years_over_new_year,
        4,
    ),
    Rule("term", "time", "<term>", lambda term: term),
    Rule(
        "term",
        "time",
        "<term> <year-pair>",
        lambda _, years: _term_in(*years),
    ),
    # years in a row, without anything said of them
    Rule(
        "years-from-to",
        "time",
        "<year> (-|til|til og med) (<year>|<two-digits>)",
        lambda first, one, other: _years(first, one or other),
    ),
    Rule(
        "two-years",
        "time",
        "<year> / (<year>|<two-digits>)",
        lambda first, one, other: Named("two-years", (), first) if (one or other) == first + 1 else None,
    ),
    # which of several
    Rule(
        "the-coming",
        "time",
        "(det|den|de)? (kommende|næste|førstkommende|forestående|nye|nyvalgte) <time>",
        lambda time: _which(time, Which.NEXT),
    ),
    Rule(
        "the-running",
        "time",
        "(det|den)? (indeværende|nuværende|dette|denne|innværende|igangværende) <time>",
        lambda time: _which(time, Which.THIS),
    ),
    Rule("the-last", "time", "(det|den)? (sidste|forrige|forgangne) <time>", lambda time: _which(time, Which.LAST)),
    Rule(
        "running-period",
        "time",
        "(denne|dette|indeværende|nuværende|den|det)? <running>",
        lambda months: Running(months, 0) if months == 1 else None,
    ),
    Rule(
        "running-period",
        "time",
        "(denne|dette|indeværende|nuværende|innværende) (<running>|<running-noun>)",
        lambda one, other: Running(other if one is None else one, 0),
    ),
    Rule(
        "next-period",
        "time",
        "(den|det)? (næste|kommende|førstkommende) (<running>|<running-noun>)",
        lambda one, other: Running(other if one is None else one, 1),
    ),
    # genitives: «årets udgang», «næste års forår», «2020s første kvartal»
    Rule("genitive-year", "genitive", "(det|de)? (næste|kommende) års", lambda: Named("year", (), SigningYear(1))),
    Rule("genitive-year", "genitive", "(indeværende|dette) års", lambda: Named("year", (), SigningYear(0))),
    Rule("genitive-year", "genitive", "<year> (s|' s|')", lambda year: Named("year", (), year)),
    Rule("genitive-month", "genitive", "<month> (måneds|s)", lambda month: Named("month", (month,))),
    Rule(
        "genitive-which",
        "genitive",
        "(det|den)? (indeværende|denne|dette|nuværende) <genitive>",
        lambda time: _which(time, Which.THIS),
    ),
    Rule("genitive-which", "genitive", "(det|den)? (kommende|næste) <genitive>", lambda time: _which(time, Which.NEXT)),
    Rule("season-of-genitive", "time", "<genitive> <season>", lambda of, season: _in_the_year_of(season, of)),
    Rule(
        "period-of-genitive",
        "time",
        "<genitive> <ordinal> <numbered>",
        lambda of, n, shape: _in_the_year_of(_numbered(n, shape, None), of),
    ),
    Rule("period-of-genitive", "time", "årets <ordinal> <numbered> <of-year>", _numbered),
    Rule(
        "numbered-period", "time", "<numbered> <figure> ,? <of-year>", lambda shape, n, year: _numbered(n, shape, year)
    ),
)


def _in_the_year_of(time: Time | None, of: Time) -> Time | None:
    """«næste års forår»: the year of the genitive, given to the time that it owns."""
    if time is None or not isinstance(of, Named) or of.shape != "year":
        return None
    return in_year(time, of.year)
