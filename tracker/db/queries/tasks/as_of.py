"""Tasks as they stood at the end of a past day, read from the history that is never changed.

A task's status is the last that its history tells of by then. Owners and the person responsible stand in the history by
name, so the first change after the day says who it was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, not_, select
from sqlalchemy.orm import Session, selectinload

from tracker.clock import COPENHAGEN, end_of_day
from tracker.db.models import Committee, DeadlineVersion, Task, TaskEvent, TaskOwner, User
from tracker.db.queries.parts.history import status_then
from tracker.db.queries.parts.outcomes import Treated
from tracker.db.queries.parts.waits import waits_as_of
from tracker.db.queries.tasks.filters import TaskFilter, matches, published, worded
from tracker.db.queries.tasks.rows import CommitteeName, Standing, TaskRow, load_rows
from tracker.domain.history import EventKind
from tracker.domain.outcomes import Outcome, Treatment
from tracker.domain.status import Light


def list_tasks_as_of(
    session: Session, day: date, wanted: TaskFilter | None = None, *, zone: ZoneInfo = COPENHAGEN
) -> list[TaskRow]:
    """The tasks that were there at the end of `day` and then met `wanted`, as they stood, in the order of their ids."""
    wanted = wanted or TaskFilter()
    end = end_of_day(day, zone)
    where = there_by(session, end, wanted)
    earlier, waits = _standings(session, where, end), waits_as_of(session, end)
    rows = load_rows(session, today=day, where=where, zone=zone, earlier=earlier, waits=waits)
    return [row for row in rows if matches(row, wanted)]


def there_by(session: Session, end: datetime, wanted: TaskFilter) -> ColumnElement[bool]:
    """The tasks that had been made by `end` and can meet `wanted`, as a condition on the table of tasks.

    Words, and what the public page shows, are looked up as they are now: what was said of a task since is found, too.
    """
    conditions = [Task.created_at < end]
    if wanted.agreement_id is not None:
        conditions.append(Task.agreement_id == wanted.agreement_id)
    if wanted.text:
        conditions.append(worded(session, wanted.text))
    if wanted.published is not None:
        conditions.append(published() if wanted.published else not_(published()))
    return and_(*conditions)


def _standings(session: Session, where: ColumnElement[bool], end: datetime) -> Mapping[int, Standing]:
    """How the tasks stood at `end` that something happened to since."""
    changed = select(TaskEvent.task_id).where(TaskEvent.at >= end, TaskEvent.kind != EventKind.COMMENT)
    concerned = and_(where, Task.id.in_(changed))
    loaded = select(Task).where(concerned).options(selectinload(Task.owners).joinedload(TaskOwner.committee))
    tasks = session.scalars(loaded).all()
    if not tasks:
        return {}
    events = _by_task(session.scalars(select(TaskEvent).join(Task).where(concerned).order_by(TaskEvent.id)))
    versions: defaultdict[int, list[DeadlineVersion]] = defaultdict(list)
    for version in session.scalars(
        select(DeadlineVersion).join(Task).where(concerned).order_by(DeadlineVersion.task_id, DeadlineVersion.number)
    ):
        versions[version.task_id].append(version)
    names = _Names(session)
    return {task.id: _standing(task, events[task.id], versions[task.id], names, end) for task in tasks}


def _by_task(events: Iterable[TaskEvent]) -> Mapping[int, Sequence[TaskEvent]]:
    found: defaultdict[int, list[TaskEvent]] = defaultdict(list)
    for event in events:
        found[event.task_id].append(event)
    return found


def _standing(
    task: Task, events: Sequence[TaskEvent], versions: Sequence[DeadlineVersion], names: _Names, end: datetime
) -> Standing:
    status, status_at, presented_on = status_then(events, end, task.created_at)
    then = [version for version in versions if version.set_at < end] or list(versions[:1])
    of_this_time = [version for version in then if version.occurrence == then[-1].occurrence]
    later_owner = _first_after(events, EventKind.OWNER, end)
    later_person = _first_after(events, EventKind.RESPONSIBLE, end)
    person = later_person.before if later_person else names.person(task.responsible_id)
    light = next((event for event in reversed(events) if event.kind is EventKind.LIGHT and event.at < end), None)
    return Standing(
        status=status,
        status_at=status_at,
        presented_on=presented_on,
        starts_on=then[-1].starts_on,
        due_on=then[-1].due_on,
        deadline_version=then[-1].number,
        occurrence=then[-1].occurrence,
        first_due_on=next((version.due_on for version in of_this_time if version.due_on), None),
        moves=sum(version.moved for version in of_this_time),
        committees=names.committees_in(later_owner.before) if later_owner else names.owners(task),
        responsible_id=names.person_id(person),
        responsible=person,
        set_light=Light(light.after) if light and light.after else None,
        set_light_reason=light.comment if light and light.after else None,
        treated=_treated(events, then, names, end),
    )


def _treated(
    events: Sequence[TaskEvent], versions: Sequence[DeadlineVersion], names: _Names, end: datetime
) -> Sequence[Treated]:
    """How the case had fared by `end`; of what was said twice of a meeting the newer counts."""
    found: dict[tuple[str, date], Treated] = {}
    for event in events:
        if event.kind is EventKind.OUTCOME and event.at < end and event.before and event.after and event.presented_on:
            # What ends a time of a repeated task is written at the same instant as the next version, and before it.
            version = next((each.number for each in reversed(versions) if each.set_at < event.at), versions[0].number)
            treatment = Treatment(names.id_of(event.before), event.before, event.presented_on, Outcome(event.after))
            found[event.before, event.presented_on] = version, treatment
    return sorted(found.values(), key=lambda each: each[1].meeting)


def _first_after(events: Sequence[TaskEvent], kind: EventKind, end: datetime) -> TaskEvent | None:
    return next((event for event in events if event.kind is kind and event.at >= end), None)


class _Names:
    """The names of committees and people, to find whom a line of the history means."""

    def __init__(self, session: Session) -> None:
        self._committees = {
            row.name: CommitteeName(row.id, row.name) for row in session.execute(select(Committee.id, Committee.name))
        }
        self._people = {row.id: row.name for row in session.execute(select(User.id, User.name))}

    def committees_in(self, words: str | None) -> tuple[CommitteeName, ...]:
        """The committees in «A, B og C»: names hold «og» and commas themselves, so the longest at a place counts."""
        found: list[CommitteeName] = []
        rest = words or ""
        longest_first = sorted(self._committees, key=len, reverse=True)
        while rest:
            name = next((each for each in longest_first if rest.startswith(each)), None)
            if name:
                found.append(self._committees[name])
            rest = rest[len(name) if name else 1 :]
        return tuple(found)

    def id_of(self, name: str) -> int:
        """The id of a committee; one that no committee has for a name that is no longer known."""
        found = self._committees.get(name)
        return found.id if found else 0

    def owners(self, task: Task) -> tuple[CommitteeName, ...]:
        """The committees that own `task` now."""
        return tuple(self._committees[owner.committee.name] for owner in task.owners)

    def person(self, user_id: int | None) -> str | None:
        """The name of a user."""
        return self._people.get(user_id) if user_id is not None else None

    def person_id(self, name: str | None) -> int | None:
        """The user of a name, where it is one user's alone."""
        found = [user_id for user_id, each in self._people.items() if each == name]
        return found[0] if len(found) == 1 else None
