"""The `tracker` command."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import click

from tracker.cli.errors import DanishGroup
from tracker.cli.reading import evaluate, explain, read


def _version() -> str:
    try:
        return version("commitment-tracker")
    except PackageNotFoundError:  # a checkout that is not installed
        return "ukendt udgave"


@click.group(cls=DanishGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), prog_name="tracker", message="%(prog)s %(version)s", help="Vis udgaven.")
def main() -> None:
    """Følger op på forpligtelserne i en kommunes politiske aftale."""


main.add_command(read)
main.add_command(explain)
main.add_command(evaluate)
