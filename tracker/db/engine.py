"""Opens the database: SQLite in WAL mode by default, PostgreSQL by one URL; the same code on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, sessionmaker

from tracker.clock import COPENHAGEN
from tracker.db import listing
from tracker.db.prepared import Lane, lane

BUSY_SECONDS = 30
"""How long a writer on SQLite waits for another to finish."""


class Database:
    """One database, and the two ways into it.

    `reading()` never commits. `writing()` commits when its block ends well and rolls back otherwise; on SQLite it takes
    the write lock at once, so that two writers wait for each other instead of failing half-way. What it changes, lists
    know when it commits (`tracker.db.listing`); `zone` is the municipality's, in which days begin and end.
    """

    def __init__(self, url: str, *, zone: ZoneInfo = COPENHAGEN) -> None:
        self.url = make_url(url)
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.engine = _engine(self.url)
        self._writing_engine = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        self._reading = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = sessionmaker(self._writing_engine, expire_on_commit=False, info={listing.ZONE: zone})
        event.listen(self._writing, "before_commit", listing.settle_before_commit)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed together, or not at all."""
        with self._writing() as session, session.begin():
            yield session

    def lane(self) -> AbstractContextManager[Lane]:
        """A connection without a session around it, for many short transactions of prepared statements."""
        return lane(self.engine, patience=BUSY_SECONDS)

    def dispose(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def _engine(url: Any) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions of its own: SQLAlchemy says BEGIN itself (below), so that savepoints and
    # an outer transaction really hold. FULL, since a reminder that was recorded must survive a power cut.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
