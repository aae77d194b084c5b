"""The database itself refuses to change history or the dates that a task has had, whoever asks."""

from __future__ import annotations

import pytest
from sqlalchemy import exc, text
from sqlalchemy.orm import Session

from tracker.db.engine import Database

TABLES = ("task_events", "deadline_versions", "review_events", "administration_events", "public_wordings")


@pytest.fixture
def stored(database: Database) -> Database:
    """A task with one event and one deadline, written as plainly as the tables allow."""
    with database.writing() as session:
        for statement in (
            "INSERT INTO tasks (id, title, kind, status, status_at, deadline_version, committees_inferred, created_at,"
            " revision) VALUES (1, 'Opgave', 'delivery', 'not_started', '2018-10-09', 1, false, '2018-10-09', 1)",
            "INSERT INTO task_events (task_id, at, actor_name, kind, after)"
            " VALUES (1, '2018-10-09', 'Anna', 'created', 'not_started')",
            "INSERT INTO deadline_versions (task_id, number, due_on, moved, set_at)"
            " VALUES (1, 1, '2019-05-31', false, '2018-10-09')",
            "INSERT INTO agreements (id, title, file_name, digest, text, imported_at)"
            " VALUES (1, 'Aftale', 'a.txt', 'x', 'Tekst', '2018-10-09')",
            "INSERT INTO proposals (id, agreement_id, state, title, kind, committees_inferred, confidence, quote,"
            " start_offset, end_offset) VALUES (1, 1, 'waiting', 'Forslag', 'delivery', false, 1, 'Tekst', 0, 5)",
            "INSERT INTO review_events (agreement_id, proposal_id, stroke, at, actor_name, decision, after)"
            " VALUES (1, 1, 'x', '2018-10-09', 'Anna', 'added', '{}')",
            "INSERT INTO administration_events (at, actor_name, kind, subject)"
            " VALUES ('2018-10-09', 'Anna', 'user_added', 'Bo')",
            "INSERT INTO public_wordings (task_id, number, title, place, approved_at, approved_by)"
            " VALUES (1, 1, 'Løfte', 0, '2018-10-09', 'Anna')",
        ):
            session.execute(text(statement))
    return database


def refused(session: Session, statement: str) -> bool:
    try:
        with session.begin_nested():
            session.execute(text(statement))
    except exc.IntegrityError as error:
        return "never changed" in str(error)
    return False


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_a_row_of_the_history_cannot_be_changed_or_removed(stored: Database, table: str, change: str) -> None:
    with stored.writing() as session:
        assert refused(session, change.format(table))
        assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 1


@pytest.mark.parametrize("table", TABLES)
def test_the_whole_history_cannot_be_emptied_at_once(postgres_database: Database, table: str) -> None:
    with postgres_database.writing() as session:
        assert refused(session, f"TRUNCATE {table} CASCADE")


def test_a_task_cannot_be_removed_from_under_its_history(stored: Database) -> None:
    with pytest.raises(exc.IntegrityError), stored.writing() as session:
        session.execute(text("DELETE FROM tasks"))


def test_a_moved_date_without_a_reason_is_refused(stored: Database) -> None:
    move = (
        "INSERT INTO deadline_versions (task_id, number, due_on, moved, reason, set_at)"
        " VALUES (1, 2, '2019-06-30', true, {}, '2019-05-15')"
    )
    with pytest.raises(exc.IntegrityError), stored.writing() as session:
        session.execute(text(move.format("NULL")))
    with stored.writing() as session:
        session.execute(text(move.format("'Høringen tog længere tid.'")))
