"""The policy: what is reminded, and when, as data. Turns follow from it (`tracker.domain.turns`).

The configuration gives the base. Rules narrow it for the tasks of a committee, of a kind, of a basis, or of any two or
all three; each says only what it changes. For every field the most specific rule that sets it wins. When mails leave
is the same for the whole municipality, since a recipient gets one mail a day with the tasks of all committees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.workdays import WorkingDays

LEAD_DAYS = (60, 30, 14, 7, 1)
OVERDUE_EVERY_DAYS = 7
SILENCE_DAYS = 60
LADDER = (1, 7, 21, 42)
SEND_AT = time(8)


class Rhythm(StrEnum):
    """How tasks are reminded: each by its own date, or all of them in one list a quarter."""

    BY_DATE = "by-date"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class Timing:
    """When a task is reminded. All numbers are days.

    `lead_days` before the day on which it must be acted on; `on_day` on it; every `overdue_every_days` after it;
    `window_opens` when its period begins. `silence_days` without a status: to the responsible, then to the secretary.
    `ladder`: after so many days over the due date to the responsible, the secretary, management, the administrator; 0
    leaves a step out. `undated_monthly` on the first of the month for a task without a date. 0 means never.
    """

    lead_days: tuple[int, ...] = LEAD_DAYS
    on_day: bool = True
    overdue_every_days: int = OVERDUE_EVERY_DAYS
    silence_days: int = SILENCE_DAYS
    ladder: tuple[int, ...] = LADDER
    rhythm: Rhythm = Rhythm.BY_DATE
    window_opens: bool = True
    undated_monthly: bool = True


TIMING_FIELDS = tuple(each.name for each in fields(Timing))


@dataclass(frozen=True, slots=True)
class Scope:
    """The tasks that a rule is about; what is none is not asked for. `committee` is the id of the lead committee."""

    committee: int | None = None
    kind: TaskKind | None = None
    basis: Basis | None = None

    def covers(self, committee: int | None, kind: TaskKind, basis: Basis | None) -> bool:
        """Whether a task of this committee, kind and basis is meant."""
        return (
            self.committee in {None, committee}
            and (self.kind is None or self.kind is kind)
            and (self.basis is None or self.basis is basis)
        )

    def holds(self, other: Scope) -> bool:
        """Whether every task of `other` is one of this scope."""
        return (
            self.committee in {None, other.committee}
            and self.kind in {None, other.kind}
            and self.basis in {None, other.basis}
        )

    @property
    def weight(self) -> int:
        """How specific it is: a committee counts more than a kind, and a kind more than a basis."""
        return 4 * (self.committee is not None) + 2 * (self.kind is not None) + (self.basis is not None)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is different for the tasks of `scope`: values for some fields of `Timing`."""

    scope: Scope
    changes: Mapping[str, Any]


BUILT_IN = (Rule(Scope(basis=Basis.BUDGET_YEAR), {"rhythm": Rhythm.QUARTERLY}),)
"""Most tasks of a budget year fall due on 31 December: reminded one by one they would drown all others."""


def resolve(
    base: Timing, rules: Iterable[Rule], *, committee: int | None, kind: TaskKind, basis: Basis | None
) -> Timing:
    """The timing of a task: for each field the value of the most specific rule that sets it, else that of `base`.

    Of two rules of the same scope the later one wins.
    """
    found = base
    covering = [rule for rule in rules if rule.scope.covers(committee, kind, basis)]
    for rule in sorted(covering, key=lambda rule: rule.scope.weight):
        found = replace(found, **rule.changes)
    return found


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy: the base, the rules that narrow it, and when mails leave.

    Mails leave at `send_at`, local time, on working days, or with `every_day` on all days. Management gets the overdue
    list on Mondays.
    """

    base: Timing = field(default_factory=Timing)
    rules: tuple[Rule, ...] = BUILT_IN
    send_at: time = SEND_AT
    every_day: bool = False
    working_days: WorkingDays = field(default_factory=WorkingDays, compare=False)
    _resolved: dict[tuple[int | None, TaskKind, Basis | None], Timing] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _instants: dict[tuple[date, tzinfo], datetime] = field(default_factory=dict, init=False, repr=False, compare=False)

    def timing(self, committee: int | None, kind: TaskKind, basis: Basis | None) -> Timing:
        """When a task of this lead committee, kind and basis is reminded."""
        key = committee, kind, basis
        if key not in self._resolved:
            self._resolved[key] = resolve(self.base, self.rules, committee=committee, kind=kind, basis=basis)
        return self._resolved[key]

    def of(self, scope: Scope) -> Timing:
        """The timing that a rule of this scope gives, all that it leaves alone taken from wider ones."""
        return self._wide(scope, include=True)

    def inherited(self, scope: Scope) -> Timing:
        """What a rule of this scope leaves alone, and takes from wider ones."""
        return self._wide(scope, include=False)

    def _wide(self, scope: Scope, *, include: bool) -> Timing:
        found = self.base
        rules = [rule for rule in self.rules if rule.scope.holds(scope) and (include or rule.scope != scope)]
        for rule in sorted(rules, key=lambda rule: rule.scope.weight):
            found = replace(found, **rule.changes)
        return found

    def is_sending_day(self, day: date) -> bool:
        """Whether mails leave on `day`."""
        return self.every_day or self.working_days.includes(day)

    def sending_day(self, day: date) -> date:
        """`day`, or the first day after it on which mails leave."""
        return day if self.every_day else self.working_days.on_or_after(day)

    def send_instant(self, day: date, zone: tzinfo) -> datetime:
        """When the mails of `day` leave; the next working day's where nobody works on `day`."""
        key = day, zone
        if key not in self._instants:
            self._instants[key] = datetime.combine(self.sending_day(day), self.send_at, tzinfo=zone)
        return self._instants[key]

    def is_sending(self, now: datetime, zone: tzinfo) -> bool:
        """Whether new mails may leave at `now`: on a day of sending, from its hour."""
        local = now.astimezone(zone)
        return self.is_sending_day(local.date()) and local.time() >= self.send_at
