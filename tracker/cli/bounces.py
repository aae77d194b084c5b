"""`tracker bounces`: reads the mailbox of mails that came back, once and by hand."""

from __future__ import annotations

import click

from tracker import jobs
from tracker.bootstrap import Runtime
from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words
from tracker.domain.bounces import Returned
from tracker.mail.bounces import LIMIT, ReturnedMail, read_returned
from tracker.services.mails.bounces import foresee

_KIND_WORDS = {
    Returned.ADDRESS: "Adressen virker ikke",
    Returned.MAIL: "Mailen kom ikke frem",
    Returned.DELAYED: "Mailen er forsinket",
    Returned.DELIVERED: "Mailen kom frem",
    Returned.REPLY: "Autosvar eller kvittering",
    Returned.UNCLEAR: "Ikke forstået; se Drift",
    Returned.OTHER: "Ingen returmail",
}
_SHOWN = 200


@click.command(cls=DanishCommand)
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ligger ulæst. Intet gemmes, flyttes eller markeres.")
def bounces(dry_run: bool) -> None:
    """Læs de mails, der er kommet retur, nu."""
    with open_runtime() as runtime:
        if dry_run:
            _show(runtime)
        else:
            _read(runtime)


def _show(runtime: Runtime) -> None:
    empty = True
    with runtime.inbox() as inbox, runtime.database.reading() as session:
        for letter in inbox.unread(_SHOWN, LIMIT):
            empty = False
            returned = read_returned(letter.content)
            kind, trouble = foresee(session, returned, runtime.return_paths)
            click.echo(_line(returned, kind, trouble))
    if empty:
        click.echo("Der er ingen ulæste mails i postkassen.")


def _line(returned: ReturnedMail, kind: Returned, trouble: str | None) -> str:
    about = " ".join(each for each in (returned.recipient, returned.status, returned.words) if each)
    line = f"{_KIND_WORDS[kind]}: {about or returned.subject or '(uden emne)'}"
    return f"{line} ({trouble})" if trouble else line


def _read(runtime: Runtime) -> None:
    tally = jobs.read_bounces(jobs.Worker(runtime))
    click.echo(f"{count_words(sum(tally.values()), 'mail', 'mails')} læst.")
    for kind, words in _KIND_WORDS.items():
        if tally[kind]:
            click.echo(f"{words}: {tally[kind]}")
    if tally[None]:
        raise click.ClickException(f"{count_words(tally[None], 'mail', 'mails')} kunne ikke behandles. Se loggen.")
