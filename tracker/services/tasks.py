"""Work on a task: status, comments, dates, owners.

Every change is one line of history that is never changed again, with who, when, from and to. Whoever changes a task
tells the `revision` that was seen (none: whatever stands now); when somebody else was faster, `ConflictError` carries
both versions and nothing is written. All raise `NotFoundError` for a task that does not exist and `ForbiddenError`
where the table of rights says no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from tracker.agreement.values import TaskKind
from tracker.clock import local_date
from tracker.danish import date_words, list_words
from tracker.db.models import Committee, DeadlineVersion, Occurrence, Task, TaskEvent, TaskOwner, User
from tracker.db.queries.reminders import secretaries_of
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice
from tracker.domain.recipients import followers
from tracker.domain.roles import Right
from tracker.domain.status import Status, is_open
from tracker.errors import ConflictError, InputError, NotFoundError
from tracker.services import notices, occurrences
from tracker.services.actors import Actor, require


def set_status(
    session: Session,
    task_id: int,
    status: Status,
    *,
    comment: str | None = None,
    presented_on: date | None = None,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Sets where a task stands; the same status again says that it still holds.

    `presented_on` is the day of the meeting, and required for «forelagt». Closing a repeated task closes the time that
    it stands at, and the task goes on to the next. A closed task is opened by `reopen`, and dropped by `drop`.
    """
    if status is Status.DROPPED:
        raise InputError("En opgave udgår med en begrundelse.", "status")
    task = _open_for_change(session, task_id, Right.SET_STATUS, revision, actor, {"Status": status.label})
    if not is_open(task.status, task.kind) and is_open(status, task.kind):
        raise InputError(f"Opgaven er afsluttet ({task.status.label.lower()}). Genåbn den først.", "status")
    meeting = _meeting(presented_on, now) if status is Status.PRESENTED else None
    return settle_status(session, task, status, comment=comment, presented_on=meeting, actor=actor, now=now)


def settle_status(
    session: Session,
    task: Task,
    status: Status,
    *,
    comment: str | None,
    presented_on: date | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Sets the status of a locked task; who may, and whether it can be, the caller has asked."""
    words = _optional(comment)
    if not is_open(status, task.kind) and is_open(task.status, task.kind):
        closed, following = occurrences.close_current(session, task, status)
        if closed and following:
            _stand_at(task, following, Status.NOT_STARTED, actor, now)
            record_event(
                task,
                EventKind.OCCURRENCE,
                actor,
                now,
                before=closed.due_on.isoformat(),
                after=following.due_on.isoformat(),
                comment=words,
                presented_on=presented_on,
            )
            return save_task(session, task)
    _change_status(task, status, actor, now, comment=words, presented_on=presented_on)
    return save_task(session, task)


def drop(session: Session, task_id: int, *, reason: str, revision: int | None, actor: Actor, now: datetime) -> Task:
    """Closes a task that will not be done, with the reason."""
    words = _required(reason, "Skriv hvorfor opgaven udgår.", "reason")
    task = _open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {"Status": Status.DROPPED.label})
    if task.status is Status.DROPPED:
        raise InputError("Opgaven er allerede udgået.", "status")
    occurrences.drop_open(task)
    _change_status(task, Status.DROPPED, actor, now, comment=words)
    return save_task(session, task)


def reopen(
    session: Session, task_id: int, *, comment: str | None = None, revision: int | None, actor: Actor, now: datetime
) -> Task:
    """Opens a closed task again, «i gang». A repeated one goes back to the last time that was closed, also when it has
    gone on to the next: a time that was closed by mistake is not lost."""
    task = _open_for_change(session, task_id, Right.SET_STATUS, revision, actor, {"Status": Status.IN_PROGRESS.label})
    if task.status is Status.DROPPED:
        require(actor, Right.CHANGE_TASK, _committees(task))
    if not is_open(task.status, task.kind):
        occurrences.open_again(task)
        _change_status(task, Status.IN_PROGRESS, actor, now, comment=_optional(comment))
        return save_task(session, task)
    earlier = occurrences.reopen_last_closed(task)
    if earlier is None:
        raise InputError("Opgaven er ikke afsluttet.", "status")
    before = task.due_on
    _stand_at(task, earlier, Status.IN_PROGRESS, actor, now)
    record_event(
        task,
        EventKind.OCCURRENCE,
        actor,
        now,
        before=before.isoformat() if before else None,
        after=earlier.due_on.isoformat(),
        comment=_optional(comment),
    )
    return save_task(session, task)


def comment(session: Session, task_id: int, text: str, *, actor: Actor, now: datetime) -> Task:
    """Adds a comment. It changes nothing else, so two people can write at once."""
    words = _required(text, "Skriv en kommentar.", "comment")
    task = _open_for_change(session, task_id, Right.COMMENT, None, actor, {})
    record_event(task, EventKind.COMMENT, actor, now, comment=words)
    session.flush()
    return task


def move_deadline(
    session: Session,
    task_id: int,
    due: date,
    *,
    reason: str,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Gives a task another due date, as a new version: the first stays, and the moves are counted.

    A date for a task that had none is no move. A window that would begin after the new date loses its beginning.
    """
    words = _required(reason, "Skriv hvorfor fristen flyttes.", "reason")
    task = _open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {"Frist": date_words(due)})
    if not is_open(task.status, task.kind):
        raise InputError("Opgaven er afsluttet. Genåbn den, før fristen flyttes.", "due")
    if task.due_on == due:
        raise InputError(f"Fristen er allerede {date_words(due)}.", "due")
    before = task.due_on
    start = task.starts_on if task.starts_on and task.starts_on <= due else None
    _add_deadline(task, start, due, now, actor, moved=before is not None, reason=words)
    event = record_event(
        task,
        EventKind.DEADLINE,
        actor,
        now,
        before=before.isoformat() if before else None,
        after=due.isoformat(),
        comment=words,
    )
    save_task(session, task)
    notices.tell_followers(session, task, Notice.MOVED, event=event, actor=actor, now=now)
    return task


