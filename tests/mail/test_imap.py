"""Mails are read from a real IMAP server, over an encrypted line, by a password or a token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from tests.bounced import plain, report
from tests.imap_servers import PASSWORD, USER, ImapMachine
from tracker.errors import MailboxError
from tracker.mail.imap import ImapInbox, ImapServer
from tracker.mail.oauth2 import TokenSource


@pytest.fixture
def machine(imap_machine: ImapMachine) -> Iterator[ImapMachine]:
    """The server with an empty mailbox."""
    imap_machine.clear()
    imap_machine.tokens.answer = None
    imap_machine.tokens.asked.clear()
    return imap_machine


@pytest.fixture
def server(machine: ImapMachine, certificates: Path) -> ImapServer:
    return ImapServer("127.0.0.1", machine.tls_port, USER, PASSWORD, timeout=60, ca_file=str(certificates / "own.pem"))


def read(server: ImapServer, limit: int = 10, size: int = 100_000) -> list[bytes]:
    with ImapInbox(server) as inbox:
        return [letter.content for letter in inbox.unread(limit, size)]


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_a_mail_is_read_byte_for_byte_and_stays_unread(
    machine: ImapMachine, server: ImapServer, security: Literal["tls", "starttls", "none"]
) -> None:
    machine.deliver(report())
    port = machine.tls_port if security == "tls" else machine.port
    server = replace(server, security=security, port=port)
    assert read(server) == [report()]
    assert read(server) == [report()]
    assert [flags for _, flags in machine.flags()] == [""]


def test_no_more_is_read_than_asked_for(machine: ImapMachine, server: ImapServer) -> None:
    machine.deliver(*(plain("x" * 5000, Subject=str(each)) for each in range(3)))
    found = read(server, limit=2, size=100)
    assert [len(each) for each in found] == [100, 100]
    assert read(server, limit=0) == []


def test_what_is_done_is_read_and_what_is_kept_is_flagged(machine: ImapMachine, server: ImapServer) -> None:
    machine.deliver(plain(Subject="en"), plain(Subject="to"), plain(Subject="tre"))
    with ImapInbox(server) as inbox:
        first, second, _third = inbox.unread(10, 1000)
        inbox.done(first)
        inbox.keep(second)
    assert machine.flags() == [("en", "S"), ("to", "FS"), ("tre", "")]
    assert len(read(server)) == 1


def test_what_is_done_is_moved_into_a_folder_that_is_made_where_it_is_missing(
    machine: ImapMachine, server: ImapServer
) -> None:
    for number, name in enumerate(("en", "to")):
        machine.deliver(plain(Subject=name))
        with ImapInbox(replace(server, handled_folder="Behandlet")) as inbox:
            (letter,) = inbox.unread(10, 1000)
            inbox.done(letter)
            assert list(inbox.unread(10, 1000)) == []
        assert machine.flags() == []
        assert [flags for _, flags in machine.flags("Behandlet")] == ["S"] * (number + 1)


def test_another_folder_is_read_where_it_is_named(machine: ImapMachine, server: ImapServer) -> None:
    with ImapInbox(replace(server, handled_folder="Retur")):
        pass  # makes it
    machine.deliver(plain())
    assert read(replace(server, folder="Retur")) == []
    with pytest.raises(MailboxError, match="Mappen «Findes ikke» findes ikke i postkassen"):
        read(replace(server, folder="Findes ikke"))


def token_server(server: ImapServer, machine: ImapMachine, **more: str) -> ImapServer:
    source = TokenSource(machine.tokens.url, "tracker", "hemmelighed", timeout=60, **more)  # type: ignore[arg-type]
    return replace(server, password=None, fetch_token=source.fetch)


def test_a_token_opens_the_mailbox_and_is_fetched_anew_each_time(machine: ImapMachine, server: ImapServer) -> None:
    machine.deliver(report())
    by_token = token_server(server, machine, scope="imap")
    assert read(by_token) == read(by_token) == [report()]
    wanted = {"grant_type": "client_credentials", "client_id": "tracker", "client_secret": "hemmelighed"}
    assert machine.tokens.asked == [{**wanted, "scope": "imap"}] * 2


def test_a_persons_consent_gives_tokens_too(machine: ImapMachine, server: ImapServer) -> None:
    assert read(token_server(server, machine, refresh_token="samtykke")) == []
    (asked,) = machine.tokens.asked
    assert (asked["grant_type"], asked["refresh_token"]) == ("refresh_token", "samtykke")


def test_a_token_that_the_server_does_not_know_opens_nothing(machine: ImapMachine, server: ImapServer) -> None:
    with pytest.raises(MailboxError, match=r"127\.0\.0\.1 lukkede ikke retur@example\.dk ind: .*[Aa]uthentication"):
        read(replace(server, password=None, fetch_token=lambda: "falsk"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((400, b'{"error": "invalid_grant", "error_description": "Consent ran out"}'), "400 Consent ran out."),
        ((401, b'{"error": "invalid_client"}'), "401 invalid_client."),
        ((500, b"<html>"), "500 Internal Server Error."),
        ((200, b"[]"), "svarede uden et token."),
        ((200, b'{"access_token": "a\\r\\nb"}'), "svarede uden et token."),
        ((200, b"\xff"), "svarede uden et token."),
    ],
)
def test_a_token_that_is_not_given_is_said_with_the_reason(
    machine: ImapMachine, server: ImapServer, answer: tuple[int, bytes], said: str
) -> None:
    machine.tokens.answer = answer
    with pytest.raises(MailboxError) as caught:
        read(token_server(server, machine))
    assert str(caught.value).endswith(said)


def test_a_wrong_password_is_said_and_not_shown(server: ImapServer) -> None:
    with pytest.raises(MailboxError, match=r"lukkede ikke retur@example\.dk ind: ") as caught:
        read(replace(server, password="gammel"))
    assert "gammel" not in str(caught.value)
    assert PASSWORD not in repr(server)


@pytest.mark.parametrize("vouched_by", [None, "foreign.pem"])
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    machine: ImapMachine,
    server: ImapServer,
    certificates: Path,
    vouched_by: str | None,
    security: Literal["tls", "starttls"],
) -> None:
    port = machine.tls_port if security == "tls" else machine.port
    ca_file = str(certificates / vouched_by) if vouched_by else None
    with pytest.raises(MailboxError, match="kunne ikke oprettes: CERTIFICATE_VERIFY_FAILED"):
        read(replace(server, security=security, port=port, ca_file=ca_file))


def test_a_server_that_is_not_there_is_said() -> None:
    nowhere = ImapServer("127.0.0.1", 1, USER, PASSWORD)
    with pytest.raises(MailboxError, match=r"127\.0\.0\.1 afviste forbindelsen på port 1\."):
        read(nowhere)
    with pytest.raises(MailboxError, match=r"Certifikatet i bounces\.ca_file findes ikke"):
        read(replace(nowhere, ca_file="/not/there.pem"))
    with pytest.raises(MailboxError, match=r"http://127\.0\.0\.1:1/ kan ikke nås"):
        read(replace(nowhere, fetch_token=TokenSource("http://127.0.0.1:1/", "tracker").fetch))
