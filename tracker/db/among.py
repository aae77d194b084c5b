"""Whether a number is one of many that are given as one value, so that the statement stays the same however many there
are: a list of placeholders is made anew each time, and each of its values sent on its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import FunctionElement

IDS = "ids"
"""The name of the value."""


class _Among(FunctionElement[bool]):
    inherit_cache = True
    type = Boolean()


def among(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether `column` is one of those that `ids` gives when the statement is run."""
    return _Among(column, bindparam(IDS))


def ids(numbers: Iterable[int]) -> dict[str, str]:
    """The value of `among`."""
    return {IDS: json.dumps(list(numbers))}


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: Any, **how: Any) -> str:
    return _in(element, compiler, "SELECT value FROM json_each({})", how)


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: Any, **how: Any) -> str:
    return _in(element, compiler, "SELECT value::integer FROM json_array_elements_text(CAST({} AS json))", how)


def _in(element: _Among, compiler: Any, numbers: str, how: dict[str, Any]) -> str:
    column, given = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN ({numbers.format(given)})"
