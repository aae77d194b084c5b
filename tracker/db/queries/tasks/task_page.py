"""Everything that the page of one task shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from tracker.db.models import (
    AgreementSection,
    AllocationRow,
    Bounce,
    Proposal,
    Reminder,
    ReminderState,
    SavingRow,
    Task,
    TaskOwner,
    User,
)
from tracker.db.told import told
from tracker.domain.bounces import Returned, sentence
from tracker.domain.delivery import GIVEN
from tracker.errors import NotFoundError
from tracker.language import gettext


def load_task(session: Session, task_id: int) -> Task:
    """The task with its owners, agreement, proposal, deadlines, occurrences and history; raises `NotFoundError`.

    Nothing else is loaded, and nothing may be loaded later: a template asks the database nothing.
    """
    query = (
        select(Task)
        .where(Task.id == task_id)
        .options(
            selectinload(Task.owners).joinedload(TaskOwner.committee),
            joinedload(Task.agreement),
            joinedload(Task.proposal).joinedload(Proposal.saving).selectinload(SavingRow.amounts),
            joinedload(Task.proposal).joinedload(Proposal.agreement),
            joinedload(Task.split_from).joinedload(Task.proposal).joinedload(Proposal.agreement),
            selectinload(Task.parts),
            selectinload(Task.links),
            selectinload(Task.steps),
            joinedload(Task.responsible),
            selectinload(Task.deadlines),
            selectinload(Task.occurrences),
            joinedload(Task.series),
            selectinload(Task.events),
            raiseload("*"),
        )
    )
    task = session.scalar(query)
    if task is None:
        raise NotFoundError(gettext("Opgaven findes ikke."))
    return task


def names_of(session: Session, user_ids: Sequence[int]) -> Mapping[int, str]:
    """The names of users by id."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(set(user_ids))))
    return {row.id: row.name for row in rows}


def section_of(session: Session, words: Proposal | None) -> AgreementSection | None:
    """The section of the agreement that holds the words of a task."""
    if words is None:
        return None
    return session.scalar(
        select(AgreementSection).where(
            AgreementSection.agreement_id == words.agreement_id,
            AgreementSection.start_offset <= words.start_offset,
            AgreementSection.end_offset > words.start_offset,
        )
    )


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A row of money: its title, its type in Danish, and kroner by year."""

    title: str
    type: str
    amounts: Mapping[int, int]


def money_of(session: Session, task: Task) -> Sequence[MoneyLine]:
    """The money on a task: its own saving, or what the agreement allocates to its section."""
    saving = task.proposal.saving if task.proposal else None
    if saving is not None:
        return [MoneyLine(saving.title, "besparelse", {amount.year: amount.kroner for amount in saving.amounts})]
    if task.agreement_id is None or task.section is None:
        return []
    rows = session.scalars(
        select(AllocationRow)
        .where(AllocationRow.agreement_id == task.agreement_id, AllocationRow.section == task.section)
        .options(selectinload(AllocationRow.amounts))
        .order_by(AllocationRow.id)
    )
    return [
        MoneyLine(row.title, row.type.value, {amount.year: amount.kroner for amount in row.amounts}) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """A reminder that was sent or stands in the outbox, or that fell away with its reason; `at` is when it was planned,
    by the clock that the domain sees, and not when the rule fell due.
    """

    rule: str
    occurrence: str
    recipient: str
    at: datetime
    state: ReminderState
    reason: str | None
    on_behalf_of: str | None
    delay: str | None = None  # while its mail is on its way

    @property
    def is_given(self) -> bool:
        """Whether it only counts as sent."""
        return self.reason == GIVEN

    @property
    def is_gathered(self) -> bool:
        """Whether the mail says a newer reminder of the task instead."""
        return self.state is ReminderState.SUPERSEDED and not self.is_given


def reminders_of(session: Session, task_id: int) -> Sequence[ReminderLine]:
    """The reminders in the ledger about a task, the newest first."""
    query = (
        select(Reminder)
        .where(Reminder.task_id == task_id)
        .options(joinedload(Reminder.recipient), joinedload(Reminder.on_behalf_of))
        .order_by(Reminder.planned_at.desc(), Reminder.due_at.desc(), Reminder.id.desc())
    )
    delays = _delays(session, task_id)
    return [
        ReminderLine(
            row.rule,
            row.occurrence,
            row.recipient.name,
            row.planned_at,
            row.state,
            told(row, "reason"),
            row.on_behalf_of.name if row.on_behalf_of else None,
            delays.get(row.message_id or 0) if row.state is ReminderState.SENT else None,
        )
        for row in session.scalars(query)
    ]


def _delays(session: Session, task_id: int) -> Mapping[int, str]:
    """What the servers last said of the mails about a task that are on their way, by the mail's id."""
    mails = select(Reminder.message_id).where(Reminder.task_id == task_id)
    query = (
        select(Bounce)
        .where(Bounce.kind == Returned.DELAYED, Bounce.message_id.in_(mails), Bounce.trouble.is_(None))
        .order_by(Bounce.id)
    )
    return {each.message_id or 0: sentence(each.kind, each.status, each.words) for each in session.scalars(query)}
