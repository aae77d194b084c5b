"""What is copied into a database is what the first one was filled with, rows, order and counters."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from tests.fillings import Filling
from tests.outboxes import TownHall, morning
from tests.postgres import Postgres
from tracker.db.engine import Database
from tracker.jobs import deliver, plan_and_queue


def told(database: Database) -> TownHall:
    hall = TownHall(database)
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    return hall


def dump(database: Database) -> list[str]:
    database.dispose()
    connection = sqlite3.connect(str(database.url.database))
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_on_postgresql_a_copy_is_like_the_first(postgres: Postgres) -> None:
    filling = Filling(told)
    with postgres.migrated() as first:
        hall = filling.into(first)
        whole = postgres.dump(first)
    assert "s0001@example.dk" in whole
    with postgres.migrated() as second:
        assert filling.into(second).transport.handed_over == hall.transport.handed_over
        assert postgres.dump(second) == whole


def test_on_sqlite_a_copy_is_like_the_first(sqlite_template: Path, tmp_path: Path) -> None:
    filling = Filling(told)
    dumps = []
    for name in ("first", "second"):
        shutil.copyfile(sqlite_template, tmp_path / name)
        hall = filling.into(Database(f"sqlite:///{tmp_path / name}"))
        assert str(hall.database.url.database) == str(tmp_path / name)
        dumps.append(dump(hall.database))
    assert dumps[0] == dumps[1]
    assert any("s0001@example.dk" in line for line in dumps[0])


def test_what_a_test_does_is_not_met_by_the_next(database: Database) -> None:
    filling = Filling(told)
    hall = filling.into(database)
    hall.clock.instant = morning(hour=23)
    hall.transport.handed_over.clear()
    assert database.is_sqlite in filling._made
    kept = filling._made[database.is_sqlite][1]
    assert (kept.clock.instant, len(kept.transport.handed_over)) == (morning(), 2)
