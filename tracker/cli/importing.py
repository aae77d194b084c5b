"""The command that brings an agreement into the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import click
from sqlalchemy.orm import Session

from tracker.agreement.reader import read
from tracker.agreement.values import Reading
from tracker.bootstrap import Runtime
from tracker.cli.documents import load_document
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.revising import told
from tracker.cli.runtime import open_runtime
from tracker.clock import local_date
from tracker.danish import count_words, date_words, list_words
from tracker.db.queries.agreements.money import list_unplaced_money
from tracker.documents import Document
from tracker.errors import InputError
from tracker.services.actors import COMMAND_LINE
from tracker.services.agreements import agreements, recognition, revision_comparison, revisions
from tracker.services.agreements.agreements import ImportResult
from tracker.services.agreements.recognition import Arrival
from tracker.services.agreements.rereading import read_corrected
from tracker.services.committees.register import load_register, register_committees
from tracker.services.review import review
from tracker.services.review.review import AcceptResult


@dataclass(frozen=True, slots=True)
class Imported:
    """What the summary tells; `accepted` is none where nothing was asked to be accepted."""

    result: ImportResult
    accepted: AcceptResult | None
    imported_on: date
    unplaced: int
    asked_day: date | None = None


@click.command("import", cls=DanishCommand)
@click.argument("file", metavar="FIL")
@click.option("--accept", is_flag=True, help="Gør alle forslag, der venter og har en dato, til opgaver.")
@click.option("--signed-on", type=DAY, metavar="DATO", help="Dagen, aftalen er underskrevet: 2018-10-08.")
@click.option("--title", metavar="TEKST", help="Aftalens navn, når det ikke står i filen.")
@click.option("--revises", type=int, metavar="AFTALE", help="Filen er en rettet udgave af den aftale (dens nummer).")
@click.option("--new", is_flag=True, help="Filen er en aftale for sig, også om den ligner en, der er indlæst.")
def import_agreement(
    file: str, accept: bool, signed_on: date | None, title: str | None, revises: int | None, new: bool
) -> None:
    """Indlæs en aftale: alt, hvad den forpligter til, bliver forslag til opgaver.

    Samme tekst indlæses kun én gang. En rettet udgave sammenlignes med den, der gælder, og intet ændres uden at være
    spurgt. Fejler noget, er intet gemt.
    """
    if revises is not None and (new or accept or title):
        raise click.UsageError("--revises bruges alene: en rettet udgave tages over med «tracker revision take-over».")
    document = load_document(file)
    with open_runtime() as runtime:
        with runtime.database.reading() as session:
            register = load_register(session, runtime.settings.committees)
            conventions = runtime.conventions
            reading = read(document.text, signed_on=signed_on, conventions=conventions, register=register)
            if revises is not None:
                reading = read_corrected(
                    session, revises, document.text, reading, conventions=conventions, register=register
                )
        incoming = Incoming(document, reading, title, signed_on)
        if revises is not None:
            click.echo("\n".join(_kept_as_draft(runtime, incoming, revises)))
        else:
            click.echo("\n".join(summary(_taken_in(runtime, incoming, accept=accept, new=new))))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was read."""

    document: Document
    reading: Reading
    title: str | None
    signed_on: date | None


def _kept_as_draft(runtime: Runtime, incoming: Incoming, revises: int) -> list[str]:
    with runtime.database.writing() as session:
        revisions.prepare(session, revises, incoming.document, incoming.reading, actor=COMMAND_LINE, now=runtime.now())
        return list(told(revision_comparison.compare_draft(session, revises)))


def _taken_in(runtime: Runtime, incoming: Incoming, *, accept: bool, new: bool) -> Imported:
    now = runtime.now()
    with runtime.database.writing() as session:
        same = None if new else _same_agreement(session, incoming)
        register_committees(session, runtime.settings.committees)
        result = (
            agreements.known(session, same)
            if same is not None
            else agreements.import_reading(
                session, incoming.document, incoming.reading, title=incoming.title, actor=COMMAND_LINE, now=now
            )
        )
        accepted = review.accept_dated(session, result.agreement_id, actor=COMMAND_LINE, now=now) if accept else None
        unplaced = len(list_unplaced_money(session, result.agreement_id))
    imported_on = local_date(result.imported_at, runtime.zone)
    return Imported(result, accepted, imported_on, unplaced, incoming.signed_on)


def _same_agreement(session: Session, incoming: Incoming) -> int | None:
    """The agreement of which the file is another copy; refuses a file that looks like a corrected one."""
    found = recognition.recognise(session, incoming.document.text, incoming.reading)
    if found.arrival is Arrival.RESEMBLES:
        raise InputError(
            f"«{incoming.document.name}» ligner «{found.title}» (aftale {found.agreement_id}): {found.share:.0%} af "
            f"ordlyden er fælles. Er det en rettet udgave af den, så kør igen med --revises {found.agreement_id}; så "
            "vises ændringerne, før noget ændres. Er det en anden aftale, så kør igen med --new."
        )
    return found.agreement_id if found.arrival is Arrival.KNOWN else None


def summary(imported: Imported) -> list[str]:
    """What happened, line by line, for whoever ran the command."""
    result, accepted = imported.result, imported.accepted
    if result.already_known:
        known = f"Aftalen er allerede indlæst {date_words(imported.imported_on)} som «{result.title}»"
        if accepted is None or not accepted.task_ids:
            return [f"{known}; intet er ændret.", *_other_day(imported)]
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


def _other_day(imported: Imported) -> list[str]:
    """What to do for who gave another day of signing than the one that the stored agreement counts from."""
    asked, result = imported.asked_day, imported.result
    if asked in (None, result.signed_on):
        return []
    stood = date_words(result.signed_on) if result.signed_on else "en dag, der ikke er kendt"
    return [
        f"  Den regnes som indgået {stood}. Skal dagen være en anden, så lad teksten blive læst igen: "
        f"«tracker revision reread {result.agreement_id} --signed-on {asked}»."
    ]
