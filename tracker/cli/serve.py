"""`tracker web`, `tracker serve` and `tracker demo`: the pages, with and without reminders, and a town hall to try."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Protocol, cast

import click
import waitress

from tracker import bootstrap, jobs, settings
from tracker.bootstrap import Runtime
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import open_runtime
from tracker.danish import date_words
from tracker.db import migration
from tracker.domain.roles import Role
from tracker.errors import SettingsError
from tracker.services.access import accounts
from tracker.services.demonstration import demonstration
from tracker.settings import DatabaseSettings, MailSettings, PublicSettings, Settings, WebSettings
from tracker.web.app import create_app

DEMONSTRATION_DAY = date(2019, 5, 15)
DEMONSTRATION_HOST = "127.0.0.1"
LAST_PORT = 65_535
KEPT_FILE = "demonstration.sqlite3"
LINK_LIFETIME = timedelta(days=30)
THREADS = 8
STOPPING = (signal.SIGINT, signal.SIGTERM)
SHOWN = {Role.ADMINISTRATION: 1, Role.SECRETARY: 2, Role.MANAGEMENT: 1, Role.ADMINISTRATOR: 1}
"""How many sign-in links the demonstration prints for each role."""


class Server(Protocol):
    """What waitress gives."""

    def run(self) -> None:
        """Serves until it is interrupted."""

    def close(self) -> None:
        """Lets go of the port."""


port_option = click.option(
    "--port", type=click.IntRange(1, LAST_PORT), metavar="PORT", help="Porten, siderne vises på."
)


@click.command(cls=DanishCommand)
@port_option
def web(port: int | None) -> None:
    """Vis siderne, uden at sende påmindelser."""
    _serve_installation(port, reminders=False)


@click.command(cls=DanishCommand)
@port_option
def serve(port: int | None) -> None:
    """Vis siderne, og send påmindelser fra samme proces."""
    _serve_installation(port, reminders=True)


def _serve_installation(port: int | None, *, reminders: bool) -> None:
    _log_to_terminal()
    with _until_stopped(), open_runtime() as runtime:
        server = _listen(runtime, runtime.settings.web.host, port or runtime.settings.web.port)
        click.echo(f"Siderne vises på {runtime.settings.web.base_url}. Stop med Ctrl-C.")
        _run(server, _reminding(runtime) if reminders else nullcontext())


@click.command(cls=DanishCommand)
@click.option("--today", type=DAY, metavar="DATO", default=DEMONSTRATION_DAY, help="Dagen, der vises: 2019-05-15.")
@port_option
@click.option("--keep", is_flag=True, help=f"Gem det, der sker, i {KEPT_FILE}, og fortsæt derfra næste gang.")
def demo(today: date, port: int | None, keep: bool) -> None:
    """Vis en demonstration med en hel kommune: aftale, udvalg, opgaver og mails. Intet forlader maskinen."""
    port = port or WebSettings().port
    _refuse_taken_port(DEMONSTRATION_HOST, port)
    with (
        _until_stopped(),
        _demonstration_file(keep) as file,
        _opened(_demonstration_settings(file, port), today) as runtime,
    ):
        _fill_when_empty(runtime)
        server = _listen(runtime, DEMONSTRATION_HOST, port)
        _welcome(runtime, port, kept=keep)
        _run(server, _reminding(runtime))


@contextmanager
def _demonstration_file(keep: bool) -> Iterator[Path]:
    """Where the demonstration's database lies: never the installation's own."""
    if keep:
        yield Path(KEPT_FILE).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="tracker-demonstration-", ignore_cleanup_errors=True) as folder:
        yield Path(folder, "demonstration.sqlite3")


def _demonstration_settings(file: Path, port: int) -> Settings:
    """The installation's settings, but for what must not touch it: the database and the mail server.

    They are put in after loading, since the environment would otherwise stand above them.
    """
    return settings.load().model_copy(
        update={
            "database": DatabaseSettings(url=f"sqlite:///{file}"),
            "mail": MailSettings(delivery="mailbox"),
            "public": PublicSettings(enabled=True),
            "web": WebSettings(port=port, base_url=f"http://{DEMONSTRATION_HOST}:{port}"),
        }
    )


@contextmanager
def _opened(chosen: Settings, today: date) -> Iterator[Runtime]:
    runtime = bootstrap.build(chosen, today=today, demonstration=True)
    try:
        migration.upgrade(runtime.database)
        yield runtime
    finally:
        runtime.database.dispose()


def _fill_when_empty(runtime: Runtime) -> None:
    with runtime.database.reading() as session:
        if accounts.list_people(session):
            return
    sample = demonstration.load_sample()
    with runtime.database.writing() as session:
        demonstration.fill(session, sample, today=runtime.today(), zone=runtime.zone)


def _welcome(runtime: Runtime, port: int, *, kept: bool) -> None:
    address = f"http://{DEMONSTRATION_HOST}:{port}"
    lines = [
        "",
        f"Demonstrationen kører på {address}",
        f"Dagen er {date_words(runtime.today())}. Mails lægges i en lokal postkasse: {address}/postkasse/",
        "",
        "Log ind som:",
    ]
    with runtime.database.writing() as session:
        people = accounts.list_people(session)
        chosen = [person for role, count in SHOWN.items() for person in [p for p in people if p.role is role][:count]]
        width = max(len(f"{person.name}, {person.role.label}") for person in chosen)
        for person in chosen:
            token = accounts.create_link(
                session, person.id, now=runtime.machine_clock.now(), lifetime=LINK_LIFETIME, reusable=True
            )
            who = f"{person.name}, {person.role.label}"
            lines.append(f"  {who:<{width}}  {accounts.link_address(address, token)}")
    ending = f"Det, der sker, gemmes i {KEPT_FILE}." if kept else "Alt er væk, når den stoppes; --keep gemmer det."
    click.echo("\n".join([*lines, "", f"Stop med Ctrl-C. {ending}"]))


@contextmanager
def _reminding(runtime: Runtime) -> Iterator[None]:
    handle: jobs.Handle | None = None
    try:
        with _held_back():  # a scheduler that was started and is known to nobody could never be stopped
            handle = jobs.start(runtime)
        yield
    finally:
        if handle is not None:
            handle.stop()


@contextmanager
def _held_back() -> Iterator[None]:
    """Lets Ctrl-C and SIGTERM wait until its block is through."""
    came: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, remember) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt


def _listen(runtime: Runtime, host: str, port: int) -> Server:
    """A server that has the port already, so that it cannot be taken after all was made ready."""
    app = create_app(runtime)
    try:
        server = waitress.create_server(
            app, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True
        )
    except OSError as error:
        raise _port_error(host, port, error) from error
    return cast(Server, server)


def _refuse_taken_port(host: str, port: int) -> None:
    """Says so before the town hall is built, which takes a moment."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _port_error(host, port, error) from error


def _port_error(host: str, port: int, error: OSError) -> SettingsError:
    if error.errno == errno.EADDRINUSE:
        another = port + 1 if port < LAST_PORT else port - 1
        return SettingsError(
            f"Port {port} er optaget af et andet program. Vælg en anden med --port, f.eks. --port {another}."
        )
    if error.errno == errno.EACCES:
        return SettingsError(f"Port {port} må ikke bruges af denne bruger. Vælg en over 1023 med --port.")
    return SettingsError(f"Siderne kan ikke vises på {host}:{port}: {error.strerror or error}.")


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Ends its block in order on Ctrl-C or SIGTERM, at whatever point they come: nothing is cut off half-way."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with suppress(KeyboardInterrupt):
        yield
    click.echo("\nStoppet.")


def _run(server: Server, beside: AbstractContextManager[None]) -> None:
    """Serves until it is interrupted, with `beside` going on meanwhile."""
    try:
        with beside:
            server.run()  # returns when it is interrupted, after the requests in hand
    finally:
        server.close()


def _log_to_terminal() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for talkative in ("apscheduler", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
