"""Opening the database: what SQLite is told, and what a writing session promises."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, exc, select, text
from sqlalchemy.orm import Session

from tracker.db.engine import Database
from tracker.db.models import Committee, Meeting


def test_sqlite_keeps_a_write_ahead_log_and_checks_foreign_keys(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        settings = {name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")}
    assert settings == {"journal_mode": "wal", "foreign_keys": 1}


def test_a_row_that_points_at_nothing_is_refused(session: Session) -> None:
    with pytest.raises(exc.IntegrityError), session.begin_nested():
        session.execute(text("INSERT INTO meetings (committee_id, held_on) VALUES (4711, '2019-06-12')"))


def test_deleting_a_committee_takes_its_meetings_along(session: Session) -> None:
    session.execute(text("INSERT INTO committees (id, name) VALUES (1, 'Kulturudvalget')"))
    session.execute(text("INSERT INTO meetings (committee_id, held_on) VALUES (1, '2019-06-12')"))
    session.execute(delete(Committee))
    assert session.scalars(select(Meeting)).all() == []


def test_a_writing_block_that_ends_well_is_kept(database: Database) -> None:
    with database.writing() as session:
        session.add(Committee(name="Kulturudvalget"))
    with database.reading() as session:
        assert session.scalars(select(Committee.name)).all() == ["Kulturudvalget"]


def test_a_writing_block_that_fails_leaves_nothing(database: Database) -> None:
    def fail_half_way(session: Session) -> None:
        session.add(Committee(name="Kulturudvalget"))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.writing() as session:
        fail_half_way(session)
    with database.reading() as session:
        assert session.scalars(select(Committee)).all() == []


def test_a_reading_block_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(Committee(name="Kulturudvalget"))
        session.flush()
    with database.reading() as session:
        assert session.scalars(select(Committee)).all() == []


def test_a_plain_postgresql_address_uses_the_driver_that_is_installed() -> None:
    assert Database("postgresql://somebody@host/tracker").url.drivername == "postgresql+psycopg"
