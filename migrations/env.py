"""Alembic's entry point: runs the migrations on the database that the program hands over."""

from typing import Any, Literal

from alembic import context

import tracker.db.models  # noqa: F401 - registers the tables
from tracker.db.base import Base, UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations must not import the program, whose types may change: its own type is written as what it stores."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


database = context.config.attributes["database"]

with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=database.is_sqlite,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
