"""The commands that take in a sheet of tasks that comes back, and take it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime, settings_in_use
from tracker.danish import count_words
from tracker.documents import read_tables
from tracker.errors import InputError
from tracker.services.actors import COMMAND_LINE
from tracker.services.sheets import imports
from tracker.services.sheets import undo as sheet_undo
from tracker.services.sheets.lines import sheet_lines
from tracker.services.sheets.plan import SETTLING, Fate, PlannedRow, SheetPlan

_COUNTED = {
    Fate.CHANGED: ("opgave ændret", "opgaver ændret"),
    Fate.CONFLICT: ("konflikt", "konflikter"),
    Fate.FAULT: ("række med fejl", "rækker med fejl"),
    Fate.UNCHANGED: ("uændret", "uændrede"),
}


@click.group(cls=DanishGroup)
def sheet() -> None:
    """Regneark med opgaver, som er rettet og kommer tilbage."""


@sheet.command("import", cls=DanishCommand)
@click.argument("file", metavar="FIL")
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville ske; gem intet.")
@click.option("--accept-good", is_flag=True, help="Tag de gode rækker ind, selvom andre har fejl eller konflikter.")
def import_file(file: str, dry_run: bool, accept_good: bool) -> None:
    """Indlæs et regneark (.xlsx eller CSV), som er hentet fra siden Rapport eller Opgaver og rettet.

    Har en række fejl, eller har andre ændret dens opgave siden, er intet gemt, medmindre --accept-good er valgt.
    """
    limit = settings_in_use().imports.limit_megabytes * 1_000_000
    lines = sheet_lines(read_tables(file, limit_bytes=limit))
    with open_runtime() as runtime, runtime.database.writing() as session:
        now, zone = runtime.now(), runtime.zone
        found = imports.look(session, lines, file_name=Path(file).name, actor=COMMAND_LINE, now=now)
        plan = imports.preview(session, found.id, actor=COMMAND_LINE, now=now, zone=zone)
        wrong = [_wrong(row) for row in plan.rows if row.message is not None]
        if wrong and not dry_run and not accept_good:
            raise InputError("\n".join([*wrong, "Intet er gemt. Ret rækkerne, eller brug --accept-good."]))
        if dry_run:
            session.rollback()
        else:
            number = imports.take_in(session, found.id, actor=COMMAND_LINE, now=now, zone=zone).id
    for line in _changes(plan) if dry_run else ():
        click.echo(line)
    for line in wrong:
        click.echo(line, err=True)
    if dry_run:
        click.echo(f"Intet er gemt. Indlæst ville filen give: {_counts(plan)}.")
    else:
        click.echo(f"Indlæsning {number}: {_counts(plan)}.")


@sheet.command("undo", cls=DanishCommand)
@click.argument("import_id", metavar="INDLÆSNING", type=int)
def undo_import(import_id: int) -> None:
    """Tag en hel indlæsning tilbage; nummeret skrev «tracker sheet import»."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        found = imports.one_import(session, import_id, actor=COMMAND_LINE, lock=True)
        count = sheet_undo.undo(session, found, actor=COMMAND_LINE, now=runtime.now())
    click.echo(f"Fortrudt: {count_words(count, 'opgave', 'opgaver')}.")


def _wrong(row: PlannedRow) -> str:
    column = f", kolonnen «{row.column}»" if row.column else ""
    advice = f" {SETTLING}" if row.fate is Fate.CONFLICT else ""
    return f"{row.line.place}{column}: {row.message}{advice}"


def _changes(plan: SheetPlan) -> Iterator[str]:
    for row in plan.by_fate[Fate.CHANGED]:
        told = "; ".join(f"{each.heading}: {each.before} → {each.after}" for each in row.changes)
        yield f"Opgave {row.task_id} ({row.title}): {told}"


def _counts(plan: SheetPlan) -> str:
    counts = plan.counts
    parts = [count_words(counts[fate], *words) for fate, words in _COUNTED.items() if counts[fate]]
    return ", ".join(parts) or "ingen rækker"
