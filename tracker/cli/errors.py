"""How the command line fails: one Danish sentence on stderr, an exit status, and never a traceback.

Status 2 says that the user can mend it (a file, an option, a setting), 1 that the program is at fault, 130 that the
user stopped it.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from tracker.cli.help import DanishCommand, DanishContext, in_danish
from tracker.errors import TrackerError

USER_FAULT = 2
PROGRAM_FAULT = 1
INTERRUPTED = 130


class DanishGroup(click.Group):
    """A group of commands whose help and errors are in Danish; `TRACKER_DEBUG=1` shows a fault's traceback."""

    context_class = DanishContext
    command_class = DanishCommand

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in Danish."""
        return in_danish(super().get_help_option(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs the command line; in standalone mode it ends the process with its exit status."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            _stop(error.format_message(), USER_FAULT, prefix="")
        except click.ClickException as error:
            _stop(_in_danish(error), USER_FAULT)
        except (click.Abort, KeyboardInterrupt):
            _stop("Afbrudt.", INTERRUPTED, prefix="")
        except TrackerError as error:
            _stop(str(error), USER_FAULT)
        except OSError as error:
            _stop_for_system(error)
        except Exception as error:
            _stop_for_fault(error)  # the last resort: a user never sees a traceback
        sys.exit(status if isinstance(status, int) else 0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command, or says in Danish which there are."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"Kommandoen «{args[0]}» findes ikke. Der er: {known}.", ctx)
        return super().resolve_command(ctx, args)


def _stop(message: str, status: int, prefix: str = "Fejl: ") -> NoReturn:
    click.echo(f"{prefix}{message}", err=True)
    sys.exit(status)


def _stop_for_system(error: OSError) -> NoReturn:
    if error.errno == errno.EPIPE:
        # The reader (`| head`) has gone. Python would complain again when it closes stdout, so that goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    _stop_for_fault(error)


def _stop_for_fault(error: Exception) -> NoReturn:
    if os.environ.get("TRACKER_DEBUG"):
        traceback.print_exception(error)
    _stop(
        f"Programmet fejlede uventet ({type(error).__name__}: {error}). "
        "Kør igen med TRACKER_DEBUG=1 og send det, der vises, til den, der driver programmet.",
        PROGRAM_FAULT,
    )


def _in_danish(error: click.ClickException) -> str:
    """The sentence for an error in how a command was written."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "tracker"
    help_words = f" Se «{command} --help»."
    if isinstance(error, click.NoSuchOption):
        return f"Valget «{error.option_name}» findes ikke.{help_words}"
    if isinstance(error, click.BadOptionUsage):
        return f"Valget «{error.option_name}» mangler sin værdi.{help_words}"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else "et argument"
        return f"Der mangler «{name}».{help_words}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.human_readable_name
        return f"{name}: {error.message}{help_words}"
    return f"{error.format_message()}{help_words}"
