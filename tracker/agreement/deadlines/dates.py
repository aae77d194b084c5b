"""Days and months as they are written: in words, in figures, abbreviated, with and without a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from tracker.agreement.deadlines.conventions import LEAP_YEAR
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import (
    Named,
    PreviousYear,
    Same,
    Several,
    SigningYear,
    Time,
    Window,
    YearRef,
    in_year,
)
from tracker.agreement.deadlines.tokens import Kind, Token
from tracker.danish import MONTHS

_ABBREVIATIONS: Final = {
    "jan": 1, "febr": 2, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "aug": 8, "sept": 9, "sep": 9, "okt": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_SHORTENED: Final = frozenset({*_ABBREVIATIONS, "kvt", "kv", "kvart"})
_WEEKDAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_ORDINALS: Final = (
    "første", "anden/andet", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende",
    "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende", "attende", "nittende",
    "tyvende", "enogtyvende", "toogtyvende", "treogtyvende", "fireogtyvende", "femogtyvende", "seksogtyvende",
    "syvogtyvende", "otteogtyvende", "niogtyvende", "tredivte", "enogtredivte",
)  # fmt: skip
_NUMBERS: Final = (
    "en/et/én/ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten",
    "fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve",
)  # fmt: skip

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}


def _word(words: str, category: str, value: Any) -> None:
    for word in words.split("/"):
        WORDS.setdefault(word, []).append((category, value))


for _number, _month in enumerate(MONTHS, 1):
    _word(f"{_month}/{_month}s", "month", _number)
    _word(f"{_month}mødet/{_month}møde/{_month}møderne/{_month}smødet", "month-meeting", _number)
for _abbreviation, _number in _ABBREVIATIONS.items():
    _word(_abbreviation, "month", _number)
for _number, _weekday in enumerate(_WEEKDAYS):
    _word(f"{_weekday}/{_weekday}en", "weekday", _number)
for _number, _words in enumerate(_ORDINALS, 1):
    _word(_words, "ordinal-word", _number)
for _number, _words in enumerate(_NUMBERS, 1):
    _word(_words, "number", _number)
for _words, _number in {"tredive": 30, "tres": 60, "halvfems": 90, "hundrede": 100}.items():
    _word(_words, "number", _number)
for _words, _number in {"l": 1, "ii": 2, "iii": 3, "iv": 4}.items():  # damage («l. marts»), and Roman numerals
    _word(_words, "damaged-ordinal", _number)

_MONEY: Final = frozenset({"kr", "kroner", "mio", "mia", "tkr", "pct", "procent", "%", "mill", "million", "millioner"})
_COUNTED: Final = frozenset(
    {
        "borgere",
        "indbyggere",
        "beboere",
        "elever",
        "børn",
        "unge",
        "ældre",
        "personer",
        "ansatte",
        "medarbejdere",
        "pladser",
        "boliger",
        "husstande",
        "timer",
        "stk",
        "m",
        "m2",
        "kvm",
        "km",
        "ton",
        "gange",
    }
)
_NOT_A_DATE: Final = _MONEY | {"af", "del", "dele", "stk", "m", "km", "timer", "point"}
_YEARS: Final = range(1950, 2100)
_SHORT_YEARS: Final = range(10, 50)
_FEW_THINGS: Final = 4  # «den tredje i maj» is one of them and no day
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:[./](?=\d{1,2}[./-])|-(?=\d{1,2}-))(\d{1,2})[./-](\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})[./](\d{1,2})")
_PAIR: Final = re.compile(r"(\d{1,2})/(\d{1,2})")
_ROUND_THE_CLOCK: Final = (24, 7)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})/(\d{4})")
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d{2})")


def read_figures(tokens: Sequence[Token], position: int) -> Iterable[tuple[str, Any]]:
    """Numbers, years and dates in figures; nothing for amounts and for what is glued to a name («2030-mål»)."""
    token = tokens[position]
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if token.kind is Kind.FIGURES:
        if not _is_part_of_a_code(tokens, position) and not _is_time_of_day(tokens, position):
            yield from _figures(token.word, following)
    elif token.kind is Kind.NUMBER and len(token.word) <= 4:
        value = int(token.word)
        if len(token.word) <= 2:
            yield "figure", value
        if len(token.word) == 2:
            yield "two-digits", 2000 + value
            if value in _SHORT_YEARS and _stands_alone(tokens, position):
                yield "short-year", 2000 + value
        yield "number", value
        if len(token.word) == 4 and value in _YEARS and not _is_measure(tokens, position, following):
            yield "year", value


def _is_decade(tokens: Sequence[Token], position: int) -> bool:
    """«1990'erne»."""
    after = tokens[position + 1 : position + 3]
    return len(after) == 2 and all(token.glued for token in after) and after[1].word.startswith("er")


