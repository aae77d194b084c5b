"""Addresses that do not work: nothing is sent to them until somebody corrects them. Then what came back goes again."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.db.models import Message, MessageState, Reminder, ReminderState, User
from tracker.domain.notices import Notice
from tracker.services.actors import Actor
from tracker.services.mails.digests import ADDRESS_FAILED
from tracker.services.mails.failures import send_again
from tracker.services.reminders.reminders import Times


def take_up_again(session: Session, user: User, *, actor: Actor, times: Times) -> int:
    """Says that mails can be sent to a user again; returns how many of those go again that came back.

    Those go that nobody has taken care of, so far as they still apply. What was not sent in the meantime comes with the
    next planning. Raises `ForbiddenError`.
    """
    user.address_failed_at = user.address_failed_because = None
    session.flush()
    came_back = session.scalars(
        select(Message.id).where(
            Message.recipient_id == user.id, Message.state == MessageState.BOUNCED, Message.handled_at.is_(None)
        )
    ).all()
    for message_id in came_back:
        send_again(session, message_id, actor=actor, times=times)
    _tell_after_all(session, user.id)
    return len(came_back)


def _tell_after_all(session: Session, user_id: int) -> None:
    """Takes up what was to be told at once while the address did not work. Planning takes up the rest by itself."""
    session.execute(
        update(Reminder)
        .where(
            Reminder.recipient_id == user_id,
            Reminder.state == ReminderState.VOID,
            Reminder.reason == ADDRESS_FAILED,
            Reminder.rule.in_([notice.value for notice in Notice]),
        )
        .values(state=ReminderState.QUEUED, message_id=None)
        .execution_options(synchronize_session=False)
    )
