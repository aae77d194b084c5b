"""Cells and columns of tables in plain text: by tabs, by pipes, by aligned spaces, or flattened to single spaces.

A header names the years; what its other columns hold is told by their words in general («Nr.», «Udvalg»), or by their
place before the years. Nothing here knows what a table is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from tracker.agreement.tables.amounts import parse_number
from tracker.agreement.text.lines import Line, has_pipes, mend_hyphens

_YEAR_CELL = re.compile(
    r"^(?:(?:BO?|budget|overslag|år|pr\.?)\s*)?(?P<year>(?:19|20)\d\d)\W{0,2}(?:p/l)?$", re.IGNORECASE
)
_ROLES = (
    ("total", re.compile(r"^(?:i\s*alt|total|sum|samlet)\b|\d{4}\s*[-–]\s*\d{2,4}", re.IGNORECASE)),
    ("investment", re.compile(r"invest|anlæg|engangsudgift", re.IGNORECASE)),
    ("committee", re.compile(r"udvalg", re.IGNORECASE)),
    ("type", re.compile(r"^(?:type|art|drift\s*/\s*anlæg|d\s*/\s*a)\b", re.IGNORECASE)),
    ("code", re.compile(r"^(?:nr|nummer|kode|id|sag|løbenr|afsnit|punkt|pkt)\b", re.IGNORECASE)),
)
_NO_AMOUNT = re.compile(r"^[-−–.\s]*$")
_TRAILING_FIGURES = re.compile(
    r"^(?P<label>.*?)(?P<figures>(?:\s+[-−–+]?\d[\d.]*(?:,\d+)?(?!\S)|\s{2,}[-−–](?!\S))+)\s*$"
)
_UNIT_WORDS = re.compile(r"(?:mio\.?\s*)?(?:kr\.?|kroner)$|\*+$", re.IGNORECASE)


class Layout(Enum):
    """How the cells of a row are kept apart."""

    TABS = auto()
    PIPES = auto()
    ALIGNED = auto()  # two spaces or more
    FLAT = auto()  # single spaces: only the figures at the end can be told from the words


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, and where in its line they end."""

    text: str
    edge: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns of a table hold. `years` and `roles` go by the column's index."""

    layout: Layout
    years: dict[int, int]
    roles: dict[int, str]
    edges: tuple[int, ...]

    @property
    def first_year(self) -> int:
        """The index of the first column with a year."""
        return min(self.years)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one row as printed, in the table's own unit: by year, and the investment."""

    by_year: dict[int, Decimal]
    investment: Decimal | None
    complete: bool = True  # False where the figures cannot be told apart by year


def split_cells(line: Line) -> tuple[Layout, list[Cell]]:
    """The cells of a line, empty ones included where tabs or pipes show them."""
    text = line.text
    if has_pipes(line):
        start = text.index("|") + 1 if text.lstrip().startswith("|") else 0
        body = text.rstrip().removesuffix("|")
        return Layout.PIPES, _by_separator(body, start, r"\|")
    if "\t" in text:
        return Layout.TABS, _by_separator(text, 0, r"\t")
    cells = [Cell(match[0].strip(), match.end()) for match in re.finditer(r"\S+(?: \S+)*", text)]
    return (Layout.ALIGNED if len(cells) > 1 else Layout.FLAT), cells


def read_header(line: Line) -> Header | None:
    """The header that a line is: it names a year, and holds no figures."""
    layout, cells = split_cells(line)
    if layout is Layout.FLAT:
        cells = [Cell(match[0], match.end()) for match in re.finditer(r"\S+", line.text)]
    years = {at: int(match["year"]) for at, cell in enumerate(cells) if (match := _YEAR_CELL.match(cell.text))}
    others = [cell.text for at, cell in enumerate(cells) if at not in years]
    if not years or any(parse_number(words) is not None for words in others):
        return None
    if sorted(years.values()) != list(years.values()) or (len(years) == 1 and layout in (Layout.ALIGNED, Layout.FLAT)):
        return None
    if layout is Layout.FLAT and list(years) != list(range(len(cells) - len(years), len(cells))):
        return None
    roles = {at: _role(cell.text, after=at > min(years)) for at, cell in enumerate(cells) if at not in years}
    return Header(layout, years, roles, tuple(cell.edge for cell in cells))


