"""How a case fared at a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.language import day_words, gettext, mark


class Outcome(StrEnum):
    """What a meeting did with a case."""

    DECIDED = "decided"
    POSTPONED = "postponed"  # to the next meeting, as it is
    SENT_BACK = "sent_back"  # to the administration, which must work on it
    TAKEN_OFF = "taken_off"  # was on the agenda and not treated

    @property
    def label(self) -> str:
        """The outcome in Danish, as minutes have it."""
        return gettext(_LABELS[self])


_LABELS = {
    Outcome.DECIDED: mark("Besluttet"),
    Outcome.POSTPONED: mark("Udsat"),
    Outcome.SENT_BACK: mark("Sendt tilbage"),
    Outcome.TAKEN_OFF: mark("Taget af dagsordenen"),
}


_SENTENCES = {
    Outcome.DECIDED: mark("Sagen er behandlet på mødet i %(committee)s %(day)s."),
    Outcome.POSTPONED: mark("Sagen blev udsat på mødet i %(committee)s %(day)s."),
    Outcome.SENT_BACK: mark("Sagen blev sendt tilbage på mødet i %(committee)s %(day)s."),
    Outcome.TAKEN_OFF: mark("Sagen blev taget af dagsordenen på mødet i %(committee)s %(day)s."),
}


@dataclass(frozen=True, slots=True)
class Treatment:
    """That a committee had a case on the agenda of its meeting, and what came of it."""

    committee_id: int
    committee: str
    meeting: date
    outcome: Outcome

    @property
    def words(self) -> str:
        """One Danish sentence."""
        return gettext(_SENTENCES[self.outcome]) % {"committee": self.committee, "day": day_words(self.meeting)}
