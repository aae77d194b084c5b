"""Commands on the database itself."""

from __future__ import annotations

import click

from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime
from tracker.db import migration


@click.group(cls=DanishGroup)
def db() -> None:
    """Databasen: opret og opgradér."""


@db.command(cls=DanishCommand)
def upgrade() -> None:
    """Opret databasen, eller bring den op til programmets udgave."""
    with open_runtime(any_schema=True) as runtime:
        before, after = migration.upgrade(runtime.database)
        name = runtime.database.url.render_as_string()
    if before == after:
        click.echo(f"Databasen {name} svarer allerede til programmet (udgave {after}).")
    elif before is None:
        click.echo(f"Databasen {name} er oprettet (udgave {after}).")
    else:
        click.echo(f"Databasen {name} er opgraderet fra udgave {before} til {after}.")
