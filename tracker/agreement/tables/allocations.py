"""Tables of allocations and savings: rows under a header of years become kroner by year.

A row with a section's number or title is an allocation, a row with a code («ABC-01») a saving. The unit and the type
stand in the table's first rows or in the caption above it; a caption below, or the table before, is asked when these
are silent. A table's rows may run over pages, with the header repeated, and their titles over lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from tracker.agreement.tables.amounts import parse_number
from tracker.agreement.tables.columns import (
    Figures,
    Header,
    Layout,
    read_figures,
    read_header,
    read_labels,
    split_cells,
)
from tracker.agreement.text.lines import Line, has_pipes, is_table_row, join_broken, mend_hyphens, split_lines
from tracker.agreement.values import Allocation, AllocationType, Saving, Section

_CODE = re.compile(r"[A-ZÆØÅ]{1,6}[-–. ]?\d{1,4}(?:[-.]\d{1,3})?[A-Za-z]?")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_LABEL = re.compile(rf"^(?P<code>{_NUMBER.pattern}\.?|{_CODE.pattern})(?:[.:]?\s+|\s*$)(?P<title>.*)$", re.DOTALL)
_UNITS = (
    (re.compile(r"\bmia\.?\s*kr|milliarder", re.IGNORECASE), 1_000_000_000),
    (re.compile(r"\bmi(?:o|ll)\.?\s*kr|millioner", re.IGNORECASE), 1_000_000),
    (re.compile(r"1\.?000\s*kr|\bt\.?\s?kr|tusinde|\bi\s+1\.000", re.IGNORECASE), 1_000),
    (re.compile(r"(?:\bi|hele|alle\s+beløb\s+i|\()\s*(?:kr\b|kroner)", re.IGNORECASE), 1),
)
_TYPES = (
    (re.compile(r"drift", re.IGNORECASE), AllocationType.OPERATION),
    (re.compile(r"anlæg|(?<!drifts)investering", re.IGNORECASE), AllocationType.INVESTMENT),
)
_SAVINGS = re.compile(r"bespar|effektivisering|omstilling|reduktion|tilpasning|råderum|nedskær", re.IGNORECASE)
_TOTALS = re.compile(r"^(?:i\s*alt|total|sum|samlet|subtotal|heraf)\b|\bi\s*alt$", re.IGNORECASE)
_NEAR_TITLE = 0.85  # «bydelen» for «bydelene»; tables shorten and inflect
_CAPTION_LINES = 4
_LONGEST_TITLE = 4  # lines
_PROSE_WORDS = 9
_ENDS_PROSE = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row with money that belongs to no section and no code, or whose figures cannot be told apart by year."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of a text hold, in kroner. `rows` are the places of all their rows."""

    allocations: tuple[Allocation, ...] = ()
    savings: tuple[Saving, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """The table that is being read: what holds for its rows until something else is said."""

    at: int  # the line of its header
    header: Header
    unit: int | None
    type: AllocationType | None
    savings: bool
    group: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its labels and figures; `unit` is None until a caption below the table tells it."""

    labels: dict[str, str]
    figures: Figures
    table: _Table
    start: int
    end: int


def read_tables(text: str, sections: Sequence[Section] = ()) -> Tables:
    """Reads every table of `text`; `sections` tell which rows belong to which section."""
    lines = split_lines(text)
    rows = _with_units(list(_rows(lines)), lines)
    numbers = {_key(section.number): section.number for section in sections if _NUMBER.fullmatch(section.number)}
    titles = {_folded(section.title): section.number for section in sections}
    allocations, savings, unplaced = [], [], []
    for row in rows:
        code, title = _code_and_title(row)
        if _is_total(code, title):
            continue
        section = _section(code, title, numbers, titles) or (None if code else _around(row.table, lines, sections))
        if not row.figures.complete:
            unplaced.append(Unplaced(title, row.start, row.end))
        elif code and (_CODE.fullmatch(code) or (row.table.savings and section is None)):
            savings.append(_saving(row, code, title))
        elif section is not None:
            allocations.append(_allocation(row, section, title))
        elif not (code and numbers and "." not in code):  # a chapter's sum is no money of its own
            unplaced.append(Unplaced(title, row.start, row.end))
    return Tables(tuple(allocations), tuple(savings), tuple(unplaced))


def _rows(lines: list[Line]) -> Iterator[_Row]:
    """The rows of all tables, whole, in order. A row is held back until it is clear that its title has ended."""
    table: _Table | None = None
    waiting: _Row | None = None
    at = 0
    while at < len(lines):
        line, used = _whole_line(lines, at, table)
        header = read_header(line)
        row = _row(table, line) if table and not header else None
        longer = _extended(waiting, line, lines, at) if waiting and not (header or row) else None
        if longer:
            waiting = longer
        else:
            if waiting:
                yield waiting
            waiting = row if row and (row.figures.by_year or not row.figures.complete) else None
            table = _opened(header, lines, at, table) if header else _table_after(table, row, lines, at)
        at += used
    if waiting:
        yield waiting


def _table_after(table: _Table | None, row: _Row | None, lines: list[Line], at: int) -> _Table | None:
    """The table as it is after a line that is no header: with the group that the line names; none after prose."""
    if table is None or row:
        return row.table if row else None
    if _is_group_line(lines, at):
        return _in_group(table, lines[at].plain)
    return None if _is_prose(lines[at]) else table


def _whole_line(lines: list[Line], at: int, table: _Table | None) -> tuple[Line, int]:
    """A row whose title is broken before its figures, joined with the lines that end it."""
    line = lines[at]
    if table is None or table.header.layout is not Layout.TABS or not _LABEL.match(line.text) or _has_figures(line):
        return line, 1
    joined = line
    for used, following in enumerate(lines[at + 1 : at + _LONGEST_TITLE], start=2):
        if following.blank or _LABEL.match(following.text):
            break
        joined = Line(join_broken(joined.text, following.text), line.start, following.end)
        if _has_figures(following):
            return joined, used
    return line, 1


def _opened(header: Header, lines: list[Line], at: int, before: _Table | None) -> _Table:
    """The table under a header: what the lines above say; where they are silent it goes on with the table before."""
    caption = [*_told_by_header(header, lines[at]), *_caption(lines, at)]
    carried = before if before and not caption else None
    return _Table(
        at,
        header,
        unit=_unit(caption) or (carried.unit if carried else None),
        type=carried.type if carried else _type(caption),
        savings=carried.savings if carried else any(_SAVINGS.search(words) for words in caption),
        group=carried.group if carried else None,
    )


def _told_by_header(header: Header, line: Line) -> list[str]:
    """The words of a header that stand in for a caption («ANLÆG (1.000 kr.)»), where they tell something."""
    cells = split_cells(line)[1]
    words = " ".join(cell.text for at, cell in enumerate(cells) if header.roles.get(at) == "label")
    return [words] if _unit([words]) or _type([words]) or _SAVINGS.search(words) else []


def _caption(lines: list[Line], at: int) -> list[str]:
    """The lines just above a header that can name the table, the nearest first."""
    found: list[str] = []
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if line.blank:
            if at - above > _CAPTION_LINES * 2:
                break
            continue
        if _has_figures(line) or len(found) == _CAPTION_LINES or read_header(line) or _is_prose(line):
            break
        found.append(line.plain)
    return found


def _has_figures(line: Line) -> bool:
    """Whether a line has a cell with a figure, years apart."""
    layout, cells = split_cells(line)
    return layout is not Layout.FLAT and any(
        parse_number(cell.text) is not None and not re.fullmatch(r"(?:19|20)\d\d", cell.text) for cell in cells
    )


def _unit(words: Sequence[str]) -> int | None:
    for line in words:
        for pattern, unit in _UNITS:
            if pattern.search(line):
                return unit
    return None


def _type(caption: Sequence[str]) -> AllocationType | None:
    for line in caption:
        found = [kind for pattern, kind in _TYPES if pattern.search(line)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _row(table: _Table, line: Line) -> _Row | None:
    """The row that a line is; one with words alone in its first cell names the group of those below."""
    layout, cells = split_cells(line)
    if layout is Layout.FLAT and not (is_table_row(line) or _is_flat_row(table, line)):
        return None
    labels, figures = read_labels(table.header, line), read_figures(table.header, line)
    filled = [cell.text for cell in cells if cell.text]
    if not figures.by_year and figures.complete:
        if len(filled) == 1 and cells[0].text and not _LABEL.match(filled[0]):
            return _Row(labels, figures, _in_group(table, mend_hyphens(filled[0])), line.start, line.end)
        return None
    return _Row(labels, figures, table, line.start, line.end)


def _is_flat_row(table: _Table, line: Line) -> bool:
    labelled = _LABEL.match(line.text) is not None and line.text.rstrip()[-1:].isdigit()
    return table.header.layout is Layout.FLAT and labelled and not _is_prose(line)


def _in_group(table: _Table, words: str) -> _Table:
    """A group row such as «Anlæg» tells the type, any other the committee."""
    kind = _type([words]) if not words.casefold().endswith("udvalget") else None
    return replace(table, type=kind) if kind else replace(table, group=words)


def _is_group_line(lines: list[Line], at: int) -> bool:
    """Whether a line without cells stands right among the rows, or under a header, and names those below."""
    words = lines[at].plain
    if at in (0, len(lines) - 1) or not words or not words[0].isupper() or words[-1] in ".:;,":
        return False
    return is_table_row(lines[at - 1]) and is_table_row(lines[at + 1]) and read_header(lines[at + 1]) is None


def _extended(row: _Row, line: Line, lines: list[Line], at: int) -> _Row | None:
    """The row with the rest of its title, where a line goes on with it."""
    words = " ".join(cell.text for cell in split_cells(line)[1] if cell.text)
    if not words:
        return None
    title = row.labels.get("label", "")
    if read_figures(row.table.header, line).by_year or (at and lines[at - 1].blank):
        return None
    if not (words[0].islower() or title.endswith("-") or has_pipes(line)):
        return None
    return replace(row, labels={**row.labels, "label": join_broken(title, words)}, end=line.end)


def _is_prose(line: Line) -> bool:
    words = line.text.split()
    return len(words) >= _PROSE_WORDS and words[-1][-1] in ".:!?" and not is_table_row(line)


def _with_units(rows: list[_Row], lines: list[Line]) -> list[_Row]:
    """Gives rows of a table without a unit that of the caption below it, else of a table near it, else a likely one."""
    tables: dict[int, list[_Row]] = {}
    for row in rows:
        tables.setdefault(row.table.at, []).append(row)
    units = {
        at: own[0].table.unit or _unit(_cells_with_units(lines, own[0])) or _unit(_below(lines, own[-1].end))
        for at, own in tables.items()
    }
    told = [unit for unit in units.values() if unit]
    before: int | None = None
    for at, own in tables.items():
        before = units[at] = units[at] or _likely_unit(own, before or (told[0] if told else None))
    return [replace(row, table=replace(row.table, unit=units[row.table.at])) for row in rows]


def _cells_with_units(lines: list[Line], row: _Row) -> list[str]:
    """The figures of a row that bear their unit themselves («1,5 mio. kr.»)."""
    line = lines[_index_after(lines, row.start)]
    return [cell.text for cell in split_cells(line)[1] if re.match(r"[-−–]?\d[\d.,]*\s*(?:mi|t\.?\s?kr)", cell.text)]


def _below(lines: list[Line], end: int) -> list[str]:
    """The lines just below a table that can name it."""
    following = [line for line in lines[_index_after(lines, end) :][: _CAPTION_LINES * 2] if not line.blank]
    found = []
    for line in following[:2]:
        if read_header(line) or is_table_row(line) or _is_prose(line):
            break
        found.append(line.plain)
    return found


def _index_after(lines: list[Line], end: int) -> int:
    return bisect_left(lines, end, key=lambda line: line.start)


def _likely_unit(rows: list[_Row], near: int | None) -> int:
    """The unit of a table near, unless the figures gainsay it: decimals are millions, large figures are kroner."""
    values = [value for row in rows for value in row.figures.by_year.values()]
    if any(value != value.to_integral_value() for value in values):
        return max(near or 0, 1_000_000)
    large = max((abs(value) for value in values), default=Decimal(0)) >= 1_000_000
    return 1 if large else near or 1_000


def _code_and_title(row: _Row) -> tuple[str, str]:
    label = row.labels.get("label", "")
    code = row.labels.get("code", "")
    if not code and (match := _LABEL.match(label)):
        code, label = match["code"], match["title"]
    return code.strip(" *").rstrip("."), mend_hyphens(label)


def _is_total(code: str, title: str) -> bool:
    return bool(_TOTALS.search(code or title)) or not (code or title)


def _section(code: str, title: str, numbers: dict[tuple[int, ...], str], titles: dict[str, str]) -> str | None:
    if code and _NUMBER.fullmatch(code):
        if _key(code) in numbers:
            return numbers[_key(code)]
        return code if "." in code else None
    return _section_by_title(_folded(title), titles) if not code else None


def _around(table: _Table, lines: Sequence[Line], sections: Sequence[Section]) -> str | None:
    """The section that a table stands in, right under its prose: its rows need not say whose they are.

    Under a heading or a caption a table can be of the whole paper, as those of an appendix are.
    """
    above = next((line for line in reversed(lines[: table.at]) if not line.blank), None)
    if above is None or above.text.rstrip()[-1:] not in _ENDS_PROSE or is_table_row(above):
        return None
    return next((one.number for one in sections if one.start <= above.start < one.end), None)


def _section_by_title(title: str, titles: dict[str, str]) -> str | None:
    """The section of that title, or the one whose title the row's goes on with or nearly has; never one of two."""
    if title in titles:
        return titles[title]
    longer = [name for name in titles if title.startswith(f"{name} ") or name.startswith(f"{title} ")]
    near = longer or get_close_matches(title, titles, n=2, cutoff=_NEAR_TITLE)
    return titles[near[0]] if len(near) == 1 else None


def _key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _folded(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()


def _kroner(value: Decimal, unit: int | None) -> int:
    return int((value * (unit or 1)).to_integral_value(ROUND_HALF_UP))


def _allocation(row: _Row, section: str, title: str) -> Allocation:
    named = row.labels.get("type", "").casefold()
    kind = {"d": AllocationType.OPERATION, "a": AllocationType.INVESTMENT}.get(named[:1], row.table.type)
    amounts = {year: _kroner(value, row.table.unit) for year, value in row.figures.by_year.items()}
    return Allocation(section, title, kind or AllocationType.OPERATION, amounts, row.start, row.end)


def _saving(row: _Row, code: str, title: str) -> Saving:
    amounts = {year: _kroner(value, row.table.unit) for year, value in row.figures.by_year.items()}
    invested = row.figures.investment
    committee = row.labels.get("committee") or row.table.group
    investment = None if invested is None else _kroner(invested, row.table.unit)
    return Saving(code, title, committee, amounts, investment, row.start, row.end)