def change_owners(
    session: Session,
    task_id: int,
    committee_ids: Sequence[int],
    *,
    reason: str,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Gives a task to other committees, the lead first."""
    words = _required(reason, "Skriv hvorfor opgaven skifter udvalg.", "reason")
    found = _committees_by_id(session, committee_ids)
    after = list_words(each.name for each in found)
    task = _open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {"Udvalg": after})
    return _reassigned(session, task, found, words, actor, now)


def reassign(
    session: Session, task_id: int, committee_ids: Sequence[int], *, reason: str, actor: Actor, now: datetime
) -> Task:
    """Gives a task to other committees because a committee itself has changed. Who may, the register says.

    Nobody is told at once: a whole committee's tasks move together.
    """
    task = lock_task(session, task_id)
    _change_owners(session, task, _committees_by_id(session, committee_ids), reason, actor, now)
    return task


def _committees_by_id(session: Session, committee_ids: Sequence[int]) -> list[Committee]:
    wanted = list(dict.fromkeys(committee_ids))
    if not wanted:
        raise InputError("Vælg mindst ét udvalg.", "committees")
    found = {each.id: each for each in session.scalars(select(Committee).where(Committee.id.in_(wanted)))}
    if len(found) < len(wanted):
        raise NotFoundError("Udvalget findes ikke.")
    return [found[each] for each in wanted]


def _reassigned(
    session: Session, task: Task, committees: Sequence[Committee], reason: str, actor: Actor, now: datetime
) -> Task:
    standing = set(_committees(task))
    event = _change_owners(session, task, committees, reason, actor, now)
    new = [each.id for each in committees if each.id not in standing]
    notices.tell(session, task, Notice.GIVEN, secretaries_of(session, new), event=event, actor=actor, now=now)
    return task


def _change_owners(
    session: Session, task: Task, committees: Sequence[Committee], reason: str, actor: Actor, now: datetime
) -> TaskEvent:
    before = _owner_words(task)
    _own(task, committees)
    task.committees_inferred = False
    event = record_event(task, EventKind.OWNER, actor, now, before=before, after=_owner_words(task), comment=reason)
    save_task(session, task)
    return event


def set_responsible(
    session: Session, task_id: int, user_id: int | None, *, revision: int | None, actor: Actor, now: datetime
) -> Task:
    """Names the person responsible, or nobody."""
    user = session.get(User, user_id) if user_id is not None else None
    if user_id is not None and (user is None or not user.active):
        raise NotFoundError("Brugeren findes ikke eller er ikke længere aktiv.")
    wanted = user.name if user else "ingen"
    task = _open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {"Ansvarlig": wanted})
    before, standing = (task.responsible.name, task.responsible.id) if task.responsible else (None, None)
    task.responsible = user
    event = record_event(task, EventKind.RESPONSIBLE, actor, now, before=before, after=user.name if user else None)
    save_task(session, task)
    if user is not None and user.id != standing:
        notices.tell(session, task, Notice.GIVEN, [user.id], event=event, actor=actor, now=now)
    return task


def nudge(session: Session, task_id: int, *, actor: Actor, now: datetime) -> str:
    """Reminds those who follow a task, by hand; returns their names. Within a day each is reminded so once."""
    task = _open_for_change(session, task_id, Right.COMMENT, None, actor, {})
    if not is_open(task.status, task.kind):
        raise InputError("Opgaven er afsluttet, så der er ingen at påminde.", "nudge")
    facts, around = notices.concerned(session, task, now=now)
    users = [each for each in followers(facts, around) if each != actor.user_id]
    if not users:
        raise InputError("Ingen andre end dig følger opgaven.", "nudge")
    with session.begin_nested() as savepoint:
        event = record_event(task, EventKind.NUDGE, actor, now, after=notices.names(session, users))
        told = notices.tell(session, task, Notice.BY_HAND, users, event=event, actor=actor, now=now)
        if not told:
            savepoint.rollback()
            raise InputError("Der er allerede sendt en påmindelse om opgaven i dag.", "nudge")
    return notices.names(session, told)


def note(
    session: Session,
    task_id: int,
    kind: EventKind,
    *,
    before: str | None,
    after: str | None,
    comment: str | None,
    actor: Actor,
    now: datetime,
) -> tuple[Task, TaskEvent]:
    """Writes into the history what changes nothing in the task itself."""
    task = _open_for_change(session, task_id, Right.COMMENT, None, actor, {})
    event = record_event(task, kind, actor, now, before=before, after=after, comment=comment)
    session.flush()
    return task, event


@dataclass(frozen=True, slots=True)
class Revised:
    """What a corrected agreement says of a task; none for what it leaves alone.

    `window` is the first and last day, `times` all windows of a task that repeats.
    """

    title: str | None = None
    kind: TaskKind | None = None
    owners: Sequence[Committee] | None = None
    window: tuple[date | None, date | None] | None = None
    times: Sequence[tuple[date | None, date]] = ()


def revise(session: Session, task_id: int, revised: Revised, *, reason: str, actor: Actor, now: datetime) -> Task:
    """Gives a task what a corrected agreement says: the date as a new version, so that the first one stays."""
    task = lock_task(session, task_id)
    require(actor, Right.CHANGE_TASK, _committees(task))
    if revised.title and revised.title != task.title:
        record_event(task, EventKind.COMMENT, actor, now, comment=f"{reason} Opgaven hed «{task.title}».")
        task.title = revised.title
    task.kind = revised.kind or task.kind
    if revised.owners is not None:
        _reassigned(session, task, revised.owners, reason, actor, now)
    if revised.window is not None:
        current = occurrences.follow(task, revised.times)
        start, due = (current.starts_on, current.due_on) if current else revised.window
        _follow_window(session, task, start, due, reason, now, actor)
    return save_task(session, task)


def _follow_window(
    session: Session, task: Task, start: date | None, due: date | None, reason: str, now: datetime, actor: Actor
) -> None:
    before = task.due_on
    if (start, due) == (task.starts_on, before):
        return
    _add_deadline(task, start, due, now, actor, moved=before not in (None, due), reason=reason)
    if before == due:
        words = (
            f"{reason} Perioden begynder {date_words(start)}." if start else f"{reason} Perioden har ingen første dag."
        )
        record_event(task, EventKind.COMMENT, actor, now, comment=words)
        return
    days = [each.isoformat() if each else None for each in (before, due)]
    event = record_event(task, EventKind.DEADLINE, actor, now, before=days[0], after=days[1], comment=reason)
    save_task(session, task)
    notices.tell_followers(session, task, Notice.MOVED, event=event, actor=actor, now=now)


def note_correction(session: Session, task_id: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Notes in the history what happened to the agreement that a task comes from. Who may, the revision says."""
    record_event(lock_task(session, task_id), EventKind.COMMENT, actor, now, comment=words)


def begin(task: Task, *, owners: Sequence[Committee], actor: Actor, now: datetime) -> None:
    """Completes a task that was just made: its owners (lead first), first deadline version and first event."""
    task.owners = [TaskOwner(committee=committee, position=position) for position, committee in enumerate(owners)]
    task.status, task.status_at, task.created_at = Status.NOT_STARTED, now, now
    _add_deadline(task, task.starts_on, task.due_on, now, actor)
    record_event(task, EventKind.CREATED, actor, now, after=task.status.value)


def withdraw(task: Task, *, reason: str, actor: Actor, now: datetime) -> None:
    """Drops a task whose proposal is no longer accepted. Who may, the review says."""
    occurrences.drop_open(task)
    _change_status(task, Status.DROPPED, actor, now, comment=reason)


def renew(
    task: Task,
    *,
    owners: Sequence[Committee],
    window: tuple[date | None, date | None],
    comment: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Opens a task that was withdrawn, with the owners and dates that its proposal has now.

    The deadline is always a new version, though no move: what the ledger of reminders holds of the one before, some of
    it void since the task was dropped, says nothing about this one.
    """
    start, due = window
    _change_status(task, Status.NOT_STARTED, actor, now, comment=comment)
    before, dated = _owner_words(task), task.due_on
    _own(task, owners)
    if _owner_words(task) != before:
        record_event(task, EventKind.OWNER, actor, now, before=before, after=_owner_words(task), comment=comment)
    _add_deadline(task, start, due, now, actor, reason=comment)
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


def _own(task: Task, committees: Sequence[Committee]) -> None:
    standing = {owner.committee_id: owner for owner in task.owners}
    task.owners = [standing.get(each.id) or TaskOwner(committee=each) for each in committees]
    for position, owner in enumerate(task.owners):
        owner.position = position


def _open_for_change(
    session: Session, task_id: int, right: Right, revision: int | None, actor: Actor, yours: dict[str, str]
) -> Task:
    """The task as it stands now, for whoever may change it, and has seen what stands."""
    task = lock_task(session, task_id)
    require(actor, right, _committees(task))
    if revision is not None and revision != task.revision:
        raise conflict_of(task, yours)
    return task


def lock_task(session: Session, task_id: int) -> Task:
    """The task as it stands now, locked until the transaction ends; on SQLite the whole database is locked already."""
    task = session.scalar(
        select(Task)
        .where(Task.id == task_id)
        .options(
            selectinload(Task.owners).joinedload(TaskOwner.committee),
            selectinload(Task.deadlines),
            selectinload(Task.occurrences),
            joinedload(Task.responsible),
            joinedload(Task.proposal),
        )
        .with_for_update(of=Task)
        .execution_options(populate_existing=True)
    )
    if task is None:
        raise NotFoundError("Opgaven findes ikke.")
    return task


def conflict_of(task: Task, yours: dict[str, str]) -> ConflictError:
    """What to raise when somebody else was faster: what stands, and what was wished."""
    last = next(event for event in reversed(task.events) if event.kind is not EventKind.COMMENT)
    theirs = {
        "Status": task.status.label,
        "Frist": date_words(task.due_on) if task.due_on else "ingen",
        "Udvalg": _owner_words(task) or "intet",
        "Ansvarlig": task.responsible.name if task.responsible else "ingen",
    }
    return ConflictError(
        f"{last.actor_name} har ændret opgaven, siden du åbnede den ({date_words(local_date(last.at))}). "
        "Din ændring er ikke gemt. Se begge udgaver, og gem igen.",
        theirs=theirs,
        yours=yours,
    )


def _change_status(
    task: Task,
    status: Status,
    actor: Actor,
    now: datetime,
    *,
    comment: str | None,
    presented_on: date | None = None,
) -> None:
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


def _stand_at(task: Task, occurrence: Occurrence, status: Status, actor: Actor, now: datetime) -> None:
    """Moves a repeated task to another of its times, which is no move of its date."""
    task.status, task.status_at, task.presented_on = status, now, None
    _add_deadline(task, occurrence.starts_on, occurrence.due_on, now, actor)


def _add_deadline(
    task: Task,
    start: date | None,
    due: date | None,
    now: datetime,
    actor: Actor,
    *,
    moved: bool = False,
    reason: str | None = None,
) -> None:
    number = len(task.deadlines) + 1
    task.deadlines.append(
        DeadlineVersion(
            number=number,
            starts_on=start,
            due_on=due,
            moved=moved,
            reason=reason,
            set_at=now,
            set_by_id=actor.user_id,
        )
    )
    task.starts_on, task.due_on, task.deadline_version = start, due, number


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


def _committees(task: Task) -> list[int]:
    return [owner.committee_id for owner in task.owners]


def _owner_words(task: Task) -> str | None:
    return list_words(owner.committee.name for owner in task.owners) or None


def _meeting(presented_on: date | None, now: datetime) -> date:
    if presented_on is None:
        raise InputError("Skriv datoen for det møde, hvor sagen blev forelagt.", "presented_on")
    if presented_on > local_date(now):
        raise InputError("Mødet er ikke holdt endnu. Sæt status til «Færdig» indtil da.", "presented_on")
    return presented_on


def _optional(text: str | None) -> str | None:
    return text.strip() or None if text else None


def _required(text: str, message: str, field: str) -> str:
    words = _optional(text)
    if words is None:
        raise InputError(message, field)
    return words
