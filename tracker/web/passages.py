"""Shows the text of an agreement on a page: paragraphs, headings, bullets and rows, with commitments' words marked.

Works on offsets into the text as it was read, so that what is marked is exactly what was found. Line breaks that a PDF
has put inside a paragraph become spaces, and the signs of bullets and of headings without a number («##», «**») become
how they look; nothing else is changed.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.agreement.text.lines import Line, is_contents_entry, is_table_row
from tracker.agreement.text.paragraphs import PARAGRAPH_END
from tracker.agreement.text.spans import page_at

Kind = Literal["", "bullet", "heading", "row"]
"""How a stretch of text stands on the page; a plain paragraph has none."""

BULLET = re.compile(r"[ \t]*(?:[•·▪◦‣*–-]|[a-z]\)|o)[ \t]+")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]+(?P<marked>[^\n]*?)[ \t]*#*|\*\*(?P<bold>[^*\n]+)\*\*)[ \t]*\n?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to mark, and the place in it (or near it) of the words that give the time.

    `key` is what the template needs to link it: an id, or nothing. One that is not `anchored` opens elsewhere.
    """

    start: int
    end: int
    key: int | None = None
    words_start: int | None = None
    words_end: int | None = None
    anchored: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the words that begin at `start`. `key` is what the template needs to link it."""

    start: int
    key: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive characters that look alike, and the `sentences` that cover them.

    `opens` are those that begin here, `notes` the remarks that do, and `page` the page.
    """

    text: str
    sentences: tuple[Sentence, ...] = ()
    is_words: bool = False
    opens: tuple[Sentence, ...] = ()
    notes: tuple[Note, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading in it, a bullet of a list, or a row of a table. `start` is its offset in the text."""

    pieces: tuple[Piece, ...]
    kind: Kind = ""
    start: int = 0


def blocks(
    text: str,
    start: int,
    end: int,
    sentences: Sequence[Sentence] = (),
    *,
    notes: Sequence[Note] = (),
    pages: Sequence[int] = (),
) -> list[Block]:
    """The paragraphs, headings, bullets and rows of `text[start:end]`, with `sentences` and `notes` marked.

    They may overlap. `pages` are the offsets at which pages begin; one that begins after `start` is told by the piece
    that it begins with.
    """
    opened: set[Sentence] = set()
    waiting = sorted(notes, key=lambda note: note.start)
    found: list[Block] = []
    told = page_at(pages, start)
    for first, last, kind in _lines(text, start, end):
        if not text[first:last].strip():
            continue
        pieces = []
        for piece_start, piece_end in _cuts(first, last, sentences, [note.start for note in waiting], pages):
            covering = tuple(one for one in sentences if one.start <= piece_start < one.end)
            opens = tuple(one for one in covering if one.anchored and one not in opened)
            opened.update(opens)
            begun = tuple(note for note in waiting if note.start <= piece_start)
            waiting = waiting[len(begun) :]
            page = page_at(pages, piece_start)
            new_page, told = page if page != told else None, page
            shown = text[piece_start:piece_end]
            pieces.append(
                Piece(
                    text=shown.rstrip("\n") if kind == "row" else _smooth(shown),
                    sentences=covering,
                    is_words=any(_in_words(one, piece_start) for one in sentences),
                    opens=opens,
                    notes=begun,
                    page=new_page,
                )
            )
        found.append(Block(tuple(pieces), kind, first))
    return found


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int, Kind]]:
    """Start, end and kind of each paragraph, heading, bullet and row."""
    edges = [start, *(match.end() for match in PARAGRAPH_END.finditer(text, start, end)), end]
    for first, last in itertools.pairwise(edges):
        line_start = first
        kind: Kind = ""
        for match in re.finditer(r"[^\n]+\n?", text[first:last]):
            here = first + match.start()
            if heading := _HEADING.fullmatch(match.group()):
                if here > line_start:
                    yield line_start, here, kind
                words = "marked" if heading["marked"] is not None else "bold"
                yield here + heading.start(words), here + heading.end(words), "heading"
                line_start, kind = first + match.end(), ""
                continue
            bullet = BULLET.match(match.group())
            is_row = _is_row(match.group())
            if not bullet and not is_row and kind != "row":
                continue
            if here > line_start:
                yield line_start, here, kind
            line_start, kind = here, ""
            if is_row:
                kind = "row"
            elif bullet:
                line_start, kind = here + bullet.end(), "bullet"
        if line_start < last:
            yield line_start, last, kind


def _is_row(words: str) -> bool:
    line = Line(words, 0, len(words))
    return is_table_row(line) or is_contents_entry(line)


def _cuts(
    start: int, end: int, sentences: Sequence[Sentence], notes: Sequence[int], pages: Sequence[int]
) -> Iterable[tuple[int, int]]:
    places = {start, end, *pages[bisect_right(pages, start) : bisect_left(pages, end)]}
    places.update(place for place in notes if start < place < end)
    for one in sentences:
        places.update(
            place for place in (one.start, one.end, one.words_start, one.words_end) if place and start < place < end
        )
    ordered = sorted(places)
    return itertools.pairwise(ordered)


def _in_words(sentence: Sentence, place: int) -> bool:
    return (
        sentence.words_start is not None
        and sentence.words_end is not None
        and sentence.words_start <= place < sentence.words_end
    )


def _smooth(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", " ", text)
