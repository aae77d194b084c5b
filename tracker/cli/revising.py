"""`tracker revision`: a corrected agreement without its page, and how the comparison is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from tracker.agreement.comparison import Outcome
from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words, date_words
from tracker.domain.revision import OUTCOME_WORDS, tell_differences
from tracker.errors import InputError
from tracker.services.actors import COMMAND_LINE
from tracker.services.agreements import rereading, revision_comparison, revision_takeover, revision_undo, revisions
from tracker.services.agreements.revision_comparison import Change, Comparison
from tracker.services.agreements.revision_takeover import Takeover
from tracker.services.committees.register import load_register

_AGREEMENT = click.argument("agreement_id", metavar="AFTALE", type=int)


@click.group(cls=DanishGroup)
def revision() -> None:
    """En rettet udgave af en aftale: se ændringerne, tag dem over, og fortryd."""


@revision.command(cls=DanishCommand)
@_AGREEMENT
def show(agreement_id: int) -> None:
    """Vis, hvad den rettede udgave, der venter, siger anderledes."""
    with open_runtime() as runtime, runtime.database.reading() as session:
        click.echo("\n".join(told(revision_comparison.compare_draft(session, agreement_id))))


@revision.command(cls=DanishCommand)
@_AGREEMENT
@click.option("--signed-on", type=DAY, metavar="DATO", help="Dagen, aftalen er underskrevet: 2018-10-08.")
def reread(agreement_id: int, signed_on: date | None) -> None:
    """Læs aftalens tekst igen, som indgået en anden dag eller efter de regler, der gælder nu.

    Uden --signed-on gælder den dag, som teksten selv angiver. Siger den nye læsning noget andet end det, der står,
    venter den som en rettet udgave.
    """
    with open_runtime() as runtime:
        with runtime.database.reading() as session:
            register = load_register(session, runtime.settings.committees)
            reread = rereading.read_again(
                session, agreement_id, signed_on, conventions=runtime.conventions, register=register
            )
        with runtime.database.writing() as session:
            differs = rereading.prepare(session, agreement_id, reread, actor=COMMAND_LINE, now=runtime.now())
            lines = list(told(revision_comparison.compare_draft(session, agreement_id))) if differs else []
    click.echo("\n".join(lines or ["Teksten er læst igen; der er ingen ændringer."]))


@revision.command("take-over", cls=DanishCommand)
@_AGREEMENT
@click.option("--take", required=True, metavar="HVILKE", help="all, none eller numrene på dem, der tages over: 1,3.")
def take_over(agreement_id: int, take: str) -> None:
    """Sæt den rettede udgave i kraft; ændringer, der ikke tages over, lader opgaverne blive, som de er."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        asked = revision_comparison.compare_draft(session, agreement_id).asked
        chosen = _chosen(take, len(asked))
        decisions = {change.key: number in chosen for number, change in enumerate(asked, start=1)}
        result = revision_takeover.take_over(session, agreement_id, decisions, actor=COMMAND_LINE, now=runtime.now())
    click.echo(_summary(result))


@revision.command(cls=DanishCommand)
@_AGREEMENT
def discard(agreement_id: int) -> None:
    """Kassér den rettede udgave, der venter."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        revisions.discard(session, agreement_id, actor=COMMAND_LINE)
    click.echo("Den rettede udgave er kasseret; intet er ændret.")


@revision.command(cls=DanishCommand)
@_AGREEMENT
def undo(agreement_id: int) -> None:
    """Fortryd den seneste rettelse: den tidligere tekst gælder igen, og den rettede venter."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        revision_undo.undo(session, agreement_id, actor=COMMAND_LINE, now=runtime.now())
    click.echo("Rettelsen er fortrudt. Den rettede udgave venter igen.")


def told(comparison: Comparison) -> Iterator[str]:
    """A comparison line by line; what asks for a decision is numbered."""
    counts = ", ".join(f"{len(comparison.of(each))} {words.lower()}" for each, words in OUTCOME_WORDS.items())
    yield f"«{comparison.agreement.title}» {_against(comparison)}: {counts}."
    numbers = {change.key: number for number, change in enumerate(comparison.asked, start=1)}
    for outcome in (Outcome.CHANGED, Outcome.NEW, Outcome.GONE):
        found = comparison.of(outcome)
        if found:
            yield f"\n{OUTCOME_WORDS[outcome]}"
        for change in found:
            yield from _change_told(change, numbers.get(change.key))
    yield ""
    agreement_id = comparison.agreement.id
    choices = "all|none|1,2" if numbers else "all"
    yield (
        f"Intet er ændret endnu; {count_words(len(numbers), 'ændring', 'ændringer')} skal afgøres. Sæt udgaven i kraft "
        f"på aftalens side eller med «tracker revision take-over {agreement_id} --take {choices}», eller kassér den "
        f"med «tracker revision discard {agreement_id}»."
    )


def _against(comparison: Comparison) -> str:
    draft = comparison.draft
    if not comparison.is_reread:
        return f"mod den rettede udgave «{draft.file_name}»"
    return f"læst igen som indgået {date_words(draft.signed_on)}" if draft.signed_on else "læst igen"


def _change_told(change: Change, number: int | None) -> Iterator[str]:
    promise = change.pair.new or change.pair.old
    assert promise is not None  # noqa: S101 - a pair has one of the two
    mark = f"[{number}]" if number else "   "
    task = f" (opgave {change.task.id})" if change.task else ""
    differences = "; ".join(tell_differences(change.pair))
    place = promise.section or promise.code or ""
    yield f"  {mark} {place} {promise.title}{task}" + (f": {differences}" if differences else "")
    if change.pair.old and change.outcome is not Outcome.SAME:
        yield f"        før: {' '.join(change.pair.old.quote.split())}"
    if change.pair.new:
        yield f"        nu:  {' '.join(change.pair.new.quote.split())}"


def _chosen(take: str, count: int) -> set[int]:
    if take in ("all", "none"):
        return set(range(1, count + 1)) if take == "all" else set()
    parts = [part.strip() for part in take.split(",")]
    if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= count for part in parts):
        raise InputError(f"«{take}» kan ikke bruges. Skriv all, none eller numre fra 1 til {count}: 1,3.")
    return {int(part) for part in parts}


def _summary(result: Takeover) -> str:
    return (
        f"Udgave {result.number} gælder nu: {count_words(result.taken, 'ændring', 'ændringer')} taget over, "
        f"{result.kept} beholdt som før, {result.same} uændret.\n"
        f"  Nye løfter, der venter på gennemgang: {result.new}.\n"
        f"  Løfter, der ikke længere står i aftalen: {result.gone}. Deres opgaver bliver, indtil nogen lader dem udgå."
    )
