"""Mails that came back are told apart from each other and from everything else, and nothing in them does harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bounced import ORIGINAL, RETURN_PATH, plain, recipient, report
from tracker.domain.bounces import Returned
from tracker.mail.bounces import EXCERPT_LIMIT, LIMIT, ReturnedMail, read_returned

MINE = "retur@example.dk"


def test_a_report_says_which_mail_what_became_of_it_and_why() -> None:
    found = read_returned(report())
    assert found.kind is Returned.ADDRESS
    assert RETURN_PATH in found.addresses
    assert found.message_ids == (ORIGINAL,)
    assert (found.recipient, found.status) == ("anna@example.dk", "5.1.1")
    assert found.words == "550 5.1.1 <anna@example.dk>: Recipient address rejected: User unknown"
    assert found.excerpt.startswith("This is the mail system at host mx.example.dk. Your message")


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.2.2", Returned.MAIL),
        ("delayed", "4.4.1", Returned.DELAYED),
        ("relayed", "2.0.0", Returned.DELIVERED),
    ],
)
def test_temporary_and_permanent_are_told_apart(action: str, status: str, kind: Returned) -> None:
    assert read_returned(report(action=action, status=status, diagnostic="smtp; x")).kind is kind


def test_a_report_about_several_people_is_read_whole() -> None:
    found = read_returned(report(action="relayed", status="2.0.0", more=recipient("bo@other.dk", "failed", "5.1.1")))
    assert (found.kind, found.recipient) == (Returned.MAIL, "bo@other.dk")


def test_a_report_in_other_letters_as_large_firms_write_it_is_read() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "postmaster@firma.dk", RETURN_PATH
    mail["In-Reply-To"] = ORIGINAL
    mail["Subject"] = "Kan ikke leveres: Påmindelse"
    mail["Message-ID"] = "<ndr@firma.dk>"
    mail.set_content("Meddelelsen kunne ikke leveres til anna@firma.dk")
    mail.add_attachment(b"", maintype="application", subtype="octet-stream")
    text = mail.as_bytes().replace(b"multipart/mixed", b'multipart/report; report-type="delivery-status"')
    status = (
        b"Reporting-MTA: dns;EX01.firma.dk\n\nOriginal-recipient: rfc822;anna@firma.dk\n"
        b"Final-recipient: RFC822;anna@firma.dk\nAction: FAILED\nSTATUS: 5.1.10\n"
        b"X-Display-Name: Anna\n"
    )
    head, _, _ = text.rpartition(b"Content-Type: application/octet-stream")
    boundary = message_from_bytes(text).get_boundary()
    assert boundary
    text = head + b"Content-Type: Message/Global-Delivery-Status\n\n" + status + b"\n--" + boundary.encode() + b"--\n"
    found = read_returned(text)
    assert (found.kind, found.recipient, found.status) == (Returned.ADDRESS, "anna@firma.dk", "5.1.10")
    assert found.message_ids == (ORIGINAL,)


@pytest.mark.parametrize(
    "mail",
    [
        plain("Hi. This is the qmail-send program.", sender="MAILER-DAEMON@other.dk", Subject="failure notice"),
        plain("Fejl", sender="Postmaster <postmaster@other.dk>"),
        plain("Fejl", sender="system@other.dk", Subject="Undeliverable: Påmindelse"),
        plain("Fejl", sender="system@other.dk", Subject="Din besked kunne ikke leveres"),
        plain("Fejl", sender="mailer-daemon@other.dk", Auto_Submitted="auto-replied"),
        report().replace(b"message/delivery-status", b"text/plain"),
    ],
)
def test_what_is_plainly_a_bounce_but_no_report_is_left_to_a_person(mail: bytes) -> None:
    found = read_returned(mail)
    assert found.kind is Returned.UNCLEAR
    assert found.subject
    assert found.excerpt


@pytest.mark.parametrize(
    "mail",
    [
        plain("Jeg er på ferie til den 5.", Auto_Submitted="auto-replied (vacation)"),
        plain("Jeg er på ferie.", Subject="Automatisk svar: Påmindelse"),
        plain("I am away.", Subject="Out of Office: Påmindelse", Return_Path="<>"),
        plain("Jeg er her ikke.", X_Autoreply="yes"),
        plain("Jeg er her ikke.", Precedence="auto_reply"),
    ],
)
def test_an_answering_machine_is_no_bounce(mail: bytes) -> None:
    assert read_returned(mail).kind is Returned.REPLY


def test_that_somebody_opened_a_mail_is_no_bounce() -> None:
    receipt = report().replace(b"message/delivery-status", b"message/disposition-notification")
    assert read_returned(receipt).kind is Returned.REPLY


def test_an_ordinary_mail_is_none_either() -> None:
    found = read_returned(plain("Hvornår er mødet?", Subject="Spørgsmål om møde"))
    assert (found.kind, found.subject, found.sender) == (Returned.OTHER, "Spørgsmål om møde", "anna@example.dk")


def test_the_same_mail_read_in_another_way_has_the_same_fingerprint_and_another_has_not() -> None:
    read = read_returned(report())
    again = b"X-Seen-By: another.server\nStatus: RO\n" + report().replace(b"\r\n", b"\n") + b"\n"
    assert read_returned(again).fingerprint == read.fingerprint
    others = [report(number=2), report(status="5.1.2"), report(to="retur+b@example.dk"), report(original="<a@b>")]
    assert len({read_returned(each).fingerprint for each in others} | {read.fingerprint}) == 5


def nested(depth: int) -> bytes:
    """Parts in parts in parts."""
    open_ = [f'Content-Type: multipart/mixed; boundary="{each}"\n\n--{each}\n' for each in range(depth)]
    return ("".join(open_) + "Content-Type: text/plain\n\nx\n").encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no header": lambda: b"\n\n\n",
    "a header without end": lambda: b"To: " + b"a@b, " * 200_000,
    "a folded header without end": lambda: b"Content-Type: multipart/report" + b";\n a=b" * 100_000 + b"\n\nx",
    "semicolons": lambda: b"Content-Type: multipart/report" + b"; " * 500_000,
    "many headers": lambda: b"To: a@b\n" * 100_000,
    "deep": lambda: nested(5000),
    "as deep as is read": lambda: nested(19),
    "many parts": lambda: b'Content-Type: multipart/report; boundary="a"\n\n' + b"--a\n\nx\n" * 100_000,
    "many recipients": lambda: report(more=recipient("x@y", "failed", "5.1.1") * 5000),
    "many lines": lambda: b"Subject: x\n\n" + b"\n" * 5_000_000,
    "long lines": lambda: b"Subject: x\n\n" + b"x" * 5_000_000,
    "brackets": lambda: b"To: " + b"<" * 100_000 + b"\nReferences: " + b"<a@" * 100_000 + b"\n\nx",
    "comments": lambda: b"To: " + b"(" * 100_000 + b"\nFrom: " + b'"\\' * 100_000 + b"\n\nx",
    "encoded words": lambda: b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\n\n",
    "an unknown character set": lambda: b"Subject: =?x-no?q?a?=\nContent-Type: text/plain; charset=x-no\n\n\xff",
    "a character set that is none": lambda: b"Content-Type: text/plain; charset=hex\n\nxyz",
    "zeros": lambda: report().replace(b"User unknown", b"User \x00 unknown").replace(b"at host", b"\x00\x00"),
    "half characters": lambda: report().replace(b"User unknown", b"\xed\xa0\x80\xff"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_takes_no_time_and_says_no_more_than_fits(name: str) -> None:
    content = HOSTILE[name]()
    before = time.process_time()
    found = read_returned(content)
    assert time.process_time() - before < 20  # seconds of this process alone; each of them takes a fraction of one
    is_bounded(found)


def is_bounded(found: ReturnedMail) -> None:
    assert len(found.addresses) < 20_000
    assert len(found.message_ids) <= 20
    for text in (found.words, found.sender, found.subject, found.excerpt, found.recipient):
        assert len(text) <= EXCERPT_LIMIT
        assert text.isprintable()  # nothing that a database or a page stumbles over
    for text in (*found.addresses, *found.message_ids):
        assert len(text) <= 2000


def test_the_report_of_a_mail_that_is_larger_than_what_is_read_is_understood() -> None:
    large = report().replace("Opgaven skal være færdig.".encode(), b"linje\r\n" * 1_000_000)
    assert len(large) > 10 * LIMIT
    found = read_returned(large)
    assert (found.kind, found.message_ids) == (Returned.ADDRESS, (ORIGINAL,))


PIECES = st.sampled_from(
    [
        report(),
        plain("Jeg er væk", Subject="Autosvar"),
        b"Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n",
        b"\r\n--a--\r\n",
        b"To: <a@b>\r\n",
        b"\r\n\r\n",
    ]
)


@given(st.lists(PIECES | st.binary(max_size=60), max_size=6))
@settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_can_stand_in_a_mailbox_raises(pieces: list[bytes]) -> None:
    is_bounded(read_returned(b"".join(pieces)))


@given(st.data())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_no_damage_turns_a_delay_into_a_loss(data: st.DataObject) -> None:
    whole = report(action="delayed", status="4.4.1", diagnostic="smtp; 450 later")
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    assert not read_returned(whole[:start] + whole[end:]).kind.is_lost
