"""What a person does about a mail that failed or came back: sends it again, or notes that its recipient was told."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.db.models import Message, MessageState, ReminderState
from tracker.domain.delivery import NOT_DELIVERED
from tracker.domain.roles import Right
from tracker.errors import ConflictError, NotFoundError
from tracker.language import gettext
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.reminders.reminders import Times


def note_handled(session: Session, message_id: int, *, actor: Actor, now: datetime) -> Message:
    """Notes at `now`, by the machine's clock, that a person took care of a mail that did not arrive.

    Raises `NotFoundError`, `ForbiddenError`, and `ConflictError` for a mail that stands elsewhere.
    """
    message = _failed(session, message_id, actor)
    message.handled_at = message.handled_at or now
    session.flush()
    return message


def send_again(session: Session, message_id: int, *, actor: Actor, times: Times) -> Message:
    """Puts a mail that did not arrive back into the outbox, with all its tries before it; errors as `note_handled`, and
    `ConflictError` while mails to its recipient come back.

    One that certainly did not arrive is written anew, to the address that its recipient has now, and is another mail.
    One whose answer was lost may have arrived, so the same bytes go again.
    """
    message = _failed(session, message_id, actor)
    if not message.recipient.reachable:
        raise ConflictError(
            gettext("Mails til %(address)s kommer retur. Ret adressen først.") % {"address": message.recipient.email}
        )
    came_back = message.state is MessageState.BOUNCED
    message.attempts, message.first_tried_at, message.finished_at = 0, None, None
    message.handled_at, message.reply = None, None
    message.next_attempt_at = times.machine
    if message.lost_answers and not came_back:
        message.state, message.lost_answers = MessageState.UNKNOWN, 1
    else:
        domain = message.header_message_id.rpartition("@")[2].rstrip(">")
        message.state, message.exposed, message.content = MessageState.QUEUED, False, None
        message.lost_answers = 0
        message.header_message_id, message.header_date = f"<{uuid4().hex}@{domain}>", times.now
    for line in message.reminders:
        if line.state in {ReminderState.FAILED, ReminderState.BOUNCED}:
            line.state, line.reason = ReminderState.QUEUED, _again(actor.name, came_back=came_back)
    session.flush()
    return message


def _again(who: str, *, came_back: bool) -> Saying:
    if came_back:
        return Saying("Sendes igen af %(who)s, efter at mailen kom retur.", who=who)
    return Saying("Sendes igen af %(who)s, efter at mailen fejlede.", who=who)


def _failed(session: Session, message_id: int, actor: Actor) -> Message:
    require(actor, Right.ADMINISTER)
    message = session.scalar(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update(of=Message)
        .options(selectinload(Message.reminders), joinedload(Message.recipient))
        .execution_options(populate_existing=True)
    )
    if message is None:
        raise NotFoundError(gettext("Mailen findes ikke."))
    if message.state not in NOT_DELIVERED:
        raise ConflictError(
            gettext("Mailen er ikke længere afvist eller kommet retur. Åbn Drift igen, og se, hvor den står.")
        )
    return message
