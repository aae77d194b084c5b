"""The shape of the corpus: a value, and the phrases that mean it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.agreement.values import DeadlineKind

SIGNED_ON = "2018-10-08"  # of every phrase that does not say otherwise


@dataclass(frozen=True)
class Case:
    """A phrase and every deadline that it gives, as start and due."""

    phrase: str
    kind: DeadlineKind
    windows: tuple[tuple[date | None, date | None], ...]
    signed_on: date | None
    recurrence: str | None = None

    def __str__(self) -> str:
        """The test's name."""
        return f"{self.phrase} ({self.signed_on})" if self.signed_on != _day(SIGNED_ON) else self.phrase


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _cases(
    kind: DeadlineKind, start: str | None, due: str | None, phrases: tuple[str, ...], signed_on: str | None
) -> tuple[Case, ...]:
    window = (_day(start), _day(due))
    return tuple(Case(phrase, kind, (window,), _day(signed_on)) for phrase in phrases)


def by(due: str | None, *phrases: str, signed_on: str | None = SIGNED_ON) -> tuple[Case, ...]:
    return _cases(DeadlineKind.BY, None, due, phrases, signed_on)


def during(start: str | None, due: str | None, *phrases: str, signed_on: str | None = SIGNED_ON) -> tuple[Case, ...]:
    return _cases(DeadlineKind.DURING, start, due, phrases, signed_on)


def from_(start: str | None, *phrases: str, signed_on: str | None = SIGNED_ON) -> tuple[Case, ...]:
    return _cases(DeadlineKind.FROM, start, None, phrases, signed_on)


def relative(start: str | None, due: str | None, *phrases: str, signed_on: str | None = SIGNED_ON) -> tuple[Case, ...]:
    return _cases(DeadlineKind.RELATIVE, start, due, phrases, signed_on)


def vague(*phrases: str) -> tuple[Case, ...]:
    return _cases(DeadlineKind.VAGUE, None, None, phrases, SIGNED_ON)


def recurring(
    start: str | None, due: str | None, rule: str | None, *phrases: str, signed_on: str | None = SIGNED_ON
) -> tuple[Case, ...]:
    """`rule` None: whatever the recurrence rule is."""
    window = (_day(start), _day(due))
    return tuple(Case(phrase, DeadlineKind.RECURRING, (window,), _day(signed_on), rule) for phrase in phrases)


def several(kind: DeadlineKind, windows: tuple[tuple[str | None, str | None], ...], *phrases: str) -> tuple[Case, ...]:
    """Phrases that name several points in time, each a deadline of its own."""
    days = tuple((_day(start), _day(due)) for start, due in windows)
    return tuple(Case(phrase, kind, days, _day(SIGNED_ON)) for phrase in phrases)
