"""Writes a mail: subject, text and HTML from the templates, and the headers that keep machines from answering it.

The result is bytes, ready for the wire. They depend on what is given and on nothing else, so the same mail written
twice is the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from tracker import resources
from tracker.errors import DeliveryError
from tracker.language import day_words, gettext, ngettext, spoken
from tracker.mail.assembling import Attachment, address_value, assemble, text_value
from tracker.mail.calendar import deadlines_file
from tracker.mail.content import AccountContent, DigestContent, MorningContent
from tracker.sayings import Saying

SUBJECT_LIMIT = 140
"""Characters; what is longer is cut by mail programs anyway."""


WIDTH = 76
"""Characters on a line of the text form."""

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
    """The mail for `digest`, in the language that is spoken.

    Raises `DeliveryError` for an address that cannot stand in a mail.
    """
    attached = None
    if digest.with_calendar and any(entry.due for entry in digest.entries):
        attached = deadlines_file(digest.entries, base_url=digest.base_url, at=headers.date)
    return _write("digest", {"digest": digest}, digest.kind.value, digest.recipient, headers, zone, attached)


def write_morning(morning: MorningContent, headers: Headers, *, zone: ZoneInfo) -> Written:
    """The morning mail. Raises `DeliveryError` for an address that cannot stand in a mail."""
    return _write("operation", {"morning": morning}, "operation", morning.recipient, headers, zone)


def write_account(content: AccountContent, headers: Headers, *, zone: ZoneInfo) -> Written:
    """The mail with a link that signs in, in the language that is spoken; raises as `write_digest`."""
    return _write("account", {"account": content}, "account", content.recipient, headers, zone)


def _write(
    folder: str,
    content: Mapping[str, object],
    list_name: str,
    recipient: str,
    headers: Headers,
    zone: ZoneInfo,
    attached: Attachment | None = None,
) -> Written:
    values = {**content, "language": spoken()}
    subject = one_line(_template(f"{folder}/subject.txt").render(values))
    head = (
        ("From", _address(headers.sender_name, headers.sender)),
        ("To", _address(recipient, headers.address)),
        ("Subject", text_value(subject)),
        ("Date", format_datetime(headers.date.astimezone(zone))),
        ("Message-ID", headers.message_id),
        ("List-Id", f"<{list_name}.{_domain(headers)}>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),  # Exchange's word for the same
    )
    forms = (
        ("plain", _text(_template(f"{folder}/body.txt").render(values))),
        ("html", _template(f"{folder}/body.html").render(values)),
    )
    boundary = hashlib.sha256(headers.message_id.encode()).hexdigest()[:32]
    return Written(subject, assemble(head, forms, boundary, attached))


def _domain(headers: Headers) -> str:
    return headers.sender.rpartition("@")[2]


def one_line(text: str, limit: int = SUBJECT_LIMIT) -> str:
    """`text` fit for a subject: on one line, without control characters, and of at most `limit` characters."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def wire_address(address: str) -> str:
    """`address` as it goes over the line, its domain in ASCII. Raises `DeliveryError` where it cannot go."""
    local, at, domain = address.rpartition("@")
    with suppress(UnicodeError):
        encoded = domain.encode("idna").decode("ascii")
        if at and _LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(encoded):
            return f"{local}@{encoded}"
    raise DeliveryError(Saying("«%(address)s» er ikke en mailadresse, der kan sendes til.", address=address))


def _address(name: str, address: str) -> str:
    return address_value(one_line(name), wire_address(address))


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
        auto_reload=False,
    )
    templates.add_extension("jinja2.ext.i18n")
    templates.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    templates.filters |= {"date": day_words, "wrapped": _wrapped}
    return templates


def _wrapped(text: str, indent: int = 0, first: str = "") -> str:
    """`text` on lines that a plain mail program shows without breaking them; `first` stands before it."""
    space = " " * (indent + len(first))
    if len(text) + len(space) <= WIDTH and text.isprintable() and text == text.strip():
        return " " * indent + first + text
    return textwrap.fill(
        text, WIDTH, initial_indent=" " * indent + first, subsequent_indent=space, break_on_hyphens=False
    )


def _template(name: str) -> Template:
    return environment().get_template(name)
