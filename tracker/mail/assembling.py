"""Puts a mail together: headers, and the same text in several forms, as bytes with CRLF line ends.

The standard library parses and folds each header anew by a grammar of all that mail has ever allowed, which took most
of the time of a mail. What the tracker writes is little, and written here by the same standards: RFC 5322 for the
frame, RFC 2045 to 2047 for what is not ASCII. The tests read it back with the standard library.
"""

from __future__ import annotations

import base64
import binascii
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

CRLF = "\r\n"
FOLDED_AT = 70
"""Characters of a header's text on a line; with its name that stays below the 78 of RFC 5322."""

WORD_BYTES = 42
"""Bytes in an encoded word: 56 characters in base64, so that with its frame it stays below the 75 of RFC 2047."""

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; its name is ASCII, and `kind` the value of its Content-Type."""

    name: str
    kind: str
    content: bytes


def assemble(
    headers: Sequence[tuple[str, str]],
    forms: Sequence[tuple[str, str]],
    boundary: str,
    attached: Attachment | None = None,
) -> bytes:
    """A mail with `headers` (names and values ready for the wire) and its text in `forms`, pairs of subtype and text,
    the plainest first. `boundary` must not stand in any of them.
    """
    head = [f"{name}: {value}" for name, value in headers]
    outer = f"{boundary}-all"
    head.append("MIME-Version: 1.0")
    if attached is not None:
        head += [f'Content-Type: multipart/mixed; boundary="{outer}"', "", f"--{outer}"]
    head += [f'Content-Type: multipart/alternative; boundary="{boundary}"', "", ""]
    pieces = [CRLF.join(head).encode("ascii")]
    for subtype, text in forms:
        frame = (
            f"--{boundary}",
            f'Content-Type: text/{subtype}; charset="utf-8"',
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "",
        )
        pieces += [CRLF.join(frame).encode("ascii"), _quoted_printable(text), b"\r\n"]
    pieces.append(f"--{boundary}--{CRLF}".encode("ascii"))
    if attached is not None:
        pieces.append(_attachment(attached, outer))
    return b"".join(pieces)


def _attachment(attached: Attachment, outer: str) -> bytes:
    frame = (
        f"--{outer}",
        f"Content-Type: {attached.kind}",
        f'Content-Disposition: attachment; filename="{attached.name}"',
        "Content-Transfer-Encoding: base64",
        "",
        "",
    )
    content = base64.encodebytes(attached.content).replace(b"\n", b"\r\n")
    return CRLF.join(frame).encode("ascii") + content + f"--{outer}--{CRLF}".encode("ascii")


def text_value(text: str) -> str:
    """The value of a header that is text of one line, such as a subject."""
    if text.isascii() and "=?" not in text:
        return f"{CRLF} ".join(textwrap.wrap(text, FOLDED_AT, break_long_words=False, break_on_hyphens=False))
    return f"{CRLF} ".join(_encoded_words(text))


@lru_cache(maxsize=256)
def address_value(name: str, address: str) -> str:
    """The value of a header that is one address; `address` is ASCII and needs no quotes."""
    if not name:
        return address
    if not name.isascii() or "=?" in name:
        shown = f"{CRLF} ".join(_encoded_words(name))
    elif _ATOMS.fullmatch(name):
        shown = name
    else:
        shown = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{shown} <{address}>" if len(shown) + len(address) < FOLDED_AT else f"{shown}{CRLF} <{address}>"


def _encoded_words(text: str) -> Iterator[str]:
    """`text` in encoded words, none of which cuts a character in two; spaces between them are no part of it."""
    piece = b""
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(piece) + len(encoded) > WORD_BYTES:
            yield _encoded_word(piece)
            piece = b""
        piece += encoded
    yield _encoded_word(piece)


def _encoded_word(piece: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(piece).decode('ascii')}?="


def _quoted_printable(text: str) -> bytes:
    lines = "".join(f"{line}\n" for line in text.splitlines())
    return binascii.b2a_qp(lines.encode("utf-8", "replace"), istext=True).replace(b"\n", b"\r\n")
