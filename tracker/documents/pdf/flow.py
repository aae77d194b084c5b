"""Pages become one flow of paragraphs and rows, with what goes on over a column's or page's end joined again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.documents.blocks import PAGE_BREAK, Block, Kind
from tracker.documents.pdf.joining import Vocabulary
from tracker.documents.pdf.lines import Line, lines_of, reading_order
from tracker.documents.pdf.margins import margin_lines
from tracker.documents.pdf.paragraphs import Paragraph, join_over_break, paragraphs
from tracker.documents.pdf.tables import Column, Table, find_tables, header_rows, table_rows
from tracker.documents.pdf.words import Word

Page = Sequence[Sequence[Line]]
"""The lines of a page by direction of writing."""

_MOST_NOTES = 8  # paragraphs under the text of a page that its last sentence may have to pass over


def blocks_of(words: Sequence[Sequence[Sequence[Word]]]) -> list[Block]:
    """The blocks of all pages, each page's first with the mark of its beginning.

    `words` are those of each page, by direction of writing, the main one first.
    """
    pages = _without_margins([[lines_of(group) for group in page] for page in words])
    lines = [line for page in pages for group in page for line in group]
    flow = _Flow(_body_size(lines), Vocabulary(line.text for line in lines))
    for number, page in enumerate(pages):
        flow.add_page([region for group in page for region in reading_order(group)], first=number == 0)
    return flow.blocks()


class _Flow:
    """Takes the pages one after the other. `body` is the size of the document's text."""

    def __init__(self, body: float, vocabulary: Vocabulary) -> None:
        self._body = body
        self._vocabulary = vocabulary
        self._parts: list[Paragraph | Block] = []
        self._columns: tuple[Column, ...] = ()
        self._header: list[str] = []
        self._tables = 0
        self._opens = False  # a page has begun and nothing of it been taken yet

    def add_page(self, regions: Sequence[list[Line]], *, first: bool) -> None:
        """Takes the regions of a page in their order."""
        self._opens = not first
        for region in regions:
            self._add_region(region)
        if self._opens:
            self._parts.append(Block(PAGE_BREAK))

    def blocks(self) -> list[Block]:
        """Everything that was taken."""
        sizes = self._heading_sizes()
        return [part.block(sizes, self._body) if isinstance(part, Paragraph) else part for part in self._parts]

    def _add_region(self, lines: list[Line]) -> None:
        at = 0
        for table in find_tables(lines, self._columns):
            self._add_paragraphs(lines[at : table.first], over_break=at == 0)
            self._add_table(lines[table.first : table.last + 1], table)
            at = table.last + 1
        self._add_paragraphs(lines[at:], over_break=at == 0)

    def _add_paragraphs(self, lines: list[Line], *, over_break: bool) -> None:
        found = paragraphs(lines, self._body, self._vocabulary)
        if found and over_break:
            found = join_over_break(self._latest(), found, self._body, self._vocabulary, self._opens)
            self._opens = False
        self._parts += found

    def _add_table(self, lines: list[Line], table: Table) -> None:
        """Adds rows; a header that is printed again where a table goes on is left out."""
        rows = table_rows(lines, table.columns, self._vocabulary)
        header = header_rows(rows)
        last = self._parts[-1] if self._parts else None
        follows = self._opens and isinstance(last, Block) and last.kind is Kind.ROW
        again = bool(header) and header == self._header
        if follows and (again or (not header and table.columns[0][0] == self._columns[0][0])):
            rows = rows[len(header) :]
        else:
            self._tables += 1
        mark = PAGE_BREAK if self._opens else ""
        for words in rows:
            self._parts.append(Block(mark + words, Kind.ROW, self._tables))
            mark = ""
        self._opens = bool(mark)
        self._columns, self._header = table.columns, header or self._header

    def _latest(self) -> list[Paragraph]:
        """The paragraphs after the last table, at most as many as can be notes under a page's text."""
        found: list[Paragraph] = []
        for part in reversed(self._parts[-_MOST_NOTES:]):
            if not isinstance(part, Paragraph):
                break
            found.append(part)
        return found[::-1]

    def _heading_sizes(self) -> list[float]:
        """The sizes larger than the text's, each once, the largest first."""
        found = {part.size for part in self._parts if isinstance(part, Paragraph) and part.size > self._body}
        sizes: list[float] = []
        for size in sorted(found, reverse=True):
            if not sizes or size < sizes[-1] * 0.94:
                sizes.append(size)
        return sizes


def _without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without running headers, footers and page numbers, which stand in the main direction of writing."""
    margins = margin_lines([page[0] if page else [] for page in pages])
    return [
        [
            [line for at, line in enumerate(group) if turned or (number, at) not in margins]
            for turned, group in enumerate(page)
        ]
        for number, page in enumerate(pages)
    ]


def _body_size(lines: Sequence[Line]) -> float:
    """The size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
