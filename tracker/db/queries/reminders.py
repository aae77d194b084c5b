"""What planning, and the look again before a mail leaves, know of the tasks: facts, people and ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from tracker.db.models import (
    AbsenceRow,
    DeadlineVersion,
    Message,
    Reminder,
    ReminderState,
    Secretary,
    Task,
    TaskOwner,
    User,
)
from tracker.db.queries.rows import TaskRow, load_rows
from tracker.db.queries.rules import open_tasks
from tracker.domain.facts import Absence, Facts, MailKind, Recorded, TaskFacts
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
    rows = {row.id: row for row in load_rows(session, today=today, where=condition, zone=zone)}
    known = _known_since(session, condition)
    active = _active(session)
    secretaries = _secretaries(session, frozenset(active))
    recorded = _recorded(session, condition, recorded_before)
    tasks = [_facts(row, known[row.id], active, secretaries, recorded[row.id]) for row in rows.values()]
    facts = Facts(
        tasks=tasks,
        management=tuple(user for user, role in active.items() if role is Role.MANAGEMENT),
        administrators=tuple(user for user, role in active.items() if role is Role.ADMINISTRATOR),
        mailed=_mailed(session, today),
        absences=absences_from(session, today),
    )
    return Followed(facts, rows)


def count_without_follower(session: Session) -> int:
    """How many open, dated tasks nobody can be reminded of: none while there is an administrator."""
    administrator = select(User.id).where(User.active, User.role == Role.ADMINISTRATOR)
    secretary = (
        select(TaskOwner.task_id)
        .join(Secretary, Secretary.committee_id == TaskOwner.committee_id)
        .join(User, and_(User.id == Secretary.user_id, User.active))
        .where(TaskOwner.task_id == Task.id)
    )
    responsible = select(User.id).where(User.id == Task.responsible_id, User.active, Task.status != Status.DONE)
    if session.scalar(administrator.limit(1)) is not None:
        return 0
    lonely = select(func.count()).where(
        open_tasks(), Task.due_on.is_not(None), ~secretary.exists(), ~responsible.exists()
    )
    return session.scalar(lonely) or 0


def absences_from(session: Session, today: date) -> tuple[Absence, ...]:
    """The absences that last until `today` or longer, and whose substitute is still there."""
    query = (
        select(AbsenceRow)
        .join(User, and_(User.id == AbsenceRow.substitute_id, User.active))
        .where(AbsenceRow.ends_on >= today)
        .order_by(AbsenceRow.id)
    )
    return tuple(
        Absence(row.user_id, row.starts_on, row.ends_on, row.substitute_id, row.instead)
        for row in session.scalars(query)
    )


def secretaries_of(session: Session, committee_ids: Collection[int]) -> Sequence[int]:
    """The active secretaries of committees."""
    query = (
        select(Secretary.user_id)
        .join(User, and_(User.id == Secretary.user_id, User.active))
        .where(Secretary.committee_id.in_(committee_ids))
        .order_by(Secretary.user_id)
    )
    return list(dict.fromkeys(session.scalars(query)))


def names_and_addresses(session: Session, user_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """The name and the mail address of each user."""
    found = session.execute(select(User.id, User.name, User.email).where(User.id.in_(user_ids)))
    return {user_id: (name, email) for user_id, name, email in found}


def _facts(
    row: TaskRow,
    known_since: datetime,
    active: Mapping[int, Role],
    secretaries: Mapping[int, list[int]],
    recorded: list[Recorded],
) -> TaskFacts:
    found = dict.fromkeys(user for committee in row.committees for user in secretaries.get(committee.id, ()))
    return TaskFacts(
        id=row.id,
        version=row.deadline_version,
        due=row.due_on,
        starts=row.starts_on,
        actionable=row.actionable,
        status=row.status,
        kind=row.kind,
        basis=row.basis,
        secretaries=tuple(found),
        responsible=row.responsible_id if row.responsible_id in active else None,
        known_since=known_since,
        recorded=tuple(recorded),
        committee=row.lead.id if row.lead else None,
        status_on=row.status_on,
    )


def _known_since(session: Session, condition: ColumnElement[bool]) -> dict[int, datetime]:
    found = session.execute(
        select(Task.id, Task.created_at, DeadlineVersion.set_at)
        .join(
            DeadlineVersion,
            and_(DeadlineVersion.task_id == Task.id, DeadlineVersion.number == Task.deadline_version),
            isouter=True,
        )
        .where(condition)
    )
    return {task_id: max(created_at, set_at or created_at) for task_id, created_at, set_at in found}


def _active(session: Session) -> dict[int, Role]:
    found = session.execute(select(User.id, User.role).where(User.active).order_by(User.id))
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
