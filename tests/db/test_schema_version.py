"""A database whose schema is not the program's is told apart, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from tracker.db import migration
from tracker.db.engine import Database
from tracker.errors import DatabaseError


def test_the_newest_schema_is_taken(database: Database) -> None:
    migration.require_newest(database)


def test_an_empty_database_asks_to_be_upgraded(empty_database: Database) -> None:
    with pytest.raises(DatabaseError, match=r"ikke oprettet endnu\. Kør «tracker db upgrade»"):
        migration.require_newest(empty_database)


def test_an_older_schema_asks_to_be_upgraded(empty_database: Database) -> None:
    command.upgrade(migration.alembic_config(empty_database), "0001")
    with pytest.raises(DatabaseError, match=r"ældre end programmet\. Kør «tracker db upgrade»"):
        migration.require_newest(empty_database)
    assert migration.upgrade(empty_database) == ("0001", migration.newest())


@pytest.mark.parametrize("ask", [migration.require_newest, migration.upgrade])
def test_a_newer_schema_is_left_alone(database: Database, ask: object) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"nyere end programmet \(udgave 9999\)"):
        ask(database)  # type: ignore[operator]


def test_looking_at_a_file_that_is_not_there_does_not_make_it(tmp_path: Path) -> None:
    file = tmp_path / "missing.sqlite3"
    assert migration.current(Database(f"sqlite:///{file}")) is None
    assert not file.exists()


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("Kære borgmester, " * 100, encoding="utf-8")
    database = Database(f"sqlite:///{file}")
    with pytest.raises(DatabaseError, match="kan ikke åbnes: file is not a database"):
        migration.current(database)
    database.dispose()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    database = Database("postgresql://somebody:secret@127.0.0.1:1/tracker")
    with pytest.raises(DatabaseError, match="kan ikke åbnes") as caught:
        migration.current(database)
    assert "secret" not in str(caught.value)
    database.dispose()


def test_a_migration_that_fails_leaves_the_schema_as_it_was(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic.operations import Operations

    command.upgrade(migration.alembic_config(empty_database), "0001")
    before = set(inspect(empty_database.engine).get_table_names())
    execute = Operations.execute

    def fail_late(self: Operations, statement: str, **options: object) -> None:
        execute(self, "CREATE TABLE half_way (id INTEGER)")
        execute(self, statement.replace("deadline_versions", "no_such_table"), **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Operations, "execute", fail_late)
    with pytest.raises(Exception, match=r"no_such_table|half_way"):
        migration.upgrade(empty_database)
    assert migration.current(empty_database) == "0001"
    assert set(inspect(empty_database.engine).get_table_names()) == before
