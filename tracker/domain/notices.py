"""What is told at once: that somebody just did something that concerns another, in words and while it applies.

A notice stands in the ledger like any reminder. Its occurrence names the event that it tells of, so each is told once;
a reminder by hand has the day, so that of several presses within a day one is sent.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from tracker.domain.facts import TaskFacts
from tracker.domain.history import EventKind
from tracker.domain.status import is_open
from tracker.language import gettext as _
from tracker.language import mark
from tracker.sayings import Quote, Saying, joined, quoted


class Notice(StrEnum):
    """The rules of what is told at once."""

    GIVEN = "given"
    MOVED = "moved"
    BY_HAND = "by-hand"
    NOT_MINE = "not-mine"
    WISHED = "wished"
    REFUSED = "refused"
    BOUNCED = "bounced"

    @property
    def headline(self) -> str:
        """What stands before the task in the subject, in the language that is spoken."""
        return _(_HEADLINES[self])


_HEADLINES = {
    Notice.GIVEN: mark("Ny opgave til dig"),
    Notice.MOVED: mark("Frist flyttet"),
    Notice.BY_HAND: mark("Påmindelse"),
    Notice.NOT_MINE: mark("Ikke min opgave"),
    Notice.WISHED: mark("Ønske om ny frist"),
    Notice.REFUSED: mark("Ønske om ny frist afslået"),
    Notice.BOUNCED: mark("Mail kom retur"),
}


def event_occurrence(event_id: int) -> str:
    """How the ledger names an event."""
    return f"event-{event_id}"


def event_of(occurrence: str) -> int | None:
    """The event that a line of the ledger tells of."""
    kind, _dash, number = occurrence.partition("-")
    return int(number) if kind == "event" and number.isdecimal() else None


def sentence(
    notice: Notice, who: str, kind: EventKind, before: str | None, after: str | None, comment: str | None
) -> Saying:
    """What happened; the values are those of the event."""
    match notice:
        case Notice.GIVEN if kind is EventKind.OWNER:
            told = Saying("%(who)s har givet opgaven til %(after)s.", who=who, after=Quote(after or ""))
        case Notice.GIVEN:
            told = Saying("%(who)s har givet dig opgaven.", who=who)
        case Notice.MOVED:
            told = _moved(who, before, after)
        case Notice.BY_HAND:
            told = Saying("%(who)s beder dig se på opgaven.", who=who)
        case Notice.NOT_MINE:
            told = Saying("%(who)s har svaret «Ikke min opgave».", who=who)
        case Notice.WISHED:
            told = Saying(
                "%(who)s ønsker fristen flyttet til %(day)s. Afgør ønsket på opgavens side.", who=who, day=_day(after)
            )
        case Notice.REFUSED:
            told = Saying("%(who)s har afslået ønsket om at flytte fristen til %(day)s.", who=who, day=_day(after))
        case Notice.BOUNCED:
            told = Saying(
                "En mail om opgaven til %(name)s kom retur. Sørg for, at %(name)s får besked på anden måde.",
                name=after or "",
            )
    return joined(told, Saying("«%(words)s»", words=quoted(comment))) if comment else told


NOT_CONCERNED = Saying("Modtageren er ikke længere sekretær for udvalget eller ansvarlig for opgaven.")


def dropped_because(
    task: TaskFacts, notice: Notice, *, version: int, recipient: int, concerned: Collection[int]
) -> Saying | None:
    """Why a notice does not apply any more when its mail is to leave, in a sentence; none while it does.

    `concerned` are those who follow the task now, and whoever stands in for them.
    """
    if not is_open(task.status, task.kind):
        return Saying("Opgaven er afsluttet (%(status)s).", status=task.status.within)
    if notice in {Notice.MOVED, Notice.WISHED, Notice.REFUSED} and task.version != version:
        if task.due is None:
            return Saying("Opgaven har ikke længere en frist.")
        return Saying("Fristen er siden flyttet til %(day)s.", day=task.due)
    if notice in {Notice.GIVEN, Notice.BY_HAND, Notice.MOVED} and recipient not in concerned:
        return NOT_CONCERNED
    return None


def _moved(who: str, before: str | None, after: str | None) -> Saying:
    if before is None:
        return Saying("%(who)s har sat fristen til %(after)s.", who=who, after=_day(after))
    days = {"before": _day(before), "after": _day(after)}
    return Saying("%(who)s har flyttet fristen fra %(before)s til %(after)s.", who=who, **days)


def _day(stored: str | None) -> date | Saying:
    return date.fromisoformat(stored) if stored else Saying("ingen frist")
