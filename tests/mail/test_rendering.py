"""How a mail is written. The snapshots are read by people; `TRACKER_SNAPSHOTS=write` writes them anew."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.mail.entries import (
    COMING,
    ESCALATED,
    GIVEN,
    HEADERS,
    LATE,
    OPENED,
    QUARTERLY,
    READY,
    SILENT,
    TOO_LATE,
    UNDATED,
    WAITING,
    all_notices,
    as_said,
    with_answers,
)
from tracker.domain.facts import MailKind
from tracker.domain.roles import Role
from tracker.errors import DeliveryError
from tracker.language import DANISH, LANGUAGES, gettext, speaking
from tracker.mail.content import AccountContent, DigestContent, Entry, Figures, MorningContent, Part
from tracker.mail.rendering import (
    SUBJECT_LIMIT,
    Headers,
    Written,
    one_line,
    wire_address,
    write_account,
    write_digest,
    write_morning,
)

SNAPSHOTS = Path(__file__).parent / "snapshots"
ZONE = ZoneInfo("Europe/Copenhagen")


def digest(*entries: Entry, kind: MailKind = MailKind.DIGEST) -> DigestContent:
    return DigestContent(kind, "Åse Ørum", date(2019, 5, 15), entries, "https://opfoelgning.example.dk")


def parsed(mail: Written) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(mail.content, policy=default))


def written(content: DigestContent, headers: Headers = HEADERS) -> EmailMessage:
    return parsed(write_digest(content, headers, zone=ZONE))


def part_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("digest", digest(COMING, OPENED, QUARTERLY, LATE, TOO_LATE, UNDATED)),
        ("escalation", digest(ESCALATED, SILENT, READY)),
        ("digest-of-one", digest(COMING)),
        ("digest-waiting", digest(WAITING, with_answers(replace(WAITING, title="Plan for lokaler")))),
        ("digest-with-answers", digest(with_answers(LATE), with_answers(COMING))),
        ("overdue-list", digest(LATE, kind=MailKind.OVERDUE_LIST)),
        ("given", digest(GIVEN, kind=MailKind.AT_ONCE)),
        ("given-several", digest(GIVEN, replace(GIVEN, title="Jobmesse holdes"), kind=MailKind.AT_ONCE)),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_reads_as_it_was_reviewed(name: str, content: DigestContent, language: str) -> None:
    with speaking(language):
        entries = tuple(as_said(entry) for entry in content.entries)
        assert language != DANISH or entries == content.entries
        list_url = "https://opfoelgning.example.dk/opgaver/?vis=alle&mail=12"
        message = written(replace(content, entries=entries, list_url=list_url))
    compare(name, language, message)


def compare(name: str, language: str, message: EmailMessage) -> None:
    """Holds a mail against its reviewed text and HTML."""
    name = name if language == DANISH else f"{name}.{language}"
    text = f"Subject: {message['Subject']}\n\n{part_of(message, 'plain')}"
    for file, found in ((f"{name}.txt", text), (f"{name}.html", part_of(message, "html"))):
        snapshot = SNAPSHOTS / file
        if os.environ.get("TRACKER_SNAPSHOTS") == "write":
            snapshot.write_text(found, encoding="utf-8")
        assert found == snapshot.read_text(encoding="utf-8"), file


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_reads_as_it_was_reviewed(language: str) -> None:
    with speaking(language):
        compare("notices", language, written(digest(*all_notices(), kind=MailKind.AT_ONCE)))


@pytest.mark.parametrize(
    ("name", "figures", "troubles"),
    [
        ("morning", Figures(date(2019, 5, 14), 12, 12, 0, 0, 0, 0), 0),
        ("morning-troubles", Figures(date(2019, 5, 14), 12, 8, 1, 1, 1, 1), 2),
        ("morning-first", None, 0),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_morning_mail_reads_as_it_was_reviewed(
    name: str, figures: Figures | None, troubles: int, language: str
) -> None:
    sentences = ("1 mail er kommet retur, og ingen har taget hånd om det.", "Påmindelserne har aldrig kørt.")
    content = MorningContent(
        "Åse Ørum", date(2019, 5, 15), figures, sentences[:troubles], "https://opfoelgning.example.dk"
    )
    with speaking(language):
        compare(name, language, parsed(write_morning(content, HEADERS, zone=ZONE)))


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("invitation", "Du har fået adgang til aftaleopfølgningen"),
        ("sign-in-link", "Dit link til aftaleopfølgningen"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_that_lets_somebody_in_reads_as_it_was_reviewed(name: str, subject: str, language: str) -> None:
    with speaking(language):
        content = AccountContent(
            kind=name,
            recipient="Åse Ørum",
            subject=gettext(subject),
            role=gettext(Role.SECRETARY.label),
            committees=("Kultur- og Fritidsudvalget", "Økonomiudvalget"),
            link="https://opfoelgning.example.dk/log-ind/link/egNFX3OB1748fIpFDe3UVmg84zPAR8WJGKalBmhxua8",
            ends_at=datetime(2019, 5, 22, 8, 0, tzinfo=ZONE),
            base_url="https://opfoelgning.example.dk",
        )
        compare(name, language, parsed(write_account(content, HEADERS, zone=ZONE)))


def test_the_headers_identify_the_mail_and_keep_machines_from_answering() -> None:
    message = written(digest(COMING))
    assert message["Message-ID"] == "<0123456789abcdef@example.dk>"
    assert message["Date"] == "Wed, 15 May 2019 08:00:00 +0200"
    assert message["From"] == "Aftaleopfølgning <tracker@example.dk>"
    assert message["To"] == "Åse Ørum <aase@example.dk>"
    assert message["List-Id"] == "<digest.example.dk>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"


def test_the_same_mail_written_twice_is_the_same_bytes() -> None:
    content = digest(COMING, LATE)
    assert write_digest(content, HEADERS, zone=ZONE) == write_digest(content, HEADERS, zone=ZONE)


def test_the_bytes_fit_any_server() -> None:
    raw = write_digest(digest(replace(COMING, title="Ny plan 🚲 for cykelstier på Ågade")), HEADERS, zone=ZONE).content
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "title", ["Ny plan 🚲 for æblehaven på Ågade", "Første linje\r\nBcc: alle@example.dk", "x" * 400]
)
def test_a_subject_holds_what_people_write_on_one_line(title: str) -> None:
    message = written(digest(replace(COMING, title=title)))
    assert message["Bcc"] is None
    assert len(message["Subject"]) <= SUBJECT_LIMIT
    assert message["Subject"].startswith(f"Påmindelse: {' '.join(title.split())}"[: SUBJECT_LIMIT - 1])


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    found = one_line(text)
    assert found.isprintable()
    assert len(found) <= SUBJECT_LIMIT


class Reader(HTMLParser):
    """Notes what an HTML mail fetches or runs, and the tags that were not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta"}:
            self.open.append(tag)
        if tag in {"img", "script", "link", "iframe", "style"} or any(name.startswith("on") for name, _ in attrs):
            self.fetched.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_fetches_nothing_runs_nothing_and_is_well_formed() -> None:
    reader = Reader()
    reader.feed(part_of(written(digest(COMING, QUARTERLY, LATE, TOO_LATE)), "html"))
    assert reader.fetched == []
    assert reader.open == []


