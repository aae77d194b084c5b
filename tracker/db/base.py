"""The base of all models: named constraints, shared column types, aware UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the tracker."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC, on SQLite too, which itself knows no zones. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a time without a zone cannot be stored"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Offsets(TypeDecorator[tuple[int, ...]]):
    """Places in a text, in their order; few, and always needed together."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> list[int]:
        return list(value or ())

    def process_result_value(self, value: list[int] | None, dialect: Dialect) -> tuple[int, ...]:
        return tuple(value or ())


def enum_of(kind: type[StrEnum]) -> Enum:
    """A column that holds the values of `kind` as text, checked by the database."""

    def values(members: Any) -> list[str]:
        return [member.value for member in members]

    return Enum(
        kind,
        native_enum=False,
        length=32,
        values_callable=values,
        create_constraint=True,
        name=kind.__name__.lower(),
    )