def read_labels(header: Header, line: Line) -> dict[str, str]:
    """The words of a row before its figures: `label` for those without a column of their own, else by role."""
    layout, cells = split_cells(line)
    if layout in (Layout.ALIGNED, Layout.FLAT):
        match = _TRAILING_FIGURES.match(line.text)
        words = re.split(r"\s{2,}", (match["label"] if match else line.text).strip())
        return {"label": " ".join(words).strip()}
    found: dict[str, str] = {}
    for at, cell in enumerate(cells):
        role = header.roles.get(at, "label")
        if at in header.years or role in ("total", "investment") or not cell.text:
            continue
        found[role] = f"{found[role]} {cell.text}" if role in found else cell.text
    return {role: mend_hyphens(words) for role, words in found.items()}


def read_figures(header: Header, line: Line) -> Figures:
    """The figures of a row, each under the year of its column."""
    layout, cells = split_cells(line)
    if layout in (Layout.TABS, Layout.PIPES):
        columns = {at: _figure(cell.text) for at, cell in enumerate(cells)}
    else:
        placed = (
            _placed_by_edge(header, line)
            if header.layout is layout is Layout.ALIGNED
            else _placed_by_count(header, line)
        )
        if placed is None:
            return Figures({}, None, complete=False)
        columns = placed
    by_year = {year: value for at, year in header.years.items() if (value := columns.get(at)) is not None}
    invested = [
        value for at, role in header.roles.items() if role == "investment" and (value := columns.get(at)) is not None
    ]
    return Figures(by_year, invested[0] if invested else None)


def _by_separator(text: str, start: int, separator: str) -> list[Cell]:
    cells: list[Cell] = []
    for match in re.finditer(separator + "|$", text[start:]):
        words = text[start if not cells else cells[-1].edge + 1 : start + match.start()]
        cells.append(Cell(words.strip(), start + match.start()))
    return [Cell(re.sub(r"^\*\*|\*\*$", "", cell.text).strip(), cell.edge) for cell in cells]


def _role(words: str, *, after: bool) -> str:
    """What a column holds; one of figures stands after the years, where a word before them is a caption."""
    words = mend_hyphens(words)
    role = next((role for role, pattern in _ROLES if pattern.search(words)), "label")
    return role if after or role not in ("investment", "total") else "label"


def _figure(words: str) -> Decimal | None:
    words = _UNIT_WORDS.sub("", words.strip()).strip()
    if not words or _NO_AMOUNT.match(words):
        return None
    negative = re.fullmatch(r"\((.*)\)", words)
    value = parse_number(negative[1] if negative else words)
    return -value if value is not None and negative else value


def _figures_at_end(line: Line) -> list[tuple[Decimal | None, int]]:
    """The figures that end a line, each with where it ends; a dash is none."""
    match = _TRAILING_FIGURES.match(line.text)
    if match is None:
        return []
    return [
        (parse_number(figure[0]), match.start("figures") + figure.end())
        for figure in re.finditer(r"\S+", match["figures"])
    ]


def _placed_by_edge(header: Header, line: Line) -> dict[int, Decimal | None] | None:
    """Aligned columns: a figure belongs to the column whose right edge is nearest."""
    columns: dict[int, Decimal | None] = {}
    candidates = [*header.years, *(at for at, role in header.roles.items() if role in ("investment", "total"))]
    for value, edge in _figures_at_end(line):
        at = min(candidates, key=lambda column: abs(header.edges[column] - edge))
        if at in columns:
            return _placed_by_count(header, line)
        columns[at] = value
    return columns


def _placed_by_count(header: Header, line: Line) -> dict[int, Decimal | None] | None:
    """Flattened columns: only a row with a figure for every column can be read."""
    figures = [value for value, _ in _figures_at_end(line)]
    after = [at for at, role in header.roles.items() if role in ("investment", "total") and at > header.first_year]
    for columns in ([*header.years, *after], list(header.years)):
        if len(figures) >= len(columns):
            return dict(zip(columns, figures[-len(columns) :], strict=True))
    return {} if not figures else None
