"""Tasks as a sheet can change them: as they stand, and as they stood when the sheet was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.agreement.values import TaskKind
from tracker.danish import list_words
from tracker.db.models import Task, TaskEvent, TaskOwner
from tracker.db.queries.as_of import status_then
from tracker.db.queries.report import last_changes
from tracker.domain.history import BESIDE, EventKind
from tracker.domain.status import Status


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
    """The tasks of `ids`, as far as there are such."""
    wanted = Task.id.in_(ids)
    tasks = session.scalars(
        select(Task)
        .where(wanted)
        .options(
            selectinload(Task.owners).joinedload(TaskOwner.committee),
            selectinload(Task.deadlines),
            joinedload(Task.responsible),
        )
        .execution_options(populate_existing=True)
    ).all()
    last = last_changes(session, wanted)
    comments: defaultdict[int, set[str]] = defaultdict(set)
    for task_id, comment in session.execute(
        select(TaskEvent.task_id, TaskEvent.comment).where(TaskEvent.task_id.in_(ids), TaskEvent.comment.is_not(None))
    ):
        comments[task_id].add(comment or "")
    return {
        task.id: Known(
            task_id=task.id,
            title=task.title,
            kind=task.kind,
            revision=task.revision,
            status=task.status,
            presented_on=task.presented_on,
            due_on=task.due_on,
            first_due_on=_first_due(task),
            owners=list_words(owner.committee.name for owner in task.owners),
            responsible=task.responsible.name if task.responsible else "",
            last_change=last.get(task.id, 0),
            comments=frozenset(comments[task.id]),
        )
        for task in tasks
    }


def _first_due(task: Task) -> date | None:
    """The first date of the time at which the task stands."""
    of_this_time = [each for each in task.deadlines if each.occurrence == task.deadlines[-1].occurrence]
    return next((version.due_on for version in of_this_time if version.due_on), None)


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
