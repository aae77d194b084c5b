"""The command that brings an agreement into the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import click

from tracker.agreement.reader import read
from tracker.cli.documents import STANDARD_INPUT, load_document
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import open_runtime
from tracker.clock import local_date
from tracker.danish import count_words, date_words, list_words
from tracker.db.queries.money import list_unplaced_money
from tracker.services import agreements, review
from tracker.services.actors import COMMAND_LINE
from tracker.services.agreements import ImportResult
from tracker.services.register import load_register, register_committees
from tracker.services.review import AcceptResult


@dataclass(frozen=True, slots=True)
class Imported:
    """What the summary tells; `accepted` is none where nothing was asked to be accepted."""

    result: ImportResult
    accepted: AcceptResult | None
    imported_on: date
    unplaced: int


@click.command("import", cls=DanishCommand)
@click.argument("file", metavar="FIL")
@click.option("--accept", is_flag=True, help="Gør alle forslag, der venter og har en dato, til opgaver.")
@click.option("--signed-on", type=DAY, metavar="DATO", help="Dagen, aftalen er underskrevet: 2018-10-08.")
@click.option("--title", metavar="TEKST", help="Aftalens navn, når det ikke står i filen.")
def import_agreement(file: str, accept: bool, signed_on: date | None, title: str | None) -> None:
    """Indlæs en aftale: alt, hvad den forpligter til, bliver forslag til opgaver.

    Samme tekst indlæses kun én gang. Fejler noget, er intet gemt.
    """
    document = load_document(file)
    with open_runtime() as runtime:
        now = runtime.now()
        with runtime.database.reading() as session:
            register = load_register(session, runtime.settings.committees)
        reading = read(document.text, signed_on=signed_on, conventions=runtime.conventions, register=register)
        with runtime.database.writing() as session:
            register_committees(session, runtime.settings.committees)
            result = agreements.import_reading(
                session,
                text=document.text,
                pages=document.pages,
                file_name="standard input" if file == STANDARD_INPUT else file,
                reading=reading,
                title=title,
                actor=COMMAND_LINE,
                now=now,
            )
            accepted = None
            if accept:
                accepted = review.accept_dated(session, result.agreement_id, actor=COMMAND_LINE, now=now)
            unplaced = len(list_unplaced_money(session, result.agreement_id))
        imported_on = local_date(result.imported_at, runtime.zone)
    click.echo("\n".join(summary(Imported(result, accepted, imported_on, unplaced))))


def summary(imported: Imported) -> list[str]:
    """What happened, line by line, for whoever ran the command."""
    result, accepted = imported.result, imported.accepted
    if result.already_known:
        known = f"Aftalen er allerede indlæst {date_words(imported.imported_on)} som «{result.title}»"
        if accepted is None or not accepted.task_ids:
            return [f"{known}; intet er ændret."]
        lines = [f"{known}; teksten er ikke ændret."]
    else:
        lines = [
            f"«{result.title}» er indlæst.",
            f"  Fundet: {count_words(result.commitments, 'forpligtelse', 'forpligtelser')} "
            f"og {count_words(result.savings, 'besparelse', 'besparelser')}.",
        ]
    if accepted is not None:
        lines.append(f"  Accepteret: {count_words(len(accepted.task_ids), 'ny opgave', 'nye opgaver')}.")
    waiting = result.waiting if accepted is None else accepted.left_waiting
    lines.append(f"  Venter på gennemgang: {count_words(waiting, 'forslag', 'forslag')}.")
    if result.findings and not result.already_known:
        lines.append(f"  Bemærkninger til teksten: {result.findings}.")
    if imported.unplaced and not result.already_known:
        rows = count_words(imported.unplaced, "bevilling", "bevillinger")
        lines.append(f"  Penge uden opgave: {rows} i afsnit, hvor intet er fundet.")
    if result.new_committees:
        lines.append(
            f"  Udvalg, som ikke står i registret: {list_words(result.new_committees)}. "
            "Opret dem, eller sig hvem de er: «tracker committees list»."
        )
    return lines
