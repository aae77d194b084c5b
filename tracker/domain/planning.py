"""Who is to be reminded of what by now, and why: one pure function on small values.

A turn is due when its instant has come, never because it is exactly now. What a recipient was told is in the ledger; a
turn that the ledger does not answer is outstanding. Of a task's outstanding turns the newest becomes a line in the
recipient's mail and the others are swallowed by it: after an outage nobody gets the same task five times.

A turn is answered by its own record, and by one that came as late and stood as far on. So it does not come back when
the policy is changed around it, and it does come when a meeting moves the day on which the task must be acted on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from tracker.agreement.values import Basis, TaskKind
from tracker.danish import date_words
from tracker.domain.meetings import Actionable
from tracker.domain.policy import OVERDUE_LIST, Policy, Turn, days_from_anchor, list_turns, step_of, task_turns
from tracker.domain.reasons import why
from tracker.domain.status import Status, is_open


class MailKind(StrEnum):
    """The mails that are sent: at most one of a kind to a recipient a day."""

    DIGEST = "digest"  # the tasks that somebody follows
    OVERDUE_LIST = "overdue-list"  # all overdue tasks, for management


class Capacity(StrEnum):
    """Why somebody is reminded of a task."""

    SECRETARY = "secretary"
    RESPONSIBLE = "responsible"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"  # the task has nobody else

    @property
    def mail(self) -> MailKind:
        """The mail in which such a reminder stands."""
        return MailKind.OVERDUE_LIST if self is Capacity.MANAGEMENT else MailKind.DIGEST


@dataclass(frozen=True, slots=True)
class Recorded:
    """A line of the ledger about a version of a task's deadline, unless it ended as void.

    What did not apply when it was to be sent was not told, and comes when it applies again.
    """

    recipient: int
    rule: str
    occurrence: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What planning knows of a task. `secretaries` are those of the committees that own it, and like `responsible`
    only people who are still there. `known_since` is when the task and this version of its deadline both existed;
    `recorded` holds the ledger of this version alone.
    """

    id: int
    version: int
    due: date | None
    starts: date | None
    actionable: Actionable
    status: Status
    kind: TaskKind
    basis: Basis | None
    secretaries: tuple[int, ...]
    responsible: int | None
    known_since: datetime
    recorded: tuple[Recorded, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a plan is made from. `mailed` are the recipients who have today's mail of a kind already."""

    tasks: Iterable[TaskFacts]
    management: tuple[int, ...] = ()
    administrators: tuple[int, ...] = ()
    mailed: frozenset[tuple[int, MailKind]] = frozenset()


@dataclass(frozen=True, slots=True)
class DueTurn:
    """A turn and the instant at which it is due."""

    turn: Turn
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A task in a mail: the newest turn, those that it swallowed, and in one Danish sentence why it is there."""

    task: int
    version: int
    recipient: int
    capacity: Capacity
    newest: DueTurn
    swallowed: tuple[DueTurn, ...]
    reason: str

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
    that could not be planned, each with the kind of fault.
    """

    digests: tuple[Digest, ...] = ()
    unaddressed: tuple[int, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()


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
    for task in facts.tasks:
        try:
            planned = list(_lines(task, facts, policy, now, zone))
            if not _followers(task, facts) and _has_turn(task, policy, today):
                unaddressed.append(task.id)
        except Exception as error:
            faults.append((task.id, type(error).__name__))
            continue
        for line in planned:
            key = line.recipient, line.capacity.mail
            if key not in facts.mailed:
                lines[key].append(line)
    digests = (Digest(recipient, kind, today, tuple(found)) for (recipient, kind), found in sorted(lines.items()))
    return Plan(tuple(digests), tuple(unaddressed), tuple(faults))


def preview(facts: Facts, policy: Policy, day: date, *, now: datetime, zone: tzinfo) -> Plan:
    """What will be sent on `day`, a date after that of `now`, when nothing else changes until then.

    What falls due before `day` is taken to be sent before it, by the same planner.
    """
    tasks = list(facts.tasks)
    today = now.astimezone(zone).date()
    last = _last_sending_day(policy, today, day)
    if last is not None:
        instant = max(now, policy.send_instant(last, zone))
        mailed = facts.mailed if last == today else frozenset()
        before = plan(replace(facts, tasks=tasks, mailed=mailed), policy, now=instant, zone=zone)
        tasks = _as_if_sent(tasks, before)
    if not policy.working_days.includes(day):
        return Plan()
    facts = replace(facts, tasks=tasks, mailed=frozenset())
    return plan(facts, policy, now=policy.send_instant(day, zone), zone=zone)


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
) -> str | None:
    """Why a line that was planned does not apply any more, in a Danish sentence; none while it does.

    This is the look that is taken again before a mail is handed over.
    """
    if task.version != version or task.due is None:
        return f"Fristen er flyttet til {date_words(task.due)}." if task.due else "Opgaven har ikke længere en frist."
    if not is_open(task.status, task.kind):
        return f"Opgaven er afsluttet ({task.status.label.lower()})."
    capacities = {capacity for who, capacity in _recipients(task, facts) if who == recipient}
    if any(capacity.mail is kind for capacity in capacities):
        if rule == OVERDUE_LIST and task.due >= today:
            return "Fristen er ikke overskredet."
        return _too_early(task, rule, occurrence, today)
    if recipient == task.responsible and task.status is Status.DONE:
        return "Opgaven er færdig; kun sekretæren påmindes om at forelægge den."
    return "Modtageren er ikke længere sekretær for udvalget eller ansvarlig for opgaven."


def _too_early(task: TaskFacts, rule: str, occurrence: str, today: date) -> str | None:
    """Why a line that counted from another day is not due yet: a meeting, a rule or a closing day has moved the day."""
    anchor, days = _anchor(task), days_from_anchor(rule)
    if anchor is None or days is None or occurrence == anchor.isoformat() or anchor + timedelta(days) <= today:
        return None
    return f"Opgaven skal nu være klar {date_words(anchor)}, så det var for tidligt at påminde om den."


def _anchor(task: TaskFacts) -> date | None:
    return task.actionable.on or task.due


def _lines(task: TaskFacts, facts: Facts, policy: Policy, now: datetime, zone: tzinfo) -> Iterator[Line]:
    today = now.astimezone(zone).date()
    if task.due is None or not is_open(task.status, task.kind):
        return
    for recipient, capacity in _recipients(task, facts):
        outstanding = list(_outstanding(task, recipient, capacity.mail, policy, now, zone))
        if not outstanding:
            continue
        newest, *swallowed = outstanding
        reason = why(task.due, task.actionable, task.status, newest.turn.rule, today=today)
        yield Line(task.id, task.version, recipient, capacity, newest, tuple(swallowed), reason)


def _recipients(task: TaskFacts, facts: Facts) -> Iterator[tuple[int, Capacity]]:
    yield from _followers(task, facts).items()
    for manager in facts.management:
        yield manager, Capacity.MANAGEMENT


def _followers(task: TaskFacts, facts: Facts) -> Mapping[int, Capacity]:
    """Who follows a task, each in one capacity; the administrators where there is nobody."""
    found = dict.fromkeys(task.secretaries, Capacity.SECRETARY)
    if task.responsible is not None and task.status is not Status.DONE:
        found.setdefault(task.responsible, Capacity.RESPONSIBLE)
    return found or dict.fromkeys(facts.administrators, Capacity.ADMINISTRATOR)


def _outstanding(
    task: TaskFacts, recipient: int, kind: MailKind, policy: Policy, now: datetime, zone: tzinfo
) -> Iterator[DueTurn]:
    """The turns that are due and not answered, the newest first.

    Of those that were due before the task was known only the newest counts, and only where nothing came later: they
    were never missed. Planning begins when the mails of the day leave, so every turn up to today is due.
    """
    is_answered = _answers(task, recipient, kind)
    is_newest = True
    for turn in _turns(task, kind, policy, now.astimezone(zone).date()):
        due_at = policy.send_instant(turn.on, zone)
        if is_answered(turn, due_at) or (due_at < task.known_since and not is_newest):
            return  # every earlier turn stands behind this one in step and in time
        yield DueTurn(turn, due_at)
        is_newest = False


def _turns(task: TaskFacts, kind: MailKind, policy: Policy, until: date) -> Iterator[Turn]:
    assert task.due is not None  # noqa: S101 - the caller has looked
    if kind is MailKind.OVERDUE_LIST:
        return list_turns(task.due, until)
    anchor = _anchor(task) or task.due
    return task_turns(policy, basis=task.basis, starts=task.starts, due=task.due, anchor=anchor, until=until)


def _answers(task: TaskFacts, recipient: int, kind: MailKind) -> Callable[[Turn, datetime], bool]:
    assert task.due is not None  # noqa: S101 - the caller has looked
    records = [
        each
        for each in task.recorded
        if each.recipient == recipient and (each.rule == OVERDUE_LIST) is (kind is MailKind.OVERDUE_LIST)
    ]
    keys = {(each.rule, each.occurrence) for each in records}
    told = [(step_of(each.rule, each.occurrence, task.due), each.due_at) for each in records]

    def is_answered(turn: Turn, due_at: datetime) -> bool:
        # Its own record answers a turn also when mails now leave later in the day than when it was written.
        if (turn.rule, turn.occurrence) in keys:
            return True
        return any(step is not None and step >= turn.step and at >= due_at for step, at in told)

    return is_answered


def _has_turn(task: TaskFacts, policy: Policy, today: date) -> bool:
    if task.due is None or not is_open(task.status, task.kind):
        return False
    return any(_turns(task, MailKind.DIGEST, policy, today))


def _last_sending_day(policy: Policy, today: date, before: date) -> date | None:
    """The last day before `before`, and not before `today`, on which mails leave."""
    day = before - timedelta(days=1)
    while day >= today:
        if policy.working_days.includes(day):
            return day
        day -= timedelta(days=1)
    return None


def _as_if_sent(tasks: Sequence[TaskFacts], sent: Plan) -> list[TaskFacts]:
    records: defaultdict[int, list[Recorded]] = defaultdict(list)
    for digest in sent.digests:
        for line in digest.lines:
            records[line.task].extend(line.records)
    return [replace(task, recorded=(*task.recorded, *records[task.id])) for task in tasks]
