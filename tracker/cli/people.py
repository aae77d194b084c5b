"""Commands on users."""

from __future__ import annotations

import click

from tracker.cli.errors import DanishGroup
from tracker.cli.help import DanishCommand
from tracker.cli.runtime import open_runtime
from tracker.danish import count_words
from tracker.db.models import User
from tracker.domain.roles import Role
from tracker.services.access import accounts
from tracker.services.actors import COMMAND_LINE
from tracker.services.committees.register import register_committees
from tracker.services.people import users as user_services


@click.group(cls=DanishGroup)
def users() -> None:
    """Brugere: tilføj, ret og vis."""


@users.command(cls=DanishCommand)
@click.argument("email", metavar="MAILADRESSE")
def link(email: str) -> None:
    """Lav et link, som en bruger logger ind med én gang."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        user_id = accounts.find_user(session, email)
        token = accounts.create_link(session, user_id, now=runtime.machine_clock.now())
        click.echo(accounts.link_address(runtime.settings.web.base_url, token))
        click.echo("Linket virker én gang inden for et døgn.", err=True)


@users.command(cls=DanishCommand)
@click.argument("email", metavar="MAILADRESSE")
@click.password_option(prompt="Ny adgangskode", confirmation_prompt="Gentag adgangskoden", help="Den nye adgangskode.")
def password(email: str, password: str) -> None:
    """Giv en bruger en adgangskode; alle brugerens besøg afsluttes."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        accounts.set_password(session, accounts.find_user(session, email), password, now=runtime.machine_clock.now())
        click.echo("Adgangskoden er gemt.")


@users.command(cls=DanishCommand)
@click.argument("email", metavar="MAILADRESSE")
@click.argument("name", metavar="NAVN")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ADMINISTRATION.value,
    show_default=True,
    help=", ".join(f"{role.value}: {role.label}" for role in Role) + ".",
)
@click.option("--committee", "committees", multiple=True, metavar="UDVALG", help="Sekretærens udvalg; kan gentages.")
def add(email: str, name: str, role: str, committees: tuple[str, ...]) -> None:
    """Tilføj en bruger."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        register_committees(session, runtime.settings.committees)
        user = user_services.add_user(
            session,
            email=email,
            name=name,
            role=Role(role),
            committees=committees,
            actor=COMMAND_LINE,
            now=runtime.machine_clock.now(),
        )
        click.echo(f"{user.name} ({user.email}) er tilføjet som {user.role.label.lower()}.")


@users.command(cls=DanishCommand)
@click.argument("email", metavar="MAILADRESSE")
@click.argument("new", metavar="NY")
def address(email: str, new: str) -> None:
    """Ret en brugers mailadresse; det, der kom retur, sendes igen."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        user_id = accounts.find_user(session, email)
        again = user_services.correct_address(session, user_id, new, actor=COMMAND_LINE, times=runtime.times())
    click.echo("Adressen er rettet.")
    if again:
        click.echo(f"{count_words(again, 'mail', 'mails')} sendes igen.")


@users.command("list", cls=DanishCommand)
def list_all() -> None:
    """Vis alle brugere."""
    with open_runtime() as runtime, runtime.database.reading() as session:
        found = user_services.list_users(session)
        for user in found:
            served = ", ".join(sorted(committee.name for committee in user.committees))
            parts = [user.name, user.email, user.role.label, served, _state(user)]
            click.echo(" · ".join(part for part in parts if part))
    if not found:
        click.echo("Der er ingen brugere endnu. Tilføj en med «tracker users add».")


def _state(user: User) -> str:
    """What is the matter with a user; empty where nothing is."""
    if not user.active:
        return "ikke aktiv"
    return "" if user.reachable else "mails kommer retur"
