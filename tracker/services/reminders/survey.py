"""Looking at the tasks: which of them planning must look at now, and on which day again.

Planning looks at the tasks whose day has come (`tasks.plan_on`): those that changed, which triggers set to the first of
all days, and those that an earlier look gave this day (`tracker.domain.next_look`). Every open task is looked at when
what surrounds the tasks changed (people, meetings, policy), when the program or its configuration is another, when the
clock was set back, and when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, bindparam, or_, outerjoin, select, true, tuple_, update
from sqlalchemy.orm import Session

from tracker import __version__
from tracker.clock import local_date
from tracker.db.inserting import insert_new, table_of
from tracker.db.models import PlanningMark, Task
from tracker.db.queries.parts.rules import open_tasks
from tracker.db.queries.reminders.reminders import PLANNED, facts_of, load_surroundings
from tracker.db.queries.reminders.stamps import ALL_STAMPS
from tracker.domain.facts import MailKind
from tracker.domain.next_look import next_looks
from tracker.domain.planning import Digest, Plan, plan
from tracker.domain.policy import Policy
from tracker.resources import build_mark
from tracker.services.reminders.policies import current

TASKS_AT_A_TIME = 1000
"""Tasks that are looked at together, and settled together: so many are in memory at once, however many there are."""

EVERYTHING = "everything"
"""The name of the mark that tells what the last look at everything stood on."""

_tasks = table_of(Task)
_SETTLE = (
    update(_tasks)
    .where(_tasks.c.id == bindparam("task"), _tasks.c.plan_changes == bindparam("seen_changes"))
    .values(plan_on=bindparam("day"))
)


_STAMP_AND_NOTED: Select[*tuple[Any, ...]] = select(
    ALL_STAMPS.scalar_subquery().label("now"), PlanningMark.stamp, PlanningMark.policy, PlanningMark.day
).select_from(outerjoin(select(true().label("one")).subquery(), PlanningMark, PlanningMark.name == EVERYTHING))
_ALL = (
    PLANNED.where(or_(open_tasks(), _tasks.c.plan_on.is_not(None)), _tasks.c.id > bindparam("last_id"))
    .order_by(_tasks.c.id)
    .limit(TASKS_AT_A_TIME)
)
# In the order of the index that finds them; by their ids, all tasks would be gone through.
_DUE = (
    PLANNED.where(
        _tasks.c.plan_on <= bindparam("until"),
        tuple_(_tasks.c.plan_on, _tasks.c.id) > tuple_(bindparam("last_day"), bindparam("last_id")),
    )
    .order_by(_tasks.c.plan_on, _tasks.c.id)
    .limit(TASKS_AT_A_TIME)
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a look at everything stands on: the stamps of the surroundings, the configuration, and the day."""

    stamp: int
    policy: str
    day: date


class Look(NamedTuple):
    """A task that was looked at: the count of changes that was seen, the day of this look, and that of the next."""

    task: int
    changes: int
    day: date | None
    next_day: date | None


@dataclass(frozen=True, slots=True)
class Survey:
    """A plan, the looks of which something is to be noted, and what they stand on; no basis while that cannot be said.
    `is_noted`: the basis is the one that is noted already.
    """

    plan: Plan
    looks: tuple[Look, ...] = ()
    basis: Basis | None = None
    of_everything: bool = False
    is_noted: bool = False


def survey(session: Session, policy: Policy, *, now: datetime, zone: ZoneInfo, everything: bool = False) -> Survey:
    """What is to be sent now. Outside the hours of sending nothing is looked at."""
    # The notes are read before what they are about: a change in between shows the next time.
    stamp, noted = _stamp_and_noted(session)
    today = local_date(now, zone)
    basis = None if stamp is None else Basis(stamp, _mark_of(policy, zone), today)
    policy = current(session, policy)
    if not policy.is_sending(now, zone):
        return Survey(Plan())
    everything = everything or not _stands(noted, basis)
    around = None
    plans, looks = [], list[Look]()
    for page in _pages(session, None if everything else today):
        around = around or load_surroundings(session, today=today, working_days=policy.working_days)
        facts = facts_of(session, page, around, zone=zone)
        planned = plan(facts, policy, now=now, zone=zone)
        days = next_looks(facts, policy, planned, today=today)
        days |= {task_id: date.min for task_id, _ in planned.faults}
        told = {line.task for digest in planned.digests for line in digest.lines}
        for row in page:
            next_day = days.get(row.id)
            if next_day != row.plan_on or row.id in told:
                looks.append(Look(row.id, row.plan_changes, row.plan_on, next_day))
        plans.append(planned)
    return Survey(_merged(plans), tuple(looks), basis, everything, is_noted=noted == basis)


