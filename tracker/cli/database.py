"""Commands on the database itself."""

from __future__ import annotations

import click

from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words
from tracker.db import listing, migration
from tracker.db.queries.operation.holds import hold_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.tasks import count_tasks
from tracker.services.operation import restoring


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


@db.command(cls=DanishCommand)
def restored() -> None:
    """Sig, at databasen er lagt tilbage fra en kopi, så ingen mails sendes, før en administrator har set på dem.

    Kopier, som tracker backup har lavet, siger det selv.
    """
    with open_runtime() as runtime, runtime.database.writing() as session:
        if hold_of(session) is None:
            restoring.hold(session, since=runtime.machine_clock.now())
    click.echo("Der sendes ingen mails, før en administrator på siden Drift har sagt, hvad der er sendt siden kopien.")


@db.command(cls=DanishCommand)
def reindex() -> None:
    """Lav det, som lister sorteres og søges efter, om fra grunden. Nødvendigt efter rettelser uden om programmet."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        listing.settle_everything(session)
        number = count_tasks(session, TaskFilter(), today=runtime.today(), zone=runtime.zone)
    click.echo(
        f"{count_words(number, 'opgave', 'opgaver')}, aftalernes tekst og den offentlige sides ord kan findes igen."
    )
