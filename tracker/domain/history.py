"""What can happen to a task, and how a line of its history reads in Danish."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tracker.domain.answers import Answer, RequestState
from tracker.domain.outcomes import Outcome
from tracker.domain.rhythms import series_words
from tracker.domain.status import Light, Status
from tracker.language import day_words, gettext, mark

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
    BOUNCE = "bounce"  # a mail about the task came back
    WAIT = "wait"  # for another task, or of another for this one
    STEP = "step"  # on the way to the end
    PUBLICATION = "publication"  # shown to the public, or shown no more


BESIDE = frozenset(
    {
        EventKind.COMMENT,
        EventKind.NUDGE,
        EventKind.LINK,
        EventKind.BOUNCE,
        EventKind.WAIT,
        EventKind.STEP,
        EventKind.PUBLICATION,
    }
)
"""What changes nothing about where a task stands: whoever has not seen it has seen the task."""


def describe(kind: EventKind, before: str | None, after: str | None, presented_on: date | None = None) -> str:
    """One line of the history, without who and when.

    `before` and `after` are as the history stores them: statuses by value, dates as ISO 8601, people and committees by
    name; an answer after the day of its mail, a wished date after what became of the wish, an outcome after the name of
    the committee, a rule as RFC 5545 writes it. A link stands before where it was removed, after where it was added; a
    split names the other task, before in the part's history and after in that of the whole; a mail that came back has
    its day before and its recipient after; of a wait and of a step `Happened` stands before and the title after; the
    title that the public sees stands before where it is shown no more, and after where it is shown from now on.
    `presented_on` is the meeting, where the status became «forelagt» or an outcome was recorded.
    """
    match kind:
        case EventKind.CREATED:
            return gettext("Opgaven er oprettet.")
        case EventKind.COMMENT:
            return gettext("Kommentar.")
        case EventKind.STATUS:
            return _status(before, after, presented_on)
        case EventKind.DEADLINE:
            return _deadline(before, after)
        case EventKind.OCCURRENCE | EventKind.SERIES:
            return _series(before, after) if kind is EventKind.SERIES else _occurrence(before or "", after or "")
        case EventKind.ANSWER | EventKind.REQUEST | EventKind.NUDGE | EventKind.BOUNCE:
            return _of_mails(kind, before or "", after or "")
        case EventKind.OUTCOME:
            day = f" {day_words(presented_on)}" if presented_on else ""
            return f"{before or gettext('Mødet')}{day}: {Outcome(after or '').label.lower()}."
        case EventKind.LINK | EventKind.LIGHT | EventKind.SPLIT | EventKind.WAIT | EventKind.STEP:
            return _beside_dates(kind, before, after)
        case EventKind.OWNER | EventKind.RESPONSIBLE | EventKind.PUBLICATION:
            return _publication(before, after) if kind is EventKind.PUBLICATION else _of_people(kind, before, after)


def written_in(kind: EventKind, before: str | None, after: str | None) -> tuple[str, ...]:
    """What stands in such a line as people and agreements have written it: titles, links, names of committees."""
    if kind is EventKind.OUTCOME:
        after = None
    elif kind in {EventKind.WAIT, EventKind.STEP}:
        before = None
    elif kind not in {EventKind.OWNER, EventKind.LINK, EventKind.SPLIT, EventKind.PUBLICATION}:
        return ()
    return tuple(filter(None, (before, after)))


class Happened(StrEnum):
    """What happened to a wait or to a step."""

    WAITS = "waits"  # this task for another
    NO_LONGER_WAITS = "no longer waits"
    AWAITED = "awaited"  # this task by another
    NO_LONGER_AWAITED = "no longer awaited"
    ADDED = "added"
    DONE = "done"
    REOPENED = "reopened"
    REMOVED = "removed"


_HAPPENED: dict[str, str] = {
    Happened.WAITS: mark("Venter på «%(title)s»."),
    Happened.NO_LONGER_WAITS: mark("Venter ikke længere på «%(title)s»."),
    Happened.AWAITED: mark("«%(title)s» venter på denne opgave."),
    Happened.NO_LONGER_AWAITED: mark("«%(title)s» venter ikke længere på denne opgave."),
    Happened.ADDED: mark("Trin tilføjet: %(title)s."),
    Happened.DONE: mark("Trin færdigt: %(title)s."),
    Happened.REOPENED: mark("Trin åbnet igen: %(title)s."),
    Happened.REMOVED: mark("Trin fjernet: %(title)s."),
}


def _of_people(kind: EventKind, before: str | None, after: str | None) -> str:
    if kind is EventKind.OWNER:
        said, nobody = gettext("Udvalg ændret fra %(before)s til %(after)s."), gettext("intet")
    else:
        said, nobody = gettext("Ansvarlig ændret fra %(before)s til %(after)s."), gettext("ingen")
    return said % {"before": before or nobody, "after": after or nobody}


def who_words(name: str, sheet: str | None) -> str:
    """Who made a change, and the sheet that it came from, where it came from one."""
    return gettext("%(name)s, fra regnearket «%(sheet)s»") % {"name": name, "sheet": sheet} if sheet else name


def _of_mails(kind: EventKind, before: str, after: str) -> str:
    if kind is EventKind.ANSWER:
        return gettext("Svar fra mailen %(day)s: %(answer)s.") % {
            "day": _day(before),
            "answer": Answer(after).label.lower(),
        }
    if kind is EventKind.REQUEST:
        return gettext(_REQUESTS[RequestState(before)]) % {"day": _day(after)}
    if kind is EventKind.BOUNCE:
        return gettext("Mailen til %(name)s %(day)s kom retur.") % {"name": after, "day": _day(before)}
    return gettext("Påmindelse sendt til %(after)s.") % {"after": after}


_REQUESTS = {
    RequestState.WAITING: mark("Ny frist ønsket: %(day)s."),
    RequestState.GRANTED: mark("Ønsket om ny frist %(day)s er imødekommet."),
    RequestState.REFUSED: mark("Ønsket om ny frist %(day)s er afslået."),
    RequestState.VOID: mark("Ønsket om ny frist %(day)s er bortfaldet."),
}


def _status(before: str | None, after: str | None, presented_on: date | None) -> str:
    was, now = (Status(stored).label if stored else gettext("Ingen") for stored in (before, after))
    said = gettext("Status bekræftet: %(now)s") if before == after else gettext("Status: %(was)s → %(now)s")
    words = said % {"was": was, "now": now}
    if presented_on:
        words = gettext("%(status)s på mødet %(day)s") % {"status": words, "day": day_words(presented_on)}
    return f"{words}."


def _deadline(before: str | None, after: str | None) -> str:
    return (
        gettext("Frist flyttet fra %(day)s til %(day2)s.") % {"day": _day(before), "day2": _day(after)}
        if before
        else gettext("Frist sat til %(day)s.") % {"day": _day(after)}
    )


def _beside_dates(kind: EventKind, before: str | None, after: str | None) -> str:
    if kind in {EventKind.WAIT, EventKind.STEP}:
        return gettext(_HAPPENED[str(before)]) % {"title": after}
    if kind is EventKind.LINK:
        said = gettext("Link tilføjet: %(link)s.") if after else gettext("Link fjernet: %(link)s.")
        return said % {"link": after or before}
    if kind is EventKind.LIGHT:
        if not after:
            return gettext("Trafiklyset følger igen datoerne.")
        return gettext("Trafiklys sat til %(light)s.") % {"light": Light(after).label.lower()}
    said = gettext("«%(title)s» er skilt ud som en opgave for sig.") if after else gettext("Skilt ud fra «%(title)s».")
    return said % {"title": after or before}


def _publication(before: str | None, after: str | None) -> str:
    if not after:
        return gettext("Taget af den offentlige side: «%(title)s».") % {"title": before}
    said = (
        gettext("Teksten på den offentlige side er rettet: «%(title)s».")
        if before
        else gettext("Vises på den offentlige side: «%(title)s».")
    )
    return said % {"title": after}


def _occurrence(before: str, after: str) -> str:
    if after < before:  # ISO dates sort as they follow each other
        return gettext("Genåbnet for %(day)s.") % {"day": _day(after)}
    return gettext("Afsluttet for %(day)s; næste frist er %(day2)s.") % {"day": _day(before), "day2": _day(after)}


def _series(before: str | None, after: str | None) -> str:
    if after is None:
        return gettext("Gentages ikke længere.")
    if before is None:
        return gettext("Gentages %(often)s.") % {"often": series_words(after)}
    said = gettext("Gentagelsen er ændret fra %(before)s til %(after)s.")
    return said % {"before": series_words(before), "after": series_words(after)}


def _day(stored: str | None) -> str:
    return day_words(date.fromisoformat(stored)) if stored else gettext("ingen frist")
