"""Minutes in the form of a table: a row for each item, with its number, what it is about, and what was said of it.

    | Pkt. | Sag           | Beslutning                              |
    | 2    | Skolens ferie | Godkendt. Planen følges op i maj 2021.  |

A row without a number goes on with the item above it. A table with a column of time limits is one of initiatives, whose
rows are items all the same where the sections under it count on from them («1. Havnen | … | Maj 2021», «2. Eventuelt»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.agreement.tables.columns import split_cells
from tracker.agreement.tables.initiative_tables import columns_of
from tracker.agreement.text.lines import Line, has_pipes, is_table_row

_NUMBER = re.compile(r"(?:nr|pkt|punkt|sag(?:s?nr)?|punkt\s?nr)\.?|#", re.IGNORECASE)
_TITLE = re.compile(r"(?:sag|emne|punkt|titel|overskrift|dagsordens?punkt)(?:\s?(?:/|og|&)\s?\w+)?", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<number>\d{1,3})\.?")
_OPENED = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?P<title>[^\W\d].*)")
_FEWEST_WORDS = 3  # of a cell that says something; a name has fewer


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item: its line, its number and title, where the title's cell ends, and the spans of what is said of it."""

    at: int
    number: str
    title: str
    title_end: int
    said: tuple[tuple[int, int], ...]


def item_rows(lines: Sequence[Line]) -> list[ItemRow]:
    """The items of all such tables, in their order. Spans are offsets into the text."""
    found: list[ItemRow] = []
    header: _Header | None = None
    for at, line in enumerate(lines):
        if not has_pipes(line):
            header = header if line.blank else None
        elif opened := _header(line):
            header = opened
        elif header is not None:
            _add(found, at, line, header)
    return found


def rows_up_to(number: int, lines: Sequence[Line]) -> list[ItemRow]:
    """The rows that count from one up to the section `number`, which stands under `lines`; none where one misses."""
    found: list[ItemRow] = []
    for at, line in enumerate(lines):
        _layout, cells = split_cells(line) if is_table_row(line) else (None, [])
        opened = _OPENED.fullmatch(cells[0].text) if cells else None
        if opened and int(opened["number"]) == len(found) + 1:
            found.append(ItemRow(at, opened["number"], opened["title"], line.start + cells[0].edge, ()))
    return found if len(found) == number - 1 else []


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of number and title, and whether a pipe stands before the first of them."""

    number: int
    title: int
    framed: bool


def _header(line: Line) -> _Header | None:
    """The header that has number and title side by side, and no time limits."""
    cells = [cell.text for cell in split_cells(line)[1]]
    if columns_of(cells):
        return None
    for at, (left, right) in enumerate(pairwise(cells)):
        if _NUMBER.fullmatch(left) and _TITLE.fullmatch(right):
            return _Header(at, at + 1, _is_framed(line))
    return None


def _is_framed(line: Line) -> bool:
    return line.text.lstrip().startswith("|")


def _cells(line: Line, header: _Header) -> list[tuple[int, int]]:
    """Where the cells stand in the line; under a header without a frame a pipe first leaves the first cell empty."""
    edges = [cell.edge for cell in split_cells(line)[1]]
    opening = line.text.index("|") if _is_framed(line) else -1
    starts = [opening + 1, *(edge + 1 for edge in edges[:-1])]
    spans = list(zip(starts, edges, strict=True))
    return spans if header.framed or opening < 0 else [(0, opening), *spans]


def _add(found: list[ItemRow], at: int, line: Line, header: _Header) -> None:
    cells = _cells(line, header)
    words = [line.text[start:end].strip(" \t*") for start, end in cells]
    if len(words) <= header.title:
        return
    counted = _COUNTED.fullmatch(words[header.number])
    if counted and words[header.title]:
        said = tuple(_speaking(line, cells[header.title + 1 :]))
        found.append(ItemRow(at, counted["number"], words[header.title], line.start + cells[header.title][1], said))
    elif found and not words[header.number]:
        found[-1] = replace(found[-1], said=(*found[-1].said, *_speaking(line, cells[header.title :])))


def _speaking(line: Line, cells: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where in the text the cells stand that say something, without the blanks around them."""
    for start, end in cells:
        words = line.text[start:end]
        if len(words.split()) >= _FEWEST_WORDS or words.rstrip().endswith("."):
            yield line.start + start + len(words) - len(words.lstrip()), line.start + start + len(words.rstrip())
