"""Help in Danish: click writes its headings and its own options in English."""

from __future__ import annotations

import click

_HEADINGS = {"Options": "Valg", "Commands": "Kommandoer", "Arguments": "Argumenter"}


class DanishFormatter(click.HelpFormatter):
    """Writes the fixed words of a help page in Danish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes how the command is called."""
        super().write_usage(
            prog, args.replace("[OPTIONS]", "[VALG]").replace("COMMAND [ARGS]...", "KOMMANDO …"), prefix or "Brug: "
        )

    def write_heading(self, heading: str) -> None:
        """Writes the heading of a list."""
        super().write_heading(_HEADINGS.get(heading, heading))


class DanishContext(click.Context):
    """The context of a command with help in Danish."""

    formatter_class = DanishFormatter


class DanishCommand(click.Command):
    """A command with help in Danish."""

    context_class = DanishContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in Danish."""
        return in_danish(super().get_help_option(ctx))


def in_danish(option: click.Option | None) -> click.Option | None:
    """The help option with its explanation in Danish."""
    if option is not None:
        option.help = "Vis denne hjælp."
    return option
