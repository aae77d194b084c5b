"""What many tests find in their database, made once for each kind of database and copied into those of the others."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import psycopg
from psycopg import sql

from tests.postgres import COUNTERS, SIZES
from tracker.db.engine import Database

Told = TypeVar("Told")


class Filling(Generic[Told]):
    """Fills the first database of a kind by `fill`; what that gives back is copied with the rows."""

    def __init__(self, fill: Callable[[Database], Told]) -> None:
        self._fill = fill
        self._made: dict[bool, tuple[Database, Told, bytes | Rows]] = {}

    def into(self, database: Database) -> Told:
        """Fills a database in which nobody has written anything yet."""
        if database.is_sqlite in self._made:
            first, told, content = self._made[database.is_sqlite]
            if isinstance(content, Rows):
                content.write(database)
            else:
                _file(database).write_bytes(content)
        else:
            told = self._fill(database)
            database.dispose()  # SQLite moves everything out of its write-ahead log
            content = _file(database).read_bytes() if database.is_sqlite else Rows.of(database)
            first = database
            told = deepcopy(told, {id(database): database})  # the test may change what it is given
            self._made[database.is_sqlite] = first, told, content
        return deepcopy(told, {id(first): database})


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of each table of a PostgreSQL database in the order in which they lie, and where its counters stand."""

    tables: dict[str, bytes]
    counters: list[tuple[str, int, bool]]

    @classmethod
    def of(cls, database: Database) -> Rows:
        with _connected(database) as connection:
            tables = {}
            for name in _filled(connection):
                with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as copy:
                    tables[name] = b"".join(bytes(part) for part in copy)
            return cls(tables, connection.execute(COUNTERS).fetchall())

    def write(self, database: Database) -> None:
        with _connected(database) as connection:
            # Keys to other tables and triggers have had their say when the rows were written at first.
            connection.execute("SET session_replication_role = replica")
            for name in _filled(connection):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            for name, content in self.tables.items():
                with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                    copy.write(content)
            connection.cursor().executemany("SELECT setval(%s, %s, %s)", self.counters)


def _file(database: Database) -> Path:
    return Path(str(database.url.database))


def _filled(connection: psycopg.Connection) -> list[str]:
    return [name for name, size in connection.execute(SIZES) if size]


def _connected(database: Database) -> psycopg.Connection:
    return psycopg.connect(database.url.set(drivername="postgresql").render_as_string(hide_password=False))
