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
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is a table
    if session.get_bind().dialect.name == "sqlite":
        statement: Any = sqlite.insert(table).on_conflict_do_nothing()
    else:
        statement = postgresql.insert(table).on_conflict_do_nothing()
    return list(session.scalars(statement.returning(table.c[returning]), rows))
