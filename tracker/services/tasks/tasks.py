"""Work on a task: status, comments, dates, owners.

Every change is one line of history that is never changed again, with who, when, from and to. Whoever changes a task
tells the `revision` that was seen (none: whatever stands now); when somebody else was faster, `ConflictError` carries
both versions and nothing is written. All raise `NotFoundError` for a task that does not exist and `ForbiddenError`
where the table of rights says no.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.danish import list_words
from tracker.db.models import Committee, Task, TaskEvent, User
from tracker.db.queries.reminders.reminders import people_around
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice
from tracker.domain.recipients import followers
from tracker.domain.roles import Right
from tracker.domain.status import Status, is_open
from tracker.errors import InputError, NotFoundError
from tracker.language import day_words, gettext, list_of
from tracker.services.actors import Actor, require
from tracker.services.reminders import notices
from tracker.services.tasks import occurrences
from tracker.services.tasks.record import (
    change_owner_rows,
    change_status,
    committees_of,
    lock_task,
    move_to,
    open_for_change,
    optional_words,
    reassign_and_tell,
    record_event,
    required_words,
    save_task,
    stand_at,
)


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
        raise InputError(gettext("En opgave udgår med en begrundelse."), "status")
    task = open_for_change(session, task_id, Right.SET_STATUS, revision, actor, {gettext("Status"): status.label})
    if not is_open(task.status, task.kind) and is_open(status, task.kind):
        raise InputError(
            gettext("Opgaven er afsluttet (%(status)s). Genåbn den først.") % {"status": task.status.label.lower()},
            "status",
        )
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
    words = optional_words(comment)
    if not is_open(status, task.kind) and is_open(task.status, task.kind):
        closed, following = occurrences.close_current(task, status, today=local_date(now))
        if closed and following:
            stand_at(task, following, Status.NOT_STARTED, actor, now)
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
    change_status(task, status, actor, now, comment=words, presented_on=presented_on)
    return save_task(session, task)


def drop(session: Session, task_id: int, *, reason: str, revision: int | None, actor: Actor, now: datetime) -> Task:
    """Closes a task that will not be done, with the reason."""
    words = required_words(reason, gettext("Skriv hvorfor opgaven udgår."), "reason")
    task = open_for_change(
        session, task_id, Right.CHANGE_TASK, revision, actor, {gettext("Status"): Status.DROPPED.label}
    )
    if task.status is Status.DROPPED:
        raise InputError(gettext("Opgaven er allerede udgået."), "status")
    occurrences.drop_open(task)
    change_status(task, Status.DROPPED, actor, now, comment=words)
    return save_task(session, task)


def reopen(
    session: Session, task_id: int, *, comment: str | None = None, revision: int | None, actor: Actor, now: datetime
) -> Task:
    """Opens a closed task again, «i gang». A repeated one goes back to the last time that was closed, also when it has
    gone on to the next: a time that was closed by mistake is not lost."""
    task = open_for_change(
        session, task_id, Right.SET_STATUS, revision, actor, {gettext("Status"): Status.IN_PROGRESS.label}
    )
    if task.status is Status.DROPPED:
        require(actor, Right.CHANGE_TASK, committees_of(task))
    if not is_open(task.status, task.kind):
        occurrences.open_again(task)
        change_status(task, Status.IN_PROGRESS, actor, now, comment=optional_words(comment))
        return save_task(session, task)
    earlier = occurrences.reopen_last_closed(task)
    if earlier is None:
        raise InputError(gettext("Opgaven er ikke afsluttet."), "status")
    before = task.due_on
    stand_at(task, earlier, Status.IN_PROGRESS, actor, now)
    record_event(
        task,
        EventKind.OCCURRENCE,
        actor,
        now,
        before=before.isoformat() if before else None,
        after=earlier.due_on.isoformat(),
        comment=optional_words(comment),
    )
    return save_task(session, task)


def comment(session: Session, task_id: int, text: str, *, actor: Actor, now: datetime) -> Task:
    """Adds a comment. It changes nothing else, so two people can write at once."""
    words = required_words(text, gettext("Skriv en kommentar."), "comment")
    task = open_for_change(session, task_id, Right.COMMENT, None, actor, {})
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
    words = required_words(reason, gettext("Skriv hvorfor fristen flyttes."), "reason")
    task = open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {gettext("Frist"): day_words(due)})
    if not is_open(task.status, task.kind):
        raise InputError(gettext("Opgaven er afsluttet. Genåbn den, før fristen flyttes."), "due")
    if task.due_on == due:
        raise InputError(gettext("Fristen er allerede %(day)s.") % {"day": day_words(due)}, "due")
    return move_to(session, task, due, words, actor, now)


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
    words = required_words(reason, gettext("Skriv hvorfor opgaven skifter udvalg."), "reason")
    found = _committees_by_id(session, committee_ids)
    after = list_words(each.name for each in found)
    task = open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {gettext("Udvalg"): after})
    return reassign_and_tell(session, task, found, words, actor, now)


def reassign(
    session: Session, task_id: int, committee_ids: Sequence[int], *, reason: str, actor: Actor, now: datetime
) -> Task:
    """Gives a task to other committees because a committee itself has changed. Who may, the register says.

    Nobody is told at once: a whole committee's tasks move together.
    """
    task = lock_task(session, task_id)
    change_owner_rows(session, task, _committees_by_id(session, committee_ids), reason, actor, now)
    return task


def _committees_by_id(session: Session, committee_ids: Sequence[int]) -> list[Committee]:
    wanted = list(dict.fromkeys(committee_ids))
    if not wanted:
        raise InputError(gettext("Vælg mindst ét udvalg."), "committees")
    found = {each.id: each for each in session.scalars(select(Committee).where(Committee.id.in_(wanted)))}
    if len(found) < len(wanted):
        raise NotFoundError(gettext("Udvalget findes ikke."))
    return [found[each] for each in wanted]


def set_responsible(
    session: Session,
    task_id: int,
    user_id: int | None,
    *,
    reason: str | None = None,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Names the person responsible, or nobody, and if told, why."""
    user = session.get(User, user_id) if user_id is not None else None
    if user_id is not None and (user is None or not user.active):
        raise NotFoundError(gettext("Brugeren findes ikke eller er ikke længere aktiv."))
    wanted = user.name if user else gettext("ingen")
    task = open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {gettext("Ansvarlig"): wanted})
    before, standing = (task.responsible.name, task.responsible.id) if task.responsible else (None, None)
    task.responsible = user
    after = user.name if user else None
    event = record_event(task, EventKind.RESPONSIBLE, actor, now, before=before, after=after, comment=reason)
    save_task(session, task)
    if user is not None and user.id != standing:
        notices.tell(session, task, Notice.GIVEN, [user.id], event=event, actor=actor, now=now)
    return task


