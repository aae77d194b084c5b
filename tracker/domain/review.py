"""What a person can decide about a proposal, and how its facts and its history read in Danish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.agreement.values import TaskKind
from tracker.domain.kinds import KIND_WORDS
from tracker.language import day_words, gettext, list_of, mark


class ProposalState(StrEnum):
    """What became of a commitment that the reader found."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The state in Danish, as users read it."""
        return {"waiting": gettext("Venter"), "accepted": gettext("Accepteret"), "rejected": gettext("Afvist")}[
            self.value
        ]


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
        return gettext(_LABELS[self])


_LABELS = {
    Decision.ACCEPTED: mark("Accepteret"),
    Decision.CORRECTED: mark("Rettet"),
    Decision.REJECTED: mark("Afvist"),
    Decision.SPLIT: mark("Delt i to"),
    Decision.MERGED: mark("Samlet til ét"),
    Decision.ADDED: mark("Tilføjet"),
    Decision.RECONSIDERED: mark("Lagt tilbage"),
    Decision.UNDONE: mark("Fortrudt"),
}

WHOLE = frozenset({Decision.SPLIT, Decision.MERGED})
"""Decisions that concern several proposals as one thing: they are taken back together or not at all."""

FACT_WORDS: Mapping[str, str] = {
    "title": mark("Opgave"),
    "kind": mark("Art"),
    "committees": mark("Udvalg"),
    "starts_on": mark("Fra"),
    "due_on": mark("Frist"),
    "recurrence": mark("Gentages"),
    "expression": mark("Ordene, der giver fristen"),
    "quote": mark("Ordene i aftalen"),
}
"""What the facts of a proposal that a person reads are called, in the order in which they are told."""


def written_in(facts: Mapping[str, Any]) -> list[str]:
    """What in the told facts stands as the agreement or a person has written it."""
    texts = [facts.get(name) for name in ("title", "quote", "expression")] + list(facts.get("committees") or [])
    return [" ".join(text.split()) for text in texts if text]


def tell(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts of a proposal by their Danish names, as people read them; what only the program needs is left out.

    `facts` are as the history stores them: kinds by value, dates as ISO 8601, committees by name.
    """
    return {gettext(words): _value(name, facts[name]) for name, words in FACT_WORDS.items() if name in facts}


def _value(name: str, value: Any) -> str:
    if not value:
        return {"committees": gettext("intet"), "recurrence": gettext("nej")}.get(name, gettext("ingen"))
    match name:
        case "kind":
            return gettext(KIND_WORDS[TaskKind(value)])
        case "committees":
            return list_of(value)
        case "starts_on" | "due_on":
            return day_words(date.fromisoformat(value))
        case _:
            return " ".join(str(value).split())
