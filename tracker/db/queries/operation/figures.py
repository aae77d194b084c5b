"""How many mails and reminders stand where: for the morning mail, and for the machines that watch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Message, MessageState, Reminder, ReminderState

OPERATION = "operation"
"""The kind of the morning mail to the administrators, which counts no mail of its own kind."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What became of the mails of one day, by the domain's calendar: those that were planned, sent, refused, fell away
    before they left, and still wait. Those that came back are among those that were sent."""

    day: date
    planned: int
    sent: int
    failed: int
    void: int
    bounced: int

    @property
    def waiting(self) -> int:
        """Those that have not come to an end."""
        return self.planned - self.sent - self.failed - self.void


def figures_of(session: Session, day: date) -> DayFigures:
    """The mails of `day`."""
    counts = _by_state(session, Message.day == day, Message.kind != OPERATION)
    return DayFigures(
        day,
        planned=sum(counts.values()),
        sent=counts.get(MessageState.ACCEPTED, 0) + counts.get(MessageState.BOUNCED, 0),
        failed=counts.get(MessageState.FAILED, 0),
        void=counts.get(MessageState.VOID, 0),
        bounced=counts.get(MessageState.BOUNCED, 0),
    )


def last_mail_day(session: Session, before: date) -> date | None:
    """The last day before `before` for which a mail was planned; none where none ever was."""
    return session.scalar(select(func.max(Message.day)).where(Message.day < before, Message.kind != OPERATION))


def messages_by_state(session: Session) -> Mapping[MessageState, int]:
    """How many mails stand in each state, those with none left out."""
    return _by_state(session)


def reminders_by_state(session: Session) -> Mapping[ReminderState, int]:
    """How many lines of the ledger stand in each state, those with none left out."""
    query = select(Reminder.state, func.count().label("number")).group_by(Reminder.state)
    return {row.state: row.number for row in session.execute(query)}


def oldest_waiting(session: Session) -> datetime | None:
    """When the oldest mail was queued that has not come to an end, by the machine's clock."""
    waiting = [state for state in MessageState if not state.is_final]
    return session.scalar(select(func.min(Message.queued_at)).where(Message.state.in_(waiting)))


def _by_state(session: Session, *conditions: object) -> Mapping[MessageState, int]:
    query = select(Message.state, func.count().label("number")).where(*conditions).group_by(Message.state)  # type: ignore[arg-type]
    return {row.state: row.number for row in session.execute(query)}
