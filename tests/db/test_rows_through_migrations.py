"""Rows that stand in a database stay what they are while its tables are built anew."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tracker.db import migration
from tracker.db.engine import Database

AT = "2019-05-15 08:00:00+00:00"
ROWS = (
    "INSERT INTO users (id, email, name, role, active, created_at) "
    f"VALUES (1, 'a@b.dk', 'Anna', 'secretary', true, '{AT}')",
    "INSERT INTO tasks (id, title, kind, status, status_at, deadline_version, committees_inferred, created_at, "
    f"revision) VALUES (1, 'Opgave', 'report', 'in_progress', '{AT}', 1, false, '{AT}', 1)",
    "INSERT INTO task_events (id, task_id, at, actor_name, kind, comment) "
    f"VALUES (1, 1, '{AT}', 'Anna', 'comment', 'Ord: med kolon')",
    "INSERT INTO messages (id, kind, day, recipient_id, address, subject, header_message_id, header_date, state, "
    "attempts, exposed, lost_answers, queued_at) "
    f"VALUES (1, 'digest', '2019-05-15', 1, 'a@b.dk', 'Emne', '<1@b.dk>', '{AT}', 'accepted', 1, true, 0, '{AT}')",
    "INSERT INTO reminders (id, task_id, deadline_version, rule, recipient_id, occurrence, due_at, planned_at, state, "
    f"message_id) VALUES (1, 1, 1, 'on-day', 1, '2019-05-15', '{AT}', '{AT}', 'sent', 1)",
)
COUNTED = ("users", "tasks", "task_events", "messages", "reminders")


def counts(database: Database) -> list[int]:
    with database.reading() as session:
        return [session.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in COUNTED]


def test_rows_stay_while_tables_are_built_anew_and_the_history_is_still_closed(empty_database: Database) -> None:
    config = migration.alembic_config(empty_database)
    command.upgrade(config, "0009")
    with empty_database.engine.begin() as connection:  # what a writing session needs, this version has not
        for row in ROWS:
            connection.execute(text(row.replace(":0", r"\:0").replace("Ord:", r"Ord\:")))
    migration.upgrade(empty_database)
    assert counts(empty_database) == [1] * len(COUNTED)
    with empty_database.reading() as session:
        assert session.execute(text("SELECT comment FROM task_events")).scalar() == "Ord: med kolon"
        assert session.execute(text("SELECT about FROM messages")).scalar() == ""
    with pytest.raises(DBAPIError, match="never changed"), empty_database.writing() as session:
        session.execute(text("UPDATE task_events SET comment = 'Andre ord'"))
    command.downgrade(config, "0009")
    assert counts(empty_database) == [1] * len(COUNTED)
