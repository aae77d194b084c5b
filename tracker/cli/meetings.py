"""The command that takes in the meetings of committees."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tracker.cli.documents import load_document
from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words, date_words
from tracker.documents.meeting_files import horizon, parse_meetings
from tracker.errors import InputError
from tracker.services.actors import COMMAND_LINE
from tracker.services.committees.committees import find_committee
from tracker.services.committees.register import register_committees
from tracker.services.meetings.imports import Change, MeetingPlan, PlannedMeeting, import_meetings, plan_import

_COUNTED = {
    Change.NEW: ("nyt møde", "nye møder"),
    Change.MOVED: ("flyttet", "flyttede"),
    Change.HOUR: ("med nyt klokkeslæt", "med nyt klokkeslæt"),
    Change.CANCELLED: ("aflyst", "aflyste"),
    Change.RESTORED: ("genindsat", "genindsatte"),
    Change.UNCHANGED: ("uændret", "uændrede"),
}


@click.group(cls=DanishGroup)
def meetings() -> None:
    """Udvalgenes møder."""


@meetings.command("import", cls=DanishCommand)
@click.argument("file", metavar="FIL")
@click.option("--committee", metavar="UDVALG", help="Udvalget, når filen ikke selv nævner det.")
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville ske; gem intet.")
@click.option("--accept-good", is_flag=True, help="Tag de gode linjer ind, selvom andre har fejl.")
def import_file(file: str, committee: str | None, dry_run: bool, accept_good: bool) -> None:
    """Indlæs møder fra en kalender (.ics) eller en CSV-fil med kolonnerne udvalg, dato og start.

    Et møde, der er kendt, bliver stående; et, der er flyttet eller aflyst i kalenderen, følger med. Har en linje fejl,
    er intet gemt, medmindre --accept-good er valgt.
    """
    document = load_document(file)
    with open_runtime() as runtime:
        found = parse_meetings(
            document.text, zone=runtime.zone, until=horizon(runtime.today()), with_committee=committee is None
        )
        with runtime.database.writing() as session:
            register_committees(session, runtime.settings.committees)
            default = find_committee(session, committee).id if committee else None
            plan = plan_import(session, found, actor=COMMAND_LINE, default=default)
            wrong = list(_faults(plan))
            lines = [_line(each) for each in plan.changes] if dry_run else []
            if wrong and not dry_run and not accept_good:
                raise InputError("\n".join([*wrong, "Intet er gemt. Ret linjerne, eller brug --accept-good."]))
            if not dry_run:
                import_meetings(session, plan, file_name=document.name, actor=COMMAND_LINE, now=runtime.now())
            counts = _counts(plan)
            if dry_run:
                session.rollback()
    for line in (*lines, *wrong):
        click.echo(line, err=line in wrong)
    click.echo(("Intet er gemt. Indlæst ville filen give: " if dry_run else "") + counts + ".")


def _faults(plan: MeetingPlan) -> Iterator[str]:
    yield from map(str, plan.faults)
    for name, count in plan.unknown.items():
        meetings = count_words(count, "møde", "møder")
        yield f"Udvalget «{name}» findes ikke ({meetings}). Ret navnet, eller angiv udvalget med --committee."


def _counts(plan: MeetingPlan) -> str:
    counts = plan.counts
    parts = [count_words(counts[change], *words) for change, words in _COUNTED.items() if counts[change]]
    return ", ".join(parts) or "ingen møder"


def _line(each: PlannedMeeting) -> str:
    day = date_words(each.line.held_on)
    what = {
        Change.NEW: f"nyt møde {day}",
        Change.MOVED: f"flyttes fra {date_words(each.was_on) if each.was_on else '–'} til {day}",
        Change.HOUR: f"{day} begynder {each.line.starts_at}",
        Change.CANCELLED: f"{day} aflyses",
        Change.RESTORED: f"{day} holdes alligevel",
    }
    return f"{each.committee}: {what.get(each.change, day)}"
