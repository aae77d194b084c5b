"""The envelope sender of each mail: an address of its own, so that a mail that comes back says which one it was.

The address holds the number of the mail and a tag of its Message-ID, signed with a key of its own that comes from the
secret key. A mail that is sent again after it failed has another Message-ID and so another address: what comes back of
the first says nothing about the second. All of it is lower case, since mail servers may change the case.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
from dataclasses import dataclass

PURPOSE = b"tracker return paths 1"
TAG_BYTES = 4
SIGNATURE_BYTES = 12
_LAYOUT = struct.Struct(f">I{TAG_BYTES}s")
_TOKEN = re.compile(r"[a-z2-7]{32}")


@dataclass(frozen=True, slots=True)
class ReturnPath:
    """What an address holds: the number of a mail, and a tag of the Message-ID under which it went."""

    message_id: int
    tag: bytes

    def is_of(self, header_message_id: str) -> bool:
        """Whether the mail still has the Message-ID under which this one went."""
        return self.tag == tag_of(header_message_id)


@dataclass(frozen=True, slots=True)
class ReturnPaths:
    """Makes and reads addresses. `separator` stands between the mailbox's name and what is different in each mail."""

    key: bytes
    address: str
    separator: str = "+"

    def of(self, message_id: int, header_message_id: str) -> str:
        """The envelope sender of a mail."""
        packed = _LAYOUT.pack(message_id, tag_of(header_message_id))
        token = base64.b32encode(packed + self._signature(packed)).decode("ascii").lower()
        local, _, domain = self.address.partition("@")
        return f"{local}{self.separator}{token}@{domain}"

    def is_ours(self, address: str) -> bool:
        """Whether `address` has the form of those that are made here, whoever made it."""
        return self._token(address) is not None

    def read(self, address: str) -> ReturnPath | None:
        """What an address holds; none for one that was not made here."""
        token = self._token(address)
        if token is None:
            return None
        raw = base64.b32decode(token.upper())
        packed, signature = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
        if not hmac.compare_digest(signature, self._signature(packed)):
            return None
        return ReturnPath(*_LAYOUT.unpack(packed))

    def _token(self, address: str) -> str | None:
        local, _, domain = self.address.lower().partition("@")
        name, at, host = address.strip().lower().rpartition("@")
        before, separator, token = name.rpartition(self.separator)
        fits = at and separator and (before, host) == (local, domain) and _TOKEN.fullmatch(token)
        return token if fits else None

    def _signature(self, packed: bytes) -> bytes:
        return hmac.new(self.key, packed, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def tag_of(header_message_id: str) -> bytes:
    """The tag of a Message-ID."""
    return hashlib.sha256(header_message_id.encode("utf-8")).digest()[:TAG_BYTES]