def _stands_alone(tokens: Sequence[Token], position: int) -> bool:
    """Whether two digits can be a year: «1. kvt. 21» is one; «i maj 20 pladser», «maj 20, 21», «maj. 38. Sag» are none.

    The number of the next paragraph stands after a full stop or before one, so those are no years.
    """
    before, after = tokens[max(0, position - 2) : position], tokens[position + 1 : position + 3]
    if before and before[-1].word == "." and (len(before) == 1 or before[0].word not in _SHORTENED):
        return False
    if not after:
        return True
    if after[0].word == ".":
        return len(after) == 1
    return after[0].word in {",", ";", ":", ")", "»"} and (len(after) == 1 or after[1].kind is Kind.WORD)


def _is_time_of_day(tokens: Sequence[Token], position: int) -> bool:
    """Whether figures that could be a date stand after «kl.»: «kl. 8.10-12»."""
    before = [token.word for token in tokens[max(0, position - 2) : position] if token.word != "."]
    return bool(before) and before[-1] in {"kl", "klokken"} and bool(_DAY_FIRST.fullmatch(tokens[position].word))


def _is_part_of_a_code(tokens: Sequence[Token], position: int) -> bool:
    """Whether figures stand in a row of letters and figures («01.02.03-P15-1-18»), which is no date."""
    token, before = tokens[position], tokens[position - 1] if position else None
    if before is not None and token.glued and before.kind is Kind.WORD and len(before.word) == 1:
        return before.word not in {"d", "q", "k"}  # «d.1/3», «Q2/2019»
    after = tokens[position + 1 : position + 3]
    return len(after) == 2 and after[0].word == "-" and all(t.glued for t in after) and after[1].kind is Kind.WORD


def _is_measure(tokens: Sequence[Token], position: int, following: Token | None) -> bool:
    """Whether four digits are money, the beginning of a name («2030-målene») or the end of one («TMU-2020»)."""
    if following is not None:
        if following.word in _MONEY | _COUNTED or (following.word == "'" and _is_decade(tokens, position)):
            return True
        if following.word == "-" and following.glued and position + 2 < len(tokens):
            after = tokens[position + 2]
            of_budget = after.word.startswith("budget") or (position and tokens[position - 1].word == "budget")
            if after.kind is Kind.WORD and after.glued and not of_budget:
                return after.word not in WORDS  # «august 2020-juni 2021» are two times
    before = tokens[position - 1] if position else None
    if before is not None and before.word == "-" and before.glued and tokens[position].glued and position >= 2:
        return tokens[position - 2].kind is Kind.WORD and tokens[position - 2].word not in WORDS
    return before is not None and before.word in {"§", "nr"}


def _figures(word: str, following: Token | None) -> Iterable[tuple[str, Any]]:
    if match := _DAY_FIRST.fullmatch(word):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        yield from _one("date", _day(int(match[1]), int(match[2]), year))
    elif match := _YEAR_FIRST.fullmatch(word):
        yield from _one("date", _day(int(match[3]), int(match[2]), int(match[1])))
    elif match := _MONTH_YEAR.fullmatch(word):
        if 1 <= int(match[1]) <= 12 and int(match[2]) in _YEARS:
            yield "time", Named("month", (int(match[1]),), int(match[2]))
            yield "week-year", Named("week", (int(match[1]),), int(match[2]))
            yield "number-of-year", (int(match[1]), int(match[2]))
    elif following is None or following.word not in _NOT_A_DATE:
        if match := _DAY_MONTH.fullmatch(word):
            yield from _one("short-date", _day(int(match[1]), int(match[2]), None))
        if match := _PAIR.fullmatch(word):
            yield from _slashed(int(match[1]), int(match[2]))
        if _CLOCK.fullmatch(word):
            yield "clock", word


def _slashed(first: int, second: int) -> Iterable[tuple[str, Any]]:
    """«1/3» may be a share and «20/21» two years; «25/2» is more than one, and so a day."""
    yield "figure-pair", (first, second)
    day = _day(first, second, None)
    yield from _one("slash-date", day)
    if first > second and (first, second) != _ROUND_THE_CLOCK:
        yield from _one("clear-date", day)


_MOST_WEEKENDS = 4


def _one(category: str, day: Named | None) -> Iterable[tuple[str, Any]]:
    return () if day is None else ((category, day),)


def _day(day: int, month: int, year: YearRef) -> Named | None:
    """A day of a month, unless no such year, or no year at all, has it."""
    try:
        date(year if isinstance(year, int) else LEAP_YEAR, month, day)
    except ValueError:
        return None
    if isinstance(year, int) and year not in _YEARS:
        return None
    return Named("day", (month, day), year)


