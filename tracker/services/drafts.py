"""The fast way of a mail: looked at and written a moment ahead together with others, and sent if nothing changed since.

Most mails go at their first try, and nothing happens between the look and the handing over. For these it is enough to
ask once more whether anything changed that the look stood on, in the same statement that marks the mail: the stamps of
the surroundings, the tasks of the mail, and newer mails to the same person (`tracker.db.changes`). Whenever that is not
certain, nothing is marked, and the mail goes the long way of `tracker.services.outbox.prepare`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import local_date
from tracker.db.inserting import table_of
from tracker.db.models import Message, MessageState, Reminder, ReminderState, Task, User
from tracker.db.queries.stamps import all_stamps
from tracker.domain.facts import MailKind
from tracker.errors import DeliveryError
from tracker.mail.rendering import wire_address
from tracker.services.digests import Sender, look_again, write
from tracker.services.reminders import Times

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail as it would go now, and what that stood on: the notes of what has changed."""

    message_id: int
    address: str
    content: bytes
    subject: str
    recipient_address: str
    recipient_id: int
    kind: str
    written_on: date
    surroundings: int
    tasks: int
    newest: date
    envelope_sender: str | None = None


_messages, _reminders, _tasks = table_of(Message), table_of(Reminder), table_of(Task)
_queued_lines = _reminders.c.state == ReminderState.QUEUED
_SURROUNDINGS = all_stamps().scalar_subquery()
_TASKS = (
    select(func.sum(_tasks.c.plan_changes))
    .select_from(_reminders.join(_tasks, _reminders.c.task_id == _tasks.c.id))
    .where(_reminders.c.message_id == bindparam("message"), _queued_lines)
    .scalar_subquery()
)
_other = _messages.alias()
_NEWEST = (
    select(func.max(_other.c.day))
    .where(_other.c.recipient_id == bindparam("recipient"), _other.c.kind == bindparam("of_kind"))
    .scalar_subquery()
)
_MARK = (
    update(_messages)
    .where(
        _messages.c.id == bindparam("message"),
        _messages.c.claimed_by == bindparam("worker"),
        _messages.c.state == MessageState.QUEUED,
        _messages.c.attempts == 0,
        bindparam("surroundings") == _SURROUNDINGS,
        bindparam("tasks") == _TASKS,
        bindparam("newest") == _NEWEST,
    )
    .values(
        state=MessageState.HANDING_OVER,
        attempts=1,
        first_tried_at=bindparam("now"),
        claimed_until=bindparam("until"),
        address=bindparam("to"),
        subject=bindparam("title"),
        content=bindparam("bytes"),
    )
)
_ACCEPT = (
    update(_messages)
    .where(
        _messages.c.id == bindparam("message"),
        _messages.c.claimed_by == bindparam("worker"),
        _messages.c.state == MessageState.HANDING_OVER,
    )
    .values(
        state=MessageState.ACCEPTED,
        exposed=True,
        reply=bindparam("answer"),
        finished_at=bindparam("now"),
        next_attempt_at=None,
        claimed_by=None,
        claimed_until=None,
    )
)
_SENT = (
    update(_reminders)
    .where(_reminders.c.message_id == bindparam("message"), _queued_lines)
    .values(state=ReminderState.SENT)
)


def write_ahead(
    session: Session, message_ids: Sequence[int], *, times: Times, sender: Sender, zone: ZoneInfo
) -> dict[int, Draft]:
    """Those of the mails, by id, that were never tried before, of which every line applies, and that can be written.

    The notes are read first: what is read after them is at least as new, so a change in between shows as one.
    """
    today = local_date(times.now, zone)
    surroundings = session.scalar(all_stamps())
    if surroundings is None:
        return {}
    changes = _changes(session, message_ids)
    newest = _newest(session, message_ids)
    messages = session.scalars(
        select(Message)
        .where(
            Message.id.in_(message_ids),
            Message.state == MessageState.QUEUED,
            Message.attempts == 0,
            Message.kind.in_([kind.value for kind in MailKind]),
        )
        .options(selectinload(Message.reminders), joinedload(Message.recipient).selectinload(User.committees))
    ).all()
    found: dict[int, Draft] = {}
    for message, look in look_again(session, messages, today=today, zone=zone):
        if look.dropped or not look.kept:
            continue
        try:
            written = write(look, message, message.recipient, today=today, sender=sender, zone=zone)
            address = wire_address(message.recipient.email)
        except DeliveryError:
            continue  # the long way says what is wrong with it
        except Exception:
            log.exception("message %s cannot be written ahead", message.id)
            continue
        found[message.id] = Draft(
            message_id=message.id,
            address=address,
            content=written.content,
            subject=written.subject,
            recipient_address=message.recipient.email,
            recipient_id=message.recipient_id,
            kind=message.kind,
            written_on=today,
            surroundings=surroundings,
            tasks=changes[message.id],
            newest=newest[message.id],
            envelope_sender=sender.envelope_of(message),
        )
    return found


def mark(
    connection: Connection, draft: Draft, worker: str, *, times: Times, zone: ZoneInfo, lasting: timedelta
) -> bool:
    """Marks the mail as being handed over with the bytes of `draft`, if nothing changed that they stood on."""
    if local_date(times.now, zone) != draft.written_on:
        return False
    marked = connection.execute(
        _MARK,
        {
            "message": draft.message_id,
            "worker": worker,
            "surroundings": draft.surroundings,
            "tasks": draft.tasks,
            "newest": draft.newest,
            "recipient": draft.recipient_id,
            "of_kind": draft.kind,
            "now": times.machine,
            "until": times.machine + lasting,
            "to": draft.recipient_address,
            "title": draft.subject,
            "bytes": draft.content,
        },
    )
    return marked.rowcount == 1


def record_accepted(connection: Connection, message_id: int, worker: str, answer: str, *, now: datetime) -> bool:
    """Writes down that the server took the mail; false where it is no longer `worker`'s."""
    values = {"message": message_id, "worker": worker, "answer": answer, "now": now}
    if connection.execute(_ACCEPT, values).rowcount != 1:
        return False
    connection.execute(_SENT, {"message": message_id})
    return True


def _changes(session: Session, message_ids: Sequence[int]) -> dict[int, int]:
    """How often the tasks of each mail have changed, all together."""
    found = session.execute(
        select(Reminder.message_id, func.sum(Task.plan_changes))
        .join(Task, Reminder.task_id == Task.id)
        .where(Reminder.message_id.in_(message_ids), Reminder.state == ReminderState.QUEUED)
        .group_by(Reminder.message_id)
    )
    return {message_id: changes for message_id, changes in found if message_id is not None}


def _newest(session: Session, message_ids: Sequence[int]) -> dict[int, date]:
    """The day of the newest mail of the same kind to the same person as each mail."""
    same = _messages.alias()
    found = session.execute(
        select(Message.id, func.max(same.c.day))
        .join(same, (same.c.recipient_id == Message.recipient_id) & (same.c.kind == Message.kind))
        .where(Message.id.in_(message_ids))
        .group_by(Message.id)
    )
    return dict(found.all())
