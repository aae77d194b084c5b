"""Lines become paragraphs: what goes on is joined, and what begins anew is told by space, type and where lines end.

The surest sign of an ending is that the next line's first word would still have fitted; the surest of going on is a
small letter after a line that ends no sentence. Where signs disagree the sentence is kept whole: a deadline cut in two
is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tracker.documents.blocks import PAGE_BREAK, Block, Kind
from tracker.documents.pdf.joining import Vocabulary, without_breaks
from tracker.documents.pdf.lines import Line

_LARGE = 1.12  # times the size of the text: set as a heading
_SMALL = 0.93  # a note under the text
_SAME_SIZE = 0.06
_LONG = 0.6  # of the width: a line that long, with no sentence ended, is not ended by its writer
_SPACE = 1.3  # times the usual distance of lines: a paragraph begins
_BULLET = re.compile(r"[•▪‣◦*]\s*\S|o\s+\S")
_DASH = re.compile(r"[–-]\s+\S")
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kvartal|halvår)"
_NUMBERED = re.compile(
    rf"(?:\(?(?:\d{{1,2}}[.)]|[a-zæøå]\))\s+(?!{_MONTH})\S|\d{{1,2}}(?:\.\d{{1,3}})+\.?\s+[A-ZÆØÅ«\"“])", re.IGNORECASE
)
_ENDED = re.compile(r"[.:;!?][»”\"')\]]*$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…\s*\d{1,3}$")


@dataclass(slots=True)
class Paragraph:
    """A block that is being put together, with the type it is set in."""

    text: str
    size: float
    bold: bool
    kind: Kind
    last: Line
    right: float

    def block(self, sizes: Sequence[float], body: float) -> Block:
        """The block; what is set larger than the text is a heading, on the level of its size."""
        words = without_breaks(self.text)
        if self.kind is Kind.PARAGRAPH and self.size >= _LARGE * body and not _LEADERS.search(words):
            level = 1 + sum(size > self.size * (1 + _SAME_SIZE) for size in sizes)
            return Block(self.text, Kind.HEADING, level)
        if self.kind is Kind.PARAGRAPH and self.bold and not words.endswith((".", ":", ",", ";")):
            return Block(self.text, Kind.BOLD)
        return Block(self.text, self.kind)


def paragraphs(lines: Sequence[Line], body: float, vocabulary: Vocabulary) -> list[Paragraph]:
    """The paragraphs of lines that stand under each other. `body` is the size of the document's text."""
    found: list[Paragraph] = []
    right = _right_edge(lines)
    usual = _usual_distance(lines)
    for line in lines:
        current = found[-1] if found else None
        if current and _goes_on(current, line, usual, body):
            current.text = vocabulary.joined(current.text, line.text)
            current.bold = current.bold and line.bold
            current.last = line
        else:
            found.append(Paragraph(line.text, line.size, line.bold, _kind(current, line, usual), line, right))
    return found


def join_over_break(
    before: Sequence[Paragraph], after: list[Paragraph], body: float, vocabulary: Vocabulary, new_page: bool
) -> list[Paragraph]:
    """Joins the first paragraph after a column's or page's end to the last one before it, where it goes on.

    Notes under the text of the page before stand between the two and are passed over. Returns what is left of `after`.
    """
    mark = PAGE_BREAK if new_page else ""
    texts = [one for one in before if one.size > _SMALL * body] if after and after[0].size > _SMALL * body else []
    last = texts[-1] if texts else None
    if last and after and _goes_over(last, after[0]):
        first = after.pop(0)
        last.text = vocabulary.joined(last.text, first.text, mark)
        last.last, last.right = first.last, first.right
    elif after:
        after[0] = replace(after[0], text=mark + after[0].text)
    return after


def _goes_over(last: Paragraph, first: Paragraph) -> bool:
    words = without_breaks(last.text)
    alike = abs(last.size - first.size) <= _SAME_SIZE * last.size and last.bold == first.bold
    if not alike or _ENDED.search(words) or _opens_item(first.text) or _LEADERS.search(words) or last.bold:
        return False
    if first.text[:1].islower() or words.endswith("-"):
        return True
    return last.kind is Kind.PARAGRAPH and len(words) > 60 and not _fits(last, first.text)


def _goes_on(current: Paragraph, line: Line, usual: float, body: float) -> bool:
    """Whether the line is the paragraph's next."""
    distance = current.last.base - line.base
    alike = abs(current.size - line.size) <= _SAME_SIZE * current.size
    if not alike or _LEADERS.search(current.text) or distance > 3 * usual or _is_bullet(line.text):
        return False
    full = not _fits(current, line.text)
    ended = bool(_ENDED.search(without_breaks(current.text)))
    spaced = distance > _SPACE * max(usual, line.size)
    if current.size >= _LARGE * body:
        return distance <= 1.7 * line.size and not _NUMBERED.match(line.text)
    if (
        current.bold != line.bold
        and len(current.text) < 120
        and (not full or current.bold)
        and not _runs_on(current, line)
    ):
        return False
    if _opens_item(line.text):
        return full and not ended and not spaced
    if line.text[:1].islower() and not ended:
        return True
    return (full or (not ended and _is_long(current))) and not spaced


def _is_long(current: Paragraph) -> bool:
    """Whether the last line is too long for one that the writer ended inside a sentence; a numbered title may be."""
    width = current.right - current.last.x0
    title = _NUMBERED.match(current.text) and current.text == current.last.text
    return current.last.x1 - current.last.x0 > _LONG * width and not title


def _runs_on(current: Paragraph, line: Line) -> bool:
    return line.text[:1].islower() and not _ENDED.search(current.text)


def _fits(current: Paragraph, following: str) -> bool:
    """Whether the next line's first word would have fitted at the end of the paragraph's last line."""
    line = current.last
    words = following.split()
    width = (line.x1 - line.x0) / max(len(line.text), 1)
    return line.x1 + width * (len(words[0]) + 1 if words else 1) <= current.right - 0.2 * line.size


def _kind(current: Paragraph | None, line: Line, usual: float) -> Kind:
    if _is_bullet(line.text) or _DASH.match(line.text):
        return Kind.ITEM
    if _NUMBERED.match(line.text) and current and current.last.base - line.base <= _SPACE * max(usual, line.size):
        return Kind.ITEM
    return Kind.PARAGRAPH


def _is_bullet(words: str) -> bool:
    return bool(_BULLET.match(words))


def _opens_item(words: str) -> bool:
    return bool(_BULLET.match(words) or _DASH.match(words) or _NUMBERED.match(words))


def _right_edge(lines: Sequence[Line]) -> float:
    edges = sorted(line.x1 for line in lines)
    return edges[-1 - len(edges) // 20] if edges else 0.0


def _usual_distance(lines: Sequence[Line]) -> float:
    """The distance of two lines of one paragraph: the median of those that are not plainly space."""
    distances = [
        one.base - other.base
        for one, other in pairwise(lines)
        if 0.8 * other.size <= one.base - other.base <= 2.2 * other.size
    ]
    near = [distance for distance in distances if distance <= 1.25 * min(distances)] if distances else []
    return median(near) if near else 1.3 * (lines[0].size if lines else 10.0)
