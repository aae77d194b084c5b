"""What one test's database has compiled serves the next one of its kind (`tests/statements.py`), and no other kind."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Select, event, func, literal_column, select

from tests.postgres import Postgres
from tracker.db.engine import Database
from tracker.db.models import Task


def is_found(database: Database, statement: Select[tuple[int]]) -> bool:
    """Whether the statement, which is run, had been compiled."""
    hits: list[str] = []
    event.listen(
        database.engine, "after_cursor_execute", lambda *given: hits.append(given[4].cache_hit.name), named=False
    )
    with database.reading() as session:
        session.execute(statement)
    return hits[-1] == "CACHE_HIT"


def test_a_statement_is_compiled_once_for_all_databases_of_a_kind(
    sqlite_database: Database, postgres: Postgres, tmp_path: Path
) -> None:
    statement = select(func.count(Task.id) + literal_column("19"))
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    with sqlite_database.engine.connect() as first, other.engine.connect() as second:
        assert first.dialect == second.dialect
        assert first.dialect is not second.dialect
    other.dispose()
    assert not is_found(sqlite_database, statement)
    assert is_found(sqlite_database, statement)
    with postgres.migrated() as one:
        assert not is_found(one, statement)
    with postgres.migrated() as another:
        assert is_found(another, statement)
