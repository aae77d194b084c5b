"""The delivery of a demonstration: nothing leaves the machine.

The outbox keeps the bytes of every mail that was accepted, and a page shows them, so accepting is all there is to do.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from tracker.domain.delivery import Outcome, Result


class MailboxTransport:
    """Accepts every mail."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def announce(self, address: str, envelope_sender: str | None = None) -> None:
        """There is nobody to tell."""

    def hand_over(self, address: str, content: bytes, envelope_sender: str | None = None) -> Outcome:
        """Accepts."""
        return Outcome(Result.ACCEPTED, "Lagt i den lokale postkasse.", exposed=True)
