"""The rules of `tracker.domain.status` and `tracker.domain.publication` as conditions in SQL, so that the database can
filter, sort and count by them.

Each stands under the name of the rule that it says over; a test holds them against each other on both databases. They
are about a task joined with what lists know of it (`ListedTask`); only `open_tasks`, `overdue` and `public_state` need
the task alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, and_, case, not_, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.clock import COPENHAGEN, end_of_day
from tracker.db.models import ListedTask, Task, TaskWait
from tracker.domain.publication import PublicState
from tracker.domain.status import ALWAYS_OPEN, REPORTED_KINDS, Light, LightRule, Status


def open_tasks(task: type[Task] = Task) -> ColumnElement[bool]:
    """`is_open`: the tasks that ask something of somebody; `task` is the table of tasks under another name."""
    reported = and_(task.status == Status.DONE, task.kind.in_(REPORTED_KINDS))
    return or_(task.status.in_(ALWAYS_OPEN), reported)


def waiting() -> ColumnElement[bool]:
    """`TaskRow.is_waiting`: the open tasks that wait for another that is open."""
    return and_(open_tasks(), _tied(TaskWait.task_id, TaskWait.awaited_id))


def blocking() -> ColumnElement[bool]:
    """`TaskRow.is_blocking`: the open tasks that another, open too, waits for."""
    return and_(open_tasks(), _tied(TaskWait.awaited_id, TaskWait.task_id))


def _tied(own: InstrumentedAttribute[int], others: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    other = aliased(Task)
    query = select(own).join(other, other.id == others).where(TaskWait.ended_at.is_(None), open_tasks(other))
    return Task.id.in_(query)


def overdue(today: date) -> ColumnElement[bool]:
    """`is_overdue`. Never unknown, so that it can be turned round."""
    return and_(Task.due_on.is_not(None), Task.due_on < today, open_tasks())


def late_for_agenda(today: date) -> ColumnElement[bool]:
    """`is_late_for_agenda`."""
    on_the_agenda = and_(
        Task.status == Status.DONE, Task.status_at < ListedTask.closes_at, ListedTask.meets_on >= today
    )
    return and_(
        ListedTask.cutoff_on.is_not(None),
        ListedTask.cutoff_on < today,
        Task.due_on >= today,
        open_tasks(),
        not_(on_the_agenda),
    )


def public_state(today: date) -> ColumnElement[str]:
    """`public_state`: the value of a `PublicState`."""
    return case(
        (Task.status == Status.DROPPED, PublicState.GIVEN_UP.value),
        (not_(open_tasks()), PublicState.FULFILLED.value),
        (overdue(today), PublicState.LATE.value),
        (Task.status == Status.NOT_STARTED, PublicState.NOT_BEGUN.value),
        else_=PublicState.UNDER_WAY.value,
    )


def derived_light(today: date, zone: ZoneInfo = COPENHAGEN, rule: LightRule | None = None) -> ColumnElement[str]:
    """`derive_light`, without its reason: the value of a `Light`."""
    rule = rule or LightRule()
    not_begun = Task.status.in_((Status.NOT_STARTED, Status.WAITING))
    silent = and_(
        Task.status != Status.NOT_STARTED, Task.status_at < end_of_day(today - timedelta(days=rule.silent_days), zone)
    )
    warned = and_(not_begun, ListedTask.acts_on <= today + timedelta(days=rule.warn_days))
    return case(
        (not_(open_tasks()), Light.GREEN.value),
        (Task.due_on.is_(None), Light.GREY.value),
        (Task.due_on < today, Light.RED.value),
        (not_(ListedTask.is_possible), Light.RED.value),
        (late_for_agenda(today), Light.RED.value),
        (warned, Light.YELLOW.value),
        (silent, Light.YELLOW.value),
        (ListedTask.moves >= rule.moves, Light.YELLOW.value),
        else_=Light.GREEN.value,
    )


def ruling_light(today: date, zone: ZoneInfo = COPENHAGEN) -> ColumnElement[str]:
    """`ruling_light`: the value of a `Light`."""
    by_hand = and_(Task.set_light.is_not(None), open_tasks())
    return case((by_hand, type_coerce(Task.set_light, String)), else_=derived_light(today, zone))
