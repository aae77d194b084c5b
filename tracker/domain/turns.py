"""The days on which the rules of a policy ask for a reminder.

A rule counts from an anchor: the day on which a task must be acted on, its due date, the day of its last status. Each
of its turns has a step, which grows from turn to turn. A turn is written in the ledger as a rule and an occurrence
(«before-14», «2019-05-31»), from which its step can be read again.

A turn falls on a day of the calendar and is due when that day's mails leave; where nobody works on that day, when those
of the next working day do. Nothing is skipped, so two turns may be due at once. Turns of one family stand behind each
other: whoever was told the later one needs the earlier no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.policy import Rhythm, Timing
from tracker.language import mark
from tracker.sayings import Saying, counted, said

BEFORE = "before"
ON_DAY = "on-day"
AFTER = "after"
OPENS = "opens"
QUARTER = "quarter"
MONTH = "month"
OVERDUE_LIST = "overdue-list"
SILENCE = "silence"
ESCALATION = "escalation"

SILENCE_STEP = 14
"""Days by which the secretary is told of a silence after the responsible."""

_MONTHS_A_QUARTER = 3


class Family(StrEnum):
    """Rules whose turns stand behind each other."""

    DATE = "date"
    LIST = "list"
    SILENCE = "silence"
    LADDER = "ladder"


@lru_cache(maxsize=1024)
def family_of(rule: str) -> Family | None:
    """The family of a rule as the ledger has it; none for one that is not known here."""
    return _FAMILIES.get(rule.partition("-")[0] if rule not in _FAMILIES else rule)


_FAMILIES = {
    BEFORE: Family.DATE,
    ON_DAY: Family.DATE,
    AFTER: Family.DATE,
    OPENS: Family.DATE,
    QUARTER: Family.DATE,
    MONTH: Family.DATE,
    OVERDUE_LIST: Family.LIST,
    SILENCE: Family.SILENCE,
    ESCALATION: Family.LADDER,
}


class Turn(NamedTuple):
    """One time that a rule asks for a reminder, on a day of the calendar."""

    rule: str
    occurrence: str
    step: int
    on: date


def date_turns(timing: Timing, *, starts: date | None, due: date, anchor: date, until: date) -> Iterator[Turn]:
    """The turns of a task with a due date for those who follow it, up to and including `until`, the newest first."""
    if timing.rhythm is Rhythm.QUARTERLY:
        yield from _quarters(due, starts or date(due.year, 1, 1), until)
        return
    occurrence = anchor.isoformat()
    for step, rule in _steps(timing, starts, anchor, (until - anchor).days):
        yield Turn(rule, occurrence, step, anchor + timedelta(days=step))


def month_turns(timing: Timing, since: date, until: date) -> Iterator[Turn]:
    """The firsts of the months on which a task without a date, known `since`, is reminded, the newest first."""
    first = until.replace(day=1)
    while timing.undated_monthly and first > since:
        yield Turn(MONTH, first.isoformat(), first.toordinal(), first)
        first = (first - timedelta(days=1)).replace(day=1)


def silence_turns(timing: Timing, status_on: date, until: date, *, later: bool) -> Iterator[Turn]:
    """The days on which a task has had no status for so long, the newest first; `later` for the secretary."""
    every = timing.silence_days
    if not every or timing.rhythm is Rhythm.QUARTERLY:
        return
    first = every + (SILENCE_STEP if later else 0)
    silent = (until - status_on).days
    step = first + (silent - first) // every * every
    while step >= first:
        yield Turn(f"{SILENCE}-{step}", status_on.isoformat(), step, status_on + timedelta(days=step))
        step -= every


def list_turns(due: date, until: date) -> Iterator[Turn]:
    """The Mondays after `due` on which a task stands on the overdue list, up to `until`, the newest first."""
    monday = until - timedelta(days=until.weekday())
    while monday > due:
        yield Turn(OVERDUE_LIST, monday.isoformat(), (monday - due).days, monday)
        monday -= timedelta(days=7)


def ladder_turn(step: int, day: date) -> Turn:
    """The step of the escalation ladder, numbered from 1, that is told on `day`."""
    return Turn(f"{ESCALATION}-{step}", day.isoformat(), step, day)


def next_date_turn(timing: Timing, *, starts: date | None, anchor: date, after: date) -> date | None:
    """The day of the first of `date_turns` after a day; for the quarterly rhythm the next quarter, whether it counts or
    not.
    """
    if timing.rhythm is Rhythm.QUARTERLY:
        return _next_first(after, _MONTHS_A_QUARTER)
    gone = (after - anchor).days
    steps = [step for step, _ in _single_steps(timing, _opens(starts, anchor)) if step > gone]
    if every := timing.overdue_every_days:
        steps.append((max(gone, 0) // every + 1) * every)
    return anchor + timedelta(days=min(steps)) if steps else None


def next_month_turn(timing: Timing, after: date) -> date | None:
    """The day of the first of `month_turns` after a day."""
    return _next_first(after, 1) if timing.undated_monthly else None


def next_silence_turn(timing: Timing, status_on: date, after: date) -> date | None:
    """The day of the first of `silence_turns` after a day, the responsible's or the secretary's."""
    every = timing.silence_days
    if not every or timing.rhythm is Rhythm.QUARTERLY:
        return None
    silent = (after - status_on).days
    steps = (first + max(0, (silent - first) // every + 1) * every for first in (every, every + SILENCE_STEP))
    return status_on + timedelta(days=min(steps))


def next_list_turn(due: date, after: date) -> date:
    """The day of the first of `list_turns` after a day."""
    last = max(due, after)
    return last + timedelta(days=7 - last.weekday())


@lru_cache(maxsize=1024)
def days_from_anchor(rule: str) -> int | None:
    """The days from the anchor on which a rule has its turn; none for a rule that counts from something else."""
    if rule == ON_DAY:
        return 0
    kind, _, days = rule.partition("-")
    if kind not in {BEFORE, OPENS, AFTER} or not days.isdecimal():
        return None
    return int(days) if kind == AFTER else -int(days)


def step_of(rule: str, occurrence: str, due: date | None) -> int | None:
    """The step of a turn as the ledger has it; none for a rule that has no steps or is not known here."""
    days = days_from_anchor(rule)
    if days is not None:
        return days
    if rule in {QUARTER, OVERDUE_LIST}:
        return (date.fromisoformat(occurrence) - due).days if due else None
    if rule == MONTH:
        return date.fromisoformat(occurrence).toordinal()
    kind, _, number = rule.partition("-")
    return int(number) if kind in {SILENCE, ESCALATION} and number.isdecimal() else None


def rule_words(rule: str) -> str:
    """A rule as lists show it, in the language that is spoken."""
    return said(rule_sentence(rule))


def rule_sentence(rule: str) -> str:
    """A rule as it stands in what is stored; one that is not known here as it is written."""
    if rule in _RULE_WORDS:
        return Saying(_RULE_WORDS[rule])
    kind, _, number = rule.partition("-")
    if kind == ESCALATION:
        return Saying("Eskalering, trin %(number)s", number=number)
    if kind == OPENS:
        return Saying("Perioden begynder")
    days = counted("%(num)s dag", "%(num)s dage", int(number)) if number.isdecimal() else number
    return Saying(_DAYS_WORDS[kind], days=days) if kind in _DAYS_WORDS else rule


_DAYS_WORDS = {
    SILENCE: mark("%(days)s uden status"),
    BEFORE: mark("%(days)s før"),
    AFTER: mark("%(days)s efter"),
}
_RULE_WORDS = {
    ON_DAY: mark("På dagen"),
    QUARTER: mark("Kvartalsvis"),
    MONTH: mark("Månedligt, uden frist"),
    OVERDUE_LIST: mark("Ledelsens ugeliste"),
    "given": mark("Opgaven givet videre"),
    "moved": mark("Fristen flyttet"),
    "by-hand": mark("Påmindet nu"),
    "not-mine": mark("Svar: ikke min opgave"),
    "wished": mark("Ønske om ny frist"),
    "refused": mark("Ønske om ny frist afslået"),
    "bounced": mark("En mail kom retur"),
}


def _steps(timing: Timing, starts: date | None, anchor: date, furthest: int) -> Iterator[tuple[int, str]]:
    every = timing.overdue_every_days
    for step in range(furthest - furthest % every, 0, -every) if every else ():
        yield step, f"{AFTER}-{step}"
    yield from (each for each in _single_steps(timing, _opens(starts, anchor)) if each[0] <= furthest)


def _opens(starts: date | None, anchor: date) -> int | None:
    """The days before the anchor on which a period begins."""
    return (anchor - starts).days if starts is not None and starts < anchor else None


@lru_cache(maxsize=1024)
def _single_steps(timing: Timing, opens: int | None) -> tuple[tuple[int, str], ...]:
    """The steps that come once, with their rules, the newest first: all but those that are repeated after the day."""
    wanted = {-days: f"{BEFORE}-{days}" for days in timing.lead_days}
    if timing.on_day:
        wanted[0] = ON_DAY
    if timing.window_opens and opens is not None:
        wanted[-opens] = f"{OPENS}-{opens}"
    return tuple(sorted(wanted.items(), reverse=True))


def _next_first(after: date, months: int) -> date:
    """The next first of a month after a day, of those that begin a span of so many months."""
    place = after.year * 12 + after.month - 1
    place += months - place % months
    return date(place // 12, place % 12 + 1, 1)


def _quarters(due: date, starts: date, until: date) -> Iterator[Turn]:
    first = until.replace(month=until.month - (until.month - 1) % _MONTHS_A_QUARTER, day=1)
    while first >= starts:
        yield Turn(QUARTER, first.isoformat(), (first - due).days, first)
        month = first.month - _MONTHS_A_QUARTER
        first = first.replace(month=month) if month > 0 else date(first.year - 1, 13 - _MONTHS_A_QUARTER, 1)
