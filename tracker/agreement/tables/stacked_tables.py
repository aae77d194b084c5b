"""Tables of initiatives that lost their columns on the way: each cell stands on a line of its own, under the other.

So they come out of some programs and mails: the words of the header one by one, then the cells of each row. Either an
empty line parts the rows, or one parts the cells, or nothing parts anything; what stands in the column of time limits
tells whether the rows were counted right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.agreement.tables.initiative_tables import (
    InitiativeRow,
    InitiativeTable,
    Span,
    aligned_tables,
    columns_of,
)
from tracker.agreement.text.lines import Line, is_bullet, is_table_row

_MOST_COLUMNS = 9
_LEAST_ROWS = 2
_LONGEST_WORDS_OVER = 40  # characters of the words over a column
_LONGEST_LIMIT = 70  # characters of a time limit with what is said beside it
LIMIT = re.compile(
    r"(?:19|20)\d\d\b|\b\d{1,2}[./-]\s?\d{1,2}\b|\buge\s?\d|\bkvartal|\bkvt\b|\bhalvår"
    r"|\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zø]*\b"
    r"|\b(?:forår|sommer|efterår|vinter|påske|pinse|nytår)|\bår(?:et|ets|lig\w*|sskift\w*)?\b"
    r"|\b(?:løbende|snarest|straks|udgår|udgået|afventer|aflyst|udsat|afsluttet|udført|ingen)\b|^\W*$",
    re.IGNORECASE,
)
"""What can stand in a column of time limits: a time, nothing, or what became of it."""

_Cell = tuple[int, ...]  # the places of the lines that it stands on


def loose_tables(lines: Sequence[Line]) -> list[InitiativeTable]:
    """The tables of initiatives that neither pipes nor tabs hold together."""
    return sorted([*aligned_tables(lines), *stacked_tables(lines)], key=lambda table: table.header)


def stacked_tables(lines: Sequence[Line]) -> list[InitiativeTable]:
    """The tables of initiatives with a cell a line."""
    blocks = list(_blocks(lines))
    found: list[InitiativeTable] = []
    done = -1
    for at, block in enumerate(blocks):
        if block[0][0] <= done or not _may_begin(lines, blocks[at : at + _MOST_COLUMNS]):
            continue
        table = _best(lines, blocks[at:])
        if table is not None:
            found.append(table)
            done = table.rows[-1].lines[-1]
    return found


def _may_begin(lines: Sequence[Line], blocks: Sequence[list[_Cell]]) -> bool:
    """Whether the first of what stands in `blocks` can be the words over columns."""
    cells = [cell for block in blocks for cell in block][:_MOST_COLUMNS]
    words = [lines[cell[0]].text.strip() for cell in cells]
    return len(words[0]) <= _LONGEST_WORDS_OVER and bool(columns_of(words))


def _blocks(lines: Sequence[Line]) -> Iterator[list[_Cell]]:
    """The lines between two empty ones, each a cell; one that goes on with a small letter belongs to the cell above."""
    block: list[_Cell] = []
    for at, line in enumerate(lines):
        if line.blank or is_table_row(line):
            if block:
                yield block
            block = []
        elif block and line.text.lstrip()[:1].islower():
            block[-1] = (*block[-1], at)
        else:
            block.append((at,))
    if block:
        yield block


def _best(lines: Sequence[Line], blocks: Sequence[list[_Cell]]) -> InitiativeTable | None:
    """The table that begins with the first of `blocks`, read in the way that gives most rows."""
    head = blocks[0]
    read = []
    if len(head) <= _MOST_COLUMNS:
        read.append(_table(lines, head, blocks[1:], parted=True))
    if len(head) == 1:
        cells = [tuple(at for cell in block for at in cell) for block in blocks]
        read += [_table(lines, cells[:n], _in_rows(cells[n:], n), parted=False) for n in _widths(len(cells))]
    else:
        read += [_table(lines, head[:n], _in_rows(head[n:], n), parted=False) for n in _widths(len(head))]
    tables = [table for table in read if table is not None]
    return max(tables, key=lambda table: len(table.rows), default=None)


def _widths(cells: int) -> range:
    return range(2, min(_MOST_COLUMNS, cells // (1 + _LEAST_ROWS)) + 1)


def _in_rows(cells: Sequence[_Cell], width: int) -> Iterator[list[_Cell]]:
    for at in range(0, len(cells) - width + 1, width):
        yield list(cells[at : at + width])


def _table(
    lines: Sequence[Line], head: Sequence[_Cell], rows: Iterator[list[_Cell]] | Sequence[list[_Cell]], *, parted: bool
) -> InitiativeTable | None:
    """The table under `head`, as far as its rows have what can be a time limit. `parted`: a row may lack a cell."""
    words = [" ".join(lines[at].text.strip() for at in cell) for cell in head]
    roles = columns_of(words) if all(len(one) <= _LONGEST_WORDS_OVER for one in words) else {}
    if not roles or any(is_bullet(lines[cell[0]]) for cell in head):
        return None
    told: list[InitiativeRow] = []
    for row in rows:
        lacks = len(row) != len(head)
        if lacks and not (parted and roles["limit"] < len(row) < len(head)):
            break
        limit = " ".join(lines[at].text.strip() for at in row[roles["limit"]])
        if len(limit) > _LONGEST_LIMIT or not LIMIT.search(limit):
            break
        cells = {role: tuple(_span(lines[at]) for at in row[n]) for role, n in roles.items() if n < len(row)}
        told.append(InitiativeRow(tuple(at for cell in row for at in cell), cells))
    return InitiativeTable(head[0][0], tuple(told)) if len(told) >= _LEAST_ROWS else None


def _span(line: Line) -> Span:
    return line.start + len(line.text) - len(line.text.lstrip()), line.start + len(line.text.rstrip())
