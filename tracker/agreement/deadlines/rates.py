"""How much it is, told by how often: «37 timer om ugen», «den årlige udgift», which are no time of an act."""

from __future__ import annotations

import re
from typing import Any, Final

from tracker.agreement.deadlines.meanings import During, Frequency, Labelled, Meaning, NoTime
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.recurring import BESIDE, in_period

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {
    spelling: [("measure", spelling)]
    for spelling in ("kr", "kroner", "timer", "time", "minutter", "mio", "mia", "pct", "procent", "%")
}

_MONEY_NOUN: Final = re.compile(
    r"\w*(?:udgift|besparelse|indtægt|bevilling|ramme|pulje|tilskud|beløb|husleje|leje|takst|honorar|effektivisering|"
    r"gevinst|omkostning|driftstilskud)(?:en|et|er|erne|ne|s)?"
)


def categories(word: str) -> tuple[tuple[str, Any], ...]:
    """What money is called: «den årlige udgift» is how much, not how often."""
    return (("money-noun", word),) if _MONEY_NOUN.fullmatch(word) else ()


def _rate_in_a_period(_: str, place: int, frequency: Frequency, meaning: Meaning) -> Labelled | None:
    period = in_period(frequency, meaning)
    return Labelled(period, place) if period is not None else None


RULES: Final = (
    Rule("rate", "meaning", "<measure> .? <frequency>", lambda *_: NoTime()),
    Rule("rate", "meaning", "<frequency> <money-noun>", lambda *_: NoTime()),
    Rule("rate", "meaning", f"<measure> .? <here> <frequency> {BESIDE} <meaning>", _rate_in_a_period),
    # «nedbringes til 45 dage inden …»: how long something is to take
    Rule(
        "length-aimed-at",
        "meaning",
        "(nedbragt|nedbringes|nedbringe|reduceret|reduceres|sænket|sænkes|forkortet|forkortes|bragt ned|nede) (til|på) "
        "(højst|maksimalt|under)? <duration>",
        lambda _: NoTime(),
        3,
    ),
    # «stiger med 60 kr. om året den 1. februar 2020»: how much it is, and from when on
    Rule(
        "rate",
        "meaning",
        "<measure> .? <frequency> <here> (den|d .?|pr .?)? <day>",
        lambda *found: Labelled(During(found[-1]), found[-2]),
        3,
    ),
)