def test_what_people_write_is_text_in_the_html() -> None:
    nasty = replace(COMING, title="<script>alert(1)</script>", quote="a & b <b>", committee='"><img src=x>')
    html = part_of(written(digest(nasty)), "html")
    assert "<script>" not in html
    assert "<img" not in html
    assert "a &amp; b &lt;b&gt;" in html


def test_a_digest_of_some_hundred_tasks_names_each() -> None:
    entries = [
        replace(COMING, title=f"Opgave nummer {number}", committee=f"Udvalg {number % 7}") for number in range(600)
    ]
    message = written(digest(*entries))
    assert message["Subject"] == "Påmindelse: 600 opgaver, der skal følges op"
    for kind in ("plain", "html"):
        body = part_of(message, kind)
        assert all(f"Opgave nummer {number}\n" in body or f"Opgave nummer {number}<" in body for number in range(600))


def test_parts_and_committees_stand_in_their_order() -> None:
    last = replace(COMING, committee="Ældreudvalget", due=date(2019, 5, 1))
    content = digest(QUARTERLY, last, COMING, TOO_LATE, LATE)
    assert [part for part, _ in content.parts()] == [Part.OVERDUE, Part.LATE, Part.COMING, Part.QUARTERLY]
    coming = dict(content.parts())[Part.COMING]
    assert [committee for committee, _ in coming] == ["Kultur- og Fritidsudvalget", "Ældreudvalget"]
    assert dict(content.parts())[Part.QUARTERLY][0][0] == "Uden udvalg"


@pytest.mark.parametrize(
    "address", ["uden-snabel-a", "æble@example.dk", "a b@example.dk", "a@", "@b.dk", "a@b\r\nc.dk", ""]
)
def test_an_address_that_cannot_stand_in_a_mail_is_refused(address: str) -> None:
    with pytest.raises(DeliveryError, match="ikke en mailadresse"):
        write_digest(digest(COMING), replace(HEADERS, address=address), zone=ZONE)


def test_a_domain_with_danish_letters_goes_over_the_line_in_ascii() -> None:
    assert wire_address("bo@kærby.example.dk") == "bo@xn--krby-voa.example.dk"


def test_no_line_of_the_text_is_wider_than_a_plain_window_shows_links_apart() -> None:
    for language in LANGUAGES:
        with speaking(language):
            text = part_of(written(digest(with_answers(LATE), COMING, TOO_LATE, UNDATED, GIVEN)), "plain")
        assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 78


def test_the_deadlines_come_as_a_calendar_file_where_that_was_chosen() -> None:
    later = replace(COMING, task=7, sequence=2)
    content = replace(digest(later, UNDATED), with_calendar=True)
    message = written(content)
    (attached,) = list(message.iter_attachments())
    assert (attached.get_filename(), attached.get_content_type()) == ("frister.ics", "text/calendar")
    calendar = Calendar.from_ical(attached.get_content())
    (event,) = calendar.walk("VEVENT")
    assert (str(event["UID"]), event["SEQUENCE"], event.decoded("DTSTART")) == (
        "opgave-7@opfoelgning.example.dk",
        2,
        date(2019, 7, 31),
    )
    assert part_of(message, "plain").startswith("Kære Åse Ørum")
    assert "<html" in part_of(message, "html")
    assert not list(written(digest(later)).iter_attachments())
    assert not list(written(replace(digest(UNDATED), with_calendar=True)).iter_attachments())


def test_a_mail_with_a_calendar_file_written_twice_is_the_same_bytes() -> None:
    content = replace(digest(COMING), with_calendar=True)
    assert write_digest(content, HEADERS, zone=ZONE) == write_digest(content, HEADERS, zone=ZONE)
