"""Blocks: what files with a structure of their own (Word, PDF, web pages) consist of, and the text they become.

The text is written as the reader of agreements expects it: a paragraph a line with a blank line after it, items of a
list and rows of a table on lines of their own right under each other, cells parted by tabs, headings with Markdown's
signs where the file itself tells which lines are headings. A form feed inside a block is the place where a page begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

PAGE_BREAK = "\f"

_LEAST_HEADINGS = 2  # one marked line, such as a title, does not tell that a file marks its headings
_LONGEST_HEADING = 170
_LONGEST_BOLD = 120
_BULLET_SIGNS = (
    "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\u25aa\u25cf\u25cb\u25a0\u2043"  # among them Symbol's and Wingdings'
)
_CLEANING = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009"), " "),
    **dict.fromkeys(map(ord, _BULLET_SIGNS), "•"),
    ord("\u2010"): "-",
    ord("\u2011"): "-",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
}


class Kind(Enum):
    """What a block is in its file."""

    PARAGRAPH = "paragraph"
    BOLD = "bold"
    ITEM = "item"
    ROW = "row"
    TITLE = "title"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or heading; `level` is a heading's, from 1, and a row's table."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0

    @property
    def empty(self) -> bool:
        """Whether the block holds nothing to read; it may still hold the beginning of a page."""
        return not self.text.strip()


def clean(words: str) -> str:
    """The words as they are printed: without invisible characters, and with one sign for spaces, hyphens, bullets."""
    return words.translate(_CLEANING)


def compose(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]]:
    """The text of the blocks, composed (NFC), and the offsets at which its pages begin; none where no block tells."""
    blocks = [_in_form(block) for block in _with_pages_moved(blocks)]
    marked = sum(block.kind is Kind.HEADING for block in blocks) >= _LEAST_HEADINGS
    deeper = 1 if any(block.kind is Kind.TITLE for block in blocks) else 0
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            together = block.kind in (Kind.ITEM, Kind.ROW) and (block.kind, block.level) == (before.kind, before.level)
            pieces.append("\n" if together else "\n\n")
        pieces.append(_written(block, deeper) if marked or block.kind is Kind.BOLD else block.text)
        before = block
    return _paged(unicodedata.normalize("NFC", "".join(pieces) + "\n")) if blocks else ("", ())


def _with_pages_moved(blocks: Sequence[Block]) -> list[Block]:
    """Leaves out empty blocks; a page that begins in one begins with the block after it."""
    found: list[Block] = []
    breaks = 0
    for block in blocks:
        if block.empty:
            breaks += block.text.count(PAGE_BREAK)
            continue
        text = block.text.strip(" \n") if block.kind is Kind.ROW else block.text.strip(" \t\n")
        found.append(replace(block, text=PAGE_BREAK * breaks + text))
        breaks = 0
    return found


def _in_form(block: Block) -> Block:
    """The block, as a paragraph where it is marked as more than its words can be."""
    words = block.text.strip()
    if block.kind in (Kind.HEADING, Kind.TITLE):
        words = re.sub(r"[ \t\n]+", " ", block.text)
        sentence = words.endswith(".") and len(words.split()) > 4
        if len(words) > _LONGEST_HEADING or sentence or not re.search(r"[^\W\d_]", words):
            return replace(block, kind=Kind.PARAGRAPH)
        return replace(block, text=words)
    if block.kind is Kind.BOLD and ("\n" in words or len(words) > _LONGEST_BOLD or not re.search(r"[^\W\d_]", words)):
        return replace(block, kind=Kind.PARAGRAPH)
    return block


def _written(block: Block, deeper: int) -> str:
    """The block with its signs, which stand after the beginning of a page."""
    words = block.text.lstrip(PAGE_BREAK)
    breaks = block.text[: len(block.text) - len(words)]
    if block.kind is Kind.HEADING:
        return f"{breaks}{'#' * min(block.level + deeper, 6)} {words}"
    if block.kind is Kind.TITLE:
        return f"{breaks}# {words}"
    return f"{breaks}**{words.strip()}**" if block.kind is Kind.BOLD else block.text


def _paged(text: str) -> tuple[str, tuple[int, ...]]:
    if PAGE_BREAK not in text:
        return text, ()
    pages, length, pieces = [0], 0, text.split(PAGE_BREAK)
    for piece in pieces[:-1]:
        length += len(piece)
        pages.append(length)
    return "".join(pieces), tuple(pages)
