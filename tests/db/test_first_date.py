"""The first date of a task outlives every version of the schema, and one file of the program writes dates."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import text

from tracker.db import migration
from tracker.db.engine import Database

AT = "2018-10-09 08:00:00+00:00"
TASK = (
    "INSERT INTO tasks (id, title, kind, status, status_at, due_on, deadline_version, committees_inferred, "
    f"created_at, revision) VALUES (1, 'Opgave', 'report', 'in_progress', '{AT}', '2019-08-31', 2, false, '{AT}', 1)"
)
VERSIONS = (
    "INSERT INTO deadline_versions (id, task_id, number, due_on, moved, reason, set_at) VALUES "
    f"(1, 1, 1, '2019-06-30', false, NULL, '{AT}'), (2, 1, 2, '2019-08-31', true, 'Udbud', '{AT}')"
)


def dates(database: Database) -> list[tuple[int, str, bool, str | None]]:
    with database.reading() as session:
        rows = session.execute(
            text("SELECT number, due_on, moved, reason FROM deadline_versions ORDER BY number")
        ).all()
    return [(row.number, str(row.due_on), bool(row.moved), row.reason) for row in rows]


def test_every_migration_keeps_the_first_date_and_the_moves(empty_database: Database) -> None:
    config = migration.alembic_config(empty_database)
    command.upgrade(config, "0001")
    with empty_database.engine.begin() as connection:  # what a writing session needs, this version has not
        for row in (TASK, VERSIONS):
            connection.execute(text(row.replace(":0", r"\:0")))
    stood = dates(empty_database)
    assert stood == [(1, "2019-06-30", False, None), (2, "2019-08-31", True, "Udbud")]
    migration.upgrade(empty_database)
    assert dates(empty_database) == stood
    command.downgrade(config, "0001")
    assert dates(empty_database) == stood


def test_one_file_of_the_program_writes_dates() -> None:
    package = Path(__file__).parents[2] / "tracker"
    writing = [
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if "DeadlineVersion(" in file.read_text(encoding="utf-8").replace("class DeadlineVersion(", "")
    ]
    assert writing == ["services/tasks/record.py"]
