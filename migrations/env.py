"""Alembic's entry point: runs the migrations on the database that the program hands over."""

from typing import Any, Literal

from alembic import context

import tracker.db.models  # noqa: F401 - registers the tables
from tracker.db import changes, listing_marks
from tracker.db.base import Base, UtcDateTime
from tracker.db.word_index import WORD_INDEXES


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations must not import the program, whose types may change: its own type is written as what it stores."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def of_the_models(_item: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    """The indexes of words (`tracker.db.word_index`) have a form of their own on each database, and no model."""
    return kind != "table" or name is None or not name.startswith(tuple(index.name for index in WORD_INDEXES))


database = context.config.attributes["database"]


def watch_references(connection: Any, *, on: bool) -> None:
    """SQLite cannot change a constraint but by building the table anew, which its references would not let happen.

    The switch holds only outside a transaction, so it goes past SQLAlchemy, which would begin one.
    """
    if database.is_sqlite:
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


applied: list[object] = []  # the versions that are gone through

# Triggers that watch the tables stand in the way of changing them. They are made anew for the tables as they are then.
with database.engine.begin() as connection:
    changes.remove(connection)
    listing_marks.remove(connection)

with database.engine.connect() as connection:
    watch_references(connection, on=False)
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=database.is_sqlite,
        render_item=render_item,
        include_object=of_the_models,
        on_version_apply=lambda step, **_rest: applied.append(step),
    )
    with context.begin_transaction():
        context.run_migrations()
        if database.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise RuntimeError(f"the migration leaves rows that point nowhere: {broken}")
    watch_references(connection, on=True)

with database.engine.begin() as connection:
    changes.install(connection)
    listing_marks.install(connection, everything=bool(applied))
