"""The `tracker` command."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from tracker import __version__
from tracker.cli.errors import DanishGroup

_COMMANDS = {
    "backup": "backup:backup",
    "bounces": "bounces:bounces",
    "committees": "committees:committees",
    "db": "database:db",
    "demo": "serve:demo",
    "evaluate": "evaluating:evaluate",
    "explain": "reading:explain",
    "import": "importing:import_agreement",
    "meetings": "meetings:meetings",
    "read": "reading:read",
    "remind": "remind:remind",
    "review": "review:review",
    "revision": "revising:revision",
    "serve": "serve:serve",
    "sheet": "sheets:sheet",
    "users": "people:users",
    "web": "serve:web",
    "worker": "worker:worker",
}
"""The module of this package, and the name in it, of each command."""


class _Commands(DanishGroup):
    """Commands that are loaded when they are asked for, so that none waits for what the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, by the alphabet."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None where there is none of the name."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"tracker.cli.{module}"), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tracker", message="%(prog)s %(version)s", help="Vis udgaven.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Indstillingsfilen; ellers config.toml, hvor kommandoen køres.",
)
def main(config: Path | None) -> None:  # the commands find it where they open what they need
    """Følger op på forpligtelserne i en kommunes politiske aftale."""
