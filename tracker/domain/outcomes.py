"""How a case fared at a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.danish import date_words


class Outcome(StrEnum):
    """What a meeting did with a case."""

    DECIDED = "decided"
    POSTPONED = "postponed"  # to the next meeting, as it is
    SENT_BACK = "sent_back"  # to the administration, which must work on it
    TAKEN_OFF = "taken_off"  # was on the agenda and not treated

    @property
    def label(self) -> str:
        """The outcome in Danish, as minutes have it."""
        return _LABELS[self]


_LABELS = {
    Outcome.DECIDED: "Besluttet",
    Outcome.POSTPONED: "Udsat",
    Outcome.SENT_BACK: "Sendt tilbage",
    Outcome.TAKEN_OFF: "Taget af dagsordenen",
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
        verb = "er behandlet" if self.outcome is Outcome.DECIDED else f"blev {self.outcome.label.lower()}"
        return f"Sagen {verb} på mødet i {self.committee} {date_words(self.meeting)}."
