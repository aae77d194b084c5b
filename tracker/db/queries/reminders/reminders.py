"""What planning, and the look again before a mail leaves, know of the tasks: facts, people and ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.among import IDS, IDS_AT_A_TIME, among
from tracker.db.inserting import table_of
from tracker.db.models import (
    AbsenceRow,
    Agreement,
    DeadlineVersion,
    Message,
    Reminder,
    ReminderState,
    Secretary,
    Task,
    TaskOwner,
    User,
)
from tracker.db.queries.parts.calendars import Calendars, load_calendars
from tracker.db.queries.parts.outcomes import Treated, last_treatment, treatments_of
from tracker.db.queries.parts.rules import open_tasks
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.facts import Absence, Facts, MailKind, People, Recorded, TaskFacts
from tracker.domain.meetings import Actionable
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.domain.workdays import WorkingDays

_tasks, _versions, _owning, _ledger = (table_of(each) for each in (Task, DeadlineVersion, TaskOwner, Reminder))

# What is read in every round of planning is written down once, and the long lists are read as tables, not as models:
# making the statements and the models costs more than running them.

PLANNED: Select[*tuple[Any, ...]] = (
    select(
        _tasks.c.id,
        _tasks.c.plan_changes,
        _tasks.c.plan_on,
        _tasks.c.kind,
        _tasks.c.basis,
        _tasks.c.status,
        _tasks.c.status_at,
        _tasks.c.starts_on,
        _tasks.c.due_on,
        _tasks.c.deadline_version,
        _tasks.c.responsible_id,
        _tasks.c.created_at,
        _versions.c.set_at,
        table_of(Agreement).c.signed_on,
    )
    .join(table_of(Agreement), _tasks.c.agreement_id == table_of(Agreement).c.id, isouter=True)
    .join(
        _versions,
        and_(_versions.c.task_id == _tasks.c.id, _versions.c.number == _tasks.c.deadline_version),
        isouter=True,
    )
)
"""The rows that `facts_of` makes facts of."""

_OWNERS = (
    select(_owning.c.task_id, _owning.c.committee_id)
    .where(among(_owning.c.task_id))
    .order_by(_owning.c.task_id, _owning.c.position)
)
_RECORDED = (
    select(_ledger.c.task_id, _ledger.c.recipient_id, _ledger.c.rule, _ledger.c.occurrence, _ledger.c.due_at)
    .join(_tasks, and_(_ledger.c.task_id == _tasks.c.id, _ledger.c.deadline_version == _tasks.c.deadline_version))
    .where(among(_ledger.c.task_id), _ledger.c.state != ReminderState.VOID)
)
_RECORDED_BEFORE = _RECORDED.where(_ledger.c.planned_at < bindparam("before"))
_PEOPLE = (
    select(User.id, User.role, Secretary.committee_id)
    .join(Secretary, Secretary.user_id == User.id, isouter=True)
    .where(User.reachable)
    .order_by(User.id)
)
_MAILED = select(Message.recipient_id, Message.kind).where(
    Message.day == bindparam("day"), Message.kind.in_([kind.value for kind in MailKind])
)
_ABSENCES = (
    select(AbsenceRow.user_id, AbsenceRow.starts_on, AbsenceRow.ends_on, AbsenceRow.substitute_id, AbsenceRow.instead)
    .join(User, and_(User.id == AbsenceRow.substitute_id, User.reachable))
    .where(AbsenceRow.ends_on >= bindparam("today"))
    .order_by(AbsenceRow.id)
)


@dataclass(frozen=True, slots=True)
class Followed:
    """The facts, and the same tasks as lists show them, by id."""

    facts: Facts
    rows: Mapping[int, TaskRow]


def load_followed(
    session: Session,
    *,
    today: date,
    zone: ZoneInfo,
    where: ColumnElement[bool] | None = None,
    recorded_before: datetime | None = None,
) -> Followed:
    """The tasks that meet `where`, by default those that are open, with the ledger of their deadlines.

    `recorded_before` leaves out what was planned from then on. People who are no longer active are left out.
    """
    condition = open_tasks() if where is None else where
    around = load_surroundings(session, today=today)
    rows = {
        row.id: row for row in load_rows(session, today=today, where=condition, zone=zone, calendars=around.calendars)
    }
    return Followed(load_facts(session, around, zone=zone, where=condition, recorded_before=recorded_before), rows)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What planning knows beside the tasks, on a day: meetings and their rules, people, who has had today's mail."""

    calendars: Calendars
    active: Mapping[int, Role]
    secretaries: Mapping[int, Sequence[int]]
    mailed: frozenset[tuple[int, MailKind]]
    absences: tuple[Absence, ...]

    def holding(self, role: Role) -> tuple[int, ...]:
        """The people who have a role."""
        return tuple(user for user, held in self.active.items() if held is role)


