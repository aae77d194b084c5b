"""What is told at once: a line of the ledger, written with the change that it tells of.

The next round of planning, some seconds later, puts the lines that wait for one person into one mail: whoever is given
forty tasks in one go gets one mail and not forty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from tracker.clock import local_date
from tracker.danish import count_words
from tracker.db.inserting import insert_new
from tracker.db.models import Message, MessageState, Reminder, ReminderState, Task, TaskEvent, User
from tracker.db.queries.reminders.reminders import absences_from, names_and_addresses, people_around
from tracker.db.told import stored, told
from tracker.domain.facts import Absence, Capacity, Facts, MailKind, People
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice, event_occurrence, event_of, sentence
from tracker.domain.recipients import Recipient, followers, stand_ins
from tracker.sayings import Saying
from tracker.services.actors import Actor


def tell(
    session: Session, task: Task, notice: Notice, users: Iterable[int], *, event: TaskEvent, actor: Actor, now: datetime
) -> list[int]:
    """Writes a line for each of `users`, or whoever stands in for one who is away; nobody is told of his own doing.

    For somebody whom no mail can be sent to, the secretaries are told, or the administrators. Returns who is told by a
    line that is new.
    """
    session.flush()  # the event has its number
    today = local_date(now)
    facts = Facts((), absences=absences_from(session, today))
    wanted: dict[int, Recipient] = {}
    asked = list(dict.fromkeys(users))
    reachable = set(session.scalars(select(User.id).where(User.id.in_(asked), User.reachable)))
    for user in asked:
        instead = (
            stand_ins(user, Capacity.RESPONSIBLE, facts, today)
            if user in reachable
            else _instead_of(session, task, user, now=now)
        )
        for each in instead:
            if each.user != actor.user_id and user != actor.user_id:
                wanted.setdefault(each.user, each)
    occurrence = today.isoformat() if notice is Notice.BY_HAND else event_occurrence(event.id)
    reason = sentence_of(notice, event)
    rows = [
        {
            "task_id": task.id,
            "deadline_version": task.deadline_version,
            "rule": notice.value,
            "occurrence": occurrence,
            "recipient_id": each.user,
            "due_at": now,
            "planned_at": now,
            "state": ReminderState.QUEUED,
            **stored("reason", reason),
            "message_id": None,
            "on_behalf_of_id": each.on_behalf_of,
        }
        for each in wanted.values()
    ]
    # A line that fell away before it was sent was told to nobody, and is taken up again.
    revived = session.scalars(
        update(Reminder)
        .where(
            Reminder.task_id == task.id,
            Reminder.deadline_version == task.deadline_version,
            Reminder.rule == notice.value,
            Reminder.occurrence == occurrence,
            Reminder.recipient_id.in_(list(wanted)),
            Reminder.state == ReminderState.VOID,
        )
        .values(state=ReminderState.QUEUED, message_id=None, due_at=now, planned_at=now, **stored("reason", reason))
        .returning(Reminder.recipient_id)
        .execution_options(synchronize_session=False)
    ).all()
    return [*revived, *insert_new(session, Reminder, rows, returning="recipient_id")]


def sentence_of(notice: Notice, event: TaskEvent) -> Saying:
    """What is told of an event."""
    return sentence(notice, event.actor_name, event.kind, event.before, event.after, told(event, "comment"))


def _instead_of(session: Session, task: Task, user: int, *, now: datetime) -> Iterator[Recipient]:
    """Who is told for somebody whom no mail can be sent to, as if they stood in for one who is away."""
    today = local_date(now)
    for other in who_decides(people_around(session, task), but=user):
        yield Recipient(other, Capacity.RESPONSIBLE, Absence(user, today, today, other))


def tell_followers(
    session: Session, task: Task, notice: Notice, *, event: TaskEvent, actor: Actor, now: datetime
) -> list[int]:
    """Tells those who follow a task."""
    session.flush()
    around = people_around(session, task)
    return tell(session, task, notice, followers(around, around), event=event, actor=actor, now=now)


def who_decides(around: People, *, but: int | None) -> Sequence[int]:
    """The secretaries of a task, or the administrators where there is no other than `but`."""
    return [each for each in around.secretaries if each != but] or list(around.administrators)


def names(session: Session, users: Iterable[int]) -> Sequence[str]:
    """The names of users, sorted."""
    found = names_and_addresses(session, set(users))
    return sorted(name for name, _address in found.values())


def queue_at_once(session: Session, *, now: datetime, machine: datetime, zone: ZoneInfo, sender: str) -> int:
    """Puts the lines that wait without a mail into one mail a recipient; returns how many mails."""
    waiting = session.scalars(
        select(Reminder)
        .where(Reminder.message_id.is_(None), Reminder.state == ReminderState.QUEUED)
        .options(joinedload(Reminder.recipient))
        .order_by(Reminder.recipient_id, Reminder.id)
        .with_for_update(of=Reminder, skip_locked=True)
    ).all()
    queued = 0
    for recipient, lines in groupby(waiting, key=lambda row: row.recipient):
        rows = list(lines)
        own = uuid4().hex
        message = Message(
            kind=MailKind.AT_ONCE.value,
            day=local_date(now, zone),
            about=own,
            recipient_id=recipient.id,
            address=recipient.email,
            subject=f"Nyt om {count_words(len(rows), 'opgave', 'opgaver')}",
            header_message_id=f"<{own}@{sender.rpartition('@')[2]}>",
            header_date=now,
            state=MessageState.QUEUED,
            attempts=0,
            exposed=False,
            lost_answers=0,
            queued_at=machine,
            next_attempt_at=machine,
            reminders=rows,
        )
        session.add(message)
        queued += 1
    session.flush()
    return queued


def events_of(session: Session, rows: Sequence[Reminder]) -> Mapping[int, TaskEvent]:
    """The event that each line tells of, by the id of the line."""
    ids = {row.id: event_of(row.occurrence) for row in rows}
    found = {
        event.id: event
        for event in session.scalars(select(TaskEvent).where(TaskEvent.id.in_([each for each in ids.values() if each])))
    }
    by_hand = {row.task_id for row in rows if row.rule == Notice.BY_HAND}
    nudges = session.scalars(
        select(TaskEvent)
        .where(TaskEvent.task_id.in_(by_hand), TaskEvent.kind == EventKind.NUDGE)
        .order_by(TaskEvent.id)
    )
    last = {event.task_id: event for event in nudges}
    events = {row.id: found.get(ids[row.id] or 0) or last.get(row.task_id) for row in rows}
    return {row_id: event for row_id, event in events.items() if event is not None}
