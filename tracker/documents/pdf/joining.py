"""Joining what a line's end parted. Whether a hyphen belongs to a word is told by the other words of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tracker.documents.blocks import PAGE_BREAK

# «social- og sundhed», «drifts- eller anlæg»: the hyphen stands for a word that comes later, and stays.
_SUSPENDED = re.compile(r"(?:og|eller|samt|til|som|/)(?![^\W\d_])", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Vocabulary:
    """The words of a document, counted, from lines as they are printed."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts = Counter(word.casefold() for line in lines for word in _WORD.findall(line))

    def joined(self, first: str, second: str, between: str = "") -> str:
        """Two pieces of text as one; `between` is what stands at the joint, such as the beginning of a page."""
        if not first or not second:
            return first + between + second
        before, after = _LAST_WORD.search(first), _FIRST_WORD.match(second)
        if first.endswith("-") and len(first) > 1 and not first[-2].isspace():
            if _SUSPENDED.match(second):
                return f"{first} {between}{second}"
            if before and after and second[0].islower():
                keep = self._is_compound(before[1], after[0])
                return f"{first if keep else first[:-1]}{between}{second}"
            if second[0].isalnum():
                return f"{first}{between}{second}"
        if re.search(r"[^\W\d_]-?/$", first) and second[0].isalpha():
            return f"{first}{between}{second}"
        return f"{first.rstrip(' ')} {between}{second}"

    def _is_compound(self, first: str, second: str) -> bool:
        """Whether the document writes the two words with a hyphen also inside a line, and not as one word."""
        hyphenated = self._counts[f"{first}-{second}".casefold()]
        return hyphenated > self._counts[f"{first}{second}".casefold()]


def without_breaks(words: str) -> str:
    """The words without the beginnings of pages."""
    return words.replace(PAGE_BREAK, "")
