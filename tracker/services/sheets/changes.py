"""What a row of a sheet asks for: what differs from the task as the sheet was made of it.

So a row that nobody touched asks for nothing, whatever has happened to its task since; and what somebody else changed
since is never overwritten: the row is shown as a conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.danish import list_words
from tracker.db.models import Committee, User
from tracker.db.queries.exchange.sheet_rows import Known
from tracker.domain.status import Status, is_open
from tracker.language import day_words, gettext
from tracker.reports.status_report import (
    DUE_HEADING,
    OWNERS_HEADING,
    PRESENTED_HEADING,
    REASON_HEADING,
    RESPONSIBLE_HEADING,
    STATUS_HEADING,
    WORD_HEADING,
)
from tracker.services.actors import Actor
from tracker.services.sheets.lines import CellError, Said
from tracker.services.tasks import tasks

FIELD_HEADINGS = {
    "status": STATUS_HEADING,
    "presented_on": PRESENTED_HEADING,
    "due": DUE_HEADING,
    "committees": OWNERS_HEADING,
    "comment": WORD_HEADING,
    "reason": REASON_HEADING,
}
"""The column that is meant by the name of a field in an error of `tracker.services.tasks.tasks`."""
ASKING = frozenset({STATUS_HEADING, PRESENTED_HEADING, DUE_HEADING, OWNERS_HEADING, RESPONSIBLE_HEADING, WORD_HEADING})
"""The columns that can ask for a change."""


CHOICES = {
    "status": STATUS_HEADING,
    "due": DUE_HEADING,
    "committees": OWNERS_HEADING,
    "responsible": RESPONSIBLE_HEADING,
}
"""The columns of a conflict that somebody chooses between; the day of «Forelagt» goes with the status."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a row asks for, and the headings of the columns that ask; the other values are those of the task."""

    asked: frozenset[str]
    status: Status
    presented_on: date | None
    due: date | None
    owners: Sequence[int]
    owners_words: str
    responsible: int | None
    responsible_words: str
    word: str
    reason: str
    reopens: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column that changes: in words, before and after."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A column of a conflict, in words: as it stood when the sheet was made, as it stands now, and as the row asks.
    `field` is its name in `CHOICES`."""

    field: str
    heading: str
    stood: str
    stands: str
    asked: str

    @property
    def is_contested(self) -> bool:
        """Whether somebody else changed the column too; else only the row did."""
        return self.stood != self.stands


class Names:
    """The committees and people that a sheet can name."""

    def __init__(self, session: Session) -> None:
        found = session.execute(select(Committee.name, Committee.id)).all()
        self._committees = sorted(((name.casefold(), each, name) for name, each in found), key=lambda c: -len(c[0]))
        self._people = [
            (user.id, user.name, user.email)
            for user in session.execute(select(User.id, User.name, User.email).where(User.active))
        ]

    def committees(self, words: str) -> tuple[Sequence[int], str]:
        """The committees in «A, B og C», and how they are written. Names hold «og» and commas themselves, so the
        longest at a place counts."""
        ids, names, rest = [], [], words
        while rest:
            known = next((each for each in self._committees if rest.casefold().startswith(each[0])), None)
            if known is None:
                raise CellError(
                    gettext("«%(rest)s» er ikke et kendt udvalg. Skriv navnet, som det står på siden Udvalg.")
                    % {"rest": rest[:80]},
                    OWNERS_HEADING,
                )
            ids.append(known[1])
            names.append(known[2])
            rest = rest[len(known[0]) :].lstrip(" ,;")
            rest = rest.removeprefix("og ").removeprefix("and ").lstrip()
        return ids, list_words(names)

    def person(self, words: str) -> tuple[int | None, str]:
        """The active user of that name or e-mail address, and the name; nobody for no words."""
        if not words:
            return None, ""
        wanted = words.casefold()
        found = [each for each in self._people if wanted in (each[1].casefold(), each[2].casefold())]
        if len(found) == 1:
            return found[0][0], found[0][1]
        why = (
            gettext("Flere hedder det. Skriv e-mailadressen")
            if found
            else gettext("Ingen aktiv bruger hedder det. Ret navnet")
        )
        raise CellError(
            gettext("«%(words)s»: %(why)s, eller lad feltet stå tomt.") % {"words": words[:80], "why": why},
            RESPONSIBLE_HEADING,
        )


def wish_of(said: Said, then: Known, names: Names) -> Wish:
    """What a row asks for of the task that it was made of. Raises `CellError` for what cannot be."""
    status = said.status or then.status
    owners: tuple[Sequence[int], str] = (), then.owners
    if said.owners is not None and said.owners != then.owners:
        owners = names.committees(said.owners)
    responsible: tuple[int | None, str] = None, then.responsible
    if said.responsible is not None and said.responsible.casefold() != then.responsible.casefold():
        responsible = names.person(said.responsible)
    wish = Wish(
        *(ASKING, status, _presented_on(said, then, status), _due(said, then), *owners, *responsible),
        *(said.word or "", said.reason, status is Status.IN_PROGRESS and not is_open(then.status, then.kind)),
    )
    return still_asked(wish, then)


def _presented_on(said: Said, then: Known, status: Status) -> date | None:
    if said.presented_on is None:
        return then.presented_on if status is then.status else None
    presented_on = said.presented_on if isinstance(said.presented_on, date) else None
    if status is Status.PRESENTED:
        return presented_on
    if presented_on is not None and presented_on != then.presented_on:
        raise CellError(
            gettext("Datoen hører til status «Forelagt». Ret status, eller fjern datoen."), PRESENTED_HEADING
        )
    return None


def _due(said: Said, then: Known) -> date | None:
    if said.due is None:
        return then.due_on
    if isinstance(said.due, date):
        return said.due
    if then.due_on is not None:
        raise CellError(gettext("En frist kan ikke fjernes. Skriv en ny dato, eller lad den gamle stå."), DUE_HEADING)
    return None


def still_asked(wish: Wish, task: Known) -> Wish:
    """The wish without what `task` has already."""
    fulfilled = {
        STATUS_HEADING: wish.status is task.status,
        PRESENTED_HEADING: wish.presented_on == task.presented_on,
        DUE_HEADING: wish.due == task.due_on,
        OWNERS_HEADING: wish.owners_words == task.owners,
        RESPONSIBLE_HEADING: wish.responsible_words == task.responsible,
        WORD_HEADING: not wish.word or _plain(wish.word) in {_plain(each) for each in task.comments},
    }
    return replace(wish, asked=frozenset(heading for heading in wish.asked if not fulfilled[heading]))


def field_changes(wish: Wish, now: Known) -> Sequence[FieldChange]:
    """What a wish changes of the task as it stands, column by column."""
    nothing = gettext("ingen")
    told = {
        STATUS_HEADING: (gettext(now.status.label), gettext(wish.status.label)),
        PRESENTED_HEADING: (_day(now.presented_on), _day(wish.presented_on)),
        DUE_HEADING: (_day(now.due_on), _day(wish.due)),
        OWNERS_HEADING: (now.owners or nothing, wish.owners_words or nothing),
        RESPONSIBLE_HEADING: (now.responsible or nothing, wish.responsible_words or nothing),
        WORD_HEADING: ("", wish.word),
    }
    return [FieldChange(heading, *words) for heading, words in told.items() if heading in wish.asked]


def rivals(wish: Wish, then: Known, now: Known) -> Sequence[Rival]:
    """The columns between which somebody chooses, where a task has changed since the sheet was made of it."""
    nothing = gettext("ingen")
    told = {
        "status": (_standing(then), _standing(now), _standing(wish)),
        "due": (_day(then.due_on), _day(now.due_on), _day(wish.due)),
        "committees": (then.owners or nothing, now.owners or nothing, wish.owners_words or nothing),
        "responsible": (then.responsible or nothing, now.responsible or nothing, wish.responsible_words or nothing),
    }
    asked = wish.asked | ({STATUS_HEADING} if PRESENTED_HEADING in wish.asked else set())
    return [Rival(field, CHOICES[field], *words) for field, words in told.items() if CHOICES[field] in asked]


def settled(wish: Wish, now: Known, chosen: Collection[str]) -> Wish:
    """The wish with the columns in `chosen` (names of `CHOICES`) alone, made of the task as it stands; a new status
    text overwrites nothing and always stays."""
    headings = {CHOICES[field] for field in chosen} | {WORD_HEADING}
    if STATUS_HEADING in headings:
        headings.add(PRESENTED_HEADING)
    reopens = wish.status is Status.IN_PROGRESS and not is_open(now.status, now.kind)
    return replace(wish, asked=wish.asked & headings, reopens=reopens)


def _standing(task: Known | Wish) -> str:
    label = gettext(task.status.label)
    return f"{label} {day_words(task.presented_on)}" if task.presented_on else label


def _day(day: date | None) -> str:
    return day_words(day) if day else gettext("ingen")


def _plain(words: str) -> str:
    return " ".join(words.split())


def make(session: Session, task_id: int, wish: Wish, *, revision: int | None, actor: Actor, now: datetime) -> None:
    """Changes a task as a row asks, each column by the service that the pages use.

    What only an open task takes comes before its closing, and the opening of a closed one before all; the owners come
    last, since who changes them may lose the right to the rest.
    """
    steps = _Steps(session, task_id, wish, revision, actor, now)
    if wish.reopens and STATUS_HEADING in wish.asked:
        steps.take(tasks.reopen, comment=steps.comment())
    if DUE_HEADING in wish.asked and wish.due is not None:
        steps.take(tasks.move_deadline, wish.due, reason=wish.reason)
    if RESPONSIBLE_HEADING in wish.asked:
        steps.take(tasks.set_responsible, wish.responsible)
    if wish.asked & {STATUS_HEADING, PRESENTED_HEADING} and not wish.reopens:
        if wish.status is Status.DROPPED:
            steps.take(tasks.drop, reason=wish.reason or steps.comment() or "")
        else:
            steps.take(tasks.set_status, wish.status, comment=steps.comment(), presented_on=wish.presented_on)
    if OWNERS_HEADING in wish.asked:
        steps.take(tasks.change_owners, wish.owners, reason=wish.reason)
    words = steps.comment()
    if words is not None:
        tasks.comment(session, task_id, words, actor=actor, now=now)


class _Steps:
    """The services that change one task, one after the other; the first is told the revision that was seen."""

    def __init__(
        self, session: Session, task_id: int, wish: Wish, revision: int | None, actor: Actor, now: datetime
    ) -> None:
        self._session, self._task_id, self._revision = session, task_id, revision
        self._who = {"actor": actor, "now": now}
        self._comment = wish.word if WORD_HEADING in wish.asked else None

    def take(self, service: object, *values: object, **words: object) -> None:
        """Makes one change."""
        service(self._session, self._task_id, *values, **words, revision=self._revision, **self._who)  # type: ignore[operator]
        self._revision = None

    def comment(self) -> str | None:
        """The new status text, once: it goes with the status, else it stands by itself."""
        words, self._comment = self._comment, None
        return words