def nudge(session: Session, task_id: int, *, actor: Actor, now: datetime) -> str:
    """Reminds those who follow a task, by hand; returns their names. Within a day each is reminded so once."""
    task = open_for_change(session, task_id, Right.COMMENT, None, actor, {})
    if not is_open(task.status, task.kind):
        raise InputError(gettext("Opgaven er afsluttet, så der er ingen at påminde."), "nudge")
    around = people_around(session, task)
    users = [each for each in followers(around, around) if each != actor.user_id]
    if not users:
        raise InputError(gettext("Ingen andre end dig følger opgaven."), "nudge")
    with session.begin_nested() as savepoint:
        event = record_event(task, EventKind.NUDGE, actor, now, after=list_words(notices.names(session, users)))
        told = notices.tell(session, task, Notice.BY_HAND, users, event=event, actor=actor, now=now)
        if not told:
            savepoint.rollback()
            raise InputError(gettext("Der er allerede sendt en påmindelse om opgaven i dag."), "nudge")
    return list_of(notices.names(session, told))


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
    task = open_for_change(session, task_id, Right.COMMENT, None, actor, {})
    event = record_event(task, kind, actor, now, before=before, after=after, comment=comment)
    session.flush()
    return task, event


def _meeting(presented_on: date | None, now: datetime) -> date:
    if presented_on is None:
        raise InputError(gettext("Skriv datoen for det møde, hvor sagen blev forelagt."), "presented_on")
    if presented_on > local_date(now):
        raise InputError(gettext("Mødet er ikke holdt endnu. Sæt status til «Færdig» indtil da."), "presented_on")
    return presented_on
