"""`tracker db upgrade` makes the database, and says which version stands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tracker.db import migration


def test_upgrade_makes_the_database_and_says_so_once(run_without_database: Run, tmp_path: Path) -> None:
    first, again = run_without_database("db", "upgrade"), run_without_database("db", "upgrade")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert f"er oprettet (udgave {migration.newest()})" in first.output
    assert "svarer allerede til programmet" in again.output
    assert (tmp_path / "new.sqlite3").exists()


def test_a_missing_configuration_file_is_named(run_without_database: Run, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from tracker.cli import main

    result = CliRunner().invoke(main, ["--config", str(tmp_path / "findes-ikke.toml"), "db", "upgrade"])
    assert result.exit_code == 2
    assert "findes-ikke.toml findes ikke" in result.stderr


def test_what_is_searched_can_be_made_anew(run_without_database: Run) -> None:
    run_without_database("db", "upgrade")
    result = run_without_database("db", "reindex")
    assert result.exit_code == 0
    assert "0 opgaver, aftalernes tekst og den offentlige sides ord kan findes igen." in result.output
