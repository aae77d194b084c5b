"""Reads a mail that came back: which mail it is about, and what became of it.

A report of RFC 3464 is understood to the letter. What is plainly a bounce but no such report is told apart from
answering machines and from everything else, and is left to a person. The mail comes from outside and may be hostile:
what is read of it is bounded, in bytes, in lines, in nesting, and nothing in it raises.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser

from tracker.domain.bounces import Report, Returned, judge_all, status_of
from tracker.mail.rendering import one_line

LIMIT = 256 * 1024
"""Bytes that are read of a mail. A report stands at its beginning, before the mail that it brings back."""

LINE_LIMIT = 1000
"""Bytes of a line that are read: no mail server sends longer ones."""

FOLDED_LIMIT = 20
"""Lines that are read of a header that goes on over many."""

LINES_LIMIT = 20_000
BOUNDARIES_LIMIT = 20
PARTS_LIMIT = 40
RECIPIENTS_LIMIT = 20
HEADERS_LIMIT = 5
VALUE_LIMIT = 2000
WORDS_LIMIT = 500
EXCERPT_LIMIT = 1500

_DELIVERED_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "Apparently-To")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,180}>")
_MACHINES = re.compile(r"(mailer-?daemon|postmaster|mail-?delivery|mdaemon)[^@]*(@|$)", re.IGNORECASE)
_BOUNCE_WORDS = re.compile(
    r"undeliver|not? deliver|delivery (status|fail|problem|has failed|incomplete|delay)|returned (mail|to sender)|"
    r"failure notice|mail (system )?(error|failure|delivery)|could not send|"
    r"kunne ikke (leveres|afleveres|sendes)|ikke leveret|uleveret|levering(en)? (af|mislykke)|kom retur|returneret",
    re.IGNORECASE,
)
_AWAY_WORDS = re.compile(
    r"out of (the )?office|auto(matic|matisk)?[ -]?(reply|response|svar)|automatisk (svar|besvarelse)|fravær|"
    r"ikke til stede|ikke på kontoret|på ferie|on vacation",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """What a mail says that came back.

    `addresses` are those that it was sent to, `message_ids` those of the mail that it is about, so far as it names
    them; `recipient`, `status` and `words` are the server's. `sender`, `subject` and `excerpt` are for a person. The
    same mail read again has the same `fingerprint`.
    """

    kind: Returned
    fingerprint: str
    addresses: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    recipient: str = ""
    status: str | None = None
    words: str = ""
    sender: str = ""
    subject: str = ""
    excerpt: str = ""


def read_returned(content: bytes) -> ReturnedMail:
    """Reads the bytes of a mail, of which those above the limit do not count."""
    content = content[:LIMIT].replace(b"\r\n", b"\n")
    tame = _tamed(content)
    try:
        mail = message_from_bytes(tame)
        parts = _parts(mail)
    except RecursionError:
        mail, parts = message_from_bytes(tame.partition(b"\n\n")[0]), []
    reports = [report for part in parts for report in _reports(part)][:RECIPIENTS_LIMIT]
    kind, report = _kind(mail, parts, [each for _, each in reports])
    recipient = next((address for address, each in reports if each is report), "")
    return ReturnedMail(
        kind=kind,
        fingerprint=_fingerprint(mail, content),
        addresses=tuple(_addresses(mail)),
        message_ids=tuple(dict.fromkeys(_original_ids(mail, parts)))[:RECIPIENTS_LIMIT],
        recipient=recipient,
        status=status_of(report) if report else None,
        words=_words(report),
        sender=_text(mail, "From"),
        subject=_text(mail, "Subject"),
        excerpt=_excerpt(mail, parts),
    )


def _tamed(content: bytes) -> bytes:
    """The mail without what a parser would lose its time with: endless lines, headers, and nesting."""
    if content.lower().count(b"boundary") > BOUNDARIES_LIMIT:
        content = content.partition(b"\n\n")[0]
    lines, folded = [], 0
    for line in content.split(b"\n", LINES_LIMIT)[:LINES_LIMIT]:
        folded = folded + 1 if line[:1] in (b" ", b"\t") else 0
        if folded < FOLDED_LIMIT:
            lines.append(line[:LINE_LIMIT])
    return b"\n".join(lines)


def _parts(mail: Message) -> list[Message]:
    """The parts of the mail, those of a mail inside it left out."""
    found: list[Message] = []
    waiting = [mail]
    while waiting and len(found) < PARTS_LIMIT:
        part = waiting.pop(0)
        found.append(part)
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting[:0] = [each for each in payload if isinstance(each, Message)]
    return found


def _reports(part: Message) -> Iterator[tuple[str, Report]]:
    """What a part says of each recipient, with the recipient's address."""
    kind, payload = part.get_content_type(), part.get_payload()
    if kind not in {"message/delivery-status", "message/global-delivery-status"} or not isinstance(payload, list):
        return
    blocks = [each for each in payload if isinstance(each, Message)]
    if kind == "message/global-delivery-status" and blocks:
        # The parser knows only the older name; it takes the first block for the header of a mail.
        rest = str(blocks[0].get_payload())
        blocks += [HeaderParser().parsestr(each) for each in _EMPTY_LINE.split(rest, RECIPIENTS_LIMIT)]
    for block in blocks:
        recipient = _value(block, "Final-Recipient") or _value(block, "Original-Recipient")
        if recipient or _value(block, "Action"):
            address = recipient.partition(";")[2] or recipient
            diagnostic = _value(block, "Diagnostic-Code")
            report = Report(_value(block, "Action"), _value(block, "Status"), one_line(diagnostic, WORDS_LIMIT))
            yield one_line(address, 254).strip("<>"), report


