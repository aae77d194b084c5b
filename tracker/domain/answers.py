"""What can be answered from a mail, and what became of a wish for another deadline."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.status import Status
from tracker.language import gettext, mark


class Answer(StrEnum):
    """An answer to a reminder. The values stand in the addresses of the links."""

    DONE = "faerdig"
    ON_TRACK = "paa-sporet"
    NEW_DATE = "ny-frist"
    NOT_MINE = "ikke-min"

    @property
    def label(self) -> str:
        """The answer as a link says it, in the language that is spoken."""
        return gettext(_LABELS[self])


_LABELS = {
    Answer.DONE: mark("Færdig"),
    Answer.ON_TRACK: mark("På sporet"),
    Answer.NEW_DATE: mark("Behov for ny frist"),
    Answer.NOT_MINE: mark("Ikke min opgave"),
}


def offered(status: Status) -> tuple[Answer, ...]:
    """The answers that say something about a task in `status`: one that is finished is not reported finished again."""
    return tuple(each for each in Answer if each is not Answer.DONE or status is not Status.DONE)


class RequestState(StrEnum):
    """Where a wish for another deadline stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    VOID = "void"  # the date was moved, or the task closed, before anybody decided
