"""What is reminded, and when: the rules as data, and the days on which each has its turns.

A rule counts from an anchor, the day on which a task must be acted on, or from the due date itself. Each of its turns
has a step: the days from the anchor, negative before it. A turn is written in the ledger as a rule and an occurrence
(«before-14», «2019-05-31»), from which its step can be read again.

A turn falls on a day of the calendar and is due when that day's mails leave; where nobody works on that day, when those
of the next working day do. Nothing is skipped, so two turns may be due at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from tracker.agreement.values import Basis
from tracker.domain.workdays import WorkingDays

LEAD_DAYS = (60, 30, 14, 7, 1)
OVERDUE_EVERY_DAYS = 7
SEND_AT = time(8)

BEFORE = "before"
ON_DAY = "on-day"
AFTER = "after"
QUARTER = "quarter"
OVERDUE_LIST = "overdue-list"

_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Policy:
    """When reminders are sent.

    `lead_days` before the anchor, on it, and every `overdue_every_days` after it; tasks of a basis in `quarterly` on
    the first day of each quarter instead. Management gets the overdue list on Mondays. Mails leave at `send_at`, local
    time.
    """

    lead_days: tuple[int, ...] = LEAD_DAYS
    overdue_every_days: int = OVERDUE_EVERY_DAYS
    send_at: time = SEND_AT
    quarterly: frozenset[Basis] = frozenset({Basis.BUDGET_YEAR})
    working_days: WorkingDays = field(default_factory=WorkingDays, compare=False)

    def send_instant(self, day: date, zone: tzinfo) -> datetime:
        """When the mails of `day` leave; the next working day's where nobody works on `day`."""
        return datetime.combine(self.working_days.on_or_after(day), self.send_at, tzinfo=zone)

    def is_sending(self, now: datetime, zone: tzinfo) -> bool:
        """Whether new mails may leave at `now`: on a working day, from the hour of sending."""
        local = now.astimezone(zone)
        return self.working_days.includes(local.date()) and local.time() >= self.send_at


@dataclass(frozen=True, slots=True)
class Turn:
    """One time that a rule asks for a reminder, on a day of the calendar."""

    rule: str
    occurrence: str
    step: int
    on: date


def task_turns(
    policy: Policy, *, basis: Basis | None, starts: date | None, due: date, anchor: date, until: date
) -> Iterator[Turn]:
    """The turns of a task for those who follow it, up to and including `until`, the newest first."""
    if basis in policy.quarterly:
        yield from _quarters(due, starts or date(due.year, 1, 1), until)
        return
    occurrence = anchor.isoformat()
    for step in _steps(policy, (until - anchor).days):
        yield Turn(_rule_of(step), occurrence, step, anchor + timedelta(days=step))


def list_turns(due: date, until: date) -> Iterator[Turn]:
    """The Mondays after `due` on which a task stands on the overdue list, up to `until`, the newest first."""
    monday = until - timedelta(days=until.weekday())
    while monday > due:
        yield Turn(OVERDUE_LIST, monday.isoformat(), (monday - due).days, monday)
        monday -= timedelta(days=7)


def days_from_anchor(rule: str) -> int | None:
    """The days from the anchor on which a rule has its turn; none for a rule that counts from something else."""
    if rule == ON_DAY:
        return 0
    kind, _, days = rule.partition("-")
    if kind not in {BEFORE, AFTER} or not days.isdecimal():
        return None
    return int(days) if kind == AFTER else -int(days)


def step_of(rule: str, occurrence: str, due: date) -> int | None:
    """The step of a turn as the ledger has it; none for a rule that has no steps or is not known here."""
    if rule in {QUARTER, OVERDUE_LIST}:
        return (date.fromisoformat(occurrence) - due).days
    return days_from_anchor(rule)


def rule_words(rule: str) -> str:
    """A rule in Danish, as lists show it."""
    if rule in _RULE_WORDS:
        return _RULE_WORDS[rule]
    kind, _, days = rule.partition("-")
    unit = "dag" if days == "1" else "dage"
    return f"{days} {unit} {'før' if kind == BEFORE else 'efter'}"


_RULE_WORDS = {ON_DAY: "På dagen", QUARTER: "Kvartalsvis", OVERDUE_LIST: "Ledelsens ugeliste"}


def _steps(policy: Policy, furthest: int) -> Iterator[int]:
    every = policy.overdue_every_days
    yield from range(furthest - furthest % every, 0, -every)
    for step in (0, *(-days for days in sorted(policy.lead_days))):
        if step <= furthest:
            yield step


def _rule_of(step: int) -> str:
    if step == 0:
        return ON_DAY
    return f"{AFTER}-{step}" if step > 0 else f"{BEFORE}-{-step}"


def _quarters(due: date, starts: date, until: date) -> Iterator[Turn]:
    first = until.replace(month=until.month - (until.month - 1) % _MONTHS_A_QUARTER, day=1)
    while first >= starts:
        yield Turn(QUARTER, first.isoformat(), (first - due).days, first)
        month = first.month - _MONTHS_A_QUARTER
        first = first.replace(month=month) if month > 0 else date(first.year - 1, 13 - _MONTHS_A_QUARTER, 1)
