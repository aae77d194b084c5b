"""What the public is shown of a commitment: the state that follows from the ledger, and the words a person approved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.agreement.values import TaskKind
from tracker.domain.status import Status, is_open, is_overdue
from tracker.language import gettext, mark

LONGEST_TITLE = 300
"""Code points in the approved title of a commitment or an agreement."""

LONGEST_STATUS = 1_000
"""Code points in the approved words about how a commitment goes, and in an agreement's introduction."""


class PublicState(StrEnum):
    """What became of a promise. Each commitment is in one state, so the figures add up to what was promised."""

    FULFILLED = "fulfilled"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"
    LATE = "late"
    GIVEN_UP = "given_up"

    @property
    def label(self) -> str:
        """The state in Danish, as citizens read it."""
        return gettext(_LABELS[self])

    @property
    def meaning(self) -> str:
        """What the state says, in one Danish sentence."""
        return gettext(_MEANINGS[self])


_LABELS = {
    PublicState.FULFILLED: mark("Indfriet"),
    PublicState.UNDER_WAY: mark("I gang"),
    PublicState.NOT_BEGUN: mark("Ikke begyndt"),
    PublicState.LATE: mark("Forsinket"),
    PublicState.GIVEN_UP: mark("Opgivet"),
}
_MEANINGS = {
    PublicState.FULFILLED: mark(
        "Det lovede er gjort. Skulle det behandles politisk, har det været på et møde i udvalg eller byråd."
    ),
    PublicState.UNDER_WAY: mark("Arbejdet er begyndt, og fristen er ikke overskredet."),
    PublicState.NOT_BEGUN: mark("Arbejdet er ikke begyndt, og fristen er ikke overskredet."),
    PublicState.LATE: mark("Fristen er overskredet, og det lovede er ikke gjort endnu."),
    PublicState.GIVEN_UP: mark("Det er besluttet, at det lovede ikke skal gøres."),
}


def public_state(status: Status, kind: TaskKind, due: date | None, today: date) -> PublicState:
    """What the public is told of a task as it stands on `today`."""
    if status is Status.DROPPED:
        return PublicState.GIVEN_UP
    if not is_open(status, kind):
        return PublicState.FULFILLED
    if is_overdue(status, kind, due, today):
        return PublicState.LATE
    return PublicState.NOT_BEGUN if status is Status.NOT_STARTED else PublicState.UNDER_WAY


class Extent(StrEnum):
    """How much of the agreement is shown with a commitment."""

    AROUND = "around"
    SENTENCE = "sentence"
    NONE = "none"

    @property
    def label(self) -> str:
        """The extent in Danish."""
        return gettext(_EXTENTS[self])


_EXTENTS = {
    Extent.AROUND: mark("Sætningen i sin sammenhæng"),
    Extent.SENTENCE: mark("Kun sætningen"),
    Extent.NONE: mark("Intet"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the agreement. The offsets are places in `text`: of the sentence, and of the words that give the time
    where they stand in it."""

    text: str
    start: int
    end: int
    words_start: int | None = None
    words_end: int | None = None


def extent_of(passage: Passage | None) -> Extent:
    """How much of the agreement a passage shows."""
    if passage is None:
        return Extent.NONE
    return Extent.SENTENCE if (passage.start, passage.end) == (0, len(passage.text)) else Extent.AROUND


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that a person writes or chooses to be shown of a commitment; the rest are facts of the ledger.

    `section` is the heading in the agreement, `place` orders the commitments as the agreement does.
    """

    title: str
    status_text: str | None
    section: str | None
    passage: Passage | None
    place: int

    @property
    def seal(self) -> str:
        """Tells whether a wording is the one that was looked at."""
        return hashlib.sha256(repr(self).encode()).hexdigest()
