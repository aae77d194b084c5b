"""Statements about some tasks of many, by their ids, which stand as numbers in the statement itself: as values each
would be looked at on its own, and given as one value SQLite may go through the whole table for them.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import InstrumentedAttribute

IDS = "ids"
"""The name of the value that gives the ids when the statement is run."""

IDS_AT_A_TIME = 1000
"""So many at most, since a statement must not be too long."""


def among(column: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a column holds one of the ids."""
    return column.in_(bindparam(IDS, expanding=True, literal_execute=True))
