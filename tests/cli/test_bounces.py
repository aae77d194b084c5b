"""`tracker bounces` reads the mailbox once and says what is wrong with it; `tracker users address` mends an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.bounced import plain, report
from tests.cli.conftest import write_config
from tests.outboxes import TownHall
from tracker.cli import main
from tracker.db.engine import Database
from tracker.db.models import Bounce, User
from tracker.jobs import deliver, plan_and_queue
from tracker.settings import load

Run = Callable[..., Result]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    box = tmp_path / "retur"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    return box


@pytest.fixture
def config(database: Database, tmp_path: Path, box: Path) -> Path:
    file = write_config(tmp_path, database.url.render_as_string(hide_password=False))
    more = f'[web]\nsecret_key = "{"x" * 32}"\n[bounces]\naddress = "retur@example.dk"\nmaildir = "{box}"\n'
    file.write_text(file.read_text() + more)
    return file


@pytest.fixture
def command(config: Path) -> Run:
    return lambda *words: CliRunner().invoke(main, ["--config", str(config), *words])


@pytest.fixture
def hall(database: Database, config: Path, box: Path) -> TownHall:
    """Two mails have left, and the first came back, beside one that is no report."""
    hall = TownHall(database)
    hall.secretaries(2)
    worker = hall.worker(settings=load(config))
    plan_and_queue(worker)
    deliver(worker)
    (box / "new" / "1").write_bytes(report(str(hall.transport.envelope_senders[0]), recipient="s0000@example.dk"))
    (box / "new" / "2").write_bytes(plain("Væk", Auto_Submitted="auto-replied", Subject="Autosvar"))
    return hall


def test_what_lies_in_the_mailbox_is_shown_without_changing_anything(hall: TownHall, command: Run, box: Path) -> None:
    shown = command("bounces", "--dry-run")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "Adressen virker ikke: s0000@example.dk 5.1.1 550 5.1.1 <anna@example.dk>: Recipient address rejected: "
        "User unknown",
        "Autosvar eller kvittering: Autosvar",
    ]
    assert len(list((box / "new").iterdir())) == 2
    with hall.database.reading() as session:
        assert session.scalars(select(Bounce)).all() == []


def test_a_signature_that_is_wrong_is_shown_as_what_it_will_count_as(hall: TownHall, command: Run, box: Path) -> None:
    forged = f"retur+{'a' * 32}@example.dk"
    (box / "new" / "3").write_bytes(report(forged, recipient="s0001@example.dk"))
    line = next(line for line in command("bounces", "--dry-run").stdout.splitlines() if "s0001@example.dk" in line)
    assert line.startswith("Ikke forstået; se Drift: s0001@example.dk")
    assert line.endswith("(Dens returadresse er ikke lavet her: underskriften passer ikke.)")
    assert "Ikke forstået; se Drift: 1" in command("bounces").stdout.splitlines()


def test_the_mailbox_is_read_once(hall: TownHall, command: Run, box: Path) -> None:
    read = command("bounces")
    assert read.stdout.splitlines() == ["2 mails læst.", "Adressen virker ikke: 1", "Autosvar eller kvittering: 1"]
    assert list((box / "new").iterdir()) == []
    assert command("bounces").stdout.splitlines() == ["0 mails læst."]
    assert command("bounces", "--dry-run").stdout.splitlines() == ["Der er ingen ulæste mails i postkassen."]
    assert "s0000@example.dk · Udvalgssekretær" in command("users", "list").stdout
    assert "mails kommer retur" in command("users", "list").stdout


def test_an_address_is_corrected_and_what_came_back_goes_again(hall: TownHall, command: Run) -> None:
    command("bounces")
    corrected = command("users", "address", "s0000@example.dk", "ny@example.dk")
    assert corrected.stdout.splitlines() == ["Adressen er rettet.", "1 mail sendes igen."]
    with hall.database.reading() as session:
        assert all(user.reachable for user in session.scalars(select(User)))
    refused = command("users", "address", "ny@example.dk", "s0001@example.dk")
    assert refused.exit_code == 2
    assert "Der er allerede en bruger" in refused.stderr


def test_a_mailbox_that_is_not_there_is_said(command: Run, box: Path) -> None:
    box.rename(box.with_name("away"))
    for words in (["bounces"], ["bounces", "--dry-run"]):
        refused = command(*words)
        assert refused.exit_code == 2
        assert refused.stderr.startswith("Fejl: ")
        assert "er ikke en Maildir" in refused.stderr


def test_without_a_mailbox_it_is_said_what_to_set(run: Run) -> None:
    refused = run("bounces")
    assert refused.exit_code == 2
    assert "Der er ingen postkasse til returmails. Sæt [bounces]" in refused.stderr
