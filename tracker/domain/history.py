"""What can happen to a task, and how a line of its history reads in Danish."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tracker.danish import date_words
from tracker.domain.answers import Answer, RequestState
from tracker.domain.outcomes import Outcome
from tracker.domain.rhythms import series_words
from tracker.domain.status import Light, Status

LONGEST_TEXT = 10_000
"""Code points in a comment or a reason."""


class EventKind(StrEnum):
    """What happened to a task."""

    CREATED = "created"
    STATUS = "status"
    COMMENT = "comment"
    DEADLINE = "deadline"
    OWNER = "owner"
    RESPONSIBLE = "responsible"
    OCCURRENCE = "occurrence"
    ANSWER = "answer"  # from a mail
    REQUEST = "request"  # for another deadline: asked, granted, refused
    NUDGE = "nudge"  # reminded by hand
    OUTCOME = "outcome"  # of a meeting
    LINK = "link"  # to a case or an agenda item
    LIGHT = "light"  # set by hand
    SPLIT = "split"  # into several tasks
    SERIES = "series"  # the rule by which the task falls due again


BESIDE = frozenset({EventKind.COMMENT, EventKind.NUDGE, EventKind.LINK})
"""What changes nothing about where a task stands: whoever has not seen it has seen the task."""


def describe(kind: EventKind, before: str | None, after: str | None, presented_on: date | None = None) -> str:
    """One line of the history, without who and when.

    `before` and `after` are as the history stores them: statuses by value, dates as ISO 8601, people and committees by
    name; an answer after the day of its mail, a wished date after what became of the wish, an outcome after the name of
    the committee, a rule as RFC 5545 writes it. A link stands before where it was removed, after where it was added; a
    split names the other task, before in the part's history and after in that of the whole. `presented_on` is the
    meeting, where the status became «forelagt» or an outcome was recorded.
    """
    match kind:
        case EventKind.CREATED:
            return "Opgaven er oprettet."
        case EventKind.COMMENT:
            return "Kommentar."
        case EventKind.STATUS:
            return _status(before, after) + (f" på mødet {date_words(presented_on)}" if presented_on else "") + "."
        case EventKind.DEADLINE:
            return _deadline(before, after)
        case EventKind.OCCURRENCE | EventKind.SERIES:
            return _series(before, after) if kind is EventKind.SERIES else _occurrence(before or "", after or "")
        case EventKind.ANSWER | EventKind.REQUEST | EventKind.NUDGE:
            return _of_mails(kind, before or "", after or "")
        case EventKind.OUTCOME:
            day = f" {date_words(presented_on)}" if presented_on else ""
            return f"{before or 'Mødet'}{day}: {Outcome(after or '').label.lower()}."
        case EventKind.LINK | EventKind.LIGHT | EventKind.SPLIT:
            return _beside_dates(kind, before, after)
        case EventKind.OWNER | EventKind.RESPONSIBLE:
            whose, nobody = ("Udvalg", "intet") if kind is EventKind.OWNER else ("Ansvarlig", "ingen")
            return f"{whose} ændret fra {before or nobody} til {after or nobody}."


def who_words(name: str, sheet: str | None) -> str:
    """Who made a change, and the sheet that it came from, where it came from one."""
    return f"{name}, fra regnearket «{sheet}»" if sheet else name


def _of_mails(kind: EventKind, before: str, after: str) -> str:
    if kind is EventKind.ANSWER:
        return f"Svar fra mailen {_day(before)}: {Answer(after).label.lower()}."
    if kind is EventKind.REQUEST:
        return _REQUESTS[RequestState(before)].format(day=_day(after))
    return f"Påmindelse sendt til {after}."


_REQUESTS = {
    RequestState.WAITING: "Ny frist ønsket: {day}.",
    RequestState.GRANTED: "Ønsket om ny frist {day} er imødekommet.",
    RequestState.REFUSED: "Ønsket om ny frist {day} er afslået.",
    RequestState.VOID: "Ønsket om ny frist {day} er bortfaldet.",
}


def _status(before: str | None, after: str | None) -> str:
    was, now = (Status(stored).label if stored else "Ingen" for stored in (before, after))
    return f"Status bekræftet: {now}" if before == after else f"Status: {was} → {now}"


def _deadline(before: str | None, after: str | None) -> str:
    return f"Frist flyttet fra {_day(before)} til {_day(after)}." if before else f"Frist sat til {_day(after)}."


def _beside_dates(kind: EventKind, before: str | None, after: str | None) -> str:
    if kind is EventKind.LINK:
        return f"Link tilføjet: {after}." if after else f"Link fjernet: {before}."
    if kind is EventKind.LIGHT:
        return f"Trafiklys sat til {Light(after).label.lower()}." if after else "Trafiklyset følger igen datoerne."
    return f"«{after}» er skilt ud som en opgave for sig." if after else f"Skilt ud fra «{before}»."


def _occurrence(before: str, after: str) -> str:
    if after < before:  # ISO dates sort as they follow each other
        return f"Genåbnet for {_day(after)}."
    return f"Afsluttet for {_day(before)}; næste frist er {_day(after)}."


def _series(before: str | None, after: str | None) -> str:
    if after is None:
        return "Gentages ikke længere."
    if before is None:
        return f"Gentages {series_words(after)}."
    return f"Gentagelsen er ændret fra {series_words(before)} til {series_words(after)}."


def _day(stored: str | None) -> str:
    return date_words(date.fromisoformat(stored)) if stored else "ingen frist"
