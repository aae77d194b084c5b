"""What an agreement does to tasks: it makes them, takes them back, and corrects them; the first date always stays.

Who may do so, the review and the revision say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.agreement.values import TaskKind
from tracker.clock import local_date
from tracker.db.models import Committee, DeadlineVersion, Task, TaskOwner
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice
from tracker.domain.recurrence import Series
from tracker.domain.roles import Right
from tracker.domain.status import Status
from tracker.sayings import Quote, Saying, joined, quoted
from tracker.services.actors import Actor, require
from tracker.services.reminders import notices
from tracker.services.tasks import occurrences
from tracker.services.tasks.record import (
    add_deadline,
    change_status,
    committees_of,
    inherit_deadlines,
    lock_task,
    own,
    owner_words,
    reassign_and_tell,
    record_event,
    save_task,
)


def begin(
    task: Task,
    *,
    owners: Sequence[Committee],
    dates: Sequence[DeadlineVersion] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Completes a task that was just made: its owners (lead first), first deadline version and first event.

    `dates` are all that another task has had, where this one is a part of it and takes them along.
    """
    task.owners = [TaskOwner(committee=committee, position=position) for position, committee in enumerate(owners)]
    task.status, task.status_at, task.created_at = Status.NOT_STARTED, now, now
    if dates:
        inherit_deadlines(task, dates)
    else:
        add_deadline(task, task.starts_on, task.due_on, now, actor)
    record_event(task, EventKind.CREATED, actor, now, after=task.status.value)


def withdraw(task: Task, *, reason: str, actor: Actor, now: datetime) -> None:
    """Drops a task whose proposal is no longer accepted. Who may, the review says."""
    occurrences.drop_open(task)
    change_status(task, Status.DROPPED, actor, now, comment=reason)


def renew(
    task: Task,
    *,
    owners: Sequence[Committee],
    window: tuple[date | None, date | None],
    occurrence: int | None,
    comment: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Opens a task that was withdrawn, with the owners and dates that its proposal has now.

    `occurrence` is the number of the time at which it stands, where it falls due again. The deadline is always a new
    version, though no move: what the ledger of reminders holds of the one before, some of it void since the task was
    dropped, says nothing about this one.
    """
    start, due = window
    change_status(task, Status.NOT_STARTED, actor, now, comment=comment)
    before, dated = owner_words(task), task.due_on
    own(task, owners)
    if owner_words(task) != before:
        record_event(task, EventKind.OWNER, actor, now, before=before, after=owner_words(task), comment=comment)
    add_deadline(task, start, due, now, actor, reason=comment, occurrence=occurrence)
    if due != dated:
        record_event(
            task,
            EventKind.DEADLINE,
            actor,
            now,
            before=dated.isoformat() if dated else None,
            after=due.isoformat() if due else None,
            comment=comment,
        )


@dataclass(frozen=True, slots=True)
class Revised:
    """What a corrected agreement says of a task; none for what it leaves alone.

    `window` is the first and last day, `series` the times of a task that repeats.
    """

    title: str | None = None
    kind: TaskKind | None = None
    owners: Sequence[Committee] | None = None
    window: tuple[date | None, date | None] | None = None
    series: Series | None = None


def revise(session: Session, task_id: int, revised: Revised, *, reason: str, actor: Actor, now: datetime) -> Task:
    """Gives a task what a corrected agreement says: the date as a new version, so that the first one stays."""
    task = lock_task(session, task_id)
    require(actor, Right.CHANGE_TASK, committees_of(task))
    if revised.title and revised.title != task.title:
        record_event(task, EventKind.COMMENT, actor, now, comment=joined(quoted(reason), was_called(task.title)))
        task.title = revised.title
    task.kind = revised.kind or task.kind
    if revised.owners is not None:
        reassign_and_tell(session, task, revised.owners, reason, actor, now)
    if revised.window is not None:
        current = occurrences.follow(task, revised.series, today=local_date(now))
        start, due = (current.starts_on, current.due_on) if current else revised.window
        _follow_window(session, task, start, due, reason, now, actor)
    return save_task(session, task)


def _follow_window(
    session: Session, task: Task, start: date | None, due: date | None, reason: str, now: datetime, actor: Actor
) -> None:
    before = task.due_on
    if (start, due) == (task.starts_on, before):
        return
    add_deadline(task, start, due, now, actor, moved=before not in (None, due), reason=reason)
    if before == due:
        begins = Saying("Perioden begynder %(day)s.", day=start) if start else Saying("Perioden har ingen første dag.")
        record_event(task, EventKind.COMMENT, actor, now, comment=joined(quoted(reason), begins))
        return
    days = [each.isoformat() if each else None for each in (before, due)]
    event = record_event(task, EventKind.DEADLINE, actor, now, before=days[0], after=days[1], comment=reason)
    save_task(session, task)
    notices.tell_followers(session, task, Notice.MOVED, event=event, actor=actor, now=now)


def was_called(title: str) -> Saying:
    """What a task that has another title now was called."""
    return Saying("Opgaven hed «%(title)s».", title=Quote(title))


def note_correction(session: Session, task_id: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Notes in the history what happened to the agreement that a task comes from. Who may, the revision says."""
    record_event(lock_task(session, task_id), EventKind.COMMENT, actor, now, comment=words)