def load_surroundings(session: Session, *, today: date, working_days: WorkingDays | None = None) -> Surroundings:
    """What surrounds the tasks on a day; the working days are read where they are not given."""
    active, secretaries = _people(session)
    return Surroundings(
        calendars=load_calendars(session, working_days),
        active=active,
        secretaries=secretaries,
        mailed=_mailed(session, today),
        absences=absences_from(session, today),
    )


def load_facts(
    session: Session,
    around: Surroundings,
    *,
    zone: ZoneInfo,
    where: ColumnElement[bool],
    recorded_before: datetime | None = None,
) -> Facts:
    """What planning knows of the tasks that meet `where`, in the order of their ids, and no more than that."""
    session.flush()  # which a session does by itself before it reads models, but not before it reads tables
    rows = session.execute(PLANNED.where(where)).all()
    return facts_of(session, rows, around, zone=zone, recorded_before=recorded_before)


def facts_of(
    session: Session,
    rows: Iterable[Row[*tuple[Any, ...]]],
    around: Surroundings,
    *,
    zone: ZoneInfo,
    recorded_before: datetime | None = None,
) -> Facts:
    """The same for the tasks whose rows of `PLANNED` are known."""
    in_order = sorted(rows, key=attrgetter("id"))
    actionable = cache(around.calendars.actionable)  # many tasks have their dates and committees in common
    tasks = []
    for first in range(0, len(in_order), IDS_AT_A_TIME):
        some = in_order[first : first + IDS_AT_A_TIME]
        ids = [row.id for row in some]
        owners, treated = _owners(session, ids), treatments_of(session, ids)
        recorded = _recorded(session, ids, recorded_before)
        for row in some:
            known = owners.get(row.id, ()), treated.get(row.id, ()), recorded.get(row.id, ())
            tasks.append(_task_facts(row, *known, around, actionable, zone))
    return Facts(
        tasks=tasks,
        management=around.holding(Role.MANAGEMENT),
        administrators=around.holding(Role.ADMINISTRATOR),
        mailed=around.mailed,
        absences=around.absences,
    )


def count_without_follower(session: Session) -> int:
    """How many open, dated tasks nobody can be reminded of: none while there is an administrator."""
    administrator = select(User.id).where(User.reachable, User.role == Role.ADMINISTRATOR)
    secretary = (
        select(TaskOwner.task_id)
        .join(Secretary, Secretary.committee_id == TaskOwner.committee_id)
        .join(User, and_(User.id == Secretary.user_id, User.reachable))
        .where(TaskOwner.task_id == Task.id)
    )
    responsible = select(User.id).where(User.id == Task.responsible_id, User.reachable, Task.status != Status.DONE)
    if session.scalar(administrator.limit(1)) is not None:
        return 0
    lonely = select(func.count()).where(
        open_tasks(), Task.due_on.is_not(None), ~secretary.exists(), ~responsible.exists()
    )
    return session.scalar(lonely) or 0


def absences_from(session: Session, today: date) -> tuple[Absence, ...]:
    """The absences that last until `today` or longer, and whose substitute can be sent mails."""
    return tuple(
        Absence(user, first, last, substitute, instead)
        for user, first, last, substitute, instead in session.execute(_ABSENCES, {"today": today})
    )


