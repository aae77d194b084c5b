"""How addresses are read: a number in one is the id of a row."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1
"""What an id can be in either database; a larger number is the address of nothing, and no fault."""


class RowId(IntegerConverter):
    """The id of a row."""

    def __init__(self, map: Map, **arguments: Any) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, **{"min": 0, "max": LARGEST_ID} | arguments)


def install(app: Flask) -> None:
    """Reads every `<int:…>` in an address as an id."""
    app.url_map.converters["int"] = RowId


def parse_id(typed: str | None) -> int | None:
    """The id that somebody typed or an address holds; none for what can be no id."""
    if not typed or not (typed.isascii() and typed.isdigit()) or len(typed) > len(str(LARGEST_ID)):
        return None
    return int(typed) if int(typed) <= LARGEST_ID else None
