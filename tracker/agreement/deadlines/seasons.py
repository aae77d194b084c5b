"""Seasons, and their early and late months."""

from __future__ import annotations

from typing import Any, Final

from tracker.agreement.deadlines.meanings import During, Meaning
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Named, Part, PreviousYear, Several, Third, Time, YearRef, in_year

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_SEASONS: Final = {
    "forår/foråret/forårsmånederne": Named("season", (1,)),
    "sommer/sommeren/sommermånederne/sommerperioden": Named("season", (2,)),
    "efterår/efteråret/efterårsmånederne": Named("season", (3,)),
    "vinter/vinteren/vintermånederne": Named("season", (4,)),
    "forsommer/forsommeren": Part(Named("season", (2,)), Third.FIRST),
    "højsommer/højsommeren": Part(Named("season", (2,)), Third.MIDDLE),
    "sensommer/sensommeren": Part(Named("season", (2,)), Third.LAST),
    "senefterår/senefteråret": Part(Named("season", (3,)), Third.LAST),
}
_SEASONS_GENITIVE: Final = {"forårets": 1, "sommerens": 2, "efterårets": 3, "vinterens": 4}
for _words, _season in _SEASONS.items():
    for _spelling in _words.split("/"):
        WORDS[_spelling] = [("season", _season)]
for _spelling in ("forår", "sommer", "efterår", "vinter"):
    WORDS[_spelling].append(("bare-season", WORDS[_spelling][0][1]))
for _spelling, _number in _SEASONS_GENITIVE.items():
    WORDS[_spelling] = [("genitive", Named("season", (_number,)))]


def _over_new_year(season: Time, year: int, other: int) -> Time | None:
    return in_year(season, year) if other == year + 1 else None


def _bare(first: Time, second: Time, year: YearRef) -> Meaning:
    """«forår og efterår 2020», with nothing before it and no article, is how long something goes on."""
    return During(Several((first, in_year(second, year)), apart=False))


def _season_after(season: Time) -> Time:
    return in_year(season, PreviousYear(1))


RULES: Final = (
    Rule("season", "time", "<season> (,|over)? <of-year>?", in_year),
    Rule(
        "season-over-new-year",
        "time",
        "<season> <year-pair>",
        lambda season, years: _over_new_year(season, *years),
    ),
    Rule(
        "early-season",
        "time",
        "(det|den)? (tidlige|tidlig) <season> <of-year>?",
        lambda season, year: Part(in_year(season, year), Third.FIRST),
    ),
    Rule(
        "late-season",
        "time",
        "(det|den)? (sene|sen) <season> <of-year>?",
        lambda season, year: Part(in_year(season, year), Third.LAST),
    ),
    Rule("bare-seasons", "meaning", "<bare-season> og <bare-season> <of-year>", _bare, -4),
    Rule("same-season", "time", "samme <season>", lambda season: in_year(season, PreviousYear(0))),
    Rule("season-after", "time", "<season> (efter|derefter|derpå)", lambda season: _season_after(season)),
    Rule(
        "season-after",
        "time",
        "(det|den)? (følgende|efterfølgende|påfølgende) <season>",
        lambda season: _season_after(season),
    ),
)
