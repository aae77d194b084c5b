"""What the pages repeat in their margins: running headers and footers and page numbers are no text of the document.

A line is one of them when pages repeat it at the same height, save for a number that goes up with the pages; a page
number when it stands alone there and goes up. Rows of figures and the header of a table that goes on are never one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tracker.documents.pdf.lines import Line

_OUTERMOST = 3  # lines from an edge that can be a header or footer
_SAME_HEIGHT = 6.0  # points
_LEAST_PAGES = 3
_YEARS = re.compile(r"(?:^|\s)(?:19|20)\d\d(?=\s|$)")
_FIGURE = re.compile(r"[-–−+]?\d[\d.,]*$")
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
            if _NUMBER_OF.match(line.text):
                found.add((page, at))
            elif match := _NUMBER.match(line.text):
                numbers[top, page - int(match[1])].append((page, at))
            elif not _is_row(line):
                for shape in _shapes(line.text, page):
                    repeated[shape, top, round(line.base / _SAME_HEIGHT)].append((page, at))
    found.update(place for places in numbers.values() if _pages_of(places) >= 2 for place in places)
    return frozenset(_up_to_the_text(found | _at_one_height(repeated), pages))


def _at_one_height(repeated: dict[tuple[str, bool, int], list[Place]]) -> set[Place]:
    """The lines that enough pages repeat at the same height, or nearly."""
    found: set[Place] = set()
    for (shape, top, height), places in repeated.items():
        near = [place for at in (height - 1, height, height + 1) for place in repeated.get((shape, top, at), ())]
        if _pages_of(near) >= _LEAST_PAGES:
            found.update(places)
    return found


def _pages_of(places: Iterable[Place]) -> int:
    return len({page for page, _ in places})


def _shapes(words: str, page: int) -> Iterator[str]:
    """The line as it stands, and with each of its numbers told by its distance from the page's: all else must be alike,
    since rows and titles that differ in their figures are text."""
    yield words
    for number in re.finditer(r"\d{1,4}", words):
        yield f"{words[: number.start()]}\0{int(number[0]) - page}\0{words[number.end() :]}"


def _is_row(line: Line) -> bool:
    """Whether the line is a row of figures, or a header that names years."""
    figures = sum(bool(_FIGURE.match(segment.text)) for segment in line.segments)
    return figures >= 2 or len(_YEARS.findall(line.text)) >= 2


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
