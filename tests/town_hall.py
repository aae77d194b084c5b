"""The demonstration's town hall in a file: filled once, and copied by whoever changes it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tracker.db.engine import Database
from tracker.services.demonstration import demonstration

TODAY = date(2019, 5, 15)


@pytest.fixture(scope="session")
def town_hall(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the whole demonstration in it."""
    file = tmp_path_factory.mktemp("town-hall") / "demonstration.sqlite3"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    sample = demonstration.load_sample()
    with database.writing() as session:
        demonstration.fill(session, sample, today=TODAY)
    database.dispose()
    return file
