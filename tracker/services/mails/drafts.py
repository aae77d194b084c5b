"""Mails looked at and written ahead of their first try, many together.

Most mails go at their first try, soon after they were queued, and nothing happens in between. So they are written when
they are queued, with a note of all that they stood on: the stamps of the surroundings, the tasks of the mail, newer
mails to the same person (`tracker.db.changes`). What was written goes only if none of that has changed when the mail is
marked (`tracker.services.mails.marking`); a draft that is too old, of another day or another sender is written anew
before. A mail without a draft, also one that names a task from outside it, goes the long way of
`tracker.services.mails.outbox.prepare`, one by one.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import local_date
from tracker.db.inserting import insert_new, table_of
from tracker.db.models import Message, MessageState, Reminder, ReminderState, Task, User, WrittenAhead
from tracker.db.queries.reminders.stamps import ALL_STAMPS
from tracker.domain.facts import MailKind
from tracker.errors import DeliveryError
from tracker.mail.rendering import wire_address
from tracker.services.mails.digests import Sender, look_again, write
from tracker.services.reminders.reminders import Times

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(minutes=10)
"""How long what was written ahead is good for: the notes say what changed of tasks and people, but not whether the
program itself, or the words of an agreement, are still the same."""

_written = table_of(WrittenAhead)


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail as it would go now, and what that stood on: the notes of what has changed. `address` is the recipient's
    as it stands in the register.
    """

    message_id: int
    address: str
    content: bytes
    subject: str
    recipient_id: int
    kind: str
    written_on: date
    surroundings: int
    tasks: int
    newest: date
    envelope_sender: str | None = None

    @property
    def wire_address(self) -> str:
        """The address as the mail server wants it."""
        return wire_address(self.address)


def write_ahead(
    session: Session, message_ids: Sequence[int], *, times: Times, sender: Sender, zone: ZoneInfo
) -> dict[int, Draft]:
    """Those of the mails, by id, that were never tried before, of which every line applies, and that can be written.

    The notes are read first: what is read after them is at least as new, so a change in between shows as one.
    """
    today = local_date(times.now, zone)
    surroundings = session.scalar(ALL_STAMPS)
    if surroundings is None or not message_ids:
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
        if any(task.awaited for _, task in look.kept):
            continue  # it says what it waits for, and the notes do not say what changes of that
        try:
            written = write(look, message, message.recipient, today=today, sender=sender, zone=zone)
            wire_address(message.recipient.email)
        except DeliveryError:
            continue  # the long way says what is wrong with it
        except Exception:
            log.exception("message %s cannot be written ahead", message.id)
            continue
        found[message.id] = Draft(
            message_id=message.id,
            address=message.recipient.email,
            content=written.content,
            subject=written.subject,
            recipient_id=message.recipient_id,
            kind=message.kind,
            written_on=today,
            surroundings=surroundings,
            tasks=changes[message.id],
            newest=newest[message.id],
            envelope_sender=sender.envelope_of(message.id, message.header_message_id),
        )
    return found


def keep(session: Session, drafts: Sequence[Draft], *, sender: Sender, now: datetime) -> None:
    """Stores what was written ahead until it is handed over, and clears away what nobody came for."""
    session.execute(delete(WrittenAhead).where(WrittenAhead.written_at < now - KEPT_FOR))
    common = {"sender": sender.mark, "written_at": now}
    rows = [{**asdict(draft), **common} for draft in drafts]
    for row in rows:
        del row["recipient_id"], row["kind"], row["envelope_sender"]  # they follow from the mail
    insert_new(session, WrittenAhead, rows, returning="message_id")


def kept(
    session: Session, message_ids: Sequence[int], *, times: Times, sender: Sender, zone: ZoneInfo
) -> dict[int, Draft]:
    """What is stored of the mails, by id, and still good as far as can be seen now."""
    changes = (
        select(func.sum(Task.plan_changes))
        .join(Reminder, Reminder.task_id == Task.id)
        .where(Reminder.message_id == Message.id, Reminder.state == ReminderState.QUEUED)
        .scalar_subquery()
    )
    query = (
        select(*(_written.c[name] for name in _STORED), Message.recipient_id, Message.kind, Message.header_message_id)
        .join(Message, Message.id == _written.c.message_id)
        .where(
            _written.c.message_id.in_(message_ids),
            Message.kind.in_([kind.value for kind in MailKind]),
            _written.c.sender == sender.mark,
            _written.c.written_on == local_date(times.now, zone),
            _written.c.written_at.between(times.machine - KEPT_FOR, times.machine),
            _written.c.surroundings == ALL_STAMPS.scalar_subquery(),
            _written.c.tasks == changes,
        )
    )
    found = {}
    for row in session.execute(query).mappings():
        values = dict(row)
        envelope_sender = sender.envelope_of(row["message_id"], values.pop("header_message_id"))
        found[row["message_id"]] = Draft(**values, envelope_sender=envelope_sender)
    return found


_STORED = ("message_id", "address", "content", "subject", "written_on", "surroundings", "tasks", "newest")


def forget(session: Session, message_ids: Sequence[int]) -> None:
    """Clears away what was stored of mails that have been tried."""
    session.execute(delete(WrittenAhead).where(WrittenAhead.message_id.in_(message_ids)))


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
    same = table_of(Message).alias()
    found = session.execute(
        select(Message.id, func.max(same.c.day))
        .join(same, (same.c.recipient_id == Message.recipient_id) & (same.c.kind == Message.kind))
        .where(Message.id.in_(message_ids))
        .group_by(Message.id)
    )
    return dict(found.all())
