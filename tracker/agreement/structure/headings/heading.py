"""What a heading is, and which words can be its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.agreement.text.lines import Line, in_columns, is_page_mark, is_rule
from tracker.danish import MONTH_WORDS

UNIT = re.compile(
    r"(?:mio|mia|mill|kr|t\.?\s?kr|pct|procent|promille|%|km|m2|m²|kl|timer?|minutter|år)\b", re.IGNORECASE
)
_MONTH = re.compile(
    rf"(?:{MONTH_WORDS}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec))\.?(?:\s+\d{{4}})?\W*$", re.IGNORECASE
)  # and no «Juniorklubber», «Marketing»
# «Besparelser på 4 mio. kr.»
_ABBREVIATED = re.compile(r"\b(?:kr|mio|mia|pct|mv|m\.m|m\.v|etc|osv|o\.l)\.$", re.IGNORECASE)
_LONGEST_TITLE = 170


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or two or three, that can be a heading.

    `number` is as printed, without its last dot; `key` its value for comparing. Both are empty where there is none.
    `first` and `last` are indexes of lines; where prose follows on the same line, `last` is the line before. `level`
    counts Markdown's signs (0: none). `counts` is the word before the number, in small letters («indsats», «§», «ad»).
    """

    number: str
    key: tuple[int, ...]
    title: str
    start: int
    end: int
    first: int
    last: int
    level: int = 0
    counts: str = ""


def is_title(title: str) -> bool:
    """Whether `title` can be a heading's: no amount, no row and no whole sentence."""
    if not title or len(title) > _LONGEST_TITLE or title[-1] in ";," or "\t" in title or title.startswith("|"):
        return False
    if not re.search(r"[^\W\d]", title) or UNIT.match(title) or _MONTH.match(title) or "   " in title or "**" in title:
        return False
    return not (title.endswith(".") and len(title.split()) > 4) or bool(_ABBREVIATED.search(title))


def opens_block(lines: list[Line], at: int) -> bool:
    """Whether line `at` opens a block: under a blank line, a page's mark or rule, or what stands in columns."""
    above = lines[at - 1] if at else None
    return above is None or above.blank or is_page_mark(above) or is_rule(above) or in_columns(above)


def is_spaced(lines: list[Line]) -> bool:
    """Whether blank lines part the paragraphs; in a text without them nothing can be told from them."""
    between = lines[:-1] if lines and lines[-1].blank else lines
    return sum(line.blank for line in between) * 20 > len(between)


def unnumbered(title: str, start: int, end: int, at: int, level: int = 0) -> Heading:
    """A heading without a number, in line `at`."""
    return Heading("", (), title, start, end, at, at, level)
