"""From a mail that leaves to the same mail coming back: read by one process, once, and told where it cannot be read."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.bounced import plain, report
from tests.imap_servers import PASSWORD, USER, ImapMachine
from tests.mail_servers import MailServer
from tests.outboxes import TownHall, states
from tracker import jobs
from tracker.clock import SystemClock
from tracker.db.engine import Database
from tracker.db.models import Bounce, Lease, User
from tracker.db.queries.operation.heartbeat import BOUNCES, last_beat
from tracker.domain.bounces import Returned
from tracker.errors import MailboxError
from tracker.jobs import Worker, bounces_tick, deliver, plan_and_queue, read_bounces
from tracker.mail.inbox import Letter, MaildirInbox
from tracker.mail.smtp import Server, SmtpTransport
from tracker.services.operation.watching import find_troubles
from tracker.services.reminders.reminders import Times
from tracker.settings import Settings

SECRET = "a secret of at least thirty-two signs"


@pytest.fixture
def box(tmp_path: Path) -> Path:
    box = tmp_path / "retur"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    return box


@pytest.fixture
def hall(database: Database) -> TownHall:
    hall = TownHall(database)
    hall.secretaries(3)
    return hall


def settings_for(**mailbox: Any) -> Settings:
    return Settings.model_validate(
        {"web": {"secret_key": SECRET}, "bounces": {"address": "retur@example.dk", **mailbox}}
    )


def sent(hall: TownHall, settings: Settings) -> Worker:
    """A worker whose three mails have left; the pretended server knows where each comes back to."""
    worker = hall.worker(settings=settings)
    plan_and_queue(worker)
    deliver(worker)
    return worker


def come_back(hall: TownHall, box: Path, which: int, **said: str) -> None:
    to = hall.transport.envelope_senders[which]
    assert to is not None
    number = len(list((box / "new").iterdir()))
    (box / "new" / f"{number}.test").write_bytes(report(to, original="<x@y>", number=number, **said))


def counted(hall: TownHall) -> int:
    with hall.database.reading() as session:
        return session.scalar(select(func.count(Bounce.id))) or 0


def troubles(hall: TownHall, *, reads_returns: bool = True) -> dict[str, str]:
    with hall.database.reading() as session:
        found = find_troubles(session, Times(hall.clock.now(), hall.machine.now()), reads_returns=reads_returns)
    return {each.code: each.words for each in found}


def lease(hall: TownHall) -> Lease | None:
    with hall.database.reading() as session:
        return session.get(Lease, BOUNCES)


def test_a_mail_that_left_by_smtp_and_came_back_by_imap_is_found_again(
    hall: TownHall, mail_server: MailServer, imap_machine: ImapMachine, certificates: Path
) -> None:
    imap_machine.clear()
    settings = settings_for(
        imap_host="127.0.0.1",
        imap_port=imap_machine.tls_port,
        imap_username=USER,
        imap_password=PASSWORD,
        ca_file=certificates / "own.pem",
        handled_folder="Behandlet",
        timeout_seconds=60,
    )
    server = Server("127.0.0.1", mail_server.port, "tracker@example.dk")
    worker = hall.worker(settings=settings, deliver_by=lambda: SmtpTransport(server))
    plan_and_queue(worker)
    deliver(worker)
    first, second, _third = mail_server.envelope_senders()
    imap_machine.deliver(
        report(first, number="a"),
        report(second, number="b", action="delayed", status="4.4.1"),
        plain("Væk", to=first, Auto_Submitted="auto-replied", Subject="Væk"),
        plain("Tilbud", to="retur@example.dk", Subject="Tilbud"),
    )
    assert bounces_tick(worker)
    assert states(hall.messages()) == ["bounced", "accepted", "accepted"]
    assert imap_machine.flags() == [("Tilbud", "FS")]
    assert len(imap_machine.flags("Behandlet")) == 3
    assert bounces_tick(worker)
    assert counted(hall) == 2


def test_a_mailbox_that_opens_by_a_token_is_read_too(
    hall: TownHall, imap_machine: ImapMachine, certificates: Path
) -> None:
    imap_machine.clear()
    imap_machine.tokens.answer = None
    settings = settings_for(
        imap_host="127.0.0.1",
        imap_port=imap_machine.port,
        imap_security="starttls",
        imap_username=USER,
        token_url=imap_machine.tokens.url,
        client_id="tracker",
        client_secret="hemmelighed",
        ca_file=certificates / "own.pem",
        timeout_seconds=60,
    )
    worker = sent(hall, settings)
    imap_machine.deliver(report(str(hall.transport.envelope_senders[2])))
    assert read_bounces(worker) == {Returned.ADDRESS: 1}
    assert states(hall.messages()) == ["accepted", "accepted", "bounced"]


class Failing(MaildirInbox):
    """Dies when a mail is to be marked: what follows from it is committed, and the mail stays unread."""

    def done(self, letter: Letter) -> None:
        raise KeyboardInterrupt


def test_a_process_that_dies_between_counting_and_marking_counts_nothing_twice(hall: TownHall, box: Path) -> None:
    worker = sent(hall, settings_for(maildir=box))
    come_back(hall, box, 0)
    come_back(hall, box, 1)
    with pytest.raises(KeyboardInterrupt):
        read_bounces(worker, inbox=Failing(box))
    assert counted(hall) == 1
    assert len(list((box / "new").iterdir())) == 2
    assert read_bounces(worker) == {Returned.ADDRESS: 2}
    assert states(hall.messages()) == ["bounced", "bounced", "accepted"]
    assert counted(hall) == 2
    assert list((box / "new").iterdir()) == []


def test_a_process_that_dies_before_it_has_counted_reads_again(
    hall: TownHall, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = sent(hall, settings_for(maildir=box))
    come_back(hall, box, 0)

    def die(*_args: object, **_values: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tracker.services.mails.bounces._tell_others", die)
        with pytest.raises(KeyboardInterrupt):
            read_bounces(worker)
    assert (counted(hall), states(hall.messages())[0]) == (0, "accepted")
    assert read_bounces(worker) == {Returned.ADDRESS: 1}
    assert states(hall.messages())[0] == "bounced"


def test_one_process_reads_at_a_time_and_another_after_it(hall: TownHall, box: Path) -> None:
    settings = settings_for(maildir=box)
    first = sent(hall, settings)
    come_back(hall, box, 0)
    second = hall.worker("w2", settings=settings)

    class Looking(MaildirInbox):
        """While one reads, the other tries."""

        def done(self, letter: Letter) -> None:
            assert not bounces_tick(second)
            super().done(letter)

    runtime = first.runtime
    looking = replace(first, runtime=_with_inbox(runtime, Looking(box)))
    assert bounces_tick(looking)
    assert bounces_tick(second)


def _with_inbox(runtime: Any, inbox: MaildirInbox) -> Any:
    class Runtime(type(runtime)):  # type: ignore[misc]
        def inbox(self) -> MaildirInbox:
            return inbox

    return Runtime(runtime.settings, runtime.database, runtime.clock, machine_clock=runtime.machine_clock)


def test_a_mail_that_breaks_the_program_stops_no_other_and_is_told(
    hall: TownHall, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.jobs import bounces

    whole = bounces.read_returned

    def break_on(content: bytes) -> Any:
        if b"poison" in content:
            raise ValueError
        return whole(content)

    monkeypatch.setattr("tracker.jobs.bounces.read_returned", break_on)
    worker = sent(hall, settings_for(maildir=box))
    (box / "new" / "0").write_bytes(b"poison")
    come_back(hall, box, 1)
    assert bounces_tick(worker)
    assert states(hall.messages()) == ["accepted", "bounced", "accepted"]
    assert [each.name for each in (box / "new").iterdir()] == ["0"]
    assert troubles(hall)["bounces"] == (
        "Postkassen med returmails bliver ikke læst. 1 returmail kan ikke behandles; se loggen."
    )


def test_a_mailbox_that_cannot_be_read_is_told_at_once_when_it_never_could(hall: TownHall, tmp_path: Path) -> None:
    worker = hall.worker(settings=settings_for(maildir=tmp_path / "missing"))
    assert bounces_tick(worker)
    assert troubles(hall)["bounces"].startswith("Postkassen med returmails bliver ikke læst. ")
    assert "er ikke en Maildir" in troubles(hall)["bounces"]


def test_a_mailbox_that_no_process_has_ever_read_is_told(hall: TownHall, box: Path) -> None:
    assert "bounces" not in troubles(hall, reads_returns=False)
    assert troubles(hall)["bounces"] == (
        "Ingen proces læser postkassen med returmails. Kør tracker serve eller tracker worker med de samme "
        "indstillinger som siderne."
    )
    assert bounces_tick(hall.worker(settings=settings_for(maildir=box)))
    assert "bounces" not in troubles(hall)


def test_a_mailbox_that_no_process_reads_any_more_is_told(hall: TownHall, box: Path) -> None:
    assert bounces_tick(hall.worker(settings=settings_for(maildir=box)))
    hall.machine.move(minutes=31)
    assert troubles(hall)["bounces"] == "Postkassen med returmails bliver ikke læst. Se loggen."


def test_a_mailbox_that_cannot_be_read_is_told_when_that_lasts(hall: TownHall, box: Path) -> None:
    worker = hall.worker(settings=settings_for(maildir=box))
    assert bounces_tick(worker)
    assert "bounces" not in troubles(hall)
    box.rename(box.with_name("away"))
    hall.machine.move(minutes=20)
    assert bounces_tick(worker)
    assert "bounces" not in troubles(hall)
    hall.machine.move(minutes=20)
    assert bounces_tick(worker)
    assert "er ikke en Maildir" in troubles(hall)["bounces"]
    box.with_name("away").rename(box)
    assert bounces_tick(worker)
    assert "bounces" not in troubles(hall)


def test_reading_is_no_sign_that_planning_lives(hall: TownHall, box: Path) -> None:
    assert bounces_tick(hall.worker(settings=settings_for(maildir=box)))
    with hall.database.reading() as session:
        assert last_beat(session) is None
    assert "heartbeat" in troubles(hall)


def test_without_a_mailbox_nothing_is_read_and_that_is_said(hall: TownHall) -> None:
    with pytest.raises(Exception, match="Der er ingen postkasse til returmails"):
        read_bounces(hall.worker())


def test_the_scheduler_reads_beside_its_other_work(hall: TownHall, box: Path) -> None:
    settings = settings_for(maildir=box)
    sent(hall, settings)
    come_back(hall, box, 0)
    handle = jobs.start(replace(hall.worker(settings=settings).runtime, machine_clock=SystemClock()))
    try:
        until = time.monotonic() + 60
        while counted(hall) == 0 and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        handle.stop()
    assert counted(hall) == 1
    with hall.database.reading() as session:
        assert session.scalar(select(func.count(User.id)).where(~User.reachable)) == 1


def test_a_mailbox_that_is_no_longer_configured_is_forgotten(hall: TownHall, tmp_path: Path) -> None:
    bounces_tick(hall.worker(settings=settings_for(maildir=tmp_path / "missing")))
    assert lease(hall) is not None
    handle = jobs.start(replace(hall.worker().runtime, machine_clock=SystemClock()))
    handle.stop()
    assert lease(hall) is None


def test_a_mailbox_that_breaks_off_in_the_middle_is_read_on_the_next_time(hall: TownHall, box: Path) -> None:
    worker = sent(hall, settings_for(maildir=box))
    come_back(hall, box, 0)
    come_back(hall, box, 1)

    class Breaking(MaildirInbox):
        """The line breaks when the first is to be marked."""

        def done(self, letter: Letter) -> None:
            raise MailboxError("Samtalen gik i stå.")

    assert bounces_tick(replace(worker, runtime=_with_inbox(worker.runtime, Breaking(box))))
    assert counted(hall) == 1
    assert bounces_tick(worker)
    assert states(hall.messages()) == ["bounced", "bounced", "accepted"]
