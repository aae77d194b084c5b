"""One sentence that says how an expression was read, in words that a secretary uses."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.agreement.deadlines import customs
from tracker.agreement.deadlines.almanac import SHAPES
from tracker.agreement.deadlines.meanings import (
    About,
    By,
    During,
    Elsewhere,
    From,
    FromIn,
    Meaning,
    NoTime,
    Repeated,
    Vague,
    Within,
)
from tracker.agreement.deadlines.outcomes import Outcome
from tracker.agreement.deadlines.placing import Context
from tracker.agreement.deadlines.times import Named, Time
from tracker.sayings import Saying, joined


def explain(meaning: Meaning, outcome: Outcome, context: Context) -> Saying:
    """How `outcome` follows from `meaning`."""
    sentence = _sentence(meaning, outcome, context)
    dated = outcome.start is not None or outcome.due is not None
    asides = (
        _source_of_year(outcome, context),
        _end(outcome),
        customs.told(meaning, context.conventions) if dated else None,
    )
    told = [aside for aside in asides if aside]
    if told:
        return Saying("%(sentence)s (%(aside)s).", sentence=sentence, aside=joined(*told, by="; "))
    return Saying("%(words)s.", words=sentence)


def from_day(first: date) -> Saying:
    """That something is so from `first` on."""
    return Saying("%(words)s.", words=Saying("Fra %(day)s og uden slutdato", day=_told(first)))


def told_window(first: date, last: date) -> Saying:
    """The explanation of one of several windows that an expression gives."""
    window = Saying("I perioden fra %(start)s til %(end)s", start=first, end=last)
    return Saying("%(words)s.", words=window)


def _sentence(meaning: Meaning, outcome: Outcome, context: Context) -> Saying:
    match meaning:
        case Vague():
            return Saying("Ordene nævner ingen dato, så fristen skal sættes af en person")
        case Elsewhere() if outcome.due is None:
            return Saying("Tiden regnes fra en anden begivenhed, så datoen skal sættes af en person")
        case Repeated():
            return _repeated(meaning, outcome)
        case NoTime():
            return Saying("Ordene siger ikke, hvornår noget skal ske")
    if outcome.start is None and outcome.due is None:
        return Saying("Datoerne kan først regnes ud, når det er kendt, hvornår aftalen er indgået")
    return _dated(meaning, outcome, context)


def _dated(
    meaning: By | During | About | From | Within | FromIn | Elsewhere, outcome: Outcome, context: Context
) -> Saying:
    start, due, signed_on = (_told(day) for day in (outcome.start, outcome.due, context.signed_on))
    match meaning:
        case By(time=time, before=before):
            return _by(time, outcome, before=before)
        case During(time=time):
            return _during(time, outcome)
        case About():
            return Saying("Omtrentlig tid: fra %(start)s til %(end)s", start=start, end=due)
        case From(time=time, after=after):
            return _from(time, outcome, after=after)
        case Elsewhere() if outcome.placed is not None:
            named = _told(outcome.placed.first)
            return Saying("Den %(day)s, regnet fra tiden nævnt lige før, %(named)s", day=due, named=named)
        case Within() | Elsewhere():
            return Saying("Senest %(day)s, regnet fra aftalens dato %(signed)s", day=due, signed=signed_on)
        case FromIn():
            return Saying("Gælder fra %(day)s, regnet fra aftalens dato %(signed)s", day=start, signed=signed_on)


def _by(time: Time, outcome: Outcome, *, before: bool) -> Saying:
    placed, due = outcome.placed, outcome.due
    if placed is None or due is None:
        return Saying("Senest %(day)s", day=_told(due))
    name = _name(time, outcome)
    if before and name:
        return Saying(
            "Senest %(day)s, som er dagen før %(name)s begynder %(first)s", day=due, name=name, first=placed.first
        )
    if before:
        return Saying("Senest %(day)s, som er dagen før %(first)s", day=due, first=placed.first)
    if isinstance(time, Named) and time.shape in {"budget", "reading"}:
        occasion = _occasion(time, outcome)
        return Saying("Senest %(day)s, hvor materialet til %(occasion)s skal være klar", day=due, occasion=occasion)
    if placed.first != placed.last:
        name = name or Saying("perioden")
        return Saying("Senest %(day)s, som er den sidste dag i %(name)s", day=due, name=name)
    return Saying("Senest %(day)s; den dag er med", day=due)


def _occasion(time: Named, outcome: Outcome) -> str:
    year = (outcome.due.year if outcome.due else 0) + 1
    return SHAPES[time.shape].called(year, time.which)


def _from(time: Time, outcome: Outcome, *, after: bool) -> Saying:
    start = _told(outcome.start)
    name = _name(time, outcome)
    if after and name:
        return Saying("Fra %(day)s, som er dagen efter %(name)s, og uden slutdato", day=start, name=name)
    return Saying("Fra %(day)s og uden slutdato", day=start)


def _during(time: Time, outcome: Outcome) -> Saying:
    start, due = _told(outcome.start), _told(outcome.due)
    if outcome.start == outcome.due:
        return Saying("Den %(day)s", day=start)
    if name := _name(time, outcome):
        return Saying("I perioden fra %(start)s til %(end)s, som er %(name)s", start=start, end=due, name=name)
    return Saying("I perioden fra %(start)s til %(end)s", start=start, end=due)


def _repeated(meaning: Repeated, outcome: Outcome) -> Saying:
    often = Saying("Sker løbende")
    if meaning.frequency:
        often = Saying("Gentages %(often)s", often=meaning.frequency.called)
    start, due = outcome.start, outcome.due
    if meaning.on is not None and "UNTIL=" in (outcome.recurrence or ""):
        end = date.fromisoformat((outcome.recurrence or "")[-8:])
        often = Saying("%(often)s til og med %(day)s", often=often, day=end)
    if due is None:
        return often if start is None else Saying("%(often)s fra %(day)s", often=often, day=start)
    if meaning.until is not None and meaning.on is None:
        return Saying("%(often)s til og med %(day)s", often=often, day=due)
    if meaning.span is not None:
        return Saying("%(often)s fra %(start)s til %(end)s", often=often, start=_told(start), end=due)
    if start is None:
        return Saying("%(often)s, første gang senest %(day)s", often=often, day=due)
    if start == due:
        return Saying("%(often)s, første gang %(day)s", often=often, day=due)
    return Saying("%(often)s, første gang fra %(start)s til %(end)s", often=often, start=start, end=due)


def _name(time: Time, outcome: Outcome) -> str:
    """What a time is called, with its year; nothing for days and for times that are put together."""
    if not isinstance(time, Named) or outcome.placed is None or SHAPES[time.shape].single:
        return ""
    return SHAPES[time.shape].called(_named_year(time, outcome.placed.first), time.which)


def _named_year(time: Named, first: date) -> int:
    if time.shape == "week":
        return first.isocalendar().year
    return (first - timedelta(days=1)).year if time.shape in {"new-year", "turned"} else first.year


def _source_of_year(outcome: Outcome, context: Context) -> Saying | None:
    if outcome.year_from == "signing" and context.signed_on is not None:
        return Saying(
            "året er ikke skrevet; det er næste gang efter aftalens dato %(signed)s", signed=context.signed_on
        )
    if outcome.year_from == "previous":
        return Saying("året er ikke skrevet; det er taget fra tiden nævnt lige før")
    return None


def _end(outcome: Outcome) -> Saying | None:
    if outcome.until is None:
        return None
    return Saying("aftalen siger ikke hvor længe, så der regnes til valgperiodens udgang %(day)s", day=outcome.until)


def _told(day: date | None) -> date | Saying:
    return day if day is not None else Saying("ukendt dato")