def settle(session: Session, done: Survey, looks: Sequence[Look], again: Collection[int] = ()) -> bool:
    """Gives the tasks of `looks` the day of their next look, those in `again` the first of all days.

    A task that changed since keeps its note. Returns false, and writes nothing, when the surroundings changed since, or
    another process has come to know them better: then nothing of this survey can be relied on.
    """
    if not _may_settle(session, done):
        return False
    changed = [
        {"task": look.task, "seen_changes": look.changes, "day": date.min if look.task in again else look.next_day}
        for look in looks
    ]
    rows = [row for row, look in zip(changed, looks, strict=True) if row["day"] != look.day]
    if rows:
        session.connection().execute(_SETTLE, rows)
    return True


def complete(session: Session, done: Survey) -> None:
    """Notes that every task has the day of its next look, when all looks of `done` are settled."""
    basis = done.basis
    if basis is None or not _may_settle(session, done):
        return
    found = {"stamp": basis.stamp, "policy": basis.policy, "day": basis.day}
    session.execute(update(PlanningMark).where(PlanningMark.name == EVERYTHING).values(found))


def pages_of(done: Survey) -> Iterator[Sequence[Look]]:
    """The looks of a survey, as many together as are to be settled together."""
    return (done.looks[first : first + TASKS_AT_A_TIME] for first in range(0, len(done.looks), TASKS_AT_A_TIME))


def _stands(noted: Basis | None, basis: Basis | None) -> bool:
    """Whether the days that tasks have can be relied on."""
    if basis is None or noted is None:
        return False
    return (noted.stamp, noted.policy) == (basis.stamp, basis.policy) and noted.day <= basis.day


def _stamp_and_noted(session: Session) -> tuple[int | None, Basis | None]:
    """The sum of all stamps, and what the last look at everything stood on."""
    found = session.execute(_STAMP_AND_NOTED).one()
    return found.now, None if found.stamp is None else Basis(found.stamp, found.policy, found.day)


def _may_settle(session: Session, done: Survey) -> bool:
    """Whether the surroundings are still those of the survey. The row of the mark is locked until the transaction ends,
    so that of two processes the one that knows newer surroundings writes last.
    """
    if done.basis is None:
        return False
    lock = select(PlanningMark.name).where(PlanningMark.name == EVERYTHING).with_for_update()
    if session.scalar(lock) is None:
        nothing = {"name": EVERYTHING, "stamp": -1, "policy": "", "day": date.min}
        insert_new(session, PlanningMark, [nothing], returning="name")
        session.scalar(lock)
    return session.scalar(ALL_STAMPS) == done.basis.stamp


def _mark_of(policy: Policy, zone: ZoneInfo) -> str:
    """Says whether two processes plan alike: the configured policy, the build of the program, and the holidays that it
    knows.
    """
    configured = (policy.base, policy.rules, policy.send_at, policy.every_day, zone.key)
    return sha256(repr((configured, __version__, build_mark(), _holidays())).encode("utf-8")).hexdigest()


@cache
def _holidays() -> str:
    return version("holidays")


def _pages(session: Session, until: date | None) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """The tasks to look at, some at a time: those whose day has come by `until`, or all that are open and, to clear
    their days, those that are not any more.
    """
    after: dict[str, Any] = {"last_id": 0} | ({} if until is None else {"until": until, "last_day": date.min})
    while True:
        page = session.execute(_ALL if until is None else _DUE, after).all()
        if page:
            yield page
        if len(page) < TASKS_AT_A_TIME:
            return
        after["last_id"] = page[-1].id
        if until is not None:
            after["last_day"] = page[-1].plan_on


def _merged(plans: Iterable[Plan]) -> Plan:
    """The plan of all tasks from those of some each: one mail of a kind to each recipient."""
    found: dict[tuple[int, MailKind], Digest] = {}
    unaddressed: list[int] = []
    faults: list[tuple[int, str]] = []
    waiting: list[int] = []
    for each in plans:
        for digest in each.digests:
            key = digest.recipient, digest.kind
            found[key] = replace(found[key], lines=found[key].lines + digest.lines) if key in found else digest
        unaddressed += each.unaddressed
        faults += each.faults
        waiting += each.waiting
    return Plan(tuple(found[key] for key in sorted(found)), tuple(unaddressed), tuple(faults), tuple(waiting))
