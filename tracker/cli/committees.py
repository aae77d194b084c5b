"""Commands on the register of committees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words, date_words, list_words
from tracker.services.actors import COMMAND_LINE
from tracker.services.committees import handover, register
from tracker.services.committees.committees import find_committee
from tracker.services.committees.handover import Handover
from tracker.services.committees.register import Entry, FormerName, register_committees
from tracker.services.review import unknown_committees


@click.group(cls=DanishGroup)
def committees() -> None:
    """Registret over udvalg: hvad de hedder, har heddet, og hvem der afløser dem."""


@committees.command("list", cls=DanishCommand)
def list_all() -> None:
    """Vis registret, og de udvalg i aftalerne, som det mangler."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        register_committees(session, runtime.settings.committees)
        known = [Entry.of(each) for each in register.load_committees(session) if each.registered]
        unknown = unknown_committees.list_unknown(session)
    for entry in known:
        click.echo(" · ".join([entry.name, *(f"{name}: {value}" for name, value in entry.told().items())]))
    if not known:
        click.echo("Registret er tomt. Tilføj udvalg med «tracker committees add» eller i indstillingerne.")
    if unknown:
        click.echo("\nStår i en aftale, men ikke i registret:")
    for each in unknown:
        titles = list_words(f"«{title}»" for _id, title in each.agreements)
        click.echo(f"  {each.name}" + (f" ({titles})" if titles else ""))
    if unknown:
        click.echo("Opret dem med «tracker committees confirm», eller sig hvem de er med «tracker committees same».")


@committees.command(cls=DanishCommand)
@click.argument("name", metavar="NAVN")
@click.option("--abbreviation", "abbreviations", multiple=True, metavar="FORKORTELSE", help="Kan gentages.")
@click.option("--former", "former_names", multiple=True, metavar="NAVN", help="Et tidligere navn; kan gentages.")
@click.option(
    "--administration", "administrations", multiple=True, metavar="NAVN", help="En forvaltning; kan gentages."
)
@click.option("--subject", "subjects", multiple=True, metavar="ORD", help="Et ord for udvalgets emner; kan gentages.")
@click.option("--chair", metavar="NAVN", help="Formanden.")
@click.option("--from", "valid_from", type=DAY, metavar="DATO", help="Udvalgets første dag.")
@click.option("--until", "valid_until", type=DAY, metavar="DATO", help="Udvalgets sidste dag.")
def add(
    name: str,
    abbreviations: tuple[str, ...],
    former_names: tuple[str, ...],
    administrations: tuple[str, ...],
    subjects: tuple[str, ...],
    chair: str | None,
    valid_from: date | None,
    valid_until: date | None,
) -> None:
    """Tilføj et udvalg."""
    entry = Entry(
        name,
        abbreviations,
        tuple(FormerName(each) for each in former_names),
        administrations,
        subjects,
        chair,
        valid_from,
        valid_until,
    )
    with open_runtime() as runtime, runtime.database.writing() as session:
        register_committees(session, runtime.settings.committees)
        committee = register.add(session, entry, actor=COMMAND_LINE)
        click.echo(f"{committee.name} står nu i registret.")


@committees.command(cls=DanishCommand)
@click.argument("name", metavar="UDVALG")
@click.argument("new_name", metavar="NYT-NAVN")
@click.option("--until", type=DAY, metavar="DATO", help="Det gamle navns sidste dag.")
def rename(name: str, new_name: str, until: date | None) -> None:
    """Giv et udvalg et nyt navn; det gamle huskes som tidligere navn."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        register_committees(session, runtime.settings.committees)
        committee = find_committee(session, name)
        before = committee.name
        register.rename(session, committee.id, new_name, until=until, actor=COMMAND_LINE)
        click.echo(f"{before} hedder nu {committee.name}.")


@committees.command(cls=DanishCommand)
@click.argument("names", metavar="UDVALG...", nargs=-1, required=True)
def confirm(names: tuple[str, ...]) -> None:
    """Opret udvalg, som en aftale nævner, i registret."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        taken = unknown_committees.confirm(session, names, actor=COMMAND_LINE)
    click.echo(f"Oprettet i registret: {list_words(taken)}." if taken else "De står allerede i registret.")


@committees.command(cls=DanishCommand)
@click.argument("name", metavar="NAVN")
@click.argument("committee", metavar="UDVALG")
def same(name: str, committee: str) -> None:
    """Sig, at et navn i en aftale er det samme som et udvalg i registret."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        register_committees(session, runtime.settings.committees)
        known = find_committee(session, committee)
        moved = unknown_committees.map_to(session, name, known.id, actor=COMMAND_LINE, now=runtime.now())
        click.echo(f"«{name}» er {known.name}; {count_words(moved, 'opgave', 'opgaver')} har skiftet udvalg.")


@committees.command(cls=DanishCommand)
@click.argument("name", metavar="UDVALG")
@click.argument("successor", metavar="EFTERFØLGER")
@click.option("--on", "last_day", type=DAY, required=True, metavar="DATO", help="Udvalgets sidste dag: 2021-12-31.")
@click.option("--keep-secretaries", is_flag=True, help="Sekretærerne følger ikke med.")
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville flytte, og gør intet.")
def replace(name: str, successor: str, last_day: date, keep_secretaries: bool, dry_run: bool) -> None:
    """Overdrag et udvalgs åbne opgaver til det udvalg, der afløser det."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        register_committees(session, runtime.settings.committees)
        ended, heir = find_committee(session, name), find_committee(session, successor)
        if dry_run:
            click.echo("\n".join(_told(handover.preview(session, ended.id, heir.id, last_day), "ville flytte")))
            return
        moved = handover.hand_over(
            session,
            ended.id,
            heir.id,
            last_day=last_day,
            secretaries_follow=not keep_secretaries,
            actor=COMMAND_LINE,
            now=runtime.now(),
        )
        click.echo("\n".join(_told(moved, "er flyttet")))


@committees.command(cls=DanishCommand)
@click.option("--overwrite", is_flag=True, help="Lad indstillingerne gælde, hvor registret siger noget andet.")
def sync(overwrite: bool) -> None:
    """Sammenlign indstillingernes udvalg med registret, og tilføj dem, der mangler.

    Hvad der er rettet i registret, ændres kun med --overwrite.
    """
    with open_runtime() as runtime, runtime.database.writing() as session:
        entries = runtime.settings.committees
        added = register_committees(session, entries)
        differing = register.differences(session, entries)
        if overwrite:
            register.overwrite(session, entries, actor=COMMAND_LINE)
    lines = [f"Tilføjet: {list_words(added)}."] if added else []
    for name, facts in differing.items():
        for fact, (there, wanted) in facts.items():
            sides = f"«{there or 'intet'}» i registret, «{wanted or 'intet'}» i indstillingerne"
            lines.append(f"{name}, {fact.lower()}: {sides}")
    if differing:
        lines.append("Indstillingerne gælder nu." if overwrite else "Registret gælder; --overwrite vender det om.")
    click.echo("\n".join(lines or ["Registret og indstillingerne siger det samme."]))


def _told(moved: Handover, done: str) -> Iterable[str]:
    yield f"{count_words(len(moved.tasks), 'åben opgave', 'åbne opgaver')} {done}. {moved.reason}"
    for task in moved.tasks:
        yield f"  {task.title} ({date_words(task.due_on) if task.due_on else 'uden frist'})"
