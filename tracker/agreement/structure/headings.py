"""What a heading is, and which words can be its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNIT = re.compile(
    r"(?:mio|mia|mill|kr|t\.?\s?kr|pct|procent|promille|%|km|m2|m²|kl|timer?|minutter|år)\b", re.IGNORECASE
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?(?:\s+\d{4})?\W*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]$")
_LONGEST_TITLE = 170


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or two or three, that can be a heading.

    `number` is as printed, without its last dot; `key` its value for comparing. Both are empty where there is none.
    `first` and `last` are indexes of lines; where prose follows on the same line, `last` is the line before. `level`
    counts Markdown's signs (0: none).
    """

    number: str
    key: tuple[int, ...]
    title: str
    start: int
    end: int
    first: int
    last: int
    level: int = 0


def is_title(title: str) -> bool:
    """Whether `title` can be a heading's: no amount, no row and no whole sentence."""
    if not title or len(title) > _LONGEST_TITLE or title[-1] in ";," or "\t" in title or title.startswith("|"):
        return False
    if not re.search(r"[^\W\d]", title) or UNIT.match(title) or _MONTH.match(title) or "   " in title:
        return False
    return not (_SENTENCE.search(title) and title[-1] == "." and len(title.split()) > 4)
