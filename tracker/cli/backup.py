"""`tracker backup`: a copy of the database while everybody works on."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime
from tracker.db.backup import copy_to
from tracker.domain.administration import AdministrationKind
from tracker.services.actors import COMMAND_LINE
from tracker.services.administration import record


@click.command(cls=DanishCommand)
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Skriv en sikkerhedskopi af databasen til FIL, mens alt kører."""
    with open_runtime() as runtime:
        now = runtime.machine_clock.now()
        size = copy_to(runtime.database, file, now=now)
        with runtime.database.writing() as session:
            record(session, AdministrationKind.BACKUP, str(file.resolve()), actor=COMMAND_LINE, now=now)
    click.echo(f"{file} er skrevet og kontrolleret ({-(-size // 1024)} kB).")
