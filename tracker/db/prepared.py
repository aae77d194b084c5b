"""Statements that run for every mail: turned into SQL once, since that costs more than running them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Executable
from sqlalchemy.sql.compiler import SQLCompiler

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement in the SQL of one database: its text, the values that stand in it, and how the others are written."""

    text: str
    fixed: Mapping[str, Any]
    converted: Mapping[str, Convert]
    order: tuple[str, ...] | None

    def values(self, given: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        """The values as the driver takes them."""
        found = {**self.fixed, **given}
        for name, convert in self.converted.items():
            found[name] = convert(found[name])
        return found if self.order is None else tuple(found[name] for name in self.order)


class Prepared:
    """A statement with named values, each of which must be given when it is run."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def run(self, connection: Connection, **values: Any) -> CursorResult[Any]:
        """Runs it in the transaction of `connection`."""
        dialect = connection.dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _form(self._statement, dialect)
        return connection.exec_driver_sql(form.text, form.values(values))


def _form(statement: Executable, dialect: Dialect) -> _Form:
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - so is everything that is no DDL
    converted = {
        name: convert
        for bind, name in compiled.bind_names.items()
        if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    fixed = {name: compiled.params[name] for bind, name in compiled.bind_names.items() if not bind.required}
    order = compiled.positiontup
    return _Form(str(compiled), fixed, converted, None if order is None else tuple(order))
