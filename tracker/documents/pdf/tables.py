"""Rows of tables, found by the columns that segments of neighbouring lines share.

Columns are stretches of the page's width that segments fill and that blank strips part. A segment that bridges two
columns, as the name of a group does, makes none. A table that goes on, on the next page or under a caption, without a
header of its own keeps the columns that it had, so that an empty column stays a column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.documents.pdf.joining import Vocabulary
from tracker.documents.pdf.lines import Line, Segment

_NEAR = 2.6  # times the size: rows further apart are not one table
_LEAST_ROWS = 2
_MOST_BETWEEN = 6  # lines without cells of their own between two rows, such as a title over several lines
_NEXT = 1.7  # times the size: the distance of two rows that follow each other
_SAME_ROW = 0.85  # times the size: baselines nearer than this stand in one row
_WRAP = 1.06  # times the least distance of lines: up to this a line goes on with the row above
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TOUCH = 1.0  # points that two columns may reach into each other

Column = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines `first` to `last` of a region, and the columns that they share."""

    first: int
    last: int
    columns: tuple[Column, ...]


def find_tables(lines: Sequence[Line], before: tuple[Column, ...] = ()) -> list[Table]:
    """The tables of a region. `before` are the columns of the table above, which may go on here."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        last = _last_row(lines, at) if len(lines[at].segments) > 1 else None
        if last is None:
            at += 1
            continue
        columns = _columns(lines[at : last + 1])
        if len(columns) > 1:
            own = lines[at : last + 1]
            columns = columns if _has_header(own) else _continued(columns, before)
            first, last = _with_neighbours(lines, at, last, columns, found[-1].last + 1 if found else 0)
            found.append(Table(first, last, columns))
            before = columns
        at = last + 1
    return found


def table_rows(lines: Sequence[Line], columns: tuple[Column, ...], vocabulary: Vocabulary) -> list[str]:
    """The rows of a table as text with a tab between cells; each has all columns."""
    rows = []
    for group in _grouped(lines, columns):
        cells = [""] * len(columns)
        for line in group:
            for segment in line.segments:
                at = _column_of(segment, columns)
                cells[at] = vocabulary.joined(cells[at], segment.text)
        rows.append("\t".join(cells))
    return rows


def header_rows(rows: Sequence[str]) -> list[str]:
    """The first rows of a table up to the one that names the years; none where none does."""
    named = [at for at, row in enumerate(rows[:3]) if sum(bool(_YEAR.match(cell)) for cell in row.split("\t")) > 1]
    return list(rows[: named[-1] + 1]) if named else []


def _last_row(lines: Sequence[Line], first: int) -> int | None:
    """The last line with cells that belongs to the table beginning at `first`; None where there is no second.

    A header of years under rows of figures begins another table.
    """
    last, rows, figures = first, 1, False
    at = first + 1
    while at < len(lines) and at - last <= _MOST_BETWEEN:
        line = lines[at]
        header = _years(line.segments) > 1
        if lines[at - 1].base - line.base > _NEAR * max(line.size, lines[at - 1].size) or (header and figures):
            break
        if len(line.segments) > 1:
            last, rows = at, rows + 1
            figures = figures or (not header and any(map(_is_figure, line.segments)))
        at += 1
    return last if rows >= _LEAST_ROWS else None


def _columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    rows = [line.segments for line in lines if len(line.segments) > 1]
    plain = [segment for segments in rows for segment in segments if not _bridges(segment, rows)]
    columns: list[Column] = []
    for segment in sorted(plain, key=lambda segment: segment.x0):
        if columns and segment.x0 < columns[-1][1] + _TOUCH:
            columns[-1] = (columns[-1][0], max(columns[-1][1], segment.x1))
        else:
            columns.append((segment.x0, segment.x1))
    return _with_headers_joined(columns, rows)


def _bridges(segment: Segment, rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether two segments of some row stand under or over this one."""
    return any(
        sum(other.x0 < segment.x1 - _TOUCH and other.x1 > segment.x0 + _TOUCH for other in row) > 1 for row in rows
    )


def _with_headers_joined(columns: list[Column], rows: Sequence[Sequence[Segment]]) -> tuple[Column, ...]:
    """Joins a heading that stands beside its figures, centred over them or to their left, with their column."""
    filled = [{_column_of(segment, columns) for segment in row} for row in rows]
    heads = [at for at, row in enumerate(rows) if _years(row) > 1]
    joined = list(columns)
    for at in range(len(columns) - 1, 0, -1):
        left, right = ([row for row, cells in enumerate(filled) if column in cells] for column in (at - 1, at))
        if set(left) & set(right) or not left or not right:
            continue
        if (set(left) <= set(heads) and not set(right) & set(heads)) or (
            set(right) <= set(heads) and not set(left) & set(heads)
        ):
            joined[at - 1 : at + 1] = [(joined[at - 1][0], joined[at][1])]
    return tuple(joined)


