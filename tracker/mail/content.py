"""What stands in a reminder mail, before it is written: values without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.danish import sort_key
from tracker.domain.facts import MailKind

NO_COMMITTEE = "Uden udvalg"


class Part(StrEnum):
    """A part of a digest, in the order in which they stand."""

    OVERDUE = "overdue"
    LATE = "late"
    COMING = "coming"
    QUARTERLY = "quarterly"
    UNDATED = "undated"

    @property
    def heading(self) -> str:
        """The heading in Danish."""
        return _HEADINGS[self]


_HEADINGS = {
    Part.OVERDUE: "Overskredne frister",
    Part.LATE: "For sent til dagsordenen",
    Part.COMING: "Kommende frister",
    Part.QUARTERLY: "Kvartalsvis opfølgning",
    Part.UNDATED: "Uden frist",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a mail. `quote` are the words of the agreement, `reason` why it stands there, `url` its page."""

    part: Part
    committee: str | None
    title: str
    number: str | None
    quote: str | None
    due: date | None
    material_by: date | None
    meeting: date | None
    status: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class DigestContent:
    """One mail to one person."""

    kind: MailKind
    recipient: str
    day: date
    entries: tuple[Entry, ...]
    base_url: str

    def count(self, *parts: Part) -> int:
        """How many tasks stand in `parts`."""
        return sum(entry.part in parts for entry in self.entries)

    def parts(self) -> list[tuple[Part, list[tuple[str, list[Entry]]]]]:
        """The tasks by part, in each by committee in the order of their names, in each by due date."""
        return [
            (part, _by_committee(entry for entry in self.entries if entry.part is part))
            for part in Part
            if self.count(part)
        ]


def _by_committee(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    groups: dict[str | None, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.due or date.max, sort_key(entry.title))):
        groups.setdefault(entry.committee, []).append(entry)
    ordered = sorted(groups.items(), key=lambda group: (group[0] is None, sort_key(group[0] or "")))
    return [(committee or NO_COMMITTEE, found) for committee, found in ordered]
