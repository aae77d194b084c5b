"""Brings the schema to the newest version, and says which version stands."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from tracker import resources
from tracker.db import listing
from tracker.db.engine import Database
from tracker.errors import DatabaseError


def alembic_config(database: Database) -> Config:
    """Alembic's configuration for `database`; there is no ini file to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(resources.MIGRATIONS))
    config.attributes["database"] = database
    return config


def newest() -> str:
    """The newest version that the program knows."""
    head = _scripts().get_current_head()
    assert head is not None  # noqa: S101 - the program always ships migrations
    return head


def current(database: Database) -> str | None:
    """The version of the schema in `database`; none when it is empty. Raises `DatabaseError` where it cannot open."""
    if database.is_sqlite and not Path(database.url.database or "").exists():
        return None  # looking must not make the file
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        raise DatabaseError(
            f"Databasen {database.url.render_as_string()} kan ikke åbnes: {_first_line(error)}. "
            "Ret database.url i indstillingerne, eller start databasen."
        ) from error


def require_newest(database: Database) -> None:
    """Raises `DatabaseError` unless the schema is the one that this program works with."""
    found = current(database)
    if found == newest():
        return
    name = database.url.render_as_string()
    if found is None:
        raise DatabaseError(f"Databasen {name} er ikke oprettet endnu. Kør «tracker db upgrade».")
    if found in _known_versions():
        raise DatabaseError(f"Databasen {name} er ældre end programmet. Kør «tracker db upgrade».")
    raise DatabaseError(
        f"Databasen {name} er nyere end programmet (udgave {found}). Installér den udgave, som opgraderede den."
    )


def upgrade(database: Database) -> tuple[str | None, str]:
    """Brings the schema to the newest version; returns the version before and after.

    Raises `DatabaseError` where the database cannot be opened or is newer than the program.
    """
    before = current(database)
    if before is not None and before not in _known_versions():
        require_newest(database)
    command.upgrade(alembic_config(database), "head")
    with database.writing() as session:
        listing.settle(session)
    after = current(database)
    assert after is not None  # noqa: S101 - upgrade has just set it
    return before, after


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(resources.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def _known_versions() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
