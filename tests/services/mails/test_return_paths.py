"""The envelope sender of a mail names that mail alone, and nobody can make one up."""

from __future__ import annotations

from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail_servers import MailServer
from tests.outboxes import TownHall
from tracker.bootstrap import build
from tracker.db.engine import Database
from tracker.errors import SettingsError
from tracker.jobs import deliver, plan_and_queue
from tracker.mail.smtp import Server, SmtpTransport
from tracker.services.mails.answer_links import key_from
from tracker.services.mails.return_paths import PURPOSE, ReturnPath, ReturnPaths, tag_of
from tracker.settings import BounceSettings, Settings, WebSettings

SECRET = "a secret of at least thirty-two signs"
PATHS = ReturnPaths(key_from(SECRET, PURPOSE), "Retur@example.dk")
MESSAGE_IDS = st.integers(0, 2**32 - 1)


def settings_with(**bounces: object) -> Settings:
    return Settings.model_validate(
        {"web": WebSettings.model_validate({"secret_key": SECRET}), "bounces": BounceSettings.model_validate(bounces)}
    )


@given(MESSAGE_IDS, st.text(max_size=80))
def test_an_address_is_read_as_it_was_made_also_in_other_letters(message_id: int, header: str) -> None:
    address = PATHS.of(message_id, header)
    assert len(address.partition("@")[0]) <= 64  # what a mail server must take
    for written in (address, address.upper(), address.lower(), f" {address} "):
        assert PATHS.read(written) == ReturnPath(message_id, tag_of(header))


@given(MESSAGE_IDS, st.integers(6, 37), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_letter_of_it_can_be_changed(message_id: int, place: int, letter: str) -> None:
    address = PATHS.of(message_id, "<a@b>").lower()
    changed = address[:place] + letter + address[place + 1 :]
    assert (PATHS.read(changed) is None) == (changed != address)


@pytest.mark.parametrize("address", ["", "@", "retur@example.dk", "retur+x@example.dk", f"retur+{'a' * 32}@other.dk"])
def test_what_does_not_have_the_form_is_not_ours(address: str) -> None:
    assert PATHS.read(address) is None
    assert not PATHS.is_ours(address)


def test_an_address_made_with_another_key_has_the_form_and_is_not_ours() -> None:
    other = ReturnPaths(key_from("another secret of thirty-two signs", PURPOSE), "retur@example.dk")
    assert PATHS.is_ours(other.of(7, "<a@b>"))
    assert PATHS.read(other.of(7, "<a@b>")) is None


def test_the_key_is_not_that_of_the_links_in_mails() -> None:
    links = ReturnPaths(key_from(SECRET), "retur@example.dk")
    assert PATHS.read(links.of(7, "<a@b>")) is None


def test_each_mail_leaves_with_an_address_of_its_own(
    database: Database, mail_server: MailServer, tmp_path: Path
) -> None:
    hall = TownHall(database)
    hall.secretaries(3)
    settings = settings_with(address="retur@example.dk", maildir=tmp_path)
    server = Server("127.0.0.1", mail_server.port, "tracker@example.dk")
    worker = hall.worker(settings=settings, deliver_by=lambda: SmtpTransport(server))
    plan_and_queue(worker)
    deliver(worker)
    paths = worker.runtime.return_paths
    assert paths is not None
    found = [paths.read(address) for address in mail_server.envelope_senders()]
    by_id = {message.id: message for message in hall.messages()}
    for path, (recipient, content) in zip(found, mail_server.accepted(), strict=True):
        assert path is not None
        assert by_id[path.message_id].address == recipient
        assert path.is_of(message_from_bytes(content)["Message-ID"])
        assert message_from_bytes(content)["From"].endswith("<tracker@localhost>")
    assert len({path.message_id for path in found if path}) == 3


def test_without_an_address_for_bounces_every_mail_has_the_same_sender(
    sqlite_database: Database, mail_server: MailServer
) -> None:
    hall = TownHall(sqlite_database)
    hall.secretaries(2)
    server = Server("127.0.0.1", mail_server.port, "tracker@example.dk")
    worker = hall.worker(deliver_by=lambda: SmtpTransport(server))
    plan_and_queue(worker)
    deliver(worker)
    assert mail_server.envelope_senders() == ["tracker@example.dk"] * 2


def test_a_mail_that_goes_the_long_way_has_its_address_too(sqlite_database: Database, tmp_path: Path) -> None:
    hall = TownHall(sqlite_database)
    hall.secretaries(1)
    settings = settings_with(address="retur@example.dk", maildir=tmp_path)
    plan_and_queue(hall.worker(settings=settings))
    hall.change(lambda session: session.query(type(hall.message())).update({"attempts": 1}))
    worker = hall.worker(settings=settings)
    deliver(worker)
    message = hall.message()
    assert worker.runtime.return_paths is not None
    assert hall.transport.envelope_senders == [worker.runtime.return_paths.of(message.id, message.header_message_id)]


def test_an_address_for_bounces_without_a_secret_key_is_refused(tmp_path: Path) -> None:
    settings = Settings(bounces=BounceSettings(address="retur@example.dk", maildir=tmp_path))
    with pytest.raises(SettingsError, match=r"web\.secret_key"):
        build(settings)
