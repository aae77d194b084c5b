"""Times counted from the signing, times counted from another event, and words that name no time at all."""

from __future__ import annotations

import re
from typing import Any, Final

from tracker.agreement.deadlines.meanings import By, During, Elsewhere, From, FromIn, Labelled, Within
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import (
    Coming,
    Duration,
    Lasting,
    Named,
    Nth,
    PreviousYear,
    Running,
    Same,
    Shifted,
    Time,
    Window,
    YearRef,
)

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_UNITS: Final = {
    "dag/dage/døgn": Duration(days=1),
    "hverdag/hverdage/arbejdsdag/arbejdsdage": Duration(working_days=1),
    "uge/uger": Duration(days=7),
    "måned/måneder/mdr/md": Duration(months=1),
    "kvartal/kvartaler": Duration(months=3),
    "halvår": Duration(months=6),
    "år": Duration(months=12),
}
_LONG_UNITS: Final = {
    "årig/årige/årigt": Duration(months=12),
    "måneders": Duration(months=1),
    "ugers": Duration(days=7),
}
for _words, _unit in _UNITS.items():
    for _spelling in _words.split("/"):
        WORDS.setdefault(_spelling, []).append(("unit", _unit))
for _words, _unit in _LONG_UNITS.items():
    for _spelling in _words.split("/"):
        WORDS.setdefault(_spelling, []).append(("long-unit", _unit))
for _number, _spelling in enumerate("to tre fire fem seks syv otte ni ti".split(), 2):  # noqa: SIM905
    WORDS[f"{_spelling}årig"] = WORDS[f"{_spelling}årige"] = [("long", Duration(months=12 * _number))]
WORDS["etårig"] = WORDS["etårige"] = WORDS["enårig"] = WORDS["enårige"] = [("long", Duration(months=12))]

_LONGEST: Final = 100  # years, months, weeks or days of a duration that a deadline is counted by
_EVENT: Final = re.compile(
    r"\w*(?:(?:ing|else|ation|tion|valg|møde|start|udløb|slut|frist|aftale|lov|dato|indflytning|modtag|tagning)"
    r"(?:en|et|n|erne|ens|ets|sen|s)?)"
)
_ELECTION: Final = re.compile(r"\w*valg(?:et|ene)?")
_LOCAL_ELECTION: Final = re.compile(r"(?:kommunal|byråds|regionsråds|kommune)valg(?:et)?")
_NO_ELECTION: Final = frozenset({"udvalg", "udvalget", "fagudvalg", "fagudvalget"})
_MEETING: Final = re.compile(
    r"\w*(?:møde|mødet|møder|møderne|budgetopfølgning|budgetopfølgningen|budgetrevision|budgetrevisionen|"
    r"økonomiopfølgning|seminar|seminaret|temadag|konference)"
)

_PAST_EVENT: Final = re.compile(r"\w*(?:ingen|elsen|ationen|valget|mødet|perioden|åbningen|starten)")
_NORMS: Final = ("lovgivningen", "bestemmelsen", "ordningen", "lovningen", "normeringen", "vurderingen", "ansøgningen")
_DONE: Final = re.compile(
    r"\w*(?:afsluttet|færdig|færdigt|færdige|gennemført|vedtaget|godkendt|etableret|opført|klar|klart)"
)


def categories(word: str) -> tuple[tuple[str, Any], ...]:
    """Events that a time may be counted from: elections, meetings, decisions, openings."""
    found: list[tuple[str, Any]] = []
    if _ELECTION.fullmatch(word) and not word.endswith(("udvalg", "udvalget", "udvalgene")):
        found.append(("election", word))
    if _LOCAL_ELECTION.fullmatch(word):
        found.append(("local-election", word))
    if len(word) > 4 and _EVENT.fullmatch(word) and word not in _NO_ELECTION:
        found.append(("event", word))
    if _MEETING.fullmatch(word):
        found.append(("meeting", word))
    if _PAST_EVENT.fullmatch(word) and not word.endswith(_NORMS):
        found.append(("past-event", word))
    if _DONE.fullmatch(word):
        found.append(("done", word))
    return tuple(found)


def _times(number: int, unit: Duration) -> Duration | None:
    if not 0 < number <= _LONGEST:
        return None
    return Duration(unit.months * number, unit.days * number, unit.working_days * number)


