"""Holidays, feast days and the turn of the year: what comes before them, and what after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines.almanac import HOLIDAYS_WITH_WEEKDAYS
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Named, YearRef, in_year, is_free

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_HOLIDAYS: Final = {
    "christmas": "jul/julen/juledagene",
    "christmas-holiday": "juleferie/juleferien",
    "easter": "påske/påsken/påskedagene",
    "easter-holiday": "påskeferie/påskeferien",
    "pentecost": "pinse/pinsen/pinseferien",
    "summer-holiday": "sommerferie/sommerferien/sommerferieperioden/sommerpausen/sommerpause",
    "autumn-holiday": "efterårsferie/efterårsferien",
    "winter-holiday": "vinterferie/vinterferien",
    "school-start": "skolestart/skolestarten",
    "constitution-day": "grundlovsdag/grundlovsdagen",
    "midsummer-eve": "sankthans/sankthansaften",
    "new-year": "nytår/nytåret/nytårsaften",
}
_GENITIVES: Final = {
    "summer-holiday": "sommerferiens", "autumn-holiday": "efterårsferiens", "winter-holiday": "vinterferiens",
    "christmas-holiday": "juleferiens", "easter-holiday": "påskeferiens",
}  # fmt: skip
for _shape, _words in _HOLIDAYS.items():
    for _spelling in _words.split("/"):
        WORDS[_spelling] = [("holiday", Named(_shape))]
for _shape, _spelling in _GENITIVES.items():
    WORDS[_spelling] = [("genitive", Named(_shape))]


_DAYS: Final = {
    "juleaften/juleaftensdag": (12, 24), "juledag": (12, 25), "helligtrekonger": (1, 6), "nytårsdag": (1, 1),
    "kyndelmisse": (2, 2), "mortensaften": (11, 10), "luciadag": (12, 13),
}  # fmt: skip
_EASTER_DAYS: Final = {
    "fastelavn": -49, "palmesøndag": -7, "skærtorsdag": -3, "langfredag": -2, "påskedag": 0, "pinsedag": 49,
}  # fmt: skip
for _words, _day in _DAYS.items():
    for _spelling in _words.split("/"):
        WORDS[_spelling] = [("holiday", Named("day", _day))]
for _spelling, _offset in _EASTER_DAYS.items():
    WORDS[_spelling] = [("holiday", Named("easter-day", (_offset,)))]
_TURNS: Final = {
    "årsskifte/årsskiftet/årsskiftets": Named("turn", (12,)),
    "halvårsskifte/halvårsskiftet/halvårsskiftets": Named("turn", (6,)),
    "skoleårsskiftet": Named("turn", (7,)),
}
for _words, _turn in _TURNS.items():
    for _spelling in _words.split("/"):
        WORDS[_spelling] = [("turn-word", _turn)]
for _spelling in ("juledag", "påskedag", "pinsedag"):
    WORDS[_spelling].append(("feast-day", WORDS[_spelling][0][1]))


def _turn_between(turn: Named, years: tuple[int, int]) -> Named | None:
    """The turn between two years."""
    return replace(turn, year=years[0]) if turn.which == (12,) and years[1] == years[0] + 1 else None


def _turn_of_months(first: int, second: int, year: YearRef) -> Named | None:
    """The turn of «maj/juni 2020»; the year of «december/januar 2020» is January's."""
    if second != first % 12 + 1:
        return None
    return Named("turn", (first,), year - 1 if first == 12 and isinstance(year, int) else year)


def _day_after(first: Named) -> Named:
    """«2. juledag», «2. pinsedag»."""
    *rest, day = first.which
    return Named(first.shape, (*rest, day + 1))


def _weekday_beside(weekday: int, sign: int, holiday: Named) -> Named | None:
    """«fredagen før pinse», «mandagen efter sommerferien»."""
    if holiday.shape not in HOLIDAYS_WITH_WEEKDAYS:
        return None
    return Named("weekday-by-holiday", (weekday, sign, HOLIDAYS_WITH_WEEKDAYS.index(holiday.shape)))


def _sunday_of_advent(nth: int, weekday: int) -> Named | None:
    return Named("advent", (nth,)) if weekday == _SUNDAY and 1 <= nth <= _SUNDAYS_OF_ADVENT else None


_SUNDAY: Final = 6
_SUNDAYS_OF_ADVENT: Final = 4

RULES: Final = (
    Rule(
        "weekday-by-holiday",
        "holiday",
        "(den)? <weekday> (lige|umiddelbart)? (før|inden) <holiday>",
        lambda weekday, holiday: _weekday_beside(weekday, -1, holiday),
    ),
    Rule(
        "weekday-by-holiday",
        "holiday",
        "(den)? <weekday> (lige|umiddelbart)? efter <holiday>",
        lambda weekday, holiday: _weekday_beside(weekday, 1, holiday),
    ),
    Rule("sunday-of-advent", "holiday", "(den)? <ordinal> <weekday> i advent", _sunday_of_advent),
    Rule("holiday", "time", "<holiday> <of-year>?", in_year),
    Rule("holiday-before-day", "day", "<holiday> ,? <day>", lambda _, day: None if is_free(day) else day),
    Rule(
        "holiday-of-somebody",
        "holiday",
        "(den|det)? (politiske|kommunale|parlamentariske|skolernes|skolens|folkeskolens|folketingets|byrådets|"
        "kommunalbestyrelsens|regionsrådets|udvalgets|udvalgenes) <holiday>",
        lambda holiday: holiday,
    ),
    Rule(
        "holiday-in-a-month", "time", "<holiday> i <month> <of-year>", lambda holiday, _, year: in_year(holiday, year)
    ),
    Rule("eve", "holiday", "(sankt|skt|sct) .? hans (aften)?", lambda: Named("midsummer-eve")),
    Rule(
        "ascension",
        "holiday",
        "(kristi|kr .) (himmelfart|himmelfartsdag|himmelfartsferien|himmelfartsferie)",
        lambda: Named("ascension"),
    ),
    Rule("prayer-day", "holiday", "(store|st .) bededag", lambda: Named("prayer-day")),
    Rule("christmas-week", "holiday", "mellem jul og nytår", lambda: Named("christmas-week"), 9),
    Rule("first-school-day", "holiday", "(første|1 .) skoledag", lambda: Named("school-start")),
    Rule("first-school-day", "holiday", "skolernes (start|begyndelse|åbning)", lambda: Named("school-start")),
    Rule("feast-day", "holiday", "(første|1 .) <feast-day>", lambda day: day),
    Rule("feast-day", "holiday", "(anden|2 .) <feast-day>", _day_after),
    Rule("turn", "turn", "<turn-word>", lambda turn: turn),
    Rule("turn", "turn", "<turn-word> <year-pair>", _turn_between),
    Rule("turn", "turn", "<turn-word> <of-year>", in_year),
    Rule("turn", "turn", "(nytår|nytåret) <year-pair>", lambda years: _turn_between(Named("turn", (12,)), years)),
    Rule("turn", "turn", "(det)? (kommende|næste|førstkommende) (årsskifte|nytår)", lambda: Named("turn", (12,))),
    Rule("turn-of-months", "turn", "månedsskiftet <month> (/|-|og|til) <month> <of-year>?", _turn_of_months),
    Rule("turn", "time", "<turn>", lambda turn: turn),
)
