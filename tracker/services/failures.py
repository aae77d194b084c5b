"""What a person does about a mail that failed: sends it again, or notes that the recipient was told in another way."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.db.models import Message, MessageState, ReminderState
from tracker.domain.roles import Right
from tracker.errors import ConflictError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.reminders import Times


def note_handled(session: Session, message_id: int, *, actor: Actor, now: datetime) -> Message:
    """Notes at `now`, by the machine's clock, that a person took care of a mail that failed.

    Raises `NotFoundError`, `ForbiddenError`, and `ConflictError` for a mail that has not failed.
    """
    message = _failed(session, message_id, actor)
    message.handled_at = message.handled_at or now
    session.flush()
    return message


def send_again(session: Session, message_id: int, *, actor: Actor, times: Times) -> Message:
    """Puts a mail that failed back into the outbox, with all its tries before it; errors as `note_handled`.

    One that certainly did not arrive is written anew, to the address that its recipient has now, and is another mail.
    One whose answer was lost may have arrived, so the same bytes go again.
    """
    message = _failed(session, message_id, actor)
    message.attempts, message.first_tried_at, message.finished_at = 0, None, None
    message.handled_at, message.reply = None, None
    message.next_attempt_at = times.machine
    if message.lost_answers:
        message.state, message.lost_answers = MessageState.UNKNOWN, 1
    else:
        domain = message.header_message_id.rpartition("@")[2].rstrip(">")
        message.state, message.exposed, message.content = MessageState.QUEUED, False, None
        message.header_message_id, message.header_date = f"<{uuid4().hex}@{domain}>", times.now
    for line in message.reminders:
        if line.state is ReminderState.FAILED:
            line.state, line.reason = ReminderState.QUEUED, f"Sendes igen af {actor.name}, efter at mailen fejlede."
    session.flush()
    return message


def _failed(session: Session, message_id: int, actor: Actor) -> Message:
    require(actor, Right.ADMINISTER)
    message = session.scalar(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update()
        .options(selectinload(Message.reminders))
        .execution_options(populate_existing=True)
    )
    if message is None:
        raise NotFoundError(gettext("Mailen findes ikke."))
    if message.state is not MessageState.FAILED:
        raise ConflictError(gettext("Mailen er ikke længere afvist. Åbn Drift igen, og se, hvor den står."))
    return message
