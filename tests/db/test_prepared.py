"""Statements that are turned into SQL once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError

from tests.factories import make_committee, make_task, make_user
from tracker.db.engine import Database
from tracker.db.inserting import table_of
from tracker.db.models import Task, User
from tracker.db.prepared import Prepared
from tracker.domain.status import Status

_tasks = table_of(Task)
SET = Prepared(
    update(_tasks)
    .where(_tasks.c.id == bindparam("task"), _tasks.c.status == Status.NOT_STARTED)
    .values(title=bindparam("name"), due_on=bindparam("due"), status_at=bindparam("at"), status=Status.WAITING)
)


def test_values_are_written_as_the_columns_want_them_and_fixed_ones_stand(database: Database) -> None:
    with database.writing() as session:
        task_id = make_task(session, owners=[make_committee(session)]).id
    at = datetime(2019, 5, 31, 12, tzinfo=timezone(timedelta(hours=2)))
    with database.kept() as connection:
        for name, changed in (("Først", 1), ("Igen", 0)):  # the second time it is no longer «ikke startet»
            with connection.begin():
                done = SET.run(connection, task=task_id, name=name, due=date(2019, 8, 30), at=at)
                assert done.rowcount == changed
    with database.reading() as session:
        task = session.get_one(Task, task_id)
        assert (task.title, task.due_on, task.status) == ("Først", date(2019, 8, 30), Status.WAITING)
        assert task.status_at == datetime(2019, 5, 31, 10, tzinfo=UTC)


def test_a_value_that_is_not_given_is_refused(database: Database) -> None:
    with database.kept() as connection, pytest.raises((KeyError, DBAPIError), match="due"), connection.begin():
        SET.run(connection, task=1, name="x", at=datetime(2019, 5, 31, tzinfo=UTC))


def test_what_one_transaction_of_a_kept_connection_did_is_undone_alone(database: Database) -> None:
    with database.writing() as session:
        make_user(session, "Ada")
    rename = Prepared(update(table_of(User)).values(name=bindparam("new")))
    with database.kept() as connection:
        with connection.begin():
            rename.run(connection, new="Bo")
        transaction = connection.begin()
        rename.run(connection, new="Clara")
        transaction.rollback()
    with database.reading() as session:
        assert session.scalars(select(User.name)).all() == ["Bo"]
