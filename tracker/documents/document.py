"""A document: the text of a file, and what the file told beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.agreement.text.spans import page_at

Progress = Callable[[int, int], None]
"""Is called with how much of a file is read and how much there is, in pages or parts."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text. `notes` are Danish sentences on how it was read; `pages` the offsets at which its pages begin,
    empty where the file does not tell."""

    text: str
    name: str
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page, from 1, on which `offset` lies; None where the file does not tell."""
        return page_at(self.pages, offset)
