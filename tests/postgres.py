"""A real PostgreSQL server for tests, whose migrated databases are emptied after a test and used again.

To copy a database takes many times as long as to empty it. That a used one is like a new one, rows, order, counters and
all, is shown in `tests/db/test_used_databases.py`. A database whose schema a test changed, that grew large, or that
cannot be emptied for any other reason is dropped instead, so a test need not say what it does.
"""

from __future__ import annotations

import itertools
import subprocess
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, create_engine, text

from tracker.db import migration
from tracker.db.engine import Database

TEMPLATE = "migrated"
LARGE = 4 * 1024 * 1024
"""How many bytes of rows a test may leave behind in a database that is used again: emptied indexes keep their size."""
PATIENCE = 5.0
"""How many seconds those who are still connected have to leave."""

_SCHEMA = " UNION ALL ".join(
    f"SELECT '{catalogue}', count(*), max(xmin::text::bigint) FROM {catalogue}"
    for catalogue in (
        "pg_attrdef",
        "pg_attribute",
        "pg_class",
        "pg_constraint",
        "pg_db_role_setting",
        "pg_extension",
        "pg_index",
        "pg_namespace",
        "pg_proc",
        "pg_statistic",
        "pg_trigger",
        "pg_type",
    )
)
"""What no change of the schema leaves as it was: how many rows each catalogue has, and who wrote the newest of them."""

SIZES = (
    "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
"""The tables and how many bytes each has."""
COUNTERS = (
    "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
    " WHERE schemaname = 'public'"
)
"""The arguments of `setval` for each counter."""
_TURN_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Postgres:
    """A running server in which databases are made, emptied and dropped again. `programs` is where its programs are."""

    def __init__(self, address: URL, *, programs: Path) -> None:
        self._address = address
        self._programs = programs
        self._numbers = itertools.count(1)
        self._idle: list[Reusable] = []
        # AUTOCOMMIT, since databases are not made or dropped inside a transaction.
        self._admin = create_engine(address, isolation_level="AUTOCOMMIT")
        # A crash of the machine ends the tests anyway, so nothing has to reach the disk. Databases are tidied when they
        # are emptied; at other times it would happen by chance.
        for setting in (
            "fsync = off",
            "synchronous_commit = off",
            "full_page_writes = off",
            "autovacuum = off",
            "max_wal_size = '64MB'",
        ):
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[Database]:
        """A new database made from `template`, dropped afterwards whoever is still connected."""
        name = self._create(template)
        database = self._open(name)
        try:
            yield database
        finally:
            database.dispose()
            self._drop(name)

    @contextmanager
    def migrated(self) -> Iterator[Database]:
        """A database like a new one made from `TEMPLATE`."""
        reusable = self._idle.pop() if self._idle else self._reusable()
        database = self._open(reusable.name)
        try:
            yield database
        finally:
            database.dispose()
            if reusable.restore():
                self._idle.append(reusable)
            else:
                reusable.close()
                self._drop(reusable.name)

    def make_template(self) -> None:
        """Migrates the database that the others are copied from."""
        self._run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        database = self._open(TEMPLATE)
        migration.upgrade(database)
        database.dispose()

    def dump(self, database: Database) -> str:
        """The schema, where the counters stand, and the rows in the order in which they lie."""
        address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        command = [self._programs / "pg_dump", "--restrict-key=none", f"--dbname={address}"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def close(self) -> None:
        """Closes the connections to the server."""
        for reusable in self._idle:
            reusable.close()
        self._admin.dispose()

    def _reusable(self) -> Reusable:
        name = self._create(TEMPLATE)
        return Reusable(self._address.set(drivername="postgresql", database=name))

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _open(self, name: str) -> Database:
        return Database(self._address.set(database=name).render_as_string(hide_password=False))

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


class Reusable:
    """A new, migrated database, which can be made what it is now as often as is asked.

    It knows the rows that migrations wrote, where the counters stand and what the schema looks like.
    """

    def __init__(self, address: URL) -> None:
        self.name = str(address.database)
        self._connection = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
        # Neither the triggers that keep the history from being removed nor the keys to other tables say no.
        self._connection.execute("SET session_replication_role = replica")
        self._written = {name: self._read(name) for name in self._sizes()}
        self._counters = self._rows_of(COUNTERS)
        self._schema = self._rows_of(_SCHEMA)
        self._empty(
            [name for name, _ in self._rows_of(SIZES)]
        )  # so that the planner of queries sees now what it sees after every test

    def restore(self) -> bool:
        """Makes the database what it was at first, and says whether it is."""
        try:
            return self._is_left() and self._rows_of(_SCHEMA) == self._schema and self._has_emptied()
        except psycopg.Error:  # whatever a test did to it, a new one takes its place
            return False

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def _is_left(self) -> bool:
        """Turns out whoever is still connected; whether they went."""
        end = time.monotonic() + PATIENCE
        while self._rows_of(_TURN_OUT):
            if time.monotonic() > end:
                return False
            time.sleep(0.001)
        return True

    def _has_emptied(self) -> bool:
        sizes = self._sizes()
        return sum(sizes.values()) <= LARGE and self._empty(sizes.keys() | self._written.keys())

    def _empty(self, tables: Collection[str]) -> bool:
        """Empties `tables`, sets all counters back and writes what migrations wrote; whether no other row is left."""
        names = [sql.Identifier(name) for name in sorted(tables)]
        self._connection.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(name) for name in names))
        # Tables shrink to nothing, so that rows come to lie in the order in which the next test writes them.
        self._connection.execute(sql.SQL("VACUUM {}").format(sql.SQL(", ").join(names)))
        is_empty = not self._sizes()
        for name, content in self._written.items():
            with self._connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                copy.write(content)
        for counter in set(self._counters) - set(self._rows_of(COUNTERS)):
            self._connection.execute("SELECT setval(%s, %s, %s)", counter)
        return is_empty

    def _sizes(self) -> dict[str, int]:
        """The tables that have or had rows, with their sizes in bytes."""
        return {name: size for name, size in self._rows_of(SIZES) if size}

    def _read(self, table: str) -> bytes:
        with self._connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
            return b"".join(bytes(part) for part in copy)

    def _rows_of(self, statement: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement).fetchall()
