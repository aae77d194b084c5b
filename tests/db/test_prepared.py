"""Statements that are turned into SQL once."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest
from sqlalchemy import bindparam, insert, select, text, update

from tests.factories import make_committee, make_task, make_user
from tracker.db.engine import BUSY_SECONDS, Database
from tracker.db.inserting import table_of
from tracker.db.models import Task, User
from tracker.db.prepared import Prepared, lane
from tracker.domain.roles import Role
from tracker.domain.status import Status

_tasks = table_of(Task)
KNOWN = datetime(2019, 1, 2, tzinfo=UTC)
SET = Prepared(
    update(_tasks)
    .where(_tasks.c.id == bindparam("task"), _tasks.c.status == Status.NOT_STARTED)
    .values(title=bindparam("name"), due_on=bindparam("due"), status_at=bindparam("at"), status=Status.WAITING)
)


def test_values_are_written_as_the_columns_want_them_and_fixed_ones_stand(database: Database) -> None:
    with database.writing() as session:
        task_id = make_task(session, owners=[make_committee(session)]).id
    at = datetime(2019, 5, 31, 12, tzinfo=timezone(timedelta(hours=2)))
    values = {"task": task_id, "due": date(2019, 8, 30), "at": at}
    with database.lane() as lane:
        assert lane.at_once((SET, {**values, "name": "Først"})) == [1]
        assert lane.at_once((SET, {**values, "name": "Igen"})) == [0]  # it is no longer «ikke startet»
    with database.reading() as session:
        task = session.get_one(Task, task_id)
        assert (task.title, task.due_on, task.status) == ("Først", date(2019, 8, 30), Status.WAITING)
        assert task.status_at == datetime(2019, 5, 31, 10, tzinfo=UTC)


def test_a_value_that_is_not_given_is_refused(database: Database) -> None:
    at = datetime(2019, 5, 31, tzinfo=UTC)
    with pytest.raises((KeyError, psycopg.ProgrammingError), match="due"), database.lane() as lane:
        lane.at_once((SET, {"task": 1, "name": "x", "at": at}))


RENAME = Prepared(update(table_of(User)).where(table_of(User).c.name == bindparam("old")).values(name=bindparam("new")))
CLASH = Prepared(
    insert(table_of(User)).values(id=1, email="x@example.dk", name="X", role=Role.SECRETARY, created_at=KNOWN)
)


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(User.name)))


@pytest.fixture
def ada(database: Database) -> Database:
    with database.writing() as session:
        assert make_user(session, "Ada").id == 1
    return database


def test_statements_that_are_run_at_once_see_what_those_before_them_did(ada: Database) -> None:
    with ada.lane() as lane:
        orders = [(RENAME, {"old": "Ada", "new": "Bo"}), (RENAME, {"old": "Bo", "new": "Clara"})]
        assert lane.at_once(*orders, (RENAME, {"old": "Ada", "new": "Dan"})) == [1, 1, 0]
        assert names(ada) == ["Clara"]  # it is committed while the lane stands open


def test_what_fails_undoes_all_that_was_to_be_done_at_once_and_the_lane_goes_on(ada: Database) -> None:
    with ada.lane() as lane:
        for _ in range(8):  # the driver prepares what it has met often enough, which must change nothing
            with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
                lane.at_once((RENAME, {"old": "Ada", "new": "Bo"}), (CLASH, {}), (RENAME, {"old": "Bo", "new": "Eva"}))
        assert names(ada) == ["Ada"]
        assert lane.at_once((RENAME, {"old": "Ada", "new": "Bo"})) == [1]
    assert names(ada) == ["Bo"]


def test_a_session_after_a_lane_is_as_any_other(ada: Database) -> None:
    """It waits for the write lock, and what it did can be undone."""
    with ada.lane() as lane:
        lane.at_once((RENAME, {"old": "Ada", "new": "Bo"}))
    with ada.writing() as session:
        session.execute(update(User).values(name="Clara"))
        if ada.is_sqlite:
            assert session.scalar(text("PRAGMA busy_timeout")) == BUSY_SECONDS * 1000
        session.rollback()
    assert names(ada) == ["Bo"]


def test_a_lane_waits_for_whoever_writes_and_sees_what_that_was(ada: Database) -> None:
    def rename() -> list[int]:
        with ada.lane() as lane:
            return lane.at_once((RENAME, {"old": "Ada", "new": "Clara"}))

    with ThreadPoolExecutor() as pool:
        with ada.writing() as session:
            session.execute(update(User).values(name="Bo"))
            waiting = pool.submit(rename)
            with pytest.raises(TimeoutError):
                waiting.result(0.2)
        assert waiting.result(20) == [0]
    assert names(ada) == ["Bo"]


def test_a_lane_of_sqlite_that_waits_too_long_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        make_user(session, "Ada")
    with sqlite_database.writing() as session:
        session.execute(update(User).values(name="Bo"))
        busy = pytest.raises(sqlite3.OperationalError, match="locked")
        with lane(sqlite_database.engine, patience=0.05) as waiting, busy:
            waiting.at_once((RENAME, {"old": "Ada", "new": "Clara"}))
    assert names(sqlite_database) == ["Bo"]
