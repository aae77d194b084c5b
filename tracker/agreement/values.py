"""What comes out of reading an agreement.

Offsets count Unicode code points in the text that was read; `text[start:end]` is the passage. Amounts are whole kroner
by year. The shapes follow the contract of `tracker read --json`, which `tracker.agreement.output` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    """How an expression bounds time."""

    BY = "by"
    DURING = "during"
    FROM = "from"
    RECURRING = "recurring"
    RELATIVE = "relative"
    VAGUE = "vague"


class Basis(StrEnum):
    """What the time is stated on."""

    EXPLICIT = "explicit"  # a stated time on a stated deliverable, decision, evaluation, report or measurable target
    PERIOD = "period"  # the activity itself runs in that year or season
    BUDGET_YEAR = "budget-year"  # only the money names the years


class TaskKind(StrEnum):
    """What ends the task. Where two fit, the first in this order."""

    PRESENTATION = "presentation"
    DECISION = "decision"
    EVALUATION = "evaluation"
    REPORT = "report"
    DELIVERY = "delivery"
    CHECKPOINT = "checkpoint"
    IMPLEMENTATION = "implementation"


class FindingKind(StrEnum):
    """What a person should look at before relying on the agreement."""

    NO_DEADLINE = "no_deadline"
    NO_COMMITTEE = "no_committee"
    SEVERAL_ACTS = "several_acts"
    NOT_MEASURABLE = "not_measurable"
    REFERS_TO_EARLIER = "refers_to_earlier"
    UNKNOWN_COMMITTEE = "unknown_committee"
    TEXT_VS_TABLE = "text_vs_table"
    NO_TABLE_ROW = "no_table_row"
    NO_SIGNING_DATE = "no_signing_date"
    UNPLACED_MONEY = "unplaced_money"


class AllocationType(StrEnum):
    """Operating expenditure or investment."""

    OPERATION = "drift"
    INVESTMENT = "anlæg"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a time expression means. `due` is the last day that still meets the commitment."""

    expression: str
    start: date | None
    due: date | None
    kind: DeadlineKind
    rule: str
    explanation: str
    expression_start: int
    expression_end: int
    basis: Basis = Basis.EXPLICIT
    recurrence: str | None = None  # RFC 5545 RRULE without the «RRULE:» prefix
    rules: tuple[str, ...] = ()  # every rule that fired, innermost first
    until: date | None = None  # the last day of a repetition by custom, where the words do not say how long

    @property
    def series(self) -> str | None:
        """The recurrence with its end, by the words or by custom."""
        return f"{self.recurrence};UNTIL={self.until:%Y%m%d}" if self.recurrence and self.until else self.recurrence


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section, minutes item or, where nothing is numbered, heading. `end` is the end of its body."""

    number: str
    title: str
    chapter: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise at a place in the text. `quote` is the whole sentence or bullet."""

    section: str
    task: str
    kind: TaskKind
    committees: tuple[str, ...]
    committees_inferred: bool
    deadline: Deadline | None
    quote: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """A row of an allocation table."""

    section: str
    title: str
    type: AllocationType
    amounts: Mapping[int, int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Saving:
    """A row of a savings table. Savings are negative, in kroner; `investment` is what they cost to reach."""

    code: str
    title: str
    committee: str | None
    amounts: Mapping[int, int]
    investment: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unclear, said in one Danish sentence."""

    section: str | None
    kind: FindingKind
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """The document itself: its title, date of signing and municipality, as far as the text tells.

    `signed_surely`: whether the text states the date as its own, or only mentions it, or its month, of which the first
    day is taken.
    """

    title: str | None
    signed_on: date | None
    organisation: str | None
    signed_surely: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one text."""

    agreement: Head
    sections: tuple[Section, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    savings: tuple[Saving, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
