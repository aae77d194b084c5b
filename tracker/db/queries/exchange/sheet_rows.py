"""Tasks as a sheet can change them: as they stand, and as they stood when the sheet was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from tracker.agreement.values import TaskKind
from tracker.danish import list_words
from tracker.db.models import Committee, DeadlineVersion, Task, TaskEvent, TaskOwner, User
from tracker.db.queries.parts.history import status_then
from tracker.db.queries.tasks.report import last_changes
from tracker.db.told import told
from tracker.domain.history import BESIDE, EventKind
from tracker.domain.status import Status
from tracker.sayings import in_every_language


@dataclass(frozen=True, slots=True)
class Known:
    """A task: who owns it and who is responsible in words, as its history has them, empty for nobody; `last_change` is
    the last line of its history that changed where it stands, and `comments` are all that were ever written."""

    task_id: int
    title: str
    kind: TaskKind
    revision: int
    status: Status
    presented_on: date | None
    due_on: date | None
    first_due_on: date | None
    owners: str
    responsible: str
    last_change: int
    comments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Then:
    """A task as it stood after a line of its history, and who made the last change since, and when."""

    task: Known
    by: str
    at: datetime


def load_known(session: Session, ids: Collection[int]) -> Mapping[int, Known]:
    """The tasks of `ids`, as far as there are such; five statements, however many they are."""
    wanted = Task.id.in_(ids)
    owners = _gathered(
        session,
        select(TaskOwner.task_id, Committee.name)
        .join(Committee, TaskOwner.committee_id == Committee.id)
        .where(TaskOwner.task_id.in_(ids))
        .order_by(TaskOwner.task_id, TaskOwner.position),
    )
    comments = _comments(session, ids)
    first, last = _first_dates(session, ids), last_changes(session, wanted)
    tasks = session.execute(
        select(
            *(Task.id, Task.title, Task.kind, Task.revision, Task.status, Task.presented_on, Task.due_on),
            User.name.label("responsible"),
        )
        .join(User, Task.responsible_id == User.id, isouter=True)
        .where(wanted)
    )
    return {
        row.id: Known(
            task_id=row.id,
            title=row.title,
            kind=row.kind,
            revision=row.revision,
            status=row.status,
            presented_on=row.presented_on,
            due_on=row.due_on,
            first_due_on=first.get(row.id),
            owners=list_words(owners[row.id]),
            responsible=row.responsible or "",
            last_change=last.get(row.id, 0),
            comments=frozenset(comments[row.id]),
        )
        for row in tasks
    }


def _gathered(session: Session, query: Select[int, str | None]) -> defaultdict[int, list[str]]:
    """The texts that `query` finds, by the id of their task."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for task_id, text in session.execute(query):
        found[task_id].append(text or "")
    return found


def _comments(session: Session, ids: Collection[int]) -> defaultdict[int, set[str]]:
    """All that was ever said of each task, in whatever language a sheet may have had it."""
    columns = (TaskEvent.task_id, TaskEvent.comment, TaskEvent.comment_facts)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in session.execute(select(*columns).where(TaskEvent.task_id.in_(ids), TaskEvent.comment.is_not(None))):
        found[row.task_id] |= in_every_language(told(row, "comment") or "")
    return found


def _first_dates(session: Session, ids: Collection[int]) -> Mapping[int, date]:
    """The first date of the time at which each task stands, where it had one."""
    newest = aliased(DeadlineVersion)
    of_this_time = and_(
        newest.task_id == Task.id,
        newest.number == Task.deadline_version,
        DeadlineVersion.occurrence == newest.occurrence,
    )
    query = (
        select(DeadlineVersion.task_id, DeadlineVersion.due_on)
        .join(Task, DeadlineVersion.task_id == Task.id)
        .join(newest, of_this_time)
        .where(DeadlineVersion.task_id.in_(ids), DeadlineVersion.due_on.is_not(None))
        .order_by(DeadlineVersion.task_id, DeadlineVersion.number.desc())
    )
    return {task_id: due for task_id, due in session.execute(query) if due}  # the lowest number comes last, and stays


def known_then(session: Session, known: Mapping[int, Known], changes: Mapping[int, int]) -> Mapping[int, Then]:
    """Each task of `changes` (ids of tasks with the id of a line of the history) as it stood after that line; a line
    that is not of the task's own history gives nothing."""
    events: defaultdict[int, list[TaskEvent]] = defaultdict(list)
    for event in session.scalars(
        select(TaskEvent)
        .where(TaskEvent.task_id.in_(changes.keys()), TaskEvent.kind.not_in(BESIDE))
        .order_by(TaskEvent.id)
    ):
        events[event.task_id].append(event)
    found = {}
    for task_id, change in changes.items():
        history = events[task_id]
        if any(event.id == change for event in history):
            last = history[-1]
            found[task_id] = Then(_earlier(known[task_id], history, change), last.actor_name, last.at)
    return found


def _earlier(task: Known, events: Sequence[TaskEvent], change: int) -> Known:
    status, _since, presented_on = status_then(
        [event for event in events if event.id <= change], datetime.max.replace(tzinfo=UTC), events[0].at
    )
    later = [event for event in events if event.id > change]

    def before(*kinds: EventKind) -> TaskEvent | None:
        """The first later change of that: it says what stood before."""
        return next((event for event in later if event.kind in kinds), None)

    moved = before(EventKind.DEADLINE, EventKind.OCCURRENCE)
    given, named = before(EventKind.OWNER), before(EventKind.RESPONSIBLE)
    return replace(
        task,
        status=status,
        presented_on=presented_on,
        due_on=(date.fromisoformat(moved.before) if moved.before else None) if moved else task.due_on,
        owners=(given.before or "") if given else task.owners,
        responsible=(named.before or "") if named else task.responsible,
    )
