"""Brings the schema to the newest version, and says which version stands."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tracker import resources
from tracker.db.engine import Database


def alembic_config(database: Database) -> Config:
    """Alembic's configuration for `database`; there is no ini file to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(resources.MIGRATIONS))
    config.attributes["database"] = database
    return config


def newest() -> str:
    """The newest version that the program knows."""
    config = Config()
    config.set_main_option("script_location", str(resources.MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head is not None  # noqa: S101 - the program always ships migrations
    return head


def current(database: Database) -> str | None:
    """The version of the schema in `database`; none when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database) -> tuple[str | None, str]:
    """Brings the schema to the newest version; returns the version before and after."""
    before = current(database)
    command.upgrade(alembic_config(database), "head")
    after = current(database)
    assert after is not None  # noqa: S101 - upgrade has just set it
    return before, after
