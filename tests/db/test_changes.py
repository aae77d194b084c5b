"""The notes of what has changed: no change escapes them, whoever makes it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task, make_user
from tracker.db import changes, migration
from tracker.db.base import Base
from tracker.db.engine import Database
from tracker.db.models import Committee, Meeting, Secretary, Surrounding, Task, TaskOwner, User
from tracker.db.queries.reminders.stamps import ALL_STAMPS
from tracker.domain.status import Status
from tracker.services.tasks import tasks

LATER = date(2019, 6, 1)


def stamp(session: Session) -> int:
    return session.scalar(ALL_STAMPS) or pytest.fail("the triggers are away")


def notes(session: Session, task_id: int) -> tuple[date | None, int]:
    row = session.execute(select(Task.plan_on, Task.plan_changes).where(Task.id == task_id)).one()
    return row.plan_on, row.plan_changes


@pytest.fixture
def task_id(session: Session) -> int:
    """A task that planning has looked at."""
    committee = make_committee(session, meetings=[date(2019, 5, 14)])
    make_user(session, committees=[committee])
    task = make_task(session, owners=[committee])
    session.execute(update(Task).values(plan_on=LATER))
    return task.id


def test_what_planning_notes_is_no_change(session: Session, task_id: int) -> None:
    seen = notes(session, task_id)
    session.execute(update(Task).values(plan_on=date(2020, 1, 1)))
    assert notes(session, task_id) == (date(2020, 1, 1), seen[1])


@pytest.mark.parametrize(
    "values",
    [{"due_on": date(2019, 8, 1)}, {"status": Status.DROPPED}, {"title": "Et andet navn"}, {"deadline_version": 2}],
)
def test_any_change_of_a_task_asks_for_a_look_at_once(
    session: Session, task_id: int, values: dict[str, object]
) -> None:
    before = notes(session, task_id)
    session.execute(update(Task).values(values))
    assert notes(session, task_id) == (date.min, before[1] + 1)


def test_a_service_that_changes_a_task_asks_for_a_look_at_once(session: Session, task_id: int) -> None:
    tasks.move_deadline(session, task_id, LATER, reason="Høring.", revision=None, actor=ADMINISTRATION, now=NOW)
    assert notes(session, task_id)[0] == date.min


def test_any_change_of_a_tasks_owners_asks_for_a_look_at_once(session: Session, task_id: int) -> None:
    other = make_committee(session)
    for change in (
        insert(TaskOwner).values(task_id=task_id, committee_id=other.id, position=1),
        update(TaskOwner).where(TaskOwner.committee_id == other.id).values(position=7),
        delete(TaskOwner).where(TaskOwner.committee_id == other.id),
    ):
        session.execute(update(Task).values(plan_on=LATER))
        before = notes(session, task_id)
        session.execute(change)
        assert notes(session, task_id)[0] == date.min
        assert notes(session, task_id)[1] > before[1]


def test_any_change_of_what_surrounds_the_tasks_is_counted(session: Session, task_id: int) -> None:
    for change in (
        update(User).values(active=False),
        update(Committee).values(cutoff_days=3),
        update(Meeting).values(held_on=date(2019, 5, 15)),
        delete(Meeting),
        delete(Secretary),
    ):
        before = stamp(session)
        session.execute(change)
        assert stamp(session) > before, change


def test_every_table_is_watched_or_known_to_be_of_no_consequence(database: Database) -> None:
    of_a_task = {"tasks", "task_owners", "meeting_outcomes"}
    watched = set(Base.metadata.tables) - changes.UNWATCHED - of_a_task
    with database.reading() as session:
        assert set(session.scalars(select(Surrounding.name))) == watched
        if database.is_sqlite:
            found = set(session.scalars(text("SELECT tbl_name FROM sqlite_master WHERE name LIKE '%_note_%'")))
        else:
            tables = "SELECT DISTINCT event_object_table FROM information_schema.triggers"
            found = {str(name) for name in session.scalars(text(f"{tables} WHERE trigger_name LIKE '%_note'"))}
    assert found == watched | of_a_task | {"reminders"}


def test_the_triggers_stand_after_every_upgrade(database: Database) -> None:
    with database.engine.begin() as connection:
        changes.remove(connection)
    with database.reading() as session:
        assert session.scalar(ALL_STAMPS) is None  # who reads it now must not rely on it
    migration.upgrade(database)
    with database.writing() as session:
        before = stamp(session)
        make_user(session)
        assert stamp(session) > before
