"""Words become lines, and lines stand in the order in which a reader reads them: column by column.

Two columns of prose are told from a table by the order in which the file itself gives the words: a column is written to
its end before the next begins, while a table is written row by row.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.documents.pdf.words import Word

_SAME_LINE = 0.4  # of the size: baselines nearer than this are one line
_RAISED = 0.8  # of the line's size: smaller and raised figures point to a note
_WIDE_GAP = 0.8  # of the size: a wider gap may part two cells or two columns
_LABEL = re.compile(r"(?:[•▪‣◦·–-]|\(?(?:\d{1,2}|[a-zæøå])[.)]|\d{1,2}(?:\.\d{1,3})+\.?)$")
_LEAST_LINES = 3  # in each of two columns
_GUTTER = 8.0  # points: the least space between two columns
_STEP = 2.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line with no wide gap between them; `order` is the place of the first in the file."""

    words: tuple[Word, ...]
    text: str
    x0: float
    x1: float
    order: int


@dataclass(frozen=True)
class Line:
    """Segments on one baseline, from left to right."""

    segments: tuple[Segment, ...]
    base: float
    size: float
    bold: bool = False
    x0: float = field(default=0.0)
    x1: float = field(default=0.0)

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(segment.text for segment in self.segments)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a page or a column, from above; marks that point to notes are left out."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.x0)):
        row = rows[-1] if rows else None
        if row and abs(_base(row) - word.base) <= _SAME_LINE * max(word.size, row[0].size):
            row.append(word)
        else:
            rows.append([word])
    return [line for row in rows if (line := _line(row))]


def line_of(segments: Sequence[Segment]) -> Line:
    """A line of segments that stand on one baseline."""
    words = [word for segment in segments for word in segment.words]
    sizes: dict[float, int] = {}
    for word in words:
        sizes[round(word.size, 1)] = sizes.get(round(word.size, 1), 0) + len(word.text)
    size = max(sizes, key=lambda key: (sizes[key], key))
    return Line(
        tuple(segments),
        _base(words),
        size,
        all(word.bold for word in words if any(map(str.isalnum, word.text))),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
    )


def _base(words: Sequence[Word]) -> float:
    return max(words, key=lambda word: (word.size, len(word.text))).base


def _line(words: list[Word]) -> Line | None:
    words = sorted(words, key=lambda word: word.x0)
    size = max(word.size for word in words)
    base = _base(words)
    kept: list[Word] = []
    for word in words:
        points_to_note = (
            word.size < _RAISED * size and word.base > base + 0.1 * size and re.fullmatch(r"[\d,*)]{1,4}", word.text)
        )
        if not points_to_note or (kept and re.fullmatch(r"[\d.,]*[kcm]?m", kept[-1].text)):
            kept.append(word)
    if not kept:
        return None
    groups = [[kept[0]]]
    for word in kept[1:]:
        before = groups[-1][-1]
        label = len(groups) == len(groups[0]) == 1 and _LABEL.match(before.text) and not word.text[0].isdigit()
        if word.x0 - before.x1 > _WIDE_GAP * size and not label:
            groups.append([word])
        else:
            groups[-1].append(word)
    return line_of([_segment(_joined(group, size)) for group in groups])


def _segment(words: list[Word]) -> Segment:
    text = " ".join(word.text for word in words)
    return Segment(tuple(words), text, words[0].x0, max(word.x1 for word in words), words[0].order)


def _joined(words: list[Word], size: float) -> list[Word]:
    """Words that touch become one: a word may be printed in parts, with a change of type inside."""
    joined = [words[0]]
    for word in words[1:]:
        last = joined[-1]
        if word.x0 - last.x1 < 0.08 * size:
            text = last.text + word.text
            joined[-1] = Word(text, last.x0, max(last.x1, word.x1), last.base, last.size, last.bold, last.order)
        else:
            joined.append(word)
    return joined


def reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The regions of a page in the order of reading, each with its lines from above."""
    if not lines:
        return []
    gutter = _gutter(lines)
    if gutter is None:
        return [list(lines)]
    regions: list[list[Line]] = []
    across: list[Line] = []  # lines over the whole width that wait for those that go on with them
    band: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not any(segment.x0 < gutter < segment.x1 for segment in line.segments):
            band.append(line)
            continue
        columns = _columns(band, gutter)
        if columns:
            regions += [across, *columns]
            across = []
        else:
            across = across + band
        across = across + ([line] if line else [])
        band = []
    return [region for region in [*regions, across] if region]


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x between two columns that fewest segments cross, if enough lines stand on each side of it."""
    begins = sorted(segment.x0 for line in lines for segment in line.segments)
    ends = sorted(segment.x1 for line in lines for segment in line.segments)
    left, right = begins[0], ends[-1]
    best: tuple[int, float] | None = None
    x = left + 0.2 * (right - left)
    while x < left + 0.8 * (right - left):
        over = len(begins) - bisect_right(ends, x - _GUTTER / 2) - (len(begins) - bisect_left(begins, x + _GUTTER / 2))
        sides = (bisect_right(ends, x), len(begins) - bisect_left(begins, x))
        if min(sides) >= _LEAST_LINES and over <= len(begins) / 2 and (best is None or over < best[0]):
            best = (over, x)
        x += _STEP
    return best[1] if best else None


def _columns(lines: list[Line], gutter: float) -> list[list[Line]]:
    """The regions of a band that nothing crosses, if it is two columns; none where it is a table or little text."""
    sides: tuple[list[Word], list[Word]] = ([], [])
    placed: list[tuple[int, bool]] = []
    for line in lines:
        for segment in line.segments:
            sides[segment.x0 >= gutter].extend(segment.words)
            placed.append((segment.order, segment.x0 >= gutter))
    placed.sort()
    changes = sum(one[1] != other[1] for one, other in pairwise(placed))
    halves = [lines_of(side) for side in sides]
    if min(map(len, halves)) < _LEAST_LINES or changes > max(1, 0.15 * len(lines)):
        return []
    return [region for half in halves for region in reading_order(half)]
