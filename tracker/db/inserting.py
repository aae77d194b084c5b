"""Rows that are written once: whoever comes second writes nothing, and both go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.db.base import Base


def insert_new(
    session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]], *, returning: str = "id"
) -> list[Any]:
    """Writes those of `rows` that meet no unique key of `model`'s table.

    Returns the column `returning` of what was written, in no particular order.
    """
    if not rows:
        return []
    table = table_of(model)
    statement = dialect_insert(session, table).on_conflict_do_nothing()
    return list(session.scalars(statement.returning(table.c[returning]), rows))


def table_of(model: type[Base]) -> Table:
    """The table of `model`."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is a table
    return table


def dialect_insert(session: Session, table: Table) -> Any:
    """An INSERT that knows `ON CONFLICT`, which both databases have and SQL has not."""
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(table)
