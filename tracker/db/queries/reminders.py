"""What planning, and the look again before a mail leaves, know of the tasks: facts, people and ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import Session

from tracker.clock import local_date
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
from tracker.db.queries.calendars import Calendars, load_calendars
from tracker.db.queries.outcomes import Treated, last_treatment, load_treatments
from tracker.db.queries.rows import TaskRow, load_rows
from tracker.db.queries.rules import open_tasks
from tracker.domain.facts import Absence, Facts, MailKind, People, Recorded, TaskFacts
from tracker.domain.roles import Role
from tracker.domain.status import Status


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


def load_surroundings(session: Session, *, today: date) -> Surroundings:
    """What surrounds the tasks on a day."""
    active = _active(session)
    return Surroundings(
        calendars=load_calendars(session),
        active=active,
        secretaries=_secretaries(session, frozenset(active)),
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
    owners = _owners(session, where)
    treated = load_treatments(session, where)
    recorded = _recorded(session, where, recorded_before)
    tasks = [
        _task_facts(row, owners.get(row.id, ()), treated.get(row.id, ()), recorded.get(row.id, ()), around, zone)
        for row in session.execute(_PLANNED.where(where))
    ]
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
    query = (
        select(AbsenceRow)
        .join(User, and_(User.id == AbsenceRow.substitute_id, User.reachable))
        .where(AbsenceRow.ends_on >= today)
        .order_by(AbsenceRow.id)
    )
    return tuple(
        Absence(row.user_id, row.starts_on, row.ends_on, row.substitute_id, row.instead)
        for row in session.scalars(query)
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


_PLANNED: Select[*tuple[Any, ...]] = (
    select(
        Task.id,
        Task.kind,
        Task.basis,
        Task.status,
        Task.status_at,
        Task.starts_on,
        Task.due_on,
        Task.deadline_version,
        Task.responsible_id,
        Task.created_at,
        DeadlineVersion.set_at,
        Agreement.signed_on,
    )
    .join(Agreement, Task.agreement_id == Agreement.id, isouter=True)
    .join(
        DeadlineVersion,
        and_(DeadlineVersion.task_id == Task.id, DeadlineVersion.number == Task.deadline_version),
        isouter=True,
    )
    .order_by(Task.id)
)


def _task_facts(
    row: Row[*tuple[Any, ...]],
    owners: Sequence[int],
    treated: Sequence[Treated],
    recorded: Sequence[Recorded],
    around: Surroundings,
    zone: ZoneInfo,
) -> TaskFacts:
    lead = owners[0] if owners else None
    earliest = row.starts_on or row.signed_on
    last = last_treatment(treated, row.deadline_version)
    secretaries = dict.fromkeys(user for each in owners for user in around.secretaries.get(each, ()))
    return TaskFacts(
        id=row.id,
        version=row.deadline_version,
        due=row.due_on,
        starts=row.starts_on,
        actionable=around.calendars.actionable(kind=row.kind, due=row.due_on, earliest=earliest, lead=lead, last=last),
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


def _owners(session: Session, condition: ColumnElement[bool]) -> dict[int, list[int]]:
    """The ids of the committees that own each task, the lead first."""
    owners: defaultdict[int, list[int]] = defaultdict(list)
    query = (
        select(TaskOwner.task_id, TaskOwner.committee_id)
        .join(Task, TaskOwner.task_id == Task.id)
        .where(condition)
        .order_by(TaskOwner.task_id, TaskOwner.position)
    )
    for task_id, committee_id in session.execute(query):
        owners[task_id].append(committee_id)
    return owners


def _active(session: Session) -> dict[int, Role]:
    found = session.execute(select(User.id, User.role).where(User.reachable).order_by(User.id))
    return dict(found.all())


def _secretaries(session: Session, active: frozenset[int]) -> dict[int, list[int]]:
    secretaries: defaultdict[int, list[int]] = defaultdict(list)
    query = select(Secretary.committee_id, Secretary.user_id).order_by(Secretary.user_id)
    for committee_id, user_id in session.execute(query):
        if user_id in active:
            secretaries[committee_id].append(user_id)
    return secretaries


def _recorded(
    session: Session, condition: ColumnElement[bool], before: datetime | None
) -> defaultdict[int, list[Recorded]]:
    query = (
        select(Reminder.task_id, Reminder.recipient_id, Reminder.rule, Reminder.occurrence, Reminder.due_at)
        .join(Task, and_(Reminder.task_id == Task.id, Reminder.deadline_version == Task.deadline_version))
        .where(condition, Reminder.state != ReminderState.VOID)
    )
    if before is not None:
        query = query.where(Reminder.planned_at < before)
    recorded: defaultdict[int, list[Recorded]] = defaultdict(list)
    for task_id, recipient_id, rule, occurrence, due_at in session.execute(query):
        recorded[task_id].append(Recorded(recipient_id, rule, occurrence, due_at))
    return recorded


def _mailed(session: Session, today: date) -> frozenset[tuple[int, MailKind]]:
    known = [kind.value for kind in MailKind]
    found = session.execute(
        select(Message.recipient_id, Message.kind).where(Message.day == today, Message.kind.in_(known))
    )
    return frozenset((recipient_id, MailKind(kind)) for recipient_id, kind in found)
