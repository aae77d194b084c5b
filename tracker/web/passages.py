"""Shows the text of an agreement on a page: paragraphs and bullets, with the words of commitments marked.

Works on offsets into the text as it was read, so that what is marked is exactly what was found. Line breaks that a PDF
has put inside a paragraph become spaces; nothing else is changed.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.agreement.spans import page_at

BULLET = re.compile(r"[ \t]*(?:[•·▪◦‣*–-]|[a-z]\)|o)[ \t]+")
PARAGRAPH_END = re.compile(r"\n[ \t\f]*\n|\f")
SENTENCE_END = re.compile(r"[.!?:][»”\"]?\s+(?=[A-ZÆØÅ0-9•–-])")
AROUND = 420
"""How many code points of the agreement stand at most on each side of a commitment's sentence on its task's page."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to mark, and the place in it (or near it) of the words that give the time.

    `key` is what the template needs to link it: an id, or nothing.
    """

    start: int
    end: int
    key: int | None = None
    words_start: int | None = None
    words_end: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive characters that look alike. `opens` marks the first of a sentence, `page` the first of a page."""

    text: str
    sentence: Sentence | None = None
    is_words: bool = False
    opens: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a bullet of a list."""

    pieces: tuple[Piece, ...]
    is_bullet: bool = False


def blocks(
    text: str, start: int, end: int, sentences: Sequence[Sentence] = (), *, pages: Sequence[int] = ()
) -> list[Block]:
    """The paragraphs and bullets of `text[start:end]`, with `sentences` marked. Of two that overlap, both are marked
    where they do not, and the first one where they do. `pages` are the offsets at which pages begin; one that begins
    after `start` is told by the piece it begins with."""
    opened: set[Sentence] = set()
    found: list[Block] = []
    told = page_at(pages, start)
    for first, last, is_bullet in _lines(text, start, end):
        pieces = []
        for piece_start, piece_end in _cuts(first, last, sentences, pages):
            sentence = next((one for one in sentences if one.start <= piece_start < one.end), None)
            is_words = any(_in_words(one, piece_start) for one in sentences)
            opens = sentence is not None and sentence not in opened
            if sentence is not None:
                opened.add(sentence)
            page = page_at(pages, piece_start)
            new_page, told = page if page != told else None, page
            pieces.append(Piece(_smooth(text[piece_start:piece_end]), sentence, is_words, opens, new_page))
        if "".join(piece.text for piece in pieces).strip():
            found.append(Block(tuple(pieces), is_bullet))
    return found


def body_start(text: str, start: int, end: int, heading: str) -> int:
    """Where the text under `heading` begins in the section `text[start:end]`: the page writes the heading itself.

    A heading may be broken over lines and have a full stop after its number, so letters and digits alone count.
    """
    place = start
    for sign in filter(str.isalnum, heading):
        while place < end and not text[place].isalnum():
            place += 1
        if place >= end or text[place] != sign:
            return start
        place += 1
    while place < end and text[place] in ".: \t":
        place += 1
    return place


def around(text: str, sentence: Sentence, *, lower: int = 0, upper: int | None = None) -> tuple[int, int]:
    """Where to cut the passage around `sentence`: whole sentences on both sides, inside `lower` and `upper`."""
    upper = len(text) if upper is None else upper
    inner_start = min(sentence.start, _or(sentence.words_start, sentence.start))
    inner_end = max(sentence.end, _or(sentence.words_end, sentence.end))
    earliest, latest = max(lower, inner_start - AROUND), min(upper, inner_end + AROUND)
    start, end = earliest, latest
    if earliest > lower:
        starts = [match.end() for match in SENTENCE_END.finditer(text, earliest, inner_start)]
        start = starts[0] if starts else inner_start
    if latest < upper:
        ends = [match.start() + 1 for match in SENTENCE_END.finditer(text, inner_end, latest)]
        end = ends[-1] if ends else inner_end
    return start, end


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int, bool]]:
    """Start, end and whether it is a bullet, of each paragraph and each bullet."""
    edges = [start, *(match.end() for match in PARAGRAPH_END.finditer(text, start, end)), end]
    for first, last in itertools.pairwise(edges):
        line_start = first
        is_bullet = False
        for match in re.finditer(r"[^\n]+\n?", text[first:last]):
            bullet = BULLET.match(match.group())
            if not bullet:
                continue
            here = first + match.start()
            if here > line_start:
                yield line_start, here, is_bullet
            line_start, is_bullet = here + bullet.end(), True
        if line_start < last:
            yield line_start, last, is_bullet


def _cuts(start: int, end: int, sentences: Sequence[Sentence], pages: Sequence[int]) -> Iterable[tuple[int, int]]:
    places = {start, end, *pages[bisect_right(pages, start) : bisect_left(pages, end)]}
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


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
