"""What stands in a reminder mail, before it is written: values without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tracker.danish import sort_key
from tracker.domain.facts import MailKind
from tracker.language import day_words, gettext, mark, ngettext

NO_COMMITTEE = mark("Uden udvalg")


class Part(StrEnum):
    """A part of a digest, in the order in which they stand."""

    NEWS = "news"
    OVERDUE = "overdue"
    LATE = "late"
    COMING = "coming"
    QUARTERLY = "quarterly"
    UNDATED = "undated"

    @property
    def heading(self) -> str:
        """The heading, in the language that is spoken."""
        return gettext(_HEADINGS[self])


_HEADINGS = {
    Part.NEWS: mark("Nyt"),
    Part.OVERDUE: mark("Overskredne frister"),
    Part.LATE: mark("For sent til dagsordenen"),
    Part.COMING: mark("Kommende frister"),
    Part.QUARTERLY: mark("Kvartalsvis opfølgning"),
    Part.UNDATED: mark("Uden frist"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a mail. `quote` are the words of the agreement, `reason` why it stands there, `url` its page, `waits`
    what it waits for.

    `answers` are the links that answer without signing in, with their words; `headline` stands in the subject of a mail
    that is sent at once; `on_behalf_of` is the person who is away. `task`, `sequence` and `occurrence` tell calendar
    programs what it is.
    """

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
    task: int = 0
    sequence: int = 0
    occurrence: int = 1
    answers: tuple[tuple[str, str], ...] = ()
    headline: str = ""
    waits: str = ""
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class DigestContent:
    """One mail to one person. `list_url` is the same list on the screen; `with_calendar` asks for a calendar file."""

    kind: MailKind
    recipient: str
    day: date
    entries: tuple[Entry, ...]
    base_url: str
    list_url: str | None = None
    with_calendar: bool = False

    @property
    def opening(self) -> str:
        """The first sentence, in the language that is spoken."""
        if self.kind is MailKind.AT_ONCE:
            return ngettext(
                "Der er nyt om en opgave, du følger.", "Der er nyt om opgaver, du følger.", len(self.entries)
            )
        if self.kind is MailKind.OVERDUE_LIST:
            said = gettext("Disse opgaver fra kommunens politiske aftaler har overskredet deres frist pr. %(day)s.")
            return said % {"day": day_words(self.day)}
        return gettext("Her er de opgaver, du følger, som kræver noget nu. Ved hver står, hvorfor du får besked i dag.")

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


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the mails of a day."""

    day: date
    planned: int
    sent: int
    failed: int
    bounced: int
    void: int
    waiting: int


@dataclass(frozen=True, slots=True)
class MorningContent:
    """The morning mail to an administrator. `figures` are those of the last day with mails, `troubles` sentences."""

    recipient: str
    day: date
    figures: Figures | None
    troubles: tuple[str, ...]
    base_url: str


@dataclass(frozen=True, slots=True)
class AccountContent:
    """A mail with a link that signs in, until `ends_at` (local time). `kind` is «invitation» or «sign-in-link»; the
    texts are in the language of the mail."""

    kind: str
    recipient: str
    subject: str
    role: str
    committees: tuple[str, ...]
    link: str
    ends_at: datetime
    base_url: str

    @property
    def is_invitation(self) -> bool:
        """Whether the recipient is new here."""
        return self.kind == "invitation"


def _by_committee(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    groups: dict[str | None, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.due or date.max, sort_key(entry.title))):
        groups.setdefault(entry.committee, []).append(entry)
    ordered = sorted(groups.items(), key=lambda group: (group[0] is None, sort_key(group[0] or "")))
    return [(committee or gettext(NO_COMMITTEE), found) for committee, found in ordered]
