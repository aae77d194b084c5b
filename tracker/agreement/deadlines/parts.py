"""Parts and edges of a time: primo and ultimo, halves, beginnings and ends, the last day, what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines.meanings import During
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import (
    Duration,
    Edge,
    Half,
    Named,
    Part,
    Portion,
    Rest,
    Running,
    Several,
    Third,
    Time,
    Window,
    in_year,
)

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_PART_WORDS: Final = {
    Third.FIRST: ("primo", "prim"),
    Third.MIDDLE: ("medio",),
    Third.LAST: ("ultimo", "ult", "uitimo"),  # the last as it comes out of a PDF («uItimo»)
}
for _third, _spellings in _PART_WORDS.items():
    for _spelling in _spellings:
        WORDS[_spelling] = [("part-word", _third)]


def _ending_in(named: Time, year: int) -> Time | None:
    """«skoleårets afslutning 2020» lies in 2020, so that the school year began the year before."""
    if isinstance(named, Running):  # «halvårets udgang 2019»: with a year it is the first one's
        return Edge(Named("half", (1,), year), last=True) if named.months == 6 else None
    over_new_year = isinstance(named, Named) and named.shape in {"school-year", "parliament-year"}
    return Edge(in_year(named, year - 1 if over_new_year else year), last=True)


def _beginning_of_each(each: Several) -> Several:
    return Several(tuple(Part(item, Third.FIRST) for item in each.items))


def _end_of_each(each: Several) -> Several:
    return Several(tuple(Part(item, Third.LAST) for item in each.items))


def _ends(times: Time) -> Time:
    """«udgangen af april og oktober»: of each of them."""
    if isinstance(times, Several):
        return replace(times, items=tuple(Edge(item, last=True) for item in times.items))
    return Edge(times, last=True)


def _first_of(counted: Duration | None, one: Duration | None, whole: Time) -> Time | None:
    return _portion(counted or one, whole, last=False)


def _last_of(counted: Duration | None, one: Duration | None, whole: Time) -> Time | None:
    return _portion(counted or one, whole, last=True)


def _portion(duration: Duration | None, whole: Time, *, last: bool) -> Time | None:
    """«de første tre måneder af 2020»; a single day has rules of its own."""
    return None if duration is None or duration in _ONE_DAY else Portion(whole, duration, last)


_ONE_DAY: Final = frozenset({Duration(days=1), Duration(working_days=1)})
_END: Final = "(udgangen|udg .|udløbet|slutningen|afslutningen|enden|ophøret)"
_END_NOUN: Final = "(udgang|udløb|slutning|afslutning|ende|ophør)"

RULES: Final = (
    Rule("part", "time", "<part-word> .? (i|af|på|i løbet af)? <time>", lambda third, time: Part(time, third, True)),
    Rule("part", "time", "<part-word> .? <definite>", lambda third, time: Part(time, third, True)),
    Rule("part-words", "part-words", "<part-word> .? (og|samt) <part-word>", lambda *thirds: thirds),
    Rule("part-words", "part-words", "<part-word> .? , <part-words>", lambda one, rest: (one, *rest)),
    Rule(
        "parts",
        "times",
        "<part-words> .? <time>",
        lambda thirds, time: Several(tuple(Part(time, third, True) for third in thirds)),
    ),
    Rule(
        "parts",
        "time",
        "<part-word> .? (/|-|eller) <part-word> .? <time>",
        lambda one, other, time: Several((Part(time, one, True), Part(time, other, True)), apart=False),
    ),
    Rule(
        "parts",
        "time",
        "<part-word> .? (til|til og med) <part-word> .? <time>",
        lambda one, other, time: Window(Part(time, one, True), Part(time, other, True)),
    ),
    # «i begyndelsen af 2019»
    Rule(
        "beginning",
        "time",
        "(begyndelsen|starten|indledningen|den første del|første del|den tidlige del) (af|på) (<time>|<definite>)",
        lambda time, definite: Part(time or definite, Third.FIRST),
    ),
    Rule(
        "middle",
        "time",
        "(midten|den midterste del) af (<time>|<definite>)",
        lambda time, definite: Part(time or definite, Third.MIDDLE),
    ),
    Rule(
        "end",
        "time",
        "(slutningen|afslutningen|den sidste del|sidste del|den sene del) (af|på) (<time>|<definite>)",
        lambda time, definite: Part(time or definite, Third.LAST),
    ),
    Rule(
        "beginning",
        "time",
        "<genitive> (begyndelse|start|indledning|opstart) <year>?",
        lambda time, year: Part(in_year(time, year), Third.FIRST),
    ),
    Rule(
        "beginning-before-day", "day", "<genitive> (begyndelse|start|slutning|afslutning) ,? <day>", lambda _, day: day
    ),
    Rule("middle", "time", "<genitive> midte <year>?", lambda time, year: Part(in_year(time, year), Third.MIDDLE)),
    Rule("end", "part-end", f"<genitive> {_END_NOUN}", lambda time: Part(time, Third.LAST)),
    Rule("beginning-of-each", "times", "(begyndelsen|starten|primo) (af|i)? <each>", _beginning_of_each),
    Rule("end-of-each", "times", "(slutningen|ultimo) (af|i)? <each>", _end_of_each),
    # «sidst på foråret» needs no preposition
    Rule("early", "adverbial", "(først|tidligt|tidlig) (i|på) <time>", lambda time: Part(time, Third.FIRST)),
    Rule(
        "only-then",
        "adverbial",
        "(dog|derfor|altså|nemlig|dermed|således|desværre) først (i|på) <time>",
        lambda time: time,
    ),
    Rule("in-the-middle", "adverbial", "(midt|midtvejs|halvvejs) (i|på) <time>", lambda time: Part(time, Third.MIDDLE)),
    Rule("late", "adverbial", "(sidst|sent) (i|på) <time>", lambda time: Part(time, Third.LAST)),
    Rule(
        "early",
        "adverbial",
        "(tidligt|tidlig|først) <plain-year>",
        lambda year: Part(Named("year", (), year), Third.FIRST),
    ),
    Rule("late", "adverbial", "(sent|sen|sidst) <plain-year>", lambda year: Part(Named("year", (), year), Third.LAST)),
    Rule("rest", "adverbial", "senere (i|på) <time>", Rest),
    Rule("rest", "adverbial", "resten af <time>", Rest),
    Rule("rest", "adverbial", "(<term>|året) ud", lambda term: Rest(term or Named("year"))),
    Rule("adverbial", "time", "<adverbial>", lambda time: time),
    Rule("adverbial", "meaning", "<adverbial>", During, -4),
    Rule("rest", "time", "(den|det)? (resterende|tilbageværende) (del af)? <time>", Rest),
    Rule("whole", "time", "(hele|det meste af) <time>", lambda time: time),
    # halves
    Rule("half", "time", "(den)? (første|1 .) halvdel (af)? <time>", lambda time: Half(time, second=False)),
    Rule("half", "time", "(den)? (anden|andet|sidste|2 .) halvdel (af)? <time>", lambda time: Half(time, second=True)),
    Rule("portion", "time", "(den|det|de)? første (<duration>|<unit>) (af|i|på) <time>", _first_of),
    Rule("portion", "time", "(den|det|de)? sidste (<duration>|<unit>) (af|i|på) <time>", _last_of),
    Rule(
        "portion", "time", "<genitive> første (<duration>|<unit>)", lambda of, counted, one: _first_of(counted, one, of)
    ),
    Rule(
        "portion", "time", "<genitive> sidste (<duration>|<unit>)", lambda of, counted, one: _last_of(counted, one, of)
    ),
    Rule("half", "time", "<genitive> første halvdel", lambda time: Half(time, second=False)),
    Rule("half", "time", "<genitive> (anden|sidste) halvdel", lambda time: Half(time, second=True)),
    # the last and the first day
    Rule("last-day", "end", f"{_END} (af|på|for) <times>", _ends),
    Rule("last-day", "end", f"{_END} (af|på) <definite>", lambda time: Edge(time, last=True)),
    Rule("last-day", "end", f"<genitive> {_END_NOUN}", lambda time: Edge(time, last=True)),
    Rule("last-day", "end", f"<genitive> {_END_NOUN} (i)? <year>", _ending_in),
    Rule(
        "last-day",
        "end",
        "<time> (er (omme|gået|slut|forbi|ovre|udløbet|passeret|til ende|ved vejs ende)|(rinder|ebber) ud|går på hæld)",
        lambda time: Edge(time, last=True),
    ),
    Rule("last-day", "time", "(den)? (sidste|allersidste) dag (i|af|på) <time>", lambda time: Edge(time, last=True)),
    Rule("first-day", "time", "(den)? første dag (i|af|på) <time>", lambda time: Edge(time, last=False)),
    Rule("first-day", "time", "indgangen til <time>", lambda time: Edge(time, last=False)),
    Rule("running-period", "definite", "(denne|dette|indeværende|nuværende)? <running>", lambda n: Running(n, 0)),
)
