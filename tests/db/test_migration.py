"""The schema: one line of versions, equal to the models on both kinds of database."""

from __future__ import annotations

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from tracker.db import migration
from tracker.db.base import Base
from tracker.db.engine import Database


def test_there_is_one_newest_version(database: Database) -> None:
    scripts = ScriptDirectory.from_config(migration.alembic_config(database))
    assert scripts.get_heads() == [migration.newest()]


def test_the_models_equal_the_migrations(database: Database) -> None:
    command.check(migration.alembic_config(database))


def test_upgrading_an_empty_database_makes_every_table(empty_database: Database) -> None:
    assert migration.current(empty_database) is None
    assert migration.upgrade(empty_database) == (None, migration.newest())
    assert set(Base.metadata.tables) <= set(inspect(empty_database.engine).get_table_names())


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    newest = migration.newest()
    assert migration.upgrade(database) == (newest, newest)


def test_every_version_can_be_taken_back(database: Database) -> None:
    command.downgrade(migration.alembic_config(database), "base")
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
