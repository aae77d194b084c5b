"""Commands run against a database of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.revised import TEXT
from tracker.cli import main
from tracker.db.engine import Database

Run = Callable[..., Result]


def write_config(folder: Path, url: str) -> Path:
    """A configuration file that names the database."""
    file = folder / "tracker.toml"
    file.write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    return file


@pytest.fixture
def short_agreement(tmp_path: Path) -> Path:
    """A file that is read in no time, with a dated promise for each of four committees and two for a fifth."""
    file = tmp_path / "aftale.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def run(database: Database, tmp_path: Path) -> Run:
    """Runs a command against a fresh database, on each kind."""
    config = write_config(tmp_path, database.url.render_as_string(hide_password=False))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--config", str(config), *(str(argument) for argument in arguments)])

    return invoke


@pytest.fixture
def run_without_database(tmp_path: Path) -> Run:
    """Runs a command against a SQLite file that is not there yet."""
    config = write_config(tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--config", str(config), *(str(argument) for argument in arguments)])

    return invoke