def _kind(mail: Message, parts: list[Message], reports: list[Report]) -> tuple[Returned, Report | None]:
    if any(part.get_content_type() == "message/disposition-notification" for part in parts):
        return Returned.REPLY, None
    if reports:
        return judge_all(reports)
    subject = _text(mail, "Subject")
    is_report = mail.get_content_type() == "multipart/report"
    if is_report or _MACHINES.search(_text(mail, "From")):
        return Returned.UNCLEAR, None
    if _is_automatic(mail) or _AWAY_WORDS.search(subject):
        return Returned.REPLY, None
    return (Returned.UNCLEAR if _BOUNCE_WORDS.search(subject) else Returned.OTHER), None


def _is_automatic(mail: Message) -> bool:
    """Whether an answering machine wrote the mail, and says so."""
    automatic = _value(mail, "Auto-Submitted").strip().lower().startswith("auto-replied")
    precedence = _value(mail, "Precedence").strip().lower() in {"auto_reply", "auto-reply"}
    return automatic or precedence or any(_value(mail, name) for name in ("X-Autoreply", "X-Autorespond"))


def _addresses(mail: Message) -> Iterator[str]:
    for name in _DELIVERED_TO:
        for value in mail.get_all(name, [])[:HEADERS_LIMIT]:
            yield from _ADDRESS.findall(str(value)[:VALUE_LIMIT])


def _original_ids(mail: Message, parts: list[Message]) -> Iterator[str]:
    """The Message-IDs of the mail that came back: from what it brings along, and from what it says it answers."""
    for part in parts:
        payload = part.get_payload()
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global"} and isinstance(payload, list) and payload:
            yield from _ids(payload[0], "Message-ID")
        elif kind in {"text/rfc822-headers", "message/global-headers"}:
            yield from _ids(HeaderParser().parsestr(_decoded(part)), "Message-ID")
        elif kind == "message/delivery-status" and isinstance(payload, list) and payload:
            yield from _ids(payload[0], "X-Original-Message-ID")
    for name in ("In-Reply-To", "References"):
        yield from _ids(mail, name)


def _ids(headers: object, name: str) -> list[str]:
    return _MESSAGE_ID.findall(_value(headers, name)) if isinstance(headers, Message) else []


def _words(report: Report | None) -> str:
    """The server's own words, without the name of the protocol before them."""
    if report is None:
        return ""
    kind, semicolon, words = report.diagnostic.partition(";")
    return (words if semicolon and kind.strip().isalnum() else report.diagnostic).strip()


def _excerpt(mail: Message, parts: list[Message]) -> str:
    """How the text of the mail begins."""
    texts = (_decoded(part) for part in parts if part.get_content_type() == "text/plain")
    return one_line(next((text for text in texts if text.strip()), ""), EXCERPT_LIMIT)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(str(part.get_content_charset("utf-8")), "replace")
    except (LookupError, ValueError):  # an unknown character set, or what only looks like one
        return payload.decode("latin-1")


def _fingerprint(mail: Message, content: bytes) -> str:
    """The same for the same mail wherever it was read: what servers add on the way stands in other headers."""
    body = content.partition(b"\n\n")[2]
    head = "\0".join(_value(mail, name) for name in ("Message-ID", "Date", "From", "To", "Subject"))
    return hashlib.sha256(head.encode("utf-8", "replace") + b"\0" + body.rstrip()).hexdigest()


def _value(headers: Message, name: str) -> str:
    """A header as it is written, within bounds; empty where there is none."""
    return str(headers.get(name, ""))[:VALUE_LIMIT]


def _text(mail: Message, name: str) -> str:
    """A header as a person reads it, on one line."""
    value = _value(mail, name)
    try:
        return one_line(str(make_header(decode_header(value))), 200)
    except (HeaderParseError, LookupError, ValueError):
        return one_line(value, 200)