def _whole_or_half(number: int, unit: Duration) -> Duration | None:
    return Duration(months=number * unit.months + unit.months // 2) if unit.months else None


def _sum(one: Duration, other: Duration) -> Duration:
    return Duration(one.months + other.months, one.days + other.days, one.working_days + other.working_days)


def _lasting(one: Duration | None, other: Duration | None, time: Time | None, day: Time | None) -> Time | None:
    duration, base = one or other, time or day
    return Lasting(base, duration) if duration and base else None


_COMING: Final = "(de|det|den)? (næste|kommende|følgende|første|førstkommende|nærmeste|nærmest kommende)"
_AHEAD: Final = "(de|det|den)? (næste|kommende|følgende)"  # without a preposition «de første to år» may be gone by
_SIGNING: Final = (
    "(fra|efter|regnet fra) (dags dato|i dag|nu|nu af|(aftalens|forligets) (indgåelse|underskrivelse|underskrift)|"
    "(indgåelsen|underskrivelsen) af (denne aftale|aftalen|forliget)|aftaledatoen)"
)
_BEGINNING: Final = (
    "(fra|fra og med|regnet fra|gældende fra|med virkning fra|med start|med start i|med start fra|med opstart|"
    "startende|begyndende|fra den|fra og med den|med begyndelse)"
)
_SIDE: Final = "(efter|før|inden|forud for|fra|op til|inden for)"


def _election_of(year: YearRef) -> Named | None:
    """«valget i 2021»: the municipality's own, in a year that has one."""
    return Named("election", (), year) if isinstance(year, int) and year % 4 == 1 else None


RULES: Final = (
    # durations
    Rule("duration", "duration", "<number> <unit>", _times),
    Rule("duration", "duration", "<number> (-|til|/|eller) <number> <unit>", lambda _, most, unit: _times(most, unit)),
    Rule("duration", "duration", "(et|en)? (halvt|halv) (år|års)", lambda: Duration(months=6)),
    Rule("duration", "duration", "(et)? kvart år", lambda: Duration(months=3)),
    Rule("duration", "duration", "(halvandet|halvandet) år", lambda: Duration(months=18)),
    Rule("duration", "duration", "halvanden måned", lambda: Duration(months=1, days=15)),
    Rule("duration", "duration", "<number> (og et halvt|og en halv|½) <unit>", _whole_or_half),
    Rule(
        "duration",
        "long-duration",
        (
            "(en|et|den)? <number> - ? <long-unit> "
            "(periode|forsøgsperiode|projektperiode|prøveperiode|årrække|tid|forløb|frist)"
        ),
        _times,
    ),
    Rule(
        "duration",
        "long-duration",
        "(en|et|den)? <number> - <number> - ? <long-unit> (periode|årrække|tid|frist)",
        lambda _, most, unit: _times(most, unit),
    ),
    Rule(
        "duration",
        "long-duration",
        "(en|et|den)? <long> (periode|forsøgsperiode|projektperiode|prøveperiode|årrække|forsøg)",
        lambda duration: duration,
    ),
    Rule("duration", "long-duration", "(en)? periode på <duration>", lambda duration: duration),
    Rule("duration", "duration", "<duration> og <duration>", _sum),
    Rule("duration", "duration", "halve år", lambda: Duration(months=6)),
    # from a day on
    Rule("lasting", "lasting", f"(<duration>|<long-duration>) {_BEGINNING} (<time>|<short-date>)", _lasting),
    Rule("lasting", "from-to", "(i|over|gennem|for|i løbet af|hen over|løber)? <lasting>", lambda time: time),
    Rule("lasting", "from-to", "(fra|fra og med) <time> (og|,)? <duration> (frem|fremefter|fremover)", Lasting),
    Rule(
        "lasting",
        "from-to",
        "(fra|fra og med) <time> (og|,)? (i|for) (<duration>|<long-duration>)",
        lambda time, one, other: Lasting(time, one or other),
    ),
    Rule(
        "lasting-after",
        "from-to",
        "(i|fra|fra og med)? <time> og (i)? (de)? (følgende|efterfølgende|næste|to følgende) <duration>",
        lambda time, duration: Window(time, Shifted(time, duration, 1)),
    ),
    Rule(
        "years-after",
        "meaning",
        "(i|over|gennem) de <number> (følgende|efterfølgende) år",
        lambda count: (
            During(Window(Named("year", (), PreviousYear(1)), Named("year", (), PreviousYear(count - 1))))
            if 1 < count <= _LONGEST
            else None
        ),
        4,
    ),
    # from signing
    Rule(
        "within",
        "meaning",
        "(inden for|indenfor|inden|i løbet af|løbet af|senest inden for) (maksimalt|maks .?|højst|"
        f"de)? {_COMING}? <duration> ({_SIGNING})?",
        lambda duration: Within(duration, starts=True),
        3,
    ),
    Rule(
        "within",
        "meaning",
        f"((i|over|gennem|igennem|inden for|indenfor|hen over|inden|i løbet af|for) {_COMING}|{_AHEAD}) <duration>",
        lambda duration: Within(duration, starts=True),
        3,
    ),
    Rule(  # «Ventetiden må højst være 6 uger fra 1. januar», «sættes ned til 14 dage fra maj»: how much, and from when
        "from",
        "meaning",
        "(højst|mindst|maks .?|maksimalt|under|ned på|nede på|op på|oppe på|ned til|op til|til|med) (være|kun|højst)? "
        "<duration> <here> (fra|fra den|fra og med|fra og med den|pr .?) <when>",
        lambda _, place, when: Labelled(From(when), place),
        4,
    ),
    Rule(  # «højst ti dage inden for to år»: how much, and by when
        "within",
        "meaning",
        "(højst|maksimalt|under|op til|mindst)? <duration> <here> (inden for|indenfor) (de)? <duration>",
        lambda _, place, duration: Labelled(Within(duration, starts=True), place),
        4,
    ),
    Rule(
        "within",
        "meaning",
        "(inden for|indenfor) (det|den)? (næste|kommende|nærmeste|første) <unit>",
        lambda unit: Within(unit, starts=True),
        4,
    ),
    Rule(
        "within",
        "meaning",
        "(inden for|indenfor|over|i|i løbet af|gennem|hen over) <long-duration>",
        lambda duration: Within(duration, starts=True),
        3,
    ),
    Rule(
        "within",
        "meaning",
        f"(i|over|gennem|for) (<duration>|<long-duration>) {_SIGNING}",
        lambda one, other: Within(one or other, starts=True),
        3,
    ),
    Rule(
        "in-a-while",
        "meaning",
        "(senest|allersenest)? om (cirka|ca .?|senest|højst|maksimalt)? <duration>",
        lambda duration: Within(duration, starts=False),
        3,
    ),
    Rule(
        "in-a-while", "meaning", f"(senest)? <duration> {_SIGNING}", lambda duration: Within(duration, starts=False), 3
    ),
    Rule("from-in-a-while", "meaning", "(tidligst|ikke før|først) om <duration>", FromIn, 4),
    Rule(
        "from-in-a-while",
        "meaning",
        "efter (det|den|de) første (<duration>|<unit>)",
        lambda one, other: FromIn(one or other),
        1,
    ),
    Rule("from-in-a-while", "meaning", "(tidligst|først)? efter (cirka|ca .?|yderligere)? <duration>", FromIn, 1),
    # from a date
    Rule("shifted", "time", "<duration> (efter|fra) <time>", lambda duration, time: Shifted(time, duration, 1)),
    Rule(
        "shifted", "time", "<duration> (før|inden|forud for) <time>", lambda duration, time: Shifted(time, duration, -1)
    ),
    Rule("shifted", "end", "<duration> (efter) <end>", lambda duration, time: Shifted(time, duration, 1)),
    Rule(
        "shifted",
        "meaning",
        "(inden for|indenfor|inden|senest) <duration> (efter|fra) (<time>|<end>)",
        lambda duration, time, end: By(Shifted(time or end, duration, 1)),
        5,
    ),
    Rule(
        "shifted",
        "meaning",
        "(senest|mindst|allersenest|minimum) <duration> (før|inden|forud for) <time>",
        lambda duration, time: By(Shifted(time, duration, -1)),
        5,
    ),
    Rule(
        "shifted-by-an-event",
        "meaning",
        "(senest|mindst|allersenest|minimum) <duration> (før|inden|forud for) <word>? <word>? "
        "(<event>|<election>|<meeting>) i? <time>",
        lambda duration, *rest: By(Shifted(rest[-1], duration, -1)),
        6,
    ),
    Rule(
        "shifted-by-an-event",
        "meaning",
        "(inden for|indenfor|inden|senest) <duration> efter <word>? <word>? (<event>|<election>|<meeting>) i? <time>",
        lambda duration, *rest: By(Shifted(rest[-1], duration, 1)),
        6,
    ),
    Rule(
        "shifted-by-an-event",
        "meaning",
        "<duration> efter <word>? <word>? (<event>|<election>|<meeting>) i? <time>",
        lambda duration, *rest: During(Shifted(rest[-1], duration, 1)),
        6,
    ),
    Rule(
        "shifted",
        "meaning",
        "tidligst <duration> efter (<time>|<end>)",
        lambda duration, time, end: From(Shifted(time or end, duration, 1)),
        5,
    ),
    # from another event
    Rule(
        "from-an-event",
        "meaning",
        "(senest|inden for|indenfor|inden|tidligst|mindst|højst|minimum|cirka|ca .?|"
        f"allersenest)? <duration> {_SIDE} <word>? <word>? (<event>|<election>|<meeting>)",
        lambda *_: Elsewhere(),
        2,
    ),
    Rule(
        "from-a-time-before",
        "meaning",
        "(senest|inden for|indenfor|inden|mindst|højst|minimum)? <duration> "
        "(herefter|derefter|senere|herfra|efterfølgende|derpå|efter .)",
        Elsewhere,
        2,
    ),
    Rule(
        "from-a-time-before",
        "meaning",
        "(senest|mindst|minimum)? <duration> (i forvejen|forinden|før .|før (denne|den) (dato|dag))",
        lambda duration: Elsewhere(duration, -1),
        2,
    ),
    Rule("from-an-event", "meaning", "tidligst <duration> (herefter|derefter|efter)", lambda _: Elsewhere(), 2),
    Rule(
        "from-an-event",
        "meaning",
        "(senest|inden for|indenfor|inden|mindst|højst|minimum)? <duration> (efter|før|inden)",
        lambda _: Elsewhere(),
        2,
    ),
    Rule(
        "from-an-event",
        "meaning",
        "(senest|inden for|indenfor|inden|tidligst|mindst) <duration> (efter|, efter at) <word> <word>? <word>?",
        lambda *_: Elsewhere(),
        0,
    ),
    Rule(
        "from-an-election",
        "meaning",
        "(lige|umiddelbart|kort)? (efter|før|inden|forud for|ved|frem mod|op til) (det|næste|det næste|"
        "det kommende|kommende)? <election>",
        lambda _: Elsewhere(),
        2,
    ),
    Rule(
        "local-election", "time", "<local-election> (i november)? <of-year>", lambda _, y: Named("election", (), y), 3
    ),
    Rule("local-election", "time", "valget (i november)? <of-year>", _election_of, 3),
    Rule(
        "next-meeting",
        "meaning",
        "(på|ved|til|inden|senest på|senest ved|i forbindelse med) (det|den|udvalgets|udvalgenes|byrådets|"
        "kommunalbestyrelsens|sit|sine)? (førstkommende|næste|næstkommende|førstkommende ordinære|"
        "næste ordinære|efterfølgende) <meeting>",
        lambda _: Elsewhere(),
        2,
    ),
    Rule(
        "next-meeting",
        "meaning",
        "(på|ved|til|inden|senest på|senest ved) det kommende <meeting>",
        lambda _: Elsewhere(),
        2,
    ),
    Rule("coming-weekday", "time", "på (førstkommende|næste|kommende)? <weekday>", Coming),
    Rule("day-of-a-month", "day", "(den|d .?) <mday> i (denne|indeværende) måned", lambda day: Nth(Running(1, 0), day)),
    Rule("day-of-same-month", "day", "(den|d .?) <mday> (i)? samme måned", lambda day: Nth(Same(0), day)),
    Rule("day-of-a-month", "day", "(den|d .?) <mday> i (næste|kommende) måned", lambda day: Nth(Running(1, 1), day)),
    # an event alone, where it is all there is
    Rule(
        "after-an-event",
        "phrase",
        "(efter|lige efter|umiddelbart efter|først efter|i forlængelse af) <past-event>",
        lambda _: Elsewhere(),
    ),
    Rule(
        "beside-a-time",
        "phrase",
        "(på)? (dagen|ugen|måneden|kvartalet|mødet) (efter|før|forinden|herefter|derefter)",
        Elsewhere,
    ),
    Rule("beside-a-time", "phrase", "(på)? <word> <meeting> (efter|herefter|derefter)", lambda *_: Elsewhere()),
    Rule("after-an-event", "phrase", "(efter|ved) endt <word>", lambda _: Elsewhere()),
    Rule("after-an-event", "phrase", "(når|inden|før) <word> (er|bliver) <done>", lambda *_: Elsewhere()),
    Rule(
        "edge-of-an-event",
        "phrase",
        "(ved|efter|inden|senest ved|før) <word> "
        "(afslutning|udløb|ophør|start|begyndelse|opstart|igangsættelse|indvielse)",
        lambda whose: Elsewhere() if whose.endswith("s") else None,
    ),
)
