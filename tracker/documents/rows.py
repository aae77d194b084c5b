"""Rows of tables, as Word documents and web pages hold them: cells of blocks become a line with tabs, or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.documents.blocks import PAGE_BREAK, Block, Kind

_LAYOUT_LETTERS = 300  # a cell with so much prose in several paragraphs is page layout, not a cell
_MOST_COLUMNS = 100


def row_blocks(cells: Sequence[tuple[int, list[Block]]], table: int, *, before: int = 0) -> list[Block]:
    """The row of cells, each with the number of columns that it spans, after `before` empty columns.

    A row that only places prose on the page gives its cells' blocks one after the other.
    """
    if _is_layout([blocks for _, blocks in cells]):
        return [block for _, blocks in cells for block in blocks]
    columns = [""] * min(before, _MOST_COLUMNS)
    for span, blocks in cells:
        columns += [_cell_text(blocks), *[""] * (min(max(span, 1), _MOST_COLUMNS) - 1)]
    # Each cell of a row that crosses a page tells of the same page.
    mark = PAGE_BREAK if any(PAGE_BREAK in words for words in columns) else ""
    return [Block(mark + "\t".join(columns).replace(PAGE_BREAK, ""), Kind.ROW, table)]


def _is_layout(cells: Sequence[list[Block]]) -> bool:
    """Whether a row only places prose: a cell alone, or one that holds headings, a table or long paragraphs."""
    if len(cells) == 1:
        return True
    for blocks in cells:
        filled = [block for block in blocks if not block.empty]
        letters = sum(len(block.text) for block in filled)
        if len(filled) > 1 and (
            letters > _LAYOUT_LETTERS or any(block.kind in (Kind.HEADING, Kind.ROW) for block in filled)
        ):
            return True
    return False


def _cell_text(blocks: Sequence[Block]) -> str:
    return re.sub(r"[ \t\n]+", " ", " ".join(block.text for block in blocks)).strip(" ")
