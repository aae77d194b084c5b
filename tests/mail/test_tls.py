"""Encryption and login, against a real server with a certificate of its own: what fits goes, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from tests.mail_servers import MailServer, running
from tests.outboxes import TownHall, states
from tracker.db.engine import Database
from tracker.db.models import MessageState
from tracker.domain.delivery import Outcome, Result
from tracker.jobs import deliver, plan_and_queue
from tracker.mail.smtp import Server, SmtpTransport
from tracker.services.operation.watching import find_troubles
from tracker.services.reminders.reminders import Times

CONTENT = b"Subject: Prove\r\n\r\nHej\r\n"
ANNA = "anna@example.dk"
Mode = Literal["starttls", "tls"]


@pytest.fixture(params=["starttls", "tls"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """How the line is encrypted: on the client's word, or from the beginning."""
    found: Mode = request.param
    return found


@pytest.fixture
def encrypted(mode: Mode, certificates: Path, tmp_path: Path) -> Iterator[MailServer]:
    """A server that wants encryption and a login."""
    folder = tmp_path / "encrypted"
    folder.mkdir()
    own = {"certificate": str(certificates / "own.pem"), "key": str(certificates / "own.key")}
    (folder / "tls.json").write_text(json.dumps({"mode": mode, **own}))
    with running(folder) as server:
        yield server


def server_of(encrypted: MailServer, mode: Mode, ca_file: Path | None, password: str = "hemmelig") -> Server:
    return Server(
        host="127.0.0.1",
        port=encrypted.port,
        sender="tracker@example.dk",
        security=mode,
        username="tracker",
        password=password,
        timeout=20,
        ca_file=str(ca_file) if ca_file else None,
    )


def send(server: Server) -> Outcome:
    with SmtpTransport(server) as transport:
        return transport.hand_over(ANNA, CONTENT)


def test_a_mail_goes_encrypted_and_logged_in(encrypted: MailServer, mode: Mode, certificates: Path) -> None:
    assert send(server_of(encrypted, mode, certificates / "own.pem")).result is Result.ACCEPTED
    assert encrypted.accepted() == [(ANNA, CONTENT)]


@pytest.mark.parametrize("vouched_by", [None, "foreign.pem"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail_and_no_password(
    encrypted: MailServer, mode: Mode, certificates: Path, vouched_by: str | None
) -> None:
    outcome = send(server_of(encrypted, mode, certificates / vouched_by if vouched_by else None))
    assert outcome.result is Result.UNREACHABLE
    assert outcome.reply.startswith("Den krypterede forbindelse kunne ikke oprettes: CERTIFICATE_VERIFY_FAILED")
    assert encrypted.accepted() == []


def test_a_certificate_for_another_host_gets_no_mail(mode: Mode, certificates: Path, tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    foreign = {"certificate": str(certificates / "foreign.pem"), "key": str(certificates / "foreign.key")}
    (folder / "tls.json").write_text(json.dumps({"mode": mode, **foreign}))
    with running(folder) as server:
        outcome = send(server_of(server, mode, certificates / "foreign.pem"))
        assert server.accepted() == []
    assert outcome.result is Result.UNREACHABLE


def test_a_missing_certificate_file_is_said(encrypted: MailServer, mode: Mode, tmp_path: Path) -> None:
    outcome = send(server_of(encrypted, mode, tmp_path / "not-there.pem"))
    assert outcome == Outcome(Result.UNREACHABLE, "Certifikatet i mail.ca_file findes ikke.")


def test_a_wrong_password_loses_no_mail_and_is_told(
    encrypted: MailServer, mode: Mode, certificates: Path, sqlite_database: Database
) -> None:
    hall = TownHall(sqlite_database)
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    wrong = server_of(encrypted, mode, certificates / "own.pem", password="gammel")
    worker = hall.worker(deliver_by=lambda: SmtpTransport(wrong))
    assert deliver(worker) == {Result.UNREACHABLE: 1}
    assert states(hall.messages()) == ["retry", "retry"]
    assert hall.message_replies() == {"535 5.7.8 Authentication credentials invalid"}
    hall.machine.move(hours=1)
    with hall.database.reading() as session:
        times = Times(hall.clock.now(), hall.machine.now())
        codes = [each.code for each in find_troubles(session, times, reads_returns=False)]
    assert "mails-retry" in codes
    right = server_of(encrypted, mode, certificates / "own.pem")
    hall.machine.move(hours=1)
    deliver(hall.worker(deliver_by=lambda: SmtpTransport(right)))
    assert {message.state for message in hall.messages()} == {MessageState.ACCEPTED}
