"""Holidays, feast days and the turn of the year: what comes before them, and what after."""

from __future__ import annotations

from typing import Any, Final

from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Named, in_year

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


def _turn(first: int, second: int | None) -> Named | None:
    """The turn between two years; of one year, the one at its end."""
    return Named("turn-of-year", (), first) if second is None or second == first + 1 else None


RULES: Final = (
    Rule("holiday", "time", "<holiday> <of-year>?", in_year),
    Rule(
        "holiday-in-a-month", "time", "<holiday> i <month> <of-year>", lambda holiday, _, year: in_year(holiday, year)
    ),
    Rule("eve", "holiday", "(sankt|skt|sct) .? hans (aften)?", lambda: Named("midsummer-eve")),
    Rule("ascension", "holiday", "kristi (himmelfart|himmelfartsdag|himmelfartsferien)", lambda: Named("ascension")),
    Rule("prayer-day", "holiday", "(store|st .) bededag", lambda: Named("prayer-day")),
    Rule("christmas-week", "holiday", "mellem jul og nytår", lambda: Named("christmas-week"), 9),
    Rule("first-school-day", "holiday", "(første|1 .) skoledag", lambda: Named("school-start")),
    Rule("first-school-day", "holiday", "skolernes (start|begyndelse|åbning)", lambda: Named("school-start")),
    Rule("turn-of-year", "turn", "(årsskifte|årsskiftet|årsskiftets)", lambda: Named("turn-of-year")),
    Rule(
        "turn-of-year",
        "turn",
        "(årsskifte|årsskiftet|nytår|nytåret) <year> (/|-|til|og) (<year>|<two-digits>)",
        lambda first, one, other: _turn(first, one or other),
    ),
    Rule(
        "turn-of-year", "turn", "(det)? (kommende|næste|førstkommende) (årsskifte|nytår)", lambda: Named("turn-of-year")
    ),
    Rule("turn-of-year", "turn", "årsskiftet <of-year>", lambda year: Named("turn-of-year", (), year)),
    Rule("turn-of-year", "time", "<turn>", lambda turn: turn),
)
