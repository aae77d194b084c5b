"""Who is to be reminded of what by now, and why: one pure function on small values.

A turn is due when its instant has come, never because it is exactly now. What a recipient was told is in the ledger; a
turn that the ledger does not answer is outstanding. Of a task's outstanding turns the newest becomes a line in the
recipient's mail and the others are swallowed by it: after an outage nobody gets the same task five times.

A turn is answered by its own record, and by one of its family that came as late and stood as far on. So it does not
come back when the policy is changed around it, and it does come when a meeting moves the day on which the task must be
acted on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from tracker.domain import notices
from tracker.domain.facts import Capacity, Facts, MailKind, Recorded, TaskFacts
from tracker.domain.notices import Notice
from tracker.domain.policy import Policy, Timing
from tracker.domain.reasons import why
from tracker.domain.recipients import Recipient, due_rungs, escalated, followers, recipients
from tracker.domain.status import ALWAYS_OPEN, Status, is_open, is_overdue
from tracker.domain.turns import (
    MONTH,
    OVERDUE_LIST,
    Family,
    Turn,
    date_turns,
    days_from_anchor,
    family_of,
    ladder_turn,
    list_turns,
    month_turns,
    silence_turns,
    step_of,
)
from tracker.sayings import Saying


class DueTurn(NamedTuple):
    """A turn and the instant at which it is due."""

    turn: Turn
    due_at: datetime


class Line(NamedTuple):
    """A task in a mail: the newest turn, those that it swallowed, and in Danish why it is there.

    `on_behalf_of` is the person for whom the recipient stands in.
    """

    task: int
    version: int
    recipient: int
    capacity: Capacity
    newest: DueTurn
    swallowed: tuple[DueTurn, ...]
    reason: str
    on_behalf_of: int | None = None

    @property
    def climbs(self) -> bool:
        """Whether a rung of the ladder is among what it tells."""
        return any(family_of(turn.rule) is Family.LADDER for turn, _ in (self.newest, *self.swallowed))

    @property
    def records(self) -> Iterator[Recorded]:
        """The lines of the ledger that answer these turns."""
        for each in (self.newest, *self.swallowed):
            yield Recorded(self.recipient, each.turn.rule, each.turn.occurrence, each.due_at)


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail to be: to whom, on which day, with which lines."""

    recipient: int
    kind: MailKind
    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sent now. `unaddressed` are the ids of tasks with a due turn and nobody to tell; `faults` those
    that could not be planned, each with the kind of fault; `waiting` those with a line for somebody who has had today's
    mail.
    """

    digests: tuple[Digest, ...] = ()
    unaddressed: tuple[int, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    waiting: tuple[int, ...] = ()


def plan(facts: Facts, policy: Policy, *, now: datetime, zone: tzinfo) -> Plan:
    """What is to be sent at `now`: nothing outside the hours of sending, and one mail of a kind a recipient and day.

    A turn that waits for tomorrow's mail is not lost: it stays outstanding until the ledger answers it. A task that
    cannot be planned stops no other.
    """
    if not policy.is_sending(now, zone):
        return Plan()
    today = now.astimezone(zone).date()
    lines: defaultdict[tuple[int, MailKind], list[Line]] = defaultdict(list)
    unaddressed, faults = [], []
    waiting: list[int] = []
    for task in facts.tasks:
        try:
            view = _view(task, facts, policy, today, zone)
            planned = list(view.lines())
            if view.is_unaddressed():
                unaddressed.append(task.id)
        except Exception as error:
            faults.append((task.id, type(error).__name__))
            continue
        for line in planned:
            key = line.recipient, line.capacity.mail
            if key not in facts.mailed:
                lines[key].append(line)
            elif task.id not in waiting[-1:]:
                waiting.append(task.id)
    digests = (Digest(recipient, kind, today, tuple(found)) for (recipient, kind), found in sorted(lines.items()))
    return Plan(tuple(digests), tuple(unaddressed), tuple(faults), tuple(waiting))


def preview(facts: Facts, policy: Policy, day: date, *, now: datetime, zone: tzinfo) -> Plan:
    """What will be sent on `day`, a date after that of `now`, when nothing else changes until then.

    What falls due before `day` is taken to be sent before it, by the same planner. The ladder, whose rungs follow each
    other, is climbed day by day.
    """
    for on, found in forecast(facts, policy, until=day, now=now, zone=zone):
        if on == day:
            return found
    return Plan()


def forecast(facts: Facts, policy: Policy, *, until: date, now: datetime, zone: tzinfo) -> Iterator[tuple[date, Plan]]:
    """What will be sent on each day from that of `now` up to `until`, when nothing else changes until then."""
    tasks = list(facts.tasks)
    day = now.astimezone(zone).date()
    facts = replace(facts, tasks=tasks)
    while day <= until:
        if policy.is_sending_day(day):
            found = plan(facts, policy, now=max(now, policy.send_instant(day, zone)), zone=zone)
            yield day, found
            tasks = as_if_sent(tasks, found)
            facts = replace(facts, tasks=tasks, mailed=frozenset())
        day += timedelta(days=1)


def planned_lines(
    task: TaskFacts, facts: Facts, policy: Policy, *, until: date, now: datetime, zone: tzinfo
) -> Iterator[tuple[date, Line]]:
    """What will be said of one task on which day, up to `until`."""
    alone = replace(facts, tasks=[task])
    for day, found in forecast(alone, policy, until=until, now=now, zone=zone):
        for digest in found.digests:
            yield from ((day, line) for line in digest.lines)


def dropped_because(
    task: TaskFacts,
    facts: Facts,
    *,
    version: int,
    recipient: int,
    kind: MailKind,
    rule: str,
    occurrence: str,
    today: date,
) -> Saying | None:
    """Why a line that was planned does not apply any more, in a sentence; none while it does.

    This is the look that is taken again before a mail is handed over.
    """
    if kind is MailKind.AT_ONCE:
        following = {each.user for each in recipients(task, facts, today)}
        return notices.dropped_because(task, Notice(rule), version=version, recipient=recipient, concerned=following)
    if task.version != version or (task.due is None and rule != MONTH):
        if task.due is None:
            return Saying("Opgaven har ikke længere en frist.")
        return Saying("Fristen er flyttet til %(day)s.", day=task.due)
    if not is_open(task.status, task.kind):
        return Saying("Opgaven er afsluttet (%(status)s).", status=task.status.within)
    family = family_of(rule)
    if family is Family.LADDER:
        return _off_the_ladder(task, facts, rule, recipient, today)
    if family is Family.SILENCE and task.status_on is not None and task.status_on.isoformat() > occurrence:
        return Saying("Der er meldt status %(day)s.", day=task.status_on)
    if any(each.user == recipient and each.capacity.mail is kind for each in recipients(task, facts, today)):
        if rule == OVERDUE_LIST and task.due is not None and task.due >= today:
            return Saying("Fristen er ikke overskredet.")
        return _too_early(task, rule, occurrence, today)
    if recipient == task.responsible and task.status is Status.DONE:
        return Saying("Opgaven er færdig; kun sekretæren påmindes om at forelægge den.")
    return notices.NOT_CONCERNED


def _too_early(task: TaskFacts, rule: str, occurrence: str, today: date) -> Saying | None:
    """Why a line that counted from another day is not due yet: a meeting, a rule or a closing day has moved the day."""
    anchor, days = _anchor(task), days_from_anchor(rule)
    if anchor is None or days is None or occurrence == anchor.isoformat() or anchor + timedelta(days) <= today:
        return None
    return Saying("Opgaven skal nu være klar %(day)s, så det var for tidligt at påminde om den.", day=anchor)


def _anchor(task: TaskFacts) -> date | None:
    return task.actionable.on or task.due


def has_turn(task: TaskFacts, timing: Timing, today: date) -> bool:
    """Whether any turn of the task has come by `today`, answered or not; of the ladder only that it may be climbed."""
    if any(_date_turns(task, timing, today)):
        return True
    if task.due is not None and task.due < today:
        return True
    return task.status_on is not None and any(silence_turns(timing, task.status_on, today, later=False))


def still_asked_for(task: TaskFacts, policy: Policy, rule: str, occurrence: str, today: date) -> bool:
    """Whether `policy` has the turn that a line of the ledger stands for."""
    timing = policy.timing(task.committee, task.kind, task.basis)
    family = family_of(rule)
    if family in {Family.LIST, None}:  # the weekly list, and what is told at once, no policy changes
        return True
    if family is Family.LADDER:
        step = int(rule.partition("-")[2])
        return step <= len(timing.ladder) and timing.ladder[step - 1] > 0
    turns = list(_date_turns(task, timing, today))
    if task.status_on is not None:
        for later in (False, True):
            turns += silence_turns(timing, task.status_on, today, later=later)
    return any((turn.rule, turn.occurrence) == (rule, occurrence) for turn in turns)


@dataclass(frozen=True, slots=True)
class _View:
    """A task as planning sees it on a day; `timing` is that of the policy for it."""

    task: TaskFacts
    facts: Facts
    policy: Policy
    timing: Timing
    today: date
    zone: tzinfo

    def lines(self) -> Iterator[Line]:
        """The lines about the task, one a recipient and kind of mail."""
        if not is_open(self.task.status, self.task.kind):
            return
        found: defaultdict[tuple[int, MailKind], list[DueTurn]] = defaultdict(list)
        who: dict[tuple[int, MailKind], Recipient] = {}
        for each, turns in (*self._by_date(), *self._by_ladder()):
            key = each.user, each.capacity.mail
            who.setdefault(key, each)
            found[key].extend(turns)
        for key, turns in found.items():
            if turns:
                yield self._line(who[key], turns)

    def is_unaddressed(self) -> bool:
        """Whether a turn has come and nobody follows the task."""
        if not is_open(self.task.status, self.task.kind) or followers(self.task, self.facts):
            return False
        return any(_date_turns(self.task, self.timing, self.today))

    def _line(self, who: Recipient, turns: Sequence[DueTurn]) -> Line:
        task, (newest, *swallowed) = self.task, turns
        rules = {each.turn.rule for each in _foremost(turns)}
        reason = why(task.due, task.actionable, task.status, rules, today=self.today, status_on=task.status_on)
        return Line(task.id, task.version, who.user, who.capacity, newest, tuple(swallowed), reason, who.on_behalf_of)

    def _by_date(self) -> Iterator[tuple[Recipient, list[DueTurn]]]:
        task, timing = self.task, self.timing
        for each in recipients(task, self.facts, self.today):
            if each.capacity.mail is MailKind.OVERDUE_LIST:
                turns = list_turns(task.due, self.today) if task.due else iter(())
                yield each, self._outstanding(each, turns, Family.LIST)
                continue
            outstanding = self._outstanding(each, _date_turns(task, timing, self.today), Family.DATE)
            if self._may_be_silent() and task.status_on is not None:
                later = each.capacity is Capacity.SECRETARY and task.responsible is not None
                silent = silence_turns(timing, task.status_on, self.today, later=later)
                outstanding += self._outstanding(each, silent, Family.SILENCE)
            yield each, outstanding

    def _by_ladder(self) -> Iterator[tuple[Recipient, list[DueTurn]]]:
        for rung in due_rungs(self.task, self.facts, self.timing, self.today):
            turn = ladder_turn(rung, self.today)
            for each in escalated(self.task, self.facts, rung, self.today):
                if all(one.rule != turn.rule for one in each.told(self.task)):
                    yield each, [DueTurn(turn, self.policy.send_instant(self.today, self.zone))]

    def _may_be_silent(self) -> bool:
        """Whether silence counts: a task that was begun, and that no reminder of its own date calls for."""
        task = self.task
        begun = task.status in ALWAYS_OPEN - {Status.NOT_STARTED}
        return begun and task.due is not None and not is_overdue(task.status, task.kind, task.due, self.today)

    def _outstanding(self, who: Recipient, turns: Iterator[Turn], family: Family) -> list[DueTurn]:
        """The turns that are due and not answered, the newest first.

        Of those that were due before the task was known only the newest counts, and only where nothing came later:
        they were never missed. Planning begins when the mails of the day leave, so every turn up to today is due.
        """
        due = self.task.due
        told = [each for each in who.told(self.task) if family_of(each.rule) is family]
        keys = {(each.rule, each.occurrence) for each in told}
        steps = [(step_of(each.rule, each.occurrence, due), each.due_at) for each in told]
        found: list[DueTurn] = []
        for turn in turns:
            due_at = self.policy.send_instant(turn.on, self.zone)
            # Its own record answers a turn also when mails now leave later in the day than when it was written.
            own = (turn.rule, turn.occurrence) in keys
            if own or any(step is not None and step >= turn.step and at >= due_at for step, at in steps):
                break  # every earlier turn stands behind this one in step and in time
            if due_at < self.task.known_since and found:
                break
            found.append(DueTurn(turn, due_at))
        return found


def _view(task: TaskFacts, facts: Facts, policy: Policy, today: date, zone: tzinfo) -> _View:
    return _View(task, facts, policy, policy.timing(task.committee, task.kind, task.basis), today, zone)


def _date_turns(task: TaskFacts, timing: Timing, until: date) -> Iterator[Turn]:
    if task.due is None:
        return month_turns(timing, task.known_since.date(), until)
    anchor = _anchor(task) or task.due
    return date_turns(timing, starts=task.starts, due=task.due, anchor=anchor, until=until)


def _foremost(turns: Sequence[DueTurn]) -> Iterator[DueTurn]:
    """The first, and so the newest, turn of each family."""
    seen: set[Family | None] = set()
    for each in turns:
        family = family_of(each.turn.rule)
        if family not in seen:
            seen.add(family)
            yield each


def _off_the_ladder(task: TaskFacts, facts: Facts, rule: str, recipient: int, today: date) -> Saying | None:
    if task.status is Status.DONE:
        return Saying("Opgaven er meldt færdig, så den eskaleres ikke.")
    if not is_overdue(task.status, task.kind, task.due, today):
        return Saying("Fristen er ikke overskredet.")
    rung = int(rule.partition("-")[2])
    if any(each.user == recipient for each in escalated(task, facts, rung, today)):
        return None
    return Saying("Modtageren har ikke længere den rolle, som opgaven blev sendt videre til.")


def as_if_sent(tasks: Sequence[TaskFacts], sent: Plan) -> list[TaskFacts]:
    """The tasks with the lines of a plan in their ledger."""
    records: defaultdict[int, list[Recorded]] = defaultdict(list)
    for digest in sent.digests:
        for line in digest.lines:
            records[line.task].extend(line.records)
    return [
        replace(task, recorded=(*task.recorded, *records[task.id])) if task.id in records else task for task in tasks
    ]
