"""What a list of tasks is about: the filter, in SQL for tasks as they stand, and on rows for tasks as they stood.

The two forms say the same; a test holds them against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, false, not_, select
from sqlalchemy.orm import Session

from tracker.agreement.values import Basis, TaskKind
from tracker.clock import COPENHAGEN
from tracker.db.models import PublishedTask, Reminder, ReminderState, Task, TaskOwner
from tracker.db.queries.parts.rules import blocking, late_for_agenda, open_tasks, overdue, ruling_light, waiting
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.word_index import TASK_WORDS
from tracker.domain.status import Light, Status
from tracker.lookup import parse


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a list of tasks is about; what is left empty or none restricts nothing.

    `committees` are ids, and a task counts for each of its owners. `lights` are those that rule
    (`tracker.domain.status.ruling_light`). `waiting` is for another task, and `blocking` one that another waits for.
    `due_from` and `due_to` are both included. `text` are words that must all be found (`tracker.lookup`) in the task's
    number, title, section, words of the agreement, committees, person or comments. `mail_id` is a mail that tells of
    the task. `published` is whether words of it are approved for the public page and not taken off.
    """

    agreement_id: int | None = None
    committees: frozenset[int] = frozenset()
    without_committee: bool = False
    statuses: frozenset[Status] = frozenset()
    open: bool | None = None
    lights: frozenset[Light] = frozenset()
    kinds: frozenset[TaskKind] = frozenset()
    bases: frozenset[Basis] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    responsible_id: int | None = None
    overdue: bool = False
    late_for_agenda: bool = False
    without_date: bool = False
    waiting: bool = False
    blocking: bool = False
    text: str = ""
    mail_id: int | None = None
    published: bool | None = None

    @property
    def needs_listing(self) -> bool:
        """Whether the task's own table does not say it all (`ListedTask`)."""
        return bool(self.lights or self.late_for_agenda)

    def narrowed(self, **changes: Any) -> TaskFilter:
        """The same filter with other values for some of its fields."""
        return replace(self, **changes)


def condition(session: Session, wanted: TaskFilter, *, today: date, zone: ZoneInfo = COPENHAGEN) -> ColumnElement[bool]:
    """That a task, joined with what lists know of it, meets every part of `wanted`."""
    conditions = [*_of_the_task(wanted), *_of_the_day(wanted, today, zone)]
    if wanted.text:
        conditions.append(worded(session, wanted.text))
    return and_(True, *conditions)


def worded(session: Session, text: str, fields: Sequence[str] = ()) -> ColumnElement[bool]:
    """That the words of `text` are found in a task, or in some `fields` of it together; nothing is found by no word."""
    query = parse(text)
    return false() if query.is_empty else Task.id.in_(TASK_WORDS.matching(session, query, fields))


def match_rank(session: Session, text: str) -> ColumnElement[int]:
    """Where the words of `text` are found: 0 all in number and title, 1 the agreement's words added, 2 elsewhere."""
    return case(
        (worded(session, text, TASK_WORDS.fields[:1]), 0), (worded(session, text, TASK_WORDS.fields[:2]), 1), else_=2
    )


def published() -> ColumnElement[bool]:
    """That a task has approved words for the public page which nobody has taken off."""
    return Task.id.in_(select(PublishedTask.task_id).where(PublishedTask.shown))


def _of_the_task(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    """What the table of tasks says, and those beside it."""
    owners = select(TaskOwner.task_id)
    several = (
        (Task.status, wanted.statuses),
        (Task.kind, wanted.kinds),
        (Task.basis, wanted.bases),
    )
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in several if values]
    if wanted.agreement_id is not None:
        found.append(Task.agreement_id == wanted.agreement_id)
    if wanted.responsible_id is not None:
        found.append(Task.responsible_id == wanted.responsible_id)
    if wanted.committees:
        found.append(Task.id.in_(owners.where(TaskOwner.committee_id.in_(wanted.committees))))
    if wanted.without_committee:
        found.append(Task.id.not_in(owners))
    if wanted.due_from is not None:
        found.append(Task.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        found.append(Task.due_on <= wanted.due_to)
    if wanted.without_date:
        found.append(Task.due_on.is_(None))
    if wanted.mail_id is not None:
        found.append(Task.id.in_(_tasks_in_mail(wanted.mail_id)))
    if wanted.published is not None:
        found.append(published() if wanted.published else not_(published()))
    return found


def _of_the_day(wanted: TaskFilter, today: date, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    """What the rules say on `today`."""
    found: list[ColumnElement[bool]] = []
    if wanted.open is not None:
        found.append(open_tasks() if wanted.open else not_(open_tasks()))
    if wanted.lights:
        found.append(ruling_light(today, zone).in_([light.value for light in wanted.lights]))
    if wanted.overdue:
        found.append(overdue(today))
    if wanted.late_for_agenda:
        found.append(late_for_agenda(today))
    if wanted.waiting:
        found.append(waiting())
    if wanted.blocking:
        found.append(blocking())
    return found


def matches(row: TaskRow, wanted: TaskFilter) -> bool:
    """Whether `row` meets every part of `wanted`: for rows as they stood. `text`, `mail_id` and `published` are left to
    the database."""
    due = row.due_on
    return (
        (wanted.agreement_id is None or row.agreement_id == wanted.agreement_id)
        and (not wanted.committees or any(each.id in wanted.committees for each in row.committees))
        and not (wanted.without_committee and row.committees)
        and (not wanted.statuses or row.status in wanted.statuses)
        and (wanted.open is None or row.is_open == wanted.open)
        and (not wanted.lights or row.ruling_light in wanted.lights)
        and (not wanted.kinds or row.kind in wanted.kinds)
        and (not wanted.bases or row.basis in wanted.bases)
        and (wanted.due_from is None or (due is not None and due >= wanted.due_from))
        and (wanted.due_to is None or (due is not None and due <= wanted.due_to))
        and (wanted.responsible_id is None or row.responsible_id == wanted.responsible_id)
        and (not wanted.overdue or row.is_overdue)
        and (not wanted.late_for_agenda or row.is_late_for_agenda)
        and (not wanted.without_date or due is None)
        and (not wanted.waiting or row.is_waiting)
        and (not wanted.blocking or row.is_blocking)
    )


def _tasks_in_mail(message_id: int) -> Select[int]:
    """The tasks that a mail tells of, those that fell away before it left not counted."""
    return select(Reminder.task_id).where(
        Reminder.message_id == message_id, Reminder.state.in_((ReminderState.QUEUED, ReminderState.SENT))
    )
