"""What hands a mail over: the one thing that every way of delivery does."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from tracker.domain.delivery import Outcome


class Transport(Protocol):
    """Takes mails one after the other, over one connection where there is one. Used as a context."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def announce(self, address: str, envelope_sender: str | None = None) -> None:
        """Says ahead, where that helps, whom the mail will go to that is to be handed over next. Nothing of the mail
        leaves by it, it need not follow, and another may come in its place. Never raises for a failure.
        """
        ...

    def hand_over(self, address: str, content: bytes, envelope_sender: str | None = None) -> Outcome:
        """Tries to deliver `content` (bytes with CRLF line ends) to `address`, once. Never raises for a failure.

        What cannot be delivered later comes back to `envelope_sender`, by default the sender of all mails.
        """
        ...
