"""What the commands work with: the settings of `--config`, and the database that they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from tracker import bootstrap, settings
from tracker.bootstrap import Runtime
from tracker.db import migration
from tracker.settings import Settings


def settings_in_use() -> Settings:
    """The settings from the file given as `--config`, or from where they stand by default."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().params.get("config") if context else None
    return settings.load(chosen if isinstance(chosen, Path) else None)


@contextmanager
def open_runtime(*, any_schema: bool = False, today: date | None = None) -> Iterator[Runtime]:
    """The runtime, closed afterwards; `today` moves the clock that the domain sees.

    Raises `DatabaseError` unless the schema is the program's, or may be any.
    """
    runtime = bootstrap.build(settings_in_use(), today=today)
    try:
        if not any_schema:
            migration.require_newest(runtime.database)
        yield runtime
    finally:
        runtime.database.dispose()
