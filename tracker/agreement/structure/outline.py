"""The structure of a document: its sections and chapters, and what of it is prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from tracker.agreement.structure.headings.chains import prose_before
from tracker.agreement.structure.headings.heading import Heading
from tracker.agreement.structure.headings.letterhead import versions_told
from tracker.agreement.structure.headings.schemes import headings_of
from tracker.agreement.structure.prose.tail import said_after, tail_of
from tracker.agreement.tables.item_tables import ItemRow, item_rows, rows_up_to
from tracker.agreement.tables.stacked_tables import loose_tables
from tracker.agreement.text.lines import (
    Line,
    is_contents_entry,
    is_contents_title,
    is_page_mark,
    is_table_row,
    running_headers,
    split_lines,
)
from tracker.agreement.values import Section

INTRODUCTION = "Indledning"
"""The name of everything before the first section; it is not listed among the sections."""
APPENDIX = "Bilag"
"""The name of what is said after the last one; it is not listed among them either."""

_CONTENTS_GAP = 8  # lines between two entries of one contents list, over a page break


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document's prose, without its heading. `name` is what a commitment's `section` says."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """What a text is made of.

    `sections` leave the chapters out; `parts` cover the prose in order, the introduction, a chapter's own words and
    what appendices say among them. From `tail` on stand signatures, tables and appendices. `noise` are lines that the
    pages put between the words of a sentence: running headers and page numbers. `cells` are those of tables in which
    minutes say what was decided. All are offsets into the text.
    """

    sections: tuple[Section, ...] = ()
    parts: tuple[Part, ...] = ()
    tail: int = 0
    noise: tuple[tuple[int, int], ...] = ()
    numbered: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _names: tuple[str, ...] = field(default=(), repr=False)

    def section_at(self, offset: int) -> str:
        """The name of the section in which `offset` lies; a chapter's own words bear the chapter's number."""
        at = bisect_right(self._starts, offset) - 1
        return self._names[at] if at >= 0 else INTRODUCTION


def outline(text: str) -> Outline:
    """Reads the structure of `text`."""
    lines = split_lines(text)
    headers = running_headers(lines)
    contents = _contents(lines)
    rows = frozenset(at for at, line in enumerate(lines) if is_table_row(line) or is_contents_entry(line))
    aligned = frozenset(at for table in loose_tables(lines) for at in table.lines)
    skipped = headers | contents | rows | aligned
    prose = prose_before(lines, skipped)
    items = item_rows(lines)
    sections, chapters = (_of_rows(items, lines), []) if len(items) > 1 else headings_of(lines, skipped, prose)
    if sections and len(sections[0].key) == 1 and not sections[0].counts:
        above = lines[: sections[0].first]
        sections = [*_of_rows(rows_up_to(sections[0].key[0], above), above), *sections]
    last = max([*(one.last for one in sections), *(one.at for one in items), -1])
    tail = tail_of(text, lines, last + 1)
    unsaid = (
        headers
        | aligned
        | versions_told(lines, min((found.first for found in [*sections, *chapters]), default=len(lines)))
    )
    noise = tuple((line.start, line.end) for at, line in enumerate(lines) if at in unsaid or is_page_mark(line))
    cells = tuple(span for item in items if len(items) > 1 for span in item.said)
    return replace(_assemble(text, lines, contents, sections, chapters, tail, noise), cells=cells)


def _of_rows(items: list[ItemRow], lines: list[Line]) -> list[Heading]:
    """The headings of minutes in the form of a table; what is said stands on the same line."""
    return [
        Heading(
            item.number, (int(item.number),), item.title, lines[item.at].start, item.title_end, item.at, item.at - 1
        )
        for item in items
    ]


def _contents(lines: list[Line]) -> frozenset[int]:
    """The lines of contents lists, their wrapped entries among them."""
    entries = [at for at, line in enumerate(lines) if is_contents_entry(line)]
    titles = [at for at, line in enumerate(lines) if is_contents_title(line)]
    found: set[int] = set()
    cluster: list[int] = []
    for at in [*entries, len(lines) + _CONTENTS_GAP + 1]:
        if cluster and at - cluster[-1] > _CONTENTS_GAP:
            title = [n for n in titles if n < cluster[0] and cluster[0] - n <= _CONTENTS_GAP]
            if len(cluster) >= 3 or title:
                found.update(range(title[-1] if title else cluster[0], cluster[-1] + 1))
            cluster = []
        cluster.append(at)
    found.update(titles)
    last = {key: at for at, line in enumerate(lines) if (key := _heading_key(line))} if titles else {}
    found.update(at for title in titles for at in _named_again(lines, title, last))
    return frozenset(found)


def _named_again(lines: list[Line], title: int, last: dict[str, int]) -> list[int]:
    """The lines under the title of a contents list without page numbers: each stands again further on, as a heading.

    `last`: where the words of each line stand for the last time.
    """
    listed: dict[str, int] = {}
    for at in range(title + 1, len(lines)):
        key = _heading_key(lines[at])
        if not key and lines[at].blank:
            continue
        key = key if key in last and last[key] > at else re.sub(r"\s\d{1,3}$", "", key)  # the page it stands on
        if key in listed or last.get(key, at) <= at:
            break
        listed[key] = at
    return list(listed.values()) if len(listed) > 1 else []


def _heading_key(line: Line) -> str:
    """The words of a line without its number or bullet."""
    return re.sub(r"^[\W\d_]+|\W+$", "", line.text).casefold()


def _assemble(
    text: str,
    lines: list[Line],
    contents: frozenset[int],
    sections: list[Heading],
    chapters: list[Heading],
    tail: int,
    noise: tuple[tuple[int, int], ...],
) -> Outline:
    marks = sorted([*sections, *chapters], key=lambda heading: heading.start)
    is_chapter = set(chapters)
    made, parts = [], []
    chapter: str | None = None
    names = []
    numbered = any(heading.number for heading in sections)
    # «1.02» is of chapter 1, but numbers that run on through the chapters («DEL 2» over «3 Skolerne») tell none
    parted = any(len(heading.key) > 1 for heading in sections)
    by_number = {heading.key: heading.title for heading in chapters if heading.key} if parted else {}
    opening = sections[0].start if sections else tail
    parts += _introduction(text, lines, contents, marks[0].start if marks else tail)
    for at, heading in enumerate(marks):
        end = marks[at + 1].start if at + 1 < len(marks) else max(tail, heading.end)
        end = heading.end + len(text[heading.end : end].rstrip())
        before = (numbered and heading.start < opening) or (at == 0 and _is_introduction(heading))
        name = INTRODUCTION if before else heading.number or heading.title
        names.append(name)
        parts.append(Part(name, heading.end, end))
        if heading in is_chapter:
            chapter = heading.title
        elif not before:
            made.append(
                Section(name, heading.title, _chapter_of(heading, chapter, by_number, marks[:at]), heading.start, end)
            )
    starts = [heading.start for heading in marks]
    if said := said_after(lines, tail):
        after = APPENDIX if marks else INTRODUCTION  # a list without sections is no appendix of any
        parts += [Part(after, start, end) for start, end in said]
        starts.append(said[0][0])
        names.append(after)
    return Outline(
        sections=tuple(made),
        parts=tuple(part for part in parts if text[part.start : part.end].strip()),
        tail=tail,
        noise=noise,
        numbered=numbered,
        _starts=tuple(starts),
        _names=tuple(names),
    )


def _is_introduction(heading: Heading) -> bool:
    """Whether a heading without a number says what the words before all sections are called anyway."""
    return not heading.number and heading.title.casefold() == INTRODUCTION.casefold()


def _chapter_of(
    heading: Heading, chapter: str | None, chapters_by_number: dict[tuple[int, ...], str], before: list[Heading]
) -> str | None:
    if heading.key and chapters_by_number:
        return chapters_by_number.get(heading.key[:1])
    if heading.level:
        parents = [other for other in before if 0 < other.level < heading.level]
        return parents[-1].title if parents else None
    return chapter


def _introduction(text: str, lines: list[Line], contents: frozenset[int], end: int) -> list[Part]:
    """The words before the first heading, without the contents list."""
    cuts = [0]
    listed = [at for at in sorted(contents) if lines[at].start < end]
    for at in listed:
        if at - 1 not in contents:
            cuts.append(lines[at].start)
        if at + 1 not in contents:
            cuts.append(min(lines[at].end, end))
    cuts.append(end)
    return [Part(INTRODUCTION, start, stop) for start, stop in zip(cuts[::2], cuts[1::2], strict=True) if start < stop]