def _years(row: Sequence[Segment]) -> int:
    return sum(bool(_YEAR.match(word.text)) for segment in row for word in segment.words)


def _has_header(lines: Sequence[Line]) -> bool:
    return any(_years(line.segments) > 1 for line in lines[:3])


def _continued(columns: tuple[Column, ...], before: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of the table before, widened, if each column here is one of them; else those found here."""
    homes = [[at for at, old in enumerate(before) if column[0] < old[1] and column[1] > old[0]] for column in columns]
    if not before or any(len(home) != 1 for home in homes) or len({home[0] for home in homes}) < len(homes):
        return columns
    widened = list(before)
    for column, home in zip(columns, homes, strict=True):
        old = widened[home[0]]
        widened[home[0]] = (min(old[0], column[0]), max(old[1], column[1]))
    return tuple(widened)


def _with_neighbours(
    lines: Sequence[Line], first: int, last: int, columns: tuple[Column, ...], top: int
) -> tuple[int, int]:
    """The table with the names of groups and the rest of titles right under it; above it too where it has no header.

    Prose runs over the columns and is told by that.
    """
    while last + 1 < len(lines) and _belongs(lines[last], lines[last + 1], columns):
        last += 1
    while (
        first > top and not _has_header(lines[first : last + 1]) and _belongs(lines[first], lines[first - 1], columns)
    ):
        first -= 1
    return first, last


def _belongs(row: Line, line: Line, columns: tuple[Column, ...]) -> bool:
    near = abs(row.base - line.base) <= _NEXT * max(line.size, row.size)
    name = len(line.segments) == 1 and line.text[-1] not in ".:;" and abs(line.size - row.size) < 0.06 * row.size
    return near and name and _reach(line.segments[0], columns) <= 2 < len(columns)


def _reach(segment: Segment, columns: Sequence[Column]) -> int:
    return sum(segment.x0 < right and segment.x1 > left for left, right in columns)


def _column_of(segment: Segment, columns: Sequence[Column]) -> int:
    """The column in which a segment stands; of several, the first that it reaches into."""
    for at, (left, right) in enumerate(columns):
        if segment.x0 < right - _TOUCH and segment.x1 > left + _TOUCH:
            return at
    return min(range(len(columns)), key=lambda at: abs(columns[at][0] - segment.x0))


def _grouped(lines: Sequence[Line], columns: tuple[Column, ...]) -> list[list[Line]]:
    """The lines of each row. A line goes on with the row above where it stands too near to be a row of its own, or
    goes on with a title alone; two figures in one column are always two rows."""
    wrap = _wrap_distance(lines, columns)
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1] if groups else None
        if above and _same_row(above, line, columns, wrap):
            above.append(line)
        else:
            groups.append([line])
    return groups


def _wrap_distance(lines: Sequence[Line], columns: tuple[Column, ...]) -> float | None:
    """The distance of two lines of one title, by those that are seen to go on; None where none is."""
    found = [
        above.base - below.base
        for at, above in enumerate(lines)
        for below in lines[at + 1 : at + 3]
        if _continues(above, below, columns) and above.base - below.base > _SAME_ROW * below.size
    ]
    return min(found, default=None)


def _continues(above: Line, below: Line, columns: tuple[Column, ...]) -> bool:
    """Whether a cell of `below` goes on with the cell above it, by a small letter after a word."""
    return any(
        _column_of(one, columns) == _column_of(other, columns)
        and other.text[:1].islower()
        and (one.text[-1:].isalpha() or one.text[-1:] in "-,")
        for one in above.segments
        for other in below.segments
    )


def _same_row(group: list[Line], line: Line, columns: tuple[Column, ...], wrap: float | None) -> bool:
    distance = group[-1].base - line.base
    taken = {_column_of(segment, columns) for other in group for segment in other.segments if _is_figure(segment)}
    figures = {_column_of(segment, columns) for segment in line.segments if _is_figure(segment)}
    if taken & figures or _years(group[0].segments) > 1 < _years(line.segments):
        return False
    if distance < _SAME_ROW * line.size:
        return True
    if wrap is not None and distance <= _WRAP * wrap:
        return True
    near = distance <= 1.6 * line.size
    return near and wrap is None and len(line.segments) == 1 and _continues(group[-1], line, columns)


def _is_figure(segment: Segment) -> bool:
    return any(char.isdigit() for char in segment.text) and not any(char.isalpha() for char in segment.text)
