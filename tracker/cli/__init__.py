"""The `tracker` command."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import __version__
from tracker.cli.backup import backup
from tracker.cli.bounces import bounces
from tracker.cli.committees import committees
from tracker.cli.database import db
from tracker.cli.errors import DanishGroup
from tracker.cli.evaluating import evaluate
from tracker.cli.importing import import_agreement
from tracker.cli.meetings import meetings
from tracker.cli.people import users
from tracker.cli.reading import explain, read
from tracker.cli.remind import remind
from tracker.cli.review import review
from tracker.cli.revising import revision
from tracker.cli.serve import demo, serve, web
from tracker.cli.sheets import sheet
from tracker.cli.worker import worker


@click.group(cls=DanishGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tracker", message="%(prog)s %(version)s", help="Vis udgaven.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Indstillingsfilen; ellers config.toml, hvor kommandoen køres.",
)
def main(config: Path | None) -> None:  # the commands find it where they open what they need
    """Følger op på forpligtelserne i en kommunes politiske aftale."""


for command in (
    *(read, explain, evaluate, import_agreement, review, revision),
    *(committees, meetings, sheet, users, remind, bounces),
    *(db, backup, worker, web, serve, demo),
):
    main.add_command(command)
