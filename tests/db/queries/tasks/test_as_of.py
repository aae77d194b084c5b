"""Tasks on a past day, read from their history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tracker.clock import end_of_day
from tracker.db.engine import Database
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.status import Light, Status
from tracker.services.tasks import tasks
from tracker.services.tasks.lights import set_light

MORNING = datetime(2019, 3, 1, 8, 0, tzinfo=UTC)
EVENING = datetime(2019, 3, 1, 22, 30, tzinfo=UTC)
DAY = date(2019, 3, 1)


@pytest.fixture
def changed(database: Database) -> int:
    """A task to which everything happened on 1 March 2019, late in the morning; its id."""
    with database.writing() as session:
        first = make_committee(session, "Børne- og Skoleudvalget")
        other = make_committee(session, "Børne- og Skoleudvalget for Syd")
        third = make_committee(session, "Plan-, Miljø- og Klimaudvalget")
        person = make_user(session, "Bo Berg")
        task = make_task(session, "Åben skole", due=date(2019, 5, 1), owners=[third, other])
        change = {"revision": None, "actor": ADMINISTRATION, "now": MORNING}
        tasks.set_status(session, task.id, Status.IN_PROGRESS, **change)
        tasks.move_deadline(session, task.id, date(2019, 6, 1), reason="Udbud.", **change)
        tasks.change_owners(session, task.id, [first.id], reason="Ny struktur.", **change)
        tasks.set_responsible(session, task.id, person.id, **change)
        set_light(session, task.id, Light.RED, reason="Konkurs.", **change)
        return task.id


def standing(database: Database, task_id: int, day: date) -> TaskRow:
    with database.reading() as session:
        return next(row for row in list_tasks_as_of(session, day) if row.id == task_id)


def test_the_day_before_nothing_had_happened_yet(database: Database, changed: int) -> None:
    row = standing(database, changed, date(2019, 2, 28))
    assert (row.set_light, row.set_light_reason) == (None, None)
    assert (row.status, row.due_on, row.moves, row.responsible) == (Status.NOT_STARTED, date(2019, 5, 1), 0, None)
    assert [each.name for each in row.committees] == [
        "Plan-, Miljø- og Klimaudvalget",
        "Børne- og Skoleudvalget for Syd",
    ]


def test_at_the_end_of_the_day_all_of_it_has(database: Database, changed: int) -> None:
    row = standing(database, changed, DAY)
    assert (row.status, row.due_on, row.first_due_on) == (Status.IN_PROGRESS, date(2019, 6, 1), date(2019, 5, 1))
    assert (row.moves, row.responsible) == (1, "Bo Berg")
    assert (row.set_light, row.set_light_reason) == (Light.RED, "Konkurs.")
    assert [each.name for each in row.committees] == ["Børne- og Skoleudvalget"]


def test_a_day_ends_at_midnight_in_denmark() -> None:
    assert end_of_day(DAY) == datetime(2019, 3, 1, 23, 0, tzinfo=UTC)
    assert end_of_day(date(2019, 7, 1)) == datetime(2019, 7, 1, 22, 0, tzinfo=UTC)


def test_a_task_is_there_from_the_day_it_was_made(database: Database) -> None:
    with database.writing() as session:
        make_task(session, "Sent", now=EVENING)
        make_task(session, "Efter midnat", now=EVENING.replace(day=2))
    with database.reading() as session:
        assert [row.title for row in list_tasks_as_of(session, DAY)] == ["Sent"]
        assert list_tasks_as_of(session, date(2019, 2, 28)) == []


def test_a_presented_task_was_open_before_the_meeting_and_a_reopened_one_closed_in_between(database: Database) -> None:
    with database.writing() as session:
        task = make_task(session)
        change = {"revision": None, "actor": ADMINISTRATION}
        tasks.set_status(session, task.id, Status.PRESENTED, presented_on=DAY, now=MORNING, **change)
        tasks.reopen(session, task.id, now=MORNING.replace(month=4), **change)
        task_id = task.id
    before, between, after = (standing(database, task_id, date(2019, month, 15)) for month in (2, 3, 4))
    assert [row.status for row in (before, between, after)] == [
        Status.NOT_STARTED,
        Status.PRESENTED,
        Status.IN_PROGRESS,
    ]
    assert [row.presented_on for row in (before, between, after)] == [None, DAY, None]


def test_today_it_is_the_list_itself(reading: Session, town_hall: TownHall) -> None:
    for wanted in (TaskFilter(), TaskFilter(open=True), TaskFilter(committees=frozenset({town_hall.culture}))):
        now = list_tasks(reading, wanted, today=TODAY)
        assert sorted(list_tasks_as_of(reading, TODAY, wanted), key=lambda row: row.id) == sorted(
            now, key=lambda row: row.id
        )


def test_the_filter_meets_the_tasks_as_they_stood(database: Database, changed: int) -> None:
    with database.reading() as session:
        started = TaskFilter(statuses=frozenset({Status.IN_PROGRESS}))
        assert [row.id for row in list_tasks_as_of(session, DAY, started)] == [changed]
        assert list_tasks_as_of(session, date(2019, 2, 28), started) == []


def test_what_does_not_change_over_time_is_kept(database: Database, changed: int) -> None:
    now, before = standing(database, changed, TODAY), standing(database, changed, date(2019, 2, 28))
    assert replace(before, **{name: getattr(now, name) for name in CHANGING}) == now


CHANGING = (
    "today",
    "status",
    "status_on",
    "due_on",
    "deadline_version",
    "moves",
    "committees",
    "responsible_id",
    "responsible",
    "actionable",
    "light",
    "light_reason",
    "set_light",
    "set_light_reason",
)
