"""SQL is compiled once a session and not once for each database that a test opens.

An engine keeps what it has compiled, and nearly every test opens one of its own: more than half of its time went there.
What is compiled depends on the kind of database, the driver and the version of the server, of which a session has one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

MOST = 3000
"""How many statements are kept; an engine alone keeps 500."""

_compiled: LRUCache[Any, Any] = LRUCache(MOST)


def pytest_configure() -> None:
    """Lets engines of one kind find what another of them has compiled: the key has the dialect in it."""
    DefaultDialect.__eq__ = _is_same  # type: ignore[method-assign]
    DefaultDialect.__hash__ = _of_kind  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)


def _is_same(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other) and one.server_version_info == getattr(other, "server_version_info", None)


def _of_kind(one: DefaultDialect) -> int:
    return hash(type(one))
