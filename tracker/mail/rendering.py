"""Writes a mail: subject, text and HTML from the templates, and the headers that keep machines from answering it.

The result is bytes, ready for the wire. They depend on what is given and on nothing else, so the same mail written
twice is the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from tracker import resources
from tracker.danish import count_words, date_words
from tracker.errors import DeliveryError
from tracker.mail.content import DigestContent

SUBJECT_LIMIT = 140
"""Characters; what is longer is cut by mail programs anyway."""


SIGNATURE = "-- "
"""What mail programs know the end of a text by; the space belongs to it."""

_DOMAIN = re.compile(r"[A-Za-z0-9.-]+")
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """What identifies a mail. `date` is aware; `message_id` has its angle brackets."""

    message_id: str
    date: datetime
    address: str
    sender: str
    sender_name: str


@dataclass(frozen=True, slots=True)
class Written:
    """A mail that is ready: its subject, and its bytes with CRLF line ends."""

    subject: str
    content: bytes


def write_digest(digest: DigestContent, headers: Headers, *, zone: ZoneInfo) -> Written:
    """The mail for `digest`. Raises `DeliveryError` for an address that cannot stand in a mail."""
    values = {"digest": digest}
    subject = one_line(_template("digest/subject.txt").render(values))
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(headers.sender_name, headers.sender)
    message["To"] = _address(digest.recipient, headers.address)
    message["Subject"] = subject
    message["Date"] = format_datetime(headers.date.astimezone(zone))
    message["Message-ID"] = headers.message_id
    domain = headers.sender.rpartition("@")[2]
    message["List-Id"] = f"<{digest.kind.value}.{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange's word for the same
    message.set_content(_text(_template("digest/body.txt").render(values)), cte="quoted-printable")
    message.add_alternative(_template("digest/body.html").render(values), subtype="html", cte="quoted-printable")
    # The standard library would draw a new boundary each time.
    message.set_boundary(hashlib.sha256(headers.message_id.encode()).hexdigest()[:32])
    return Written(subject, message.as_bytes())


def one_line(text: str) -> str:
    """`text` fit for a subject: on one line, without control characters, and not too long."""
    words = "".join(character if character.isprintable() else " " for character in text).split()
    line = " ".join(words)
    return line if len(line) <= SUBJECT_LIMIT else line[: SUBJECT_LIMIT - 1].rstrip() + "…"


def wire_address(address: str) -> str:
    """`address` as it goes over the line, its domain in ASCII. Raises `DeliveryError` where it cannot go."""
    local, at, domain = address.rpartition("@")
    with suppress(UnicodeError):
        encoded = domain.encode("idna").decode("ascii")
        if at and _LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(encoded):
            return f"{local}@{encoded}"
    raise DeliveryError(f"«{address}» er ikke en mailadresse, der kan sendes til.")


def _address(name: str, address: str) -> Address:
    local, _, domain = wire_address(address).rpartition("@")
    return Address(one_line(name), local, domain)


def _text(rendered: str) -> str:
    """At most one empty line together, and a line end at the end."""
    lines: list[str] = []
    for line in rendered.splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line if line == SIGNATURE else line.rstrip())
    return "\n".join(lines).strip("\n") + "\n"


@cache
def environment() -> Environment:
    """The templates of mails, and what they may call."""
    templates = Environment(
        loader=FileSystemLoader(resources.TEMPLATES / "mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"date": date_words, "wrapped": _wrapped}
    templates.globals |= {"count_words": count_words}
    return templates


def _wrapped(text: str, indent: int = 0, first: str = "") -> str:
    """`text` on lines that a plain mail program shows without breaking them; `first` stands before it."""
    space = " " * (indent + len(first))
    return textwrap.fill(text, 76, initial_indent=" " * indent + first, subsequent_indent=space, break_on_hyphens=False)


def _template(name: str) -> Template:
    return environment().get_template(name)
