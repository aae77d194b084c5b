"""A copy of the database while it is in use."""

from __future__ import annotations

import os
import shlex
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, create_engine, insert

from tracker.db.engine import Database
from tracker.db.models import DeliveryHold
from tracker.errors import DatabaseError

PARTIAL = ".delvis"
"""What stands after the name of a copy that is not whole yet."""


def copy_to(database: Database, file: Path, *, now: datetime) -> int:
    """Writes a whole and checked copy of a SQLite database, as of one moment, to `file`; returns its bytes.

    The copy says of itself that it is one, of `now`: put back, it sends no mail until somebody has said what was sent
    since. Everybody can go on working meanwhile. The file has its name only when it is whole, and is for its owner
    alone. Raises `DatabaseError` for PostgreSQL, whose own program does it, for a file that is there already, and for a
    copy that does not hold; `OSError` where the file cannot be written.
    """
    if not database.is_sqlite:
        raise DatabaseError(
            "PostgreSQL sikkerhedskopieres med sit eget program. Kør:\n"
            f"  {_pg_dump(database.url, file)}\n"
            "Adgangskoden læser den fra ~/.pgpass eller PGPASSWORD.\n"
            "Når kopien lægges tilbage, så kør tracker db restored, før påmindelserne startes. Så sendes intet "
            "to gange."
        )
    if not file.absolute().parent.is_dir():
        raise DatabaseError(f"Mappen {file.absolute().parent} findes ikke. Opret den, eller vælg en anden.")
    if file.exists():
        raise DatabaseError(f"{file} findes allerede. Vælg et andet navn, for eksempel med dagens dato.")
    partial = file.with_name(file.name + PARTIAL)
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy(database, partial)
        _mark(partial, now)
        size = partial.stat().st_size
        partial.rename(file)
    except sqlite3.Error as error:
        raise DatabaseError(f"Kopien kunne ikke skrives: {error}. Er der plads på disken?") from error
    finally:
        partial.unlink(missing_ok=True)
    return size


def _copy(database: Database, partial: Path) -> None:
    connection = database.engine.raw_connection()
    try:
        with closing(sqlite3.connect(partial)) as target:
            source = connection.driver_connection
            assert isinstance(source, sqlite3.Connection)  # noqa: S101 - it is SQLite
            source.backup(target)  # all at once: of one moment, and writers need not wait
            target.execute("PRAGMA journal_mode = DELETE")  # one file, that can be moved
            (answer,) = target.execute("PRAGMA integrity_check").fetchone()
            if answer != "ok":
                raise DatabaseError(f"Kopien holder ikke: {answer}. Databasen selv bør undersøges.")
    finally:
        connection.close()
    with partial.open("rb+") as written:
        os.fsync(written.fileno())


def _mark(partial: Path, now: datetime) -> None:
    """Lets mails wait in the copy."""
    copy = create_engine(f"sqlite:///{partial}")
    try:
        with copy.begin() as connection:
            connection.execute(insert(DeliveryHold).values(since=now))
    finally:
        copy.dispose()


def _pg_dump(url: URL, file: Path) -> str:
    options = {"host": url.host, "port": url.port, "username": url.username, "dbname": url.database}
    told = [f"--{name}={value}" for name, value in options.items() if value]
    return shlex.join(["pg_dump", "--format=custom", f"--file={file}", *told])
