"""How a task is written: locked, changed, and each change a line of its history that is never changed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from tracker.clock import local_date
from tracker.danish import list_words
from tracker.db.models import Committee, DeadlineVersion, Occurrence, Task, TaskEvent, TaskOwner
from tracker.db.queries.reminders.reminders import secretaries_of
from tracker.db.told import told
from tracker.domain.history import BESIDE, EventKind
from tracker.domain.notices import Notice
from tracker.domain.roles import Right
from tracker.domain.status import Status
from tracker.errors import ConflictError, InputError, NotFoundError
from tracker.language import day_words, gettext
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.reminders import notices
from tracker.services.tasks import occurrences


def lock_task(session: Session, task_id: int) -> Task:
    """The task as it stands now, locked until the transaction ends; on SQLite the whole database is locked already."""
    task = (
        session.scalars(
            select(Task)
            .where(Task.id == task_id)
            .options(
                joinedload(Task.owners).joinedload(TaskOwner.committee),
                selectinload(Task.deadlines),
                joinedload(Task.occurrences),
                joinedload(Task.series),
                joinedload(Task.responsible),
                joinedload(Task.proposal),
            )
            .with_for_update(of=Task)
            .execution_options(populate_existing=True)
        )
        .unique()
        .one_or_none()
    )
    if task is None:
        raise NotFoundError(gettext("Opgaven findes ikke."))
    return task


def open_for_change(
    session: Session, task_id: int, right: Right, revision: int | None, actor: Actor, yours: dict[str, str]
) -> Task:
    """The task as it stands now, locked, for whoever may change it, and has seen what stands (`revision`; none:
    whatever stands). `yours` is what is wished, for the conflict that says so. Raises `NotFoundError`,
    `ForbiddenError` and `ConflictError`."""
    task = lock_task(session, task_id)
    require(actor, right, committees_of(task))
    if revision is not None and revision != task.revision:
        raise conflict_of(task, yours)
    return task


def conflict_of(task: Task, yours: dict[str, str]) -> ConflictError:
    """What to raise when somebody else was faster: what stands, and what was wished."""
    last = next(event for event in reversed(task.events) if event.kind not in BESIDE)
    theirs = {
        gettext("Status"): task.status.label,
        gettext("Frist"): day_words(task.due_on) if task.due_on else gettext("ingen"),
        gettext("Udvalg"): owner_words(task) or gettext("intet"),
        gettext("Ansvarlig"): task.responsible.name if task.responsible else gettext("ingen"),
    }
    return ConflictError(
        gettext(
            "%(actor_name)s har ændret opgaven, siden du åbnede den (%(day)s). Din ændring er ikke "
            "gemt. Se begge udgaver, og gem igen."
        )
        % {"actor_name": last.actor_name, "day": day_words(local_date(last.at))},
        theirs=theirs,
        yours=yours,
    )


def change_status(
    task: Task,
    status: Status,
    actor: Actor,
    now: datetime,
    *,
    comment: str | None,
    presented_on: date | None = None,
) -> None:
    """Sets the status, with its line in the history."""
    before = task.status
    task.status, task.status_at, task.presented_on = status, now, presented_on
    record_event(
        task,
        EventKind.STATUS,
        actor,
        now,
        before=before.value,
        after=status.value,
        comment=comment,
        presented_on=presented_on,
    )


def stand_at(task: Task, occurrence: Occurrence, status: Status, actor: Actor, now: datetime) -> None:
    """Moves a repeated task to another of its times, which is no move of its date. One that it stood at before has the
    date that it had then."""
    task.status, task.status_at, task.presented_on = status, now, None
    had = [each for each in task.deadlines if each.occurrence == occurrence.number and each.due_on]
    start, due = (had[-1].starts_on, had[-1].due_on) if had else (occurrence.starts_on, occurrence.due_on)
    add_deadline(task, start, due, now, actor, occurrence=occurrence.number)


def add_deadline(
    task: Task,
    start: date | None,
    due: date | None,
    now: datetime,
    actor: Actor,
    *,
    moved: bool = False,
    reason: str | None = None,
    occurrence: int | None = None,
) -> None:
    """Gives the task a new version of its deadline; those before stay. `moved` says that a person moved it.

    `occurrence` is the number of the time that it is about, by default the one of the version before.
    """
    number = len(task.deadlines) + 1
    task.deadlines.append(
        DeadlineVersion(
            number=number,
            occurrence=occurrence or (task.deadlines[-1].occurrence if task.deadlines else 1),
            starts_on=start,
            due_on=due,
            moved=moved,
            reason=reason,
            set_at=now,
            set_by_id=actor.user_id,
        )
    )
    task.starts_on, task.due_on, task.deadline_version = start, due, number


def inherit_deadlines(task: Task, versions: Sequence[DeadlineVersion]) -> None:
    """Gives a task that was just made every date that another has had, with who set it, when and why."""
    task.deadlines = [
        DeadlineVersion(
            number=each.number,
            occurrence=each.occurrence,
            starts_on=each.starts_on,
            due_on=each.due_on,
            moved=each.moved,
            reason=told(each, "reason"),
            set_at=each.set_at,
            set_by_id=each.set_by_id,
        )
        for each in versions
    ]
    last = versions[-1]
    task.starts_on, task.due_on, task.deadline_version = last.starts_on, last.due_on, last.number


def move_to(session: Session, task: Task, due: date, reason: str, actor: Actor, now: datetime) -> Task:
    """Gives a locked task another due date, and tells those who follow it at once.

    A date for a task that had none is no move, and the first time of a rule that waited for it. A window that would
    begin after the new date loses its beginning.
    """
    before = task.due_on
    start = task.starts_on if task.starts_on and task.starts_on <= due else None
    add_deadline(task, start, due, now, actor, moved=before is not None, reason=reason)
    occurrences.begin_on(task, start, due, today=local_date(now))
    days = [each.isoformat() if each else None for each in (before, due)]
    event = record_event(task, EventKind.DEADLINE, actor, now, before=days[0], after=days[1], comment=reason)
    save_task(session, task)
    notices.tell_followers(session, task, Notice.MOVED, event=event, actor=actor, now=now)
    return task


def own(task: Task, committees: Sequence[Committee]) -> None:
    """Lets the committees own the task, the lead first."""
    standing = {owner.committee_id: owner for owner in task.owners}
    task.owners = [standing.get(each.id) or TaskOwner(committee=each) for each in committees]
    for position, owner in enumerate(task.owners):
        owner.position = position


def change_owner_rows(
    session: Session, task: Task, committees: Sequence[Committee], reason: str, actor: Actor, now: datetime
) -> TaskEvent:
    """Lets other committees own the task, with the line in its history that tells of it."""
    before = owner_words(task)
    own(task, committees)
    task.committees_inferred = False
    event = record_event(task, EventKind.OWNER, actor, now, before=before, after=owner_words(task), comment=reason)
    save_task(session, task)
    return event


def reassign_and_tell(
    session: Session, task: Task, committees: Sequence[Committee], reason: str, actor: Actor, now: datetime
) -> Task:
    """Gives a task to other committees, and tells the secretaries of those that are new at once."""
    standing = set(committees_of(task))
    event = change_owner_rows(session, task, committees, reason, actor, now)
    new = [each.id for each in committees if each.id not in standing]
    notices.tell(session, task, Notice.GIVEN, secretaries_of(session, new), event=event, actor=actor, now=now)
    return task


def record_event(
    task: Task,
    kind: EventKind,
    actor: Actor,
    now: datetime,
    *,
    before: str | None = None,
    after: str | None = None,
    comment: str | None = None,
    presented_on: date | None = None,
) -> TaskEvent:
    """Adds a line to the history of a task."""
    event = TaskEvent(
        task=task,  # and not the other way round, which would load all the history there is
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.name,
        kind=kind,
        before=before,
        after=after,
        comment=comment,
        presented_on=presented_on,
        sheet=actor.sheet,
    )
    session = object_session(task)
    if session is not None:  # a task that was just made takes its event along
        session.add(event)
    return event


def save_task(session: Session, task: Task) -> Task:
    """Flushes a change of a task, which counts in its revision."""
    # A change that lies in another table alone, as that of the owners, must count in the revision too.
    flag_modified(task, "status")
    session.flush()
    return task


def committees_of(task: Task) -> list[int]:
    """The ids of the committees that own the task, the lead first."""
    return [owner.committee_id for owner in task.owners]


def owner_words(task: Task) -> str | None:
    """The committees that own the task, in words; none where there are none."""
    return list_words(owner.committee.name for owner in task.owners) or None


def optional_words(text: str | None) -> str | None:
    """What was written, without spaces around it; none for nothing. A sentence of the program stays one."""
    if isinstance(text, Saying):
        return text
    return text.strip() or None if text else None


def required_words(text: str, message: str, field: str) -> str:
    """What was written; raises `InputError` with `message` on `field` for nothing."""
    words = optional_words(text)
    if words is None:
        raise InputError(message, field)
    return words
