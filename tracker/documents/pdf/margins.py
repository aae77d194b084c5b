"""What the pages repeat in their margins: running headers and footers and page numbers are no text of the document.

A line is one of them when pages repeat it, its figures apart, at the same height, set off from the text; a page number
when it stands alone there and goes up with the pages. The header of a table that goes on is never one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tracker.documents.pdf.lines import Line

_OUTERMOST = 3  # lines from an edge that can be a header or footer
_SAME_HEIGHT = 6.0  # points
_LEAST_PAGES = 3
_YEARS = re.compile(r"(?:^|\s)(?:19|20)\d\d(?=\s|$)")
_NUMBER = re.compile(r"^\W*(?:side|s\.|page)?\W*(\d{1,4})(?:\s*(?:af|/|ud af|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"^\W*(?:side|page)\s+\d{1,4}\s*(?:af|/|ud af|of)\s*\d{1,4}\W*$", re.IGNORECASE)

Place = tuple[int, int]


def margin_lines(pages: Sequence[Sequence[Line]]) -> frozenset[Place]:
    """The lines that are margins, as pairs of the page's index and the line's index on it."""
    repeated: dict[tuple[str, bool, int], list[Place]] = defaultdict(list)
    numbers: dict[tuple[bool, int], list[Place]] = defaultdict(list)
    found: set[Place] = set()
    for page, lines in enumerate(pages):
        for at, top in _outermost(lines):
            line = lines[at]
            height = round(line.base / _SAME_HEIGHT)
            if _NUMBER_OF.match(line.text):
                found.add((page, at))
            elif match := _NUMBER.match(line.text):
                numbers[top, page - int(match[1])].append((page, at))
            elif len(_YEARS.findall(line.text)) < 2:
                repeated[re.sub(r"\d+", "0", line.text), top, height].append((page, at))
    for shape, top, height in list(repeated):
        places = [place for near in (height - 1, height, height + 1) for place in repeated.get((shape, top, near), ())]
        if len({page for page, _ in places}) >= _LEAST_PAGES:
            found.update(repeated[shape, top, height])
    for places in numbers.values():
        if len({page for page, _ in places}) >= 2:
            found.update(places)
    return frozenset(_up_to_the_text(found, pages))


def _outermost(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """The lines nearest the edges, each with whether the edge is the upper one; none is counted to both."""
    half = (len(lines) + 1) // 2
    for at in range(min(_OUTERMOST, half)):
        yield at, True
    for at in range(max(len(lines) - _OUTERMOST, half), len(lines)):
        yield at, False


def _up_to_the_text(found: set[Place], pages: Sequence[Sequence[Line]]) -> Iterator[Place]:
    """Only those that nothing but other margins parts from the edge."""
    for page, lines in enumerate(pages):
        for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
            for at in order:
                if (page, at) not in found:
                    break
                yield page, at
