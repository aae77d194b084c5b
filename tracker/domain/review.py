"""What a person can decide about a proposal, and how its facts and its history read in Danish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.agreement.values import TaskKind
from tracker.danish import date_words, list_words
from tracker.domain.kinds import KIND_WORDS


class ProposalState(StrEnum):
    """What became of a commitment that the reader found."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The state in Danish, as users read it."""
        return {"waiting": "Venter", "accepted": "Accepteret", "rejected": "Afvist"}[self.value]


SURE = 0.9
"""From this confidence a proposal may be accepted together with others, by the contract of `tracker read`."""


class Decision(StrEnum):
    """What was decided about a proposal."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    RECONSIDERED = "reconsidered"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """The decision in Danish, as users read it."""
        return _LABELS[self]


_LABELS = {
    Decision.ACCEPTED: "Accepteret",
    Decision.CORRECTED: "Rettet",
    Decision.REJECTED: "Afvist",
    Decision.SPLIT: "Delt i to",
    Decision.MERGED: "Samlet til ét",
    Decision.ADDED: "Tilføjet",
    Decision.RECONSIDERED: "Lagt tilbage",
    Decision.UNDONE: "Fortrudt",
}

WHOLE = frozenset({Decision.SPLIT, Decision.MERGED})
"""Decisions that concern several proposals as one thing: they are taken back together or not at all."""

FACT_WORDS: Mapping[str, str] = {
    "title": "Opgave",
    "kind": "Art",
    "committees": "Udvalg",
    "starts_on": "Fra",
    "due_on": "Frist",
    "recurrence": "Gentages",
    "expression": "Ordene, der giver fristen",
    "quote": "Ordene i aftalen",
}
"""What the facts of a proposal that a person reads are called, in the order in which they are told."""


def tell(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts of a proposal by their Danish names, as people read them; what only the program needs is left out.

    `facts` are as the history stores them: kinds by value, dates as ISO 8601, committees by name.
    """
    return {words: _value(name, facts[name]) for name, words in FACT_WORDS.items() if name in facts}


def _value(name: str, value: Any) -> str:
    if not value:
        return {"committees": "intet", "recurrence": "nej"}.get(name, "ingen")
    match name:
        case "kind":
            return KIND_WORDS[TaskKind(value)]
        case "committees":
            return list_words(value)
        case "starts_on" | "due_on":
            return date_words(date.fromisoformat(value))
        case _:
            return " ".join(str(value).split())
