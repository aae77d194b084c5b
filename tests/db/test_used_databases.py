"""A PostgreSQL database that a test has used is like a new one when the next test gets it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from alembic import command
from sqlalchemy import exc, text

from tests.factories import make_committee
from tests.postgres import TEMPLATE, Postgres
from tests.web.world import fill
from tracker.db import migration
from tracker.db.engine import Database


def live_a_life(database: Database) -> None:
    with database.writing() as session:
        fill(session)


def run(*statements: str) -> Callable[[Database], None]:
    def use(database: Database) -> None:
        with database.writing() as session:
            for statement in statements:
                session.execute(text(statement))

    return use


def lose_what_migrations_wrote(database: Database) -> None:
    run("DELETE FROM surroundings", "DELETE FROM alembic_version")(database)


def migrate_back_and_forth(database: Database) -> None:
    command.downgrade(migration.alembic_config(database), "base")
    migration.upgrade(database)


def grow(database: Database) -> None:
    run("INSERT INTO surroundings (name, stamp) SELECT 'Nr. ' || n, n FROM generate_series(1, 100000) n")(database)


KEPT = [live_a_life, lose_what_migrations_wrote]
DROPPED = {
    "grow": grow,
    "migrate back and forth": migrate_back_and_forth,
    "table": run("CREATE TABLE more (id integer)"),
    "column": run("ALTER TABLE tasks ADD COLUMN more integer"),
    "index": run("CREATE INDEX more ON tasks (title)"),
    "constraint": run("ALTER TABLE tasks ALTER COLUMN title DROP NOT NULL"),
    "trigger": run("ALTER TABLE task_events DISABLE TRIGGER ALL"),
    "function": run("CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'"),
    "type": run("CREATE TYPE more AS ENUM ('a')"),
    "statistics": run("ANALYZE"),
    "turn everybody out": run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ),
}


@pytest.fixture(scope="module")
def new(postgres: Postgres) -> str:
    """The dump of a new database."""
    with postgres.database(TEMPLATE) as database:
        return postgres.dump(database)


@pytest.mark.parametrize("use", KEPT)
def test_it_is_emptied_and_used_again(postgres: Postgres, new: str, use: Callable[[Database], None]) -> None:
    with postgres.migrated() as database:
        use(database)
    with postgres.migrated() as again:
        assert again.url == database.url
        assert postgres.dump(again) == new


def test_who_stays_is_turned_out_and_leaves_nothing(postgres: Postgres, new: str) -> None:
    with ExitStack() as stack:
        with postgres.migrated() as database:
            session = stack.enter_context(database.writing())
            make_committee(session)
        with postgres.migrated() as again:
            assert again.url == database.url
            assert postgres.dump(again) == new
        with pytest.raises(exc.OperationalError):
            make_committee(session)
        session.rollback()


@pytest.mark.parametrize("use", DROPPED)
def test_it_is_dropped_where_more_than_rows_may_be_left(postgres: Postgres, new: str, use: str) -> None:
    with postgres.migrated() as database:
        DROPPED[use](database)
    with postgres.migrated() as another:
        assert another.url != database.url
        assert postgres.dump(another) == new


def test_two_in_use_at_once_are_two(postgres: Postgres) -> None:
    with postgres.migrated() as one, postgres.migrated() as other:
        assert one.url != other.url
