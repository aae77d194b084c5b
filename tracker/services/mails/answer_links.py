"""The signed links in mails: short, naming nobody, and worth nothing when a letter of them is changed.

A link holds the number of a line of the ledger and the last day on which it can be used, signed with a key of its own
that comes from the secret key. What it may still do is decided when it is used (`tracker.services.mails.answers`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.answers import Answer
from tracker.errors import NotFoundError
from tracker.language import gettext

PURPOSE = b"tracker answers from mails 1"
SIGNATURE_BYTES = 16
_LAYOUT = struct.Struct(">IH")
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a link holds: a line of the ledger, and the last day on which it can be used."""

    reminder_id: int
    last_day: date


@dataclass(frozen=True, slots=True)
class AnswerLinks:
    """Makes and reads links. `key` comes from `key_from`; links can be used for `days` days."""

    key: bytes
    base_url: str
    days: int

    def address(self, reminder_id: int, written_on: date, answer: Answer) -> str:
        """The address of an answer to a line of a mail that was written on a day."""
        token = self.token(Ticket(reminder_id, written_on + timedelta(days=self.days)))
        return f"{self.base_url.rstrip('/')}/svar/{token}/{answer.value}"

    def token(self, ticket: Ticket) -> str:
        """The text that stands in the address."""
        packed = _LAYOUT.pack(ticket.reminder_id, (ticket.last_day - _FIRST_DAY).days)
        return base64.urlsafe_b64encode(packed + self._signature(packed)).rstrip(b"=").decode("ascii")

    def read(self, token: str) -> Ticket:
        """What a link holds; raises `NotFoundError` for one that was not made here."""
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except (ValueError, UnicodeError):
            raw = b""
        packed, signature = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
        if len(packed) < _LAYOUT.size or not hmac.compare_digest(signature, self._signature(packed)):
            raise NotFoundError(
                gettext("Linket er ikke gyldigt. Er det kopieret helt? Ellers log ind, og find opgaven der.")
            )
        reminder_id, days = _LAYOUT.unpack(packed)
        return Ticket(reminder_id, _FIRST_DAY + timedelta(days=days))

    def _signature(self, packed: bytes) -> bytes:
        return hmac.new(self.key, packed, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def key_from(secret: str, purpose: bytes = PURPOSE) -> bytes:
    """The key of the links, or for another purpose, made from the secret key of the installation."""
    return hmac.new(secret.encode("utf-8"), purpose, hashlib.sha256).digest()