def _days(days: tuple[int, ...], month: int, year: YearRef) -> Time | None:
    """«12. og 20. december»: the days of one month, which are one window."""
    named = [_day(day, month, None) for day in days]
    if None in named:
        return None
    return in_year(Several(tuple(day for day in named if day is not None), apart=False), year)


def _day_range(first: int, last: int, month: int, year: YearRef) -> Time | None:
    one, other = _day(first, month, None), _day(last, month, year)
    return Window(one, other) if one and other and first < last else None


def _day_of_many(day: int, month: int, year: YearRef) -> Named | None:
    """«den tiende i maj»; «den første i maj» is the first of several things, which comes in May."""
    return _day(day, month, year) if day > _FEW_THINGS else None


def _on_weekday(weekday: int, day: Time) -> Time:
    """«torsdag den 5. oktober»: without a year the weekday can tell which one."""
    free = isinstance(day, Named) and day.shape == "day" and day.year is None
    return replace(day, which=(*day.which[:2], weekday)) if free and isinstance(day, Named) else day


def _nth_weekday(nth: int, weekday: int, month: int, year: YearRef) -> Named | None:
    return Named("nth-weekday", (month, weekday, nth), year) if nth == -1 or nth <= 4 else None


RULES: Final = (
    # which day of the month
    Rule("day-number", "mday", "<figure> .?", lambda number: number if 1 <= number <= 31 else None),
    Rule("day-in-words", "mday", "<ordinal-word>", lambda number: number),
    Rule("damaged-day", "mday", "<damaged-ordinal> .", lambda number: number if number == 1 else None),
    Rule("days-in-a-row", "mdays", "<mday> (,|og|samt|eller|/|og den) (den|d .?)? <mday>", lambda a, b: (a, b)),
    Rule("days-in-a-row", "mdays", "<mday> , (den|d .?)? <mdays>", lambda first, rest: (first, *rest)),
    Rule("ordinal-figure", "ordinal", "<figure> .", lambda number: number),
    Rule("ordinal-in-words", "ordinal", "<ordinal-word>", lambda number: number),
    Rule("damaged-ordinal", "ordinal", "<damaged-ordinal> .", lambda number: number),
    # which year
    Rule("year-written", "plain-year", "<year>", lambda year: year),
    Rule("year-after-apostrophe", "plain-year", "' <two-digits>", lambda year: year),
    Rule(
        "next-year",
        "plain-year",
        "det? (næste|kommende|nye|førstkommende) (kalender|budget)? år",
        lambda: SigningYear(1),
    ),
    Rule(
        "next-year",
        "plain-year",
        "(det)? (næste|kommende|nye) (kalenderår|budgetår|regnskabsår)",
        lambda: SigningYear(1),
    ),
    Rule("next-year", "plain-year", "det nye år <year>", lambda year: year),
    Rule(
        "next-year",
        "plain-year",
        "(det)? (næste|kommende|nye) (kalenderår|budgetår|regnskabsår) <year>",
        lambda year: year,
    ),
    Rule(
        "this-year",
        "plain-year",
        "(det)? (indeværende|dette|nuværende|innværende) (år|kalenderår|budgetår)",
        lambda: SigningYear(0),
    ),
    Rule("last-year", "plain-year", "(sidste|forrige|forgangne) (år|kalenderår)", lambda: SigningYear(-1)),
    Rule("last-year", "of-year", "i fjor", lambda: SigningYear(-1)),
    Rule("this-year", "of-year", "i år", lambda: SigningYear(0)),
    Rule(
        "same-time-later",
        "time",
        "(på)? (den|det)? samme (tid|tidspunkt|dag|dato|måned|årstid)"
        " (næste år|året efter|(det)? (følgende|efterfølgende) år)",
        lambda: Same(1),
    ),
    Rule(
        "same-time-later",
        "time",
        "(til)? (næste år|året efter) (på)? (den|det)? samme (tid|tidspunkt|dag|dato|måned|årstid)",
        lambda: Same(1),
    ),
    Rule("same-month", "time", "(i)? samme måned", lambda: Same(0, whole_month=True)),
    Rule("same-year", "plain-year", "(det)? samme år", lambda: PreviousYear(0)),
    Rule("year-after", "plain-year", "året efter", lambda: PreviousYear(1)),
    Rule("year-after", "plain-year", "(det)? (følgende|efterfølgende|påfølgende) år", lambda: PreviousYear(1)),
    Rule("of-a-year", "of-year", "(i|af|for|i år|i året)? <plain-year>", lambda year: year),
    Rule("of-a-year", "of-year", "år <year>", lambda year: year),
    Rule("of-a-year", "of-year", r"\( <plain-year> \)", lambda year: year),
    Rule("of-a-short-year", "of-year", "-? <short-year>", lambda year: year),
    # two years in one: «2019/20», «19/20», «2019-2020»
    Rule("year-pair", "year-pair", "<year> (/|-|til|og) (<year>|<two-digits>)", lambda a, b, c: (a, b or c)),
    Rule("year-pair", "year-pair", "<two-digits> - <two-digits>", lambda a, b: (a, b)),
    Rule("year-pair", "year-pair", "<figure-pair>", lambda pair: (2000 + pair[0], 2000 + pair[1])),
    Rule("month-written", "the-month", "<month> .? (måned|måneds)?", lambda month: month),
    # days
    Rule("day", "day", "(den|d .?)? <mday> <month> .? <of-year>?", lambda day, month, year: _day(day, month, year)),
    Rule("day", "day", "(den|d .?)? <mday> jul .? <of-year>?", lambda day, year: _day(day, 7, year)),
    Rule("day", "day", "(den|d .?) <figure> .? i <the-month> <of-year>?", _day),
    Rule("day", "day", "den <ordinal-word> i <the-month> <of-year>?", _day_of_many),
    Rule("date-in-figures", "day", "(den|d .?)? <date>", lambda day: day),
    Rule("date-in-figures", "day", "(den|d .?)? <short-date> (-|,)? <year>", lambda day, year: in_year(day, year)),
    Rule(
        "date-in-figures",
        "day",
        "(den|d .?)? <figure> . <figure> . <year>",
        lambda day, month, year: _day(day, month, year) if month <= 12 else None,
    ),
    Rule("date-in-figures", "day", "(den|d .?)? <slash-date> <short-year>", in_year),
    Rule("day-without-year", "day", "(den|d .?) <short-date> .?", lambda day: day),
    Rule("nth-weekday", "day", "(den|d .?)? <ordinal> <weekday> (i|af) <the-month> <of-year>?", _nth_weekday),
    Rule(
        "nth-weekday",
        "day",
        "(den)? sidste <weekday> (i|af) <the-month> <of-year>?",
        lambda weekday, month, year: _nth_weekday(-1, weekday, month, year),
    ),
    Rule(
        "nth-weekend",
        "time",
        "den? (<ordinal>|sidste) (weekend|week-end) (i|af) <the-month> <of-year>?",
        lambda nth, month, year: Named("weekend", (month, nth or -1), year) if (nth or 0) <= _MOST_WEEKENDS else None,
    ),
    Rule(
        "working-day",
        "day",
        "(den|d .?)? (<ordinal>|sidste) (hverdag|arbejdsdag|bankdag) (i|af) <the-month> <of-year>?",
        lambda nth, month, year: Named("working-day", (month, nth or -1), year),
    ),
    Rule("weekday-before-day", "day", "<weekday> ,? <day>", _on_weekday),
    Rule("night-before-day", "day", "natten til <day>", lambda day: day),
    Rule(
        "day-with-clock",
        "day",
        "(kl|klokken) .? (<clock>|<figure>) <day>",
        lambda _, __, day: day,
    ),
    Rule(
        "day-with-clock",
        "day",
        "<day> ,? (kl|klokken) .? (<clock>|<figure>) ((-|til) (<clock>|<figure>))?",
        lambda day, *_: day,
    ),
    Rule("a-day", "time", "<day>", lambda day: day),
    Rule("days-of-a-month", "time", "(den|d .?)? <mdays> <month> .? <of-year>?", _days),
    Rule(
        "days-from-to",
        "time",
        "<weekday>? (den|d .?)? <mday> (-|til|til og med) <weekday>? (den|d .?)? <mday> <month> .? <of-year>?",
        lambda _, first, __, *rest: _day_range(first, *rest),
    ),
    # months and years
    Rule("month", "time", "<the-month> <of-year>?", lambda month, year: Named("month", (month,), year)),
    Rule("month-of-a-year", "time", "<month> - <year>", lambda month, year: Named("month", (month,), year)),
    Rule(
        "meeting-of-a-month", "time", "<month-meeting> <of-year>?", lambda month, year: Named("month", (month,), year)
    ),
    Rule("meeting-of-a-month", "month-meeting", "<month> - (mødet|møde|møderne)", lambda month: month),
    Rule("year", "time", "<plain-year>", lambda year: Named("year", (), year)),
    Rule(
        "year",
        "time",
        "(år|året|årene|kalenderåret|budgetåret|budgetår|regnskabsåret|finansåret) <year>",
        lambda year: Named("year", (), year),
    ),
    Rule("the-year", "time", "(hele)? (året|kalenderåret|budgetåret)", lambda: Named("year")),
)
