"""How many tasks were overdue at the end of each month, read from the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.db.queries.conftest import SPRING, TODAY, TownHall
from tests.factories import ADMINISTRATION, NOW, make_task
from tracker.db.engine import Database
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.trend import overdue_trend
from tracker.domain.status import Status
from tracker.services.tasks import tasks


def test_a_task_counts_from_the_month_its_date_passes_until_it_is_closed(database: Database) -> None:
    with database.writing() as session:
        task = make_task(session, due=date(2019, 1, 15), now=NOW)
        tasks.set_status(
            session,
            task.id,
            Status.PRESENTED,
            presented_on=date(2019, 4, 9),
            revision=None,
            actor=ADMINISTRATION,
            now=SPRING,
        )
    with database.reading() as session:
        found = {point.day: point.overdue for point in overdue_trend(session, today=TODAY, months=6)}
    assert found == {
        date(2018, 11, 30): 0,
        date(2018, 12, 31): 0,
        date(2019, 1, 31): 1,
        date(2019, 2, 28): 1,
        date(2019, 3, 31): 1,
        date(2019, 4, 30): 0,
        TODAY: 0,
    }


def test_a_moved_date_counts_by_what_held_at_the_time(database: Database) -> None:
    with database.writing() as session:
        task = make_task(session, due=date(2019, 3, 15), now=NOW)
        tasks.move_deadline(
            session, task.id, date(2019, 5, 1), reason="Udbud.", revision=None, actor=ADMINISTRATION, now=SPRING
        )
    with database.reading() as session:
        found = [point.overdue for point in overdue_trend(session, today=TODAY, months=3)]
    assert found == [0, 1, 0, 1]  # February, March (by the first date), April (by the second), today


def test_every_point_is_what_the_list_of_that_day_counts(reading: Session, town_hall: TownHall) -> None:
    for point in overdue_trend(reading, today=TODAY):
        assert point.overdue == len(list_tasks_as_of(reading, point.day, TaskFilter(overdue=True)))


@pytest.mark.parametrize("months", [1, 24])
def test_it_asks_the_database_three_times_however_far_it_looks(
    months: int, town_hall: TownHall, count_statements: Callable[[Callable[[Session], object]], int]
) -> None:
    assert count_statements(lambda session: overdue_trend(session, today=TODAY, months=months)) == 3
