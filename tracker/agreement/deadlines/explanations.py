"""One Danish sentence that says how an expression was read, in words that a secretary uses."""

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
    Outcome,
    Repeated,
    Vague,
    Within,
)
from tracker.agreement.deadlines.placing import Context
from tracker.agreement.deadlines.times import Named, Time
from tracker.danish import date_words


def explain(meaning: Meaning, outcome: Outcome, context: Context) -> str:
    """How `outcome` follows from `meaning`."""
    sentence = _sentence(meaning, outcome, context)
    dated = outcome.start is not None or outcome.due is not None
    asides = (
        _source_of_year(outcome, context),
        _end(outcome),
        customs.told(meaning, context.conventions) if dated else "",
    )
    aside = "; ".join(filter(None, asides))
    return f"{sentence} ({aside})." if aside else f"{sentence}."


def _sentence(meaning: Meaning, outcome: Outcome, context: Context) -> str:
    match meaning:
        case Vague():
            return "Ordene nævner ingen dato, så fristen skal sættes af en person"
        case Elsewhere() if outcome.due is None:
            return "Tiden regnes fra en anden begivenhed, så datoen skal sættes af en person"
        case Repeated():
            return _repeated(meaning, outcome)
        case NoTime():
            return "Ordene siger ikke, hvornår noget skal ske"
    if outcome.start is None and outcome.due is None:
        return "Datoerne kan først regnes ud, når det er kendt, hvornår aftalen er indgået"
    return _dated(meaning, outcome, context)


def _dated(
    meaning: By | During | About | From | Within | FromIn | Elsewhere, outcome: Outcome, context: Context
) -> str:
    match meaning:
        case By(time=time, before=before):
            return _by(time, outcome, before=before)
        case During(time=time):
            return _during(time, outcome)
        case About():
            return f"Omtrentlig tid: fra {_told(outcome.start)} til {_told(outcome.due)}"
        case From(time=time, after=after):
            return _from(time, outcome, after=after)
        case Within():
            return f"Senest {_told(outcome.due)}, regnet fra aftalens dato {_told(context.signed_on)}"
        case Elsewhere():
            named = _told(outcome.placed.first if outcome.placed else None)
            return f"Den {_told(outcome.due)}, regnet fra tiden nævnt lige før, {named}"
        case FromIn():
            return f"Gælder fra {_told(outcome.start)}, regnet fra aftalens dato {_told(context.signed_on)}"


def _by(time: Time, outcome: Outcome, *, before: bool) -> str:
    placed = outcome.placed
    if placed is None or outcome.due is None:
        return f"Senest {_told(outcome.due)}"
    name = _name(time, outcome)
    if before:
        begins = f"{name} begynder {date_words(placed.first)}" if name else f"{date_words(placed.first)}"
        return f"Senest {date_words(outcome.due)}, som er dagen før {begins}"
    if isinstance(time, Named) and time.shape in {"budget", "reading"}:
        return f"Senest {date_words(outcome.due)}, hvor materialet til {_occasion(time, outcome)} skal være klar"
    if placed.first != placed.last:
        return f"Senest {date_words(outcome.due)}, som er den sidste dag i {name or 'perioden'}"
    return f"Senest {date_words(outcome.due)}; den dag er med"


def _occasion(time: Named, outcome: Outcome) -> str:
    year = (outcome.due.year if outcome.due else 0) + 1
    return f"budgetlægningen for {year}" if time.shape == "budget" else SHAPES["reading"].called(year, time.which)


def _from(time: Time, outcome: Outcome, *, after: bool) -> str:
    start = _told(outcome.start)
    name = _name(time, outcome)
    if after and name:
        return f"Fra {start}, som er dagen efter {name}, og uden slutdato"
    return f"Fra {start} og uden slutdato"


def _during(time: Time, outcome: Outcome) -> str:
    if outcome.start == outcome.due:
        return f"Den {_told(outcome.start)}"
    name = _name(time, outcome)
    told = f"I perioden fra {_told(outcome.start)} til {_told(outcome.due)}"
    return f"{told}, som er {name}" if name else told


def _repeated(meaning: Repeated, outcome: Outcome) -> str:
    often = f"Gentages {meaning.frequency.called}" if meaning.frequency else "Sker løbende"
    if meaning.on is not None and "UNTIL=" in (outcome.recurrence or ""):
        often += f" til og med {date_words(date.fromisoformat((outcome.recurrence or '')[-8:]))}"
    if outcome.due is None:
        return often if outcome.start is None else f"{often} fra {date_words(outcome.start)}"
    if meaning.until is not None and meaning.on is None:
        return f"{often} til og med {date_words(outcome.due)}"
    if meaning.span is not None:
        return f"{often} fra {_told(outcome.start)} til {date_words(outcome.due)}"
    if outcome.start is None:
        return f"{often}, første gang senest {date_words(outcome.due)}"
    if outcome.start == outcome.due:
        return f"{often}, første gang {date_words(outcome.due)}"
    return f"{often}, første gang fra {date_words(outcome.start)} til {date_words(outcome.due)}"


def _name(time: Time, outcome: Outcome) -> str:
    """What a time is called, with its year; nothing for days and for times that are put together."""
    if not isinstance(time, Named) or outcome.placed is None or SHAPES[time.shape].single:
        return ""
    return SHAPES[time.shape].called(_named_year(time, outcome.placed.first), time.which)


def _named_year(time: Named, first: date) -> int:
    if time.shape == "week":
        return first.isocalendar().year
    return (first - timedelta(days=1)).year if time.shape in {"new-year", "turned"} else first.year


def _source_of_year(outcome: Outcome, context: Context) -> str:
    if outcome.year_from == "signing" and context.signed_on is not None:
        return f"året er ikke skrevet; det er næste gang efter aftalens dato {date_words(context.signed_on)}"
    if outcome.year_from == "previous":
        return "året er ikke skrevet; det er taget fra tiden nævnt lige før"
    return ""


def _end(outcome: Outcome) -> str:
    if outcome.until is None:
        return ""
    return f"aftalen siger ikke hvor længe, så der regnes til valgperiodens udgang {date_words(outcome.until)}"


def _told(day: date | None) -> str:
    return date_words(day) if day is not None else "ukendt dato"
