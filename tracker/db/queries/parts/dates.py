"""What the versions of a deadline say of the time at which a task stands: its first date, how often it was moved.

`newest` is an alias of the table: the version in force.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select

from tracker.db.models import DeadlineVersion, Task


def is_newest(newest: type[DeadlineVersion]) -> ColumnElement[bool]:
    """That `newest` is the version of a task's deadline that is in force."""
    return and_(newest.task_id == Task.id, newest.number == Task.deadline_version)


def _of_this_time(newest: type[DeadlineVersion]) -> ColumnElement[bool]:
    return and_(DeadlineVersion.task_id == Task.id, DeadlineVersion.occurrence == newest.occurrence)


def first_date(newest: type[DeadlineVersion]) -> ScalarSelect[date | None]:
    """The first date of the time that `newest` is a date of."""
    return (
        select(DeadlineVersion.due_on)
        .where(_of_this_time(newest), DeadlineVersion.due_on.is_not(None))
        .order_by(DeadlineVersion.number)
        .limit(1)
        .scalar_subquery()
    )


def number_of_moves(newest: type[DeadlineVersion]) -> ScalarSelect[int]:
    """How often people moved it."""
    moved = select(func.count()).where(_of_this_time(newest), DeadlineVersion.moved)
    return moved.select_from(DeadlineVersion).scalar_subquery()
