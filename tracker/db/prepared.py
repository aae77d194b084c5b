"""Statements that run for every mail: turned into SQL once, since that costs more than running them."""

from __future__ import annotations

import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Executable
from sqlalchemy.sql.compiler import SQLCompiler

SHORTEST_WAIT = 0.0002
LONGEST_WAIT = 0.005
"""Seconds between the tries to get the write lock."""

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement in the SQL of one database: its text, the values that stand in it, and how the others are written."""

    text: str
    fixed: Mapping[str, Any]
    converted: Sequence[tuple[str, Convert]]
    order: tuple[str, ...] | None

    def values(self, given: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        """The values as the driver takes them."""
        found = {**self.fixed, **given}
        for name, convert in self.converted:
            found[name] = convert(found[name])
        return found if self.order is None else tuple(found[name] for name in self.order)


class Prepared:
    """A statement with named values, each of which must be given when it is run."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def form(self, dialect: Dialect) -> _Form:
        """The statement in the SQL of `dialect`."""
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _form(self._statement, dialect)
        return form


Order = tuple[Prepared, Mapping[str, Any]]
"""A statement, and the values to run it with."""


class Lane(ABC):
    """A connection for many short transactions of prepared statements. The driver is spoken to directly."""

    def __init__(self, connection: Connection) -> None:
        self._dialect = connection.dialect
        self._driver: Any = connection.connection.driver_connection

    @abstractmethod
    def at_once(self, *orders: Order) -> list[int]:
        """Runs the statements in one transaction, each of which sees what those before it did; returns how many rows
        each has changed. Where one fails nothing is kept.
        """

    def _ready(self, orders: Sequence[Order]) -> list[tuple[str, Any]]:
        forms = [(statement.form(self._dialect), values) for statement, values in orders]
        return [(form.text, form.values(values)) for form, values in forms]


class SqliteLane(Lane):
    """On SQLite the write lock is taken at once, and waited for in short steps: the driver's own grow to a tenth of a
    second, in which a worker beside this one hands over a hundred mails.
    """

    def __init__(self, connection: Connection, *, patience: float) -> None:
        super().__init__(connection)
        self._patience = patience
        self._cursor = self._driver.cursor()

    def at_once(self, *orders: Order) -> list[int]:
        ready = self._ready(orders)
        self._begin()
        try:
            changed = [self._cursor.execute(*each).rowcount for each in ready]
            self._commit()
        except BaseException:
            self._driver.rollback()
            raise
        return changed

    def _commit(self) -> None:
        self._cursor.execute("COMMIT")

    def _begin(self) -> None:
        until = time.monotonic() + self._patience
        wait = SHORTEST_WAIT
        while True:
            try:
                self._cursor.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            else:
                return
            time.sleep(wait)
            wait = min(wait * 1.5, LONGEST_WAIT)


class PostgresqlLane(Lane):
    """On PostgreSQL the statements go to the server together, which runs them as one transaction: its one answer is all
    that is waited for. The connection must be one that commits by itself.
    """

    def at_once(self, *orders: Order) -> list[int]:
        ready = self._ready(orders)
        with self._driver.pipeline():
            # Prepared from the first time on: when it prepares one later, psycopg does not notice that it failed.
            cursors = [self._driver.execute(*each, prepare=True) for each in ready]
            self._commit()
        return [cursor.rowcount for cursor in cursors]

    def _commit(self) -> None:
        """The end of the pipeline commits."""


@contextmanager
def lane(engine: Engine, *, patience: float) -> Iterator[Lane]:
    """Opens a lane; on SQLite others are waited for `patience` seconds, and then it fails."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA busy_timeout = 0")
            try:
                yield SqliteLane(connection, patience=patience)
            finally:
                driver.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
    else:
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            yield PostgresqlLane(connection)


def _form(statement: Executable, dialect: Dialect) -> _Form:
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - so is everything that is no DDL
    fixed, converted = dict[str, Any](), list[tuple[str, Convert]]()
    for bind, name in compiled.bind_names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if not bind.required:
            value = compiled.params[name]
            fixed[name] = value if convert is None else convert(value)
        elif convert is not None:
            converted.append((name, convert))
    order = compiled.positiontup
    return _Form(str(compiled), fixed, tuple(converted), None if order is None else tuple(order))
