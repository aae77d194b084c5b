"""What is stored about one task beside what its page shows: for the file on it that is given out whole."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import DeadlineRequest, MailAnswer, Meeting, MeetingOutcome, Reminder


def reminders_with_mails(session: Session, task_id: int) -> Sequence[Reminder]:
    """Every line of the ledger about a task, the oldest first, each with its mail."""
    return session.scalars(
        select(Reminder)
        .where(Reminder.task_id == task_id)
        .options(joinedload(Reminder.recipient), joinedload(Reminder.on_behalf_of), joinedload(Reminder.message))
        .order_by(Reminder.due_at, Reminder.id)
    ).all()


def answers_of(session: Session, task_id: int) -> Sequence[MailAnswer]:
    """What was answered from mails about a task, the oldest first."""
    query = select(MailAnswer).join(MailAnswer.reminder).where(Reminder.task_id == task_id)
    return session.scalars(query.order_by(MailAnswer.at, MailAnswer.id)).all()


def requests_of(session: Session, task_id: int) -> Sequence[DeadlineRequest]:
    """The wishes for another deadline, the oldest first, with who asked."""
    query = select(DeadlineRequest).where(DeadlineRequest.task_id == task_id)
    return session.scalars(query.options(joinedload(DeadlineRequest.asked_by)).order_by(DeadlineRequest.id)).all()


def outcomes_of(session: Session, task_id: int) -> Sequence[MeetingOutcome]:
    """What meetings did with the case, the first meeting first."""
    query = select(MeetingOutcome).join(MeetingOutcome.meeting).where(MeetingOutcome.task_id == task_id)
    with_meeting = joinedload(MeetingOutcome.meeting).joinedload(Meeting.committee)
    return session.scalars(query.options(with_meeting).order_by(Meeting.held_on, MeetingOutcome.id)).all()