def secretaries_of(session: Session, committee_ids: Collection[int]) -> Sequence[int]:
    """The secretaries of committees whom mails can be sent to."""
    query = (
        select(Secretary.user_id)
        .join(User, and_(User.id == Secretary.user_id, User.reachable))
        .where(Secretary.committee_id.in_(committee_ids))
        .order_by(Secretary.user_id)
    )
    return list(dict.fromkeys(session.scalars(query)))


def people_around(session: Session, task: Task) -> People:
    """The people around a task whose owners and person are loaded; those whom no mail can be sent to are left out."""
    owners = [owner.committee_id for owner in task.owners]
    named = task.responsible
    return People(
        status=task.status,
        secretaries=tuple(secretaries_of(session, owners)),
        responsible=named.id if named is not None and named.reachable else None,
        administrators=tuple(
            session.scalars(select(User.id).where(User.reachable, User.role == Role.ADMINISTRATOR).order_by(User.id))
        ),
    )


def names_and_addresses(session: Session, user_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """The name and the mail address of each user."""
    found = session.execute(select(User.id, User.name, User.email).where(User.id.in_(user_ids)))
    return {user_id: (name, email) for user_id, name, email in found}


def _task_facts(
    row: Row[*tuple[Any, ...]],
    owners: Sequence[int],
    treated: Sequence[Treated],
    recorded: Sequence[Recorded],
    around: Surroundings,
    actionable: Callable[..., Actionable],
    zone: ZoneInfo,
) -> TaskFacts:
    lead = owners[0] if owners else None
    earliest = row.starts_on or row.signed_on
    last = last_treatment(treated, row.deadline_version) if treated else None
    secretaries = dict.fromkeys(user for each in owners for user in around.secretaries.get(each, ()))
    return TaskFacts(
        id=row.id,
        version=row.deadline_version,
        due=row.due_on,
        starts=row.starts_on,
        actionable=actionable(kind=row.kind, due=row.due_on, earliest=earliest, lead=lead, last=last),
        status=row.status,
        kind=row.kind,
        basis=row.basis,
        secretaries=tuple(secretaries),
        responsible=row.responsible_id if row.responsible_id in around.active else None,
        known_since=max(row.created_at, row.set_at or row.created_at),
        recorded=tuple(recorded),
        committee=lead,
        status_on=local_date(row.status_at, zone),
    )


def _owners(session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """The ids of the committees that own each task, the lead first."""
    owners: defaultdict[int, list[int]] = defaultdict(list)
    for task_id, committee_id in session.execute(_OWNERS, {IDS: ids}):
        owners[task_id].append(committee_id)
    return owners


def _people(session: Session) -> tuple[dict[int, Role], dict[int, list[int]]]:
    """The role of everybody whom mails can be sent to, and of them the secretaries of each committee."""
    active: dict[int, Role] = {}
    secretaries: defaultdict[int, list[int]] = defaultdict(list)
    for user_id, role, committee_id in session.execute(_PEOPLE):
        active[user_id] = role
        if committee_id is not None:
            secretaries[committee_id].append(user_id)
    return active, secretaries


def _recorded(session: Session, ids: Sequence[int], before: datetime | None) -> dict[int, list[Recorded]]:
    if before is None:
        found = session.execute(_RECORDED, {IDS: ids})
    else:
        found = session.execute(_RECORDED_BEFORE, {IDS: ids, "before": before})
    recorded: defaultdict[int, list[Recorded]] = defaultdict(list)
    for task_id, recipient_id, rule, occurrence, due_at in found:
        recorded[task_id].append(Recorded(recipient_id, rule, occurrence, due_at))
    return recorded


def _mailed(session: Session, today: date) -> frozenset[tuple[int, MailKind]]:
    return frozenset((recipient_id, MailKind(kind)) for recipient_id, kind in session.execute(_MAILED, {"day": today}))
