"""The fast way of a mail: what was written ahead is marked as being handed over if nothing changed that it stood on.

The same statement asks and marks. Whenever it is not certain that the mail is as it would be written now, nothing is
marked, and the mail goes the long way of `tracker.services.mails.outbox.prepare`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select, update

from tracker.clock import local_date
from tracker.db.inserting import table_of
from tracker.db.models import Message, MessageState, Reminder, ReminderState, Task
from tracker.db.prepared import Lane, Order, Prepared
from tracker.db.queries.reminders.stamps import ALL_STAMPS
from tracker.services.mails.drafts import Draft
from tracker.services.reminders.reminders import Times

_messages, _reminders, _tasks = table_of(Message), table_of(Reminder), table_of(Task)
_queued_lines = _reminders.c.state == ReminderState.QUEUED
_SURROUNDINGS = ALL_STAMPS.scalar_subquery()
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
_MARK = Prepared(
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
_ACCEPT = Prepared(
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
        reply_facts=None,  # what the server said is no sentence of ours
        finished_at=bindparam("now"),
        next_attempt_at=None,
        claimed_by=None,
        claimed_until=None,
    )
)
_SENT = Prepared(
    update(_reminders)
    .where(
        _reminders.c.message_id == bindparam("message"),
        _queued_lines,
        select(_messages.c.id)
        .where(_messages.c.id == bindparam("message"), _messages.c.state == MessageState.ACCEPTED)
        .exists(),
    )
    .values(state=ReminderState.SENT)
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A mail that the server took, and what it said."""

    message_id: int
    answer: str


def pass_on(
    lane: Lane,
    before: Accepted | None,
    draft: Draft | None,
    worker: str,
    *,
    times: Times,
    zone: ZoneInfo,
    lasting: timedelta,
) -> tuple[bool, bool]:
    """Writes down that the server took the mail `before`, and marks the one of `draft` as being handed over with those
    bytes, if nothing changed that they stood on, in one transaction; whether the one was done, and whether the other.
    """
    if draft is not None and local_date(times.now, zone) != draft.written_on:
        return False, False
    recording = () if before is None else _recording(before, worker, times.machine)
    marking = () if draft is None else (_marking(draft, worker, times.machine, lasting),)
    changed = lane.at_once(*recording, *marking)
    return bool(recording) and changed[0] == 1, bool(marking) and changed[-1] == 1


def _recording(before: Accepted, worker: str, now: datetime) -> tuple[Order, Order]:
    """In the mail and in the ledger, while the mail is `worker`'s."""
    accept = {"message": before.message_id, "worker": worker, "answer": before.answer, "now": now}
    return (_ACCEPT, accept), (_SENT, {"message": before.message_id})


def _marking(draft: Draft, worker: str, now: datetime, lasting: timedelta) -> Order:
    return _MARK, {
        "message": draft.message_id,
        "worker": worker,
        "surroundings": draft.surroundings,
        "tasks": draft.tasks,
        "newest": draft.newest,
        "recipient": draft.recipient_id,
        "of_kind": draft.kind,
        "now": now,
        "until": now + lasting,
        "to": draft.address,
        "title": draft.subject,
        "bytes": draft.content,
    }
