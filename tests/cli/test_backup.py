"""`tracker backup`: a whole copy while others write, and a clear sentence where it cannot be."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.conftest import Run, write_config
from tests.factories import make_task, make_user
from tracker.cli import main
from tracker.db import backup, migration
from tracker.db.engine import Database
from tracker.db.models import Task
from tracker.db.queries.operation.audit import last_backup
from tracker.db.queries.operation.holds import hold_of
from tracker.errors import DatabaseError

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def sqlite(sqlite_database: Database) -> Database:
    """A database with a task in it."""
    with sqlite_database.writing() as session:
        make_task(session, "Bro åbnes").responsible = make_user(session, "Bo Lund")
    return sqlite_database


@pytest.fixture
def run(sqlite: Database, tmp_path: Path) -> Run:
    """Runs a command against it."""
    return against(sqlite, tmp_path)


def against(database: Database, folder: Path) -> Run:
    config = write_config(folder, database.url.render_as_string(hide_password=False))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--config", str(config), *(str(argument) for argument in arguments)])

    return invoke


def test_a_copy_is_whole_and_can_be_opened(sqlite: Database, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kopi.sqlite3"
    result = run("backup", file)
    assert (result.exit_code, "er skrevet og kontrolleret" in result.output) == (0, True)
    copy = Database(f"sqlite:///{file}")
    with copy.writing() as session:
        task = session.query(Task).one()
        assert (task.title, task.responsible and task.responsible.name) == ("Bro åbnes", "Bo Lund")
    assert migration.current(copy) == migration.newest()
    copy.dispose()


def test_a_copy_is_for_its_owner_alone_and_nothing_half_is_left(sqlite: Database, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kopi.sqlite3"
    run("backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.glob("kopi*")] == ["kopi.sqlite3"]


def test_a_copy_does_not_wait_for_a_writer_and_holds_nothing_half_written(sqlite: Database, tmp_path: Path) -> None:
    file = tmp_path / "kopi.sqlite3"
    with sqlite.writing() as session:
        make_task(session, "Halvt skrevet")
        backup.copy_to(sqlite, file, now=NOW)
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT title FROM tasks").fetchall() == [("Bro åbnes",)]


def test_the_page_can_tell_when_the_last_copy_was_made(sqlite: Database, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "kopi.sqlite3")
    with sqlite.reading() as session:
        event = last_backup(session)
        assert event is not None
        assert (event.actor_name, event.subject) == ("Kommandolinjen", str(tmp_path / "kopi.sqlite3"))


def test_a_file_that_is_there_is_never_written_over(sqlite: Database, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kopi.sqlite3"
    file.write_text("vigtigt", encoding="utf-8")
    result = run("backup", file)
    assert (result.exit_code, "findes allerede" in result.stderr) == (2, True)
    assert file.read_text(encoding="utf-8") == "vigtigt"
    with sqlite.reading() as session:
        assert last_backup(session) is None


def test_a_folder_that_is_not_there_is_named(sqlite: Database, run: Run, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "findes-ikke" / "kopi.sqlite3")
    assert (result.exit_code, "findes-ikke" in result.stderr) == (2, True)


def test_a_copy_that_does_not_hold_is_thrown_away(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(database: Database, partial: Path) -> None:
        partial.write_bytes(b"halv")
        raise DatabaseError("Kopien holder ikke")

    monkeypatch.setattr(backup, "_copy", torn)
    with pytest.raises(DatabaseError, match="holder ikke"):
        backup.copy_to(sqlite, tmp_path / "kopi.sqlite3", now=NOW)
    assert list(tmp_path.glob("kopi*")) == []


def test_for_postgresql_the_command_to_run_is_told(postgres_database: Database, tmp_path: Path) -> None:
    result = against(postgres_database, tmp_path)("backup", tmp_path / "kopi.dump")
    assert result.exit_code == 2
    assert f"pg_dump --format=custom --file={tmp_path / 'kopi.dump'}" in result.stderr
    assert f"--dbname={postgres_database.url.database}" in result.stderr
    assert "password" not in result.stderr.casefold().replace("pgpassword", "")
    assert not (tmp_path / "kopi.dump").exists()


def test_a_copy_that_is_put_back_sends_nothing_until_somebody_has_looked(
    sqlite: Database, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "kopi.sqlite3"
    run("backup", file)
    with sqlite.reading() as session:
        assert hold_of(session) is None
    copy = Database(f"sqlite:///{file}")
    with copy.reading() as session:
        assert hold_of(session) is not None
    result = against(copy, tmp_path)("remind")
    copy.dispose()
    assert (result.exit_code, "Der sendes ingen mails, før en administrator" in result.stderr) == (2, True)


def test_a_copy_of_another_kind_is_told_of_by_hand(database: Database, tmp_path: Path) -> None:
    run = against(database, tmp_path)
    for _twice in range(2):
        result = run("db", "restored")
        assert (result.exit_code, "Der sendes ingen mails" in result.output) == (0, True)
    assert run("remind").exit_code == 2
