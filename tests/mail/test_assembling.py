"""What is put together by hand is read back by the standard library as it was meant."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.mail.assembling import WORD_BYTES, address_value, assemble, text_value

PRINTABLE = st.characters(exclude_categories=("C", "Z")) | st.just(" ")
ONE_LINE = st.text(PRINTABLE, max_size=140).map(lambda text: " ".join(text.split()))
# Longer ones take two encoded words, between which the standard library reads a space that RFC 2047 says is none.
NAME = ONE_LINE.filter(lambda name: len(name.encode()) <= WORD_BYTES)
TEXT = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")) | st.sampled_from("\n\t .="), max_size=400)


def read(content: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(content, policy=policy.default))


@settings(deadline=None)
@given(subject=ONE_LINE, name=NAME, plain=TEXT, html=TEXT)
def test_whatever_is_written_is_read_back(subject: str, name: str, plain: str, html: str) -> None:
    headers = [("To", address_value(name, "anna@example.dk")), ("Subject", text_value(subject))]
    content = assemble(headers, [("plain", plain), ("html", html)], "0123456789abcdef")
    message = read(content)
    assert str(message["Subject"]) == subject
    (address,) = message["To"].addresses
    assert (address.display_name, address.addr_spec) == (name, "anna@example.dk")
    assert not message.defects
    for kind, text in (("plain", plain), ("html", html)):
        part = message.get_body((kind,))
        assert part is not None
        assert part.get_content().splitlines() == text.splitlines()


@settings(deadline=None)
@given(subject=ONE_LINE, plain=TEXT)
def test_the_bytes_are_fit_for_the_wire(subject: str, plain: str) -> None:
    content = assemble([("Subject", text_value(subject))], [("plain", plain)], "0123456789abcdef")
    content.decode("ascii")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    head, _, body = content.partition(b"\r\n\r\n")
    assert all(len(line) <= 78 or b" " not in line.strip() for line in head.split(b"\r\n"))
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))


def test_an_emoji_and_danish_letters_stand_in_a_subject() -> None:
    subject = "Påmindelse 🎉: Økonomiudvalget får forelagt en særdeles lang æblegrødsredegørelse (frist 31. maj 2019)"
    assert str(read(assemble([("Subject", text_value(subject))], [], "b"))["Subject"]) == subject
