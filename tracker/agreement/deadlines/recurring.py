"""What comes again: how often, at which point of the year, in which period, and from when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines.frequencies import (
    DAILY,
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    THIRDLY,
    WEEKLY,
    YEARLY,
    every_nth,
    so_often,
)
from tracker.agreement.deadlines.meanings import (
    By,
    During,
    Frequency,
    From,
    Meaning,
    Repeated,
    is_years,
)
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Edge, Named, Several, SigningYear, Time, YearRef, in_year, is_free
from tracker.sayings import Saying

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}


_ADVERBS: Final = {
    "årlig/årligt/årlige/årligen/helårlig/helårligt/helårlige": YEARLY,
    "halvårlig/halvårligt/halvårlige/halvårligvis/halvårsvis/halvårsvist": HALF_YEARLY,
    "kvartalsvis/kvartalsvist/kvartalsvise/kvartalsmæssig/kvartalsmæssigt/kvartårlig/kvartårligt": QUARTERLY,
    "tertialvis/tertialvist/tertialvise": THIRDLY,
    "månedlig/månedligt/månedlige/månedsvis/månedsvist": MONTHLY,
    "ugentlig/ugentligt/ugentlige/ugevis": WEEKLY,
    "dagligt": DAILY,
}
_UNITS: Final = {
    "år/året/årligt": YEARLY,
    "halvår/halvåret": HALF_YEARLY,
    "kvartal/kvartalet": QUARTERLY,
    "tertial/tertialet": THIRDLY,
    "måned/måneden/månedligt": MONTHLY,
    "uge/ugen/ugentligt": WEEKLY,
    "dag/dagen": DAILY,
}
_EVERY_TERM: Final = Frequency("YEARLY", 4, Saying("hver valgperiode"))
for _words, _frequency in _ADVERBS.items():
    for _spelling in _words.split("/"):
        WORDS.setdefault(_spelling, []).append(("frequency-word", _frequency))
for _words, _frequency in _UNITS.items():
    for _spelling in _words.split("/"):
        WORDS.setdefault(_spelling, []).append(("cycle", _frequency))

WORDS["kvartals"] = [("cycle-genitive", QUARTERLY)]
WORDS["halvårs"] = [("cycle-genitive", HALF_YEARLY)]
WORDS["års"] = [("cycle-genitive", YEARLY)]
for _spelling, _frequency in {
    "årsbasis": YEARLY, "kvartalsbasis": QUARTERLY, "månedsbasis": MONTHLY, "ugebasis": WEEKLY,
}.items():  # fmt: skip
    WORDS[_spelling] = [("basis", _frequency)]

_RRULE_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def in_period(frequency: Frequency | None, meaning: Meaning) -> Meaning | None:
    """A repetition with a time beside it: the time is a point of each year, or the period in which it is repeated."""
    match meaning:
        case From():
            return meaning
        case During(time=Named(shape="day") as day) if not is_free(day) and frequency is not None:
            return Repeated(frequency, first=meaning)
        case During(time=time) if not is_free(time) or (is_years(time) and time != Named("year")):
            return Repeated(frequency, span=time)
        case During(time=Several() as time) if frequency is not None and frequency.unit == "DAILY":
            return Repeated(frequency, span=time)  # «hver dag i uge 28, 29 og 30»
        case By(time=time) if is_years(time) and not is_free(time):
            return Repeated(frequency, until=time)
        case By(time=time) if not is_free(time):
            return Repeated(frequency, first=meaning) if frequency is not None else None
        case By(time=Named(shape="budget" | "reading")):
            return Repeated(frequency)
        case By() | During():
            return Repeated(frequency, on=meaning) if frequency is not None else None
        case _:
            return None


def _each_year(time: Time) -> Meaning | None:
    return Repeated(YEARLY, on=During(time)) if is_free(time) and not is_years(time) else None


def _until(repeated: Meaning, end: Meaning) -> Meaning | None:
    """«hvert år i marts frem til 2022»."""
    match repeated, end:
        case Repeated(on=on, span=None, until=None), By(time=time) if on and is_years(time) and not is_free(time):
            return replace(repeated, until=time)
        case _:
            return None


def _months(times: Time) -> Meaning | None:
    """«i månederne april, august og november»: those months of every year."""
    if not is_free(times) or not isinstance(times, Several):
        return None
    months = [item.which[0] for item in times.items if isinstance(item, Named) and item.shape == "month"]
    if len(months) != len(times.items) or len(months) < 3:
        return None
    frequency = Frequency("YEARLY", 1, Saying("hvert år i de nævnte måneder"))
    return Repeated(frequency, parts="BYMONTH=" + ",".join(str(month) for month in sorted(set(months))))


def _yearly_since(points: Meaning, first: int, last: int | None = None) -> Meaning | None:
    """«hvert år i juni fra 2022», «… fra 2022 til 2025»."""
    since = _first_of_points(points, During(Named("year", (), first)))
    return replace(since, until=Named("year", (), last)) if last and isinstance(since, Repeated) else since


def _first_of_points(points: Meaning, first: Meaning) -> Meaning | None:
    """«hvert år i april, første gang i 2023»: in April of that year; «hvert efterår, første gang i efteråret 2024»."""
    if isinstance(points, Repeated) and points.on is None and points.parts and _is_dated(first):
        return replace(points, first=first)  # «den anden tirsdag i måneden, første gang den 14. januar 2020»
    if not isinstance(points, Repeated) or points.on is None or points.first is not None or not _is_dated(first):
        return None
    match first, points.on:
        case (
            During(time=Named(shape="year", year=(int() | SigningYear()) as year))
            | By(time=Named(shape="year", year=(int() | SigningYear()) as year)),
            During(time=point) | By(time=point),
        ) if is_free(point):
            return replace(points, on=replace(points.on, time=_each_in_year(point, year)))
        case During(time=Named(shape="month")), During(time=Several()):
            return replace(points, first=first)  # «hvert år i maj og oktober, første gang i oktober 2023»
        case _:
            return replace(points, on=first)


def _each_in_year(time: Time, year: YearRef) -> Time:
    if isinstance(time, Several):
        return replace(time, items=tuple(in_year(item, year) for item in time.items))
    return in_year(time, year)


def _yearly_from(point: Meaning, year: int) -> Meaning | None:
    """«i årets første kvartal, næste gang i 2025» comes every year."""
    if not isinstance(point, During | By) or not is_free(point.time):
        return None
    return Repeated(YEARLY, on=replace(point, time=in_year(point.time, year)))


def _every_half(number: int) -> Meaning | None:
    return in_period(YEARLY, During(Named("half", (number,))))


def _weekday(nth: int | None, weekday: int) -> Meaning:
    """«hver mandag», «hver anden onsdag»."""
    return Repeated(Frequency("WEEKLY", nth or 1, Saying("hver uge")), parts=f"BYDAY={_RRULE_DAYS[weekday]}")


def _at_the_end(frequency: Frequency) -> Meaning:
    """«ved udgangen af hvert år» has a date; the end of every quarter or month is only a rhythm."""
    end = By(Edge(Named("year"), last=True)) if frequency is YEARLY else None
    return Repeated(frequency, on=end)


def _weekday_of_month(nth: int, weekday: int, every: Frequency = MONTHLY) -> Meaning | None:
    """«den anden tirsdag i måneden», «… i hvert kvartal»: in the first month of each quarter or half-year."""
    if (nth != -1 and not 1 <= nth <= 5) or every.unit != "MONTHLY":
        return None
    return Repeated(every, parts=f"BYDAY={nth}{_RRULE_DAYS[weekday]}")


def _day_of_month(day: int) -> Meaning:
    return Repeated(Frequency("MONTHLY", 1, Saying("hver måned")), parts=f"BYMONTHDAY={day}")


# what may stand between how often and the time beside it
BESIDE: Final = "(og|,|-|:|dog|og så|samt|på mødet|på møderne|på et møde)?"
_THEN: Final = "(og|,|samt|for|, og)? (derefter|herefter|dernæst|efterfølgende|siden|fremover|fremadrettet|så)"

RULES: Final = (
    # how often
    Rule("frequency", "frequency", "<frequency-word>", lambda frequency: frequency),
    Rule("frequency", "frequency", "(hvert|hver|hvert eneste|hvert enkelt) <cycle>", lambda cycle: cycle),
    Rule("frequency", "frequency", "hvert (halve|halvt) år", lambda: HALF_YEARLY),
    Rule("frequency", "frequency", "(hvert|hver) (<ordinal>) <cycle>", every_nth),
    Rule("frequency", "frequency", "hver (fjortende|14 .) dag", lambda: Frequency("WEEKLY", 2, Saying("hver 14. dag"))),
    Rule("frequency", "frequency", "<number> (gang|gange) (om|i|pr .?|per|hvert|hver)? <cycle>", so_often),
    Rule(
        "frequency",
        "frequency",
        "<number> (-|til|eller) <number> (gang|gange) (om|i|pr .?|per|hvert|hver)? <cycle>",
        lambda _, most, cycle: so_often(most, cycle),
    ),
    Rule("frequency", "frequency", "(om året|pr .? år|per år|p .? a .?)", lambda: YEARLY),
    Rule("frequency", "frequency", "(om måneden|pr .? måned|pr .? md .?|per måned)", lambda: MONTHLY),
    Rule("frequency", "frequency", "(om ugen|pr .? uge|per uge)", lambda: WEEKLY),
    Rule("frequency", "frequency", "pr .? (kvartal)", lambda: QUARTERLY),
    Rule(
        "every-term",
        "frequency",
        "(i|en gang i|én gang i|mindst en gang i|mindst én gang i|1 gang i)? (hver|enhver) (ny|nye|eneste)? <term>",
        lambda _: _EVERY_TERM,
    ),
    Rule(
        "every-term",
        "frequency",
        "(en gang|én gang|1 gang|mindst en gang|mindst én gang) (i|pr .?|per) <term>",
        lambda _: _EVERY_TERM,
    ),
    Rule(
        "edge-of-every",
        "frequency",
        "(i|ved)? (starten|begyndelsen|slutningen|midten) af <frequency>",
        lambda frequency: frequency,
    ),
    Rule(
        "end-of-every",
        "meaning",
        "(ved|inden|med|senest ved|senest inden|pr .?)? (udgangen|udløbet|afslutningen) af <frequency>",
        _at_the_end,
        2,
    ),
    Rule("end-of-every", "meaning", "ved hvert <cycle-genitive> (udgang|afslutning|udløb)", _at_the_end, 2),
    Rule("so-many", "frequency", "<number> <frequency-word>", lambda n, cycle: so_often(n, cycle) if n > 1 else None),
    Rule("on-a-basis", "frequency", "på <frequency-word> basis", lambda frequency: frequency),
    Rule("on-a-basis", "frequency", "på <basis>", lambda frequency: frequency),
    Rule("weekday-of-every-week", "meaning", "hver <ordinal>? <weekday>", _weekday, 2),
    Rule(
        "at-least",
        "frequency",
        "(mindst|minimum|som minimum|op til|højst|normalt) <frequency>",
        lambda frequency: frequency,
    ),
    Rule("named-frequency", "frequency", "(en|den|de|et|én) <frequency>", lambda frequency: frequency),
    # what comes again
    Rule("recurring", "meaning", "<frequency>", Repeated, -1),
    Rule(
        "recurring-onward",
        "meaning",
        "(fremadrettet|fremover|løbende|i fremtiden) (og|dog)? (en|den|de|et|mindst)? <frequency>",
        Repeated,
        1,
    ),
    Rule("recurring-onward", "meaning", "<frequency> (fremover|fremadrettet|fremefter|frem|i årene frem)", Repeated, 1),
    Rule("recurring-in-a-period", "meaning", f"<frequency> {BESIDE} <meaning>", in_period, 1),
    Rule("recurring-in-a-period", "meaning", r"<frequency> \( <meaning> \)", in_period, 1),
    Rule(
        "recurring-in-a-period",
        "meaning",
        f"<meaning> {BESIDE} af? <frequency>",
        lambda meaning, frequency: in_period(frequency, meaning),
        1,
    ),
    Rule("half-of-every-year", "meaning", "i (den)? (første|1 .) halvdel af hvert år", lambda: _every_half(1), 1),
    Rule("half-of-every-year", "meaning", "i (den)? (anden|sidste|2 .) halvdel af hvert år", lambda: _every_half(2), 1),
    Rule(
        "ongoing-in-a-period", "meaning", f"(løbende) {BESIDE} <meaning>", lambda meaning: in_period(None, meaning), 1
    ),
    Rule("ongoing-in-a-period", "meaning", "<meaning> (løbende)", lambda meaning: in_period(None, meaning), 1),
    Rule(
        "so-many-in-a-period",
        "meaning",
        "(mindst|op til)? <number> gange (i|i løbet af|hen over|gennem) <time>",
        lambda number, time: (
            Repeated(so_often(number, YEARLY), span=time) if is_years(time) and not is_free(time) else None
        ),
        2,
    ),
    Rule("recurring-until", "meaning", "<meaning> ,? <meaning>", _until, 3),
    Rule("again-every-year", "meaning", "(hver|hvert) <times>", _each_year, 1),
    Rule(
        "first-time",
        "meaning",
        f"<meaning> {_THEN} <frequency>",
        lambda first, frequency: Repeated(frequency, first=first) if _is_dated(first) else None,
        3,
    ),
    Rule(
        "first-time",
        "meaning",
        r"<frequency> (,|-|\()? (første gang|med første gang|startende|begyndende|med start|første gang i|"
        r"med første <word>) <meaning> \)?",
        lambda frequency, _, first: Repeated(frequency, first=first) if _is_dated(first) else None,
        3,
    ),
    Rule(
        "first-time-of-a-yearly-point",
        "meaning",
        "<meaning> ,? (første gang|med første gang|startende|begyndende|med start|første gang i) <meaning>",
        _first_of_points,
        3,
    ),
    Rule(
        "first-time-of-a-yearly-point",
        "meaning",
        r"<meaning> (,|\()? (første gang|næste gang) (i? <year>|<of-year>) \)?",
        lambda points, year, other: _first_of_points(points, During(Named("year", (), year or other))),
        3,
    ),
    Rule(
        "first-time-of-a-yearly-point",
        "meaning",
        "<meaning> ,? (fra|fra og med) <year>",
        _yearly_since,
        1,
    ),
    Rule("yearly-point-over-years", "meaning", "<meaning> fra <year> (til|til og med) <year>", _yearly_since, 1),
    Rule(
        "first-time-of-a-yearly-point",
        "meaning",
        r"<meaning> (,|\()? næste gang i? <year> \)?",
        lambda point, year: _yearly_from(point, year),
        3,
    ),
    Rule(  # «hvert forår, den første i 2025»
        "first-time-of-a-yearly-point",
        "meaning",
        "<meaning> ,? (den|det|de) (første|næste) (allerede)? (i|til|på)? <span>",
        lambda points, first: _first_of_points(points, During(first)),
        3,
    ),
    Rule(
        "first-time",
        "meaning",
        "<frequency> ,? (den|det|de) (første|næste) (allerede)? (i|til|på) <span>",
        lambda frequency, first: Repeated(frequency, first=During(first)),
        3,
    ),
    Rule("first-time", "meaning", "(første gang) <meaning>", lambda first: first if _is_dated(first) else None, 0),
    Rule(
        "every-meeting",
        "meaning",
        "(på|ved|til|i forbindelse med) (hver|hvert|hver af|hvert af) (de|udvalgets)? <meeting>",
        lambda _: Repeated(None),
        1,
    ),
    Rule(
        "every-meeting",
        "meaning",
        "(på|ved|til|i forbindelse med) (hver|hvert) "
        "(regnskab|årsregnskab|delårsregnskab|årsskifte|halvårsskifte|budget)",
        lambda: Repeated(None),
        1,
    ),
    Rule("months-of-every-year", "meaning", "i månederne <times>", _months, 3),
    Rule(
        "weekday-of-every-month",
        "meaning",
        "hver? (den|d .?)? <ordinal> <weekday> (i|hver) (måned|måneden)",
        _weekday_of_month,
        2,
    ),
    Rule("weekday-of-every-month", "meaning", "(den|d .?)? <ordinal> <weekday> i? <frequency>", _weekday_of_month, 2),
    Rule(
        "weekday-of-every-month",
        "meaning",
        "(den)? sidste <weekday> (i|hver) (hver)? (måned|måneden)",
        lambda day: _weekday_of_month(-1, day),
        2,
    ),
    Rule(
        "day-of-every-month",
        "meaning",
        "(inden|senest|pr .?|før)? (den|d .?) <mday> (i|hver) (hver)? (måned|måneden)",
        _day_of_month,
        4,
    ),
    Rule(
        "budget-revisions",
        "meaning",
        "(i forbindelse med|ved|til) (de|den|det)? <frequency> (budgetrevisioner|"
        "budgetopfølgninger|økonomiopfølgninger|budgetkontroller|regnskaber)",
        Repeated,
        4,
    ),
    Rule(
        "budget-revisions",
        "meaning",
        "(i forbindelse med|ved|til|på) "
        "(budgetrevisionerne|budgetopfølgningerne|økonomiopfølgningerne|budgetkontrollerne)",
        lambda: Repeated(None),
    ),
)


def _is_dated(meaning: Meaning) -> bool:
    return isinstance(meaning, During | By)
