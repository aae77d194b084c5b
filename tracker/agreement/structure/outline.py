"""The structure of a document: its sections and chapters, and what of it is prose.

`outline(text)` knows four kinds of documents, in this order: items of minutes («Pkt. 42»), decimal numbers («1.15»,
«3.01.»), single numbers («4. Titel»), and headings without numbers. Which lines are headings is decided by how their
numbers run: of all increasing chains of candidates, the one with the most prose under it is the document's body, so
that a contents list, a table or a numbered list in the text loses against it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.agreement.structure.headings.chains import chains, first_row, holds_most, is_filled, with_undivided
from tracker.agreement.structure.headings.heading import Heading
from tracker.agreement.structure.headings.letterhead import versions_told, without_title
from tracker.agreement.structure.headings.numbered import (
    decimal_headings,
    item_headings,
    letter_headings,
    rows_of_headings,
    single_headings,
    stand_alone,
    timed_headings,
)
from tracker.agreement.structure.headings.plain import (
    headings_before_a_colon,
    named_items,
    plain_headings,
    stands_over_table,
)
from tracker.agreement.structure.headings.run_in import (
    bold_labels,
    labels_over_lines,
    numbered_labels,
    numbered_paragraphs,
    opening_labels,
    topics,
)
from tracker.agreement.structure.prose.tail import said_after, tail_of
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
    pages put between the words of a sentence: running headers and page numbers. All are offsets into the text.
    """

    sections: tuple[Section, ...] = ()
    parts: tuple[Part, ...] = ()
    tail: int = 0
    noise: tuple[tuple[int, int], ...] = ()
    numbered: bool = False
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
    prose = _prose_before(lines, skipped)
    sections, chapters = _headings(lines, skipped, prose)
    tail = tail_of(text, lines, sections[-1].last + 1 if sections else 0)
    unsaid = (
        headers
        | aligned
        | versions_told(lines, min((found.first for found in [*sections, *chapters]), default=len(lines)))
    )
    noise = tuple((line.start, line.end) for at, line in enumerate(lines) if at in unsaid or is_page_mark(line))
    return _assemble(text, lines, contents, sections, chapters, tail, noise)


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
        if key in listed or last.get(key, at) <= at:
            break
        listed[key] = at
    return list(listed.values()) if len(listed) > 1 else []


def _heading_key(line: Line) -> str:
    """The words of a line without its number or bullet."""
    return re.sub(r"^[\W\d_]+|\W+$", "", line.text).casefold()


def _prose_before(lines: list[Line], skipped: frozenset[int]) -> list[int]:
    """How many letters of prose stand before each line, and before the end."""
    counts = [0]
    for at, line in enumerate(lines):
        letters = 0 if at in skipped else sum(char.isalpha() for char in line.text)
        counts.append(counts[-1] + letters)
    return counts


def _headings(lines: list[Line], skipped: frozenset[int], prose: list[int]) -> tuple[list[Heading], list[Heading]]:
    """The headings of sections, and those of chapters."""
    numbered = single_headings(lines, skipped)
    singles = stand_alone(numbered, lines)
    decimals = chains(decimal_headings(lines, skipped), singles, prose)
    items = chains(_without_echoes(item_headings(lines, skipped), numbered, prose), [], prose)
    if items and (not decimals or items[0].start < decimals[0].start):
        return _with_said_beside(items, lines, skipped, prose), []
    timed = timed_headings(lines, skipped)
    if timed and {heading.first for heading in decimals} <= {heading.first for heading in timed}:
        return _with_prose(timed, prose), []
    numbered = decimals or chains(numbered_paragraphs(lines, skipped), singles, prose)
    if numbered:
        numbered, over = _without_parents(numbered, prose)
        chapters = _chapters(numbered, singles) or _marked_chapters(numbered, lines, skipped)
        with_rows = _prose_before(lines, frozenset(at for at in skipped if not is_table_row(lines[at])))
        return with_undivided(numbered, singles, with_rows), sorted([*chapters, *over], key=lambda found: found.start)
    lettered = stand_alone(letter_headings(lines, skipped), lines)
    if len(lettered) >= 3 and is_filled(lettered, prose):
        return lettered, []
    plain = without_title(plain_headings(lines, skipped), lines)
    marked = [heading for heading in singles if heading.level] if any(h.level for h in plain) else singles
    rows = [*rows_of_headings(lines, skipped), *named_items(lines, skipped)]
    if row := first_row([*_by_word(marked, prose), *(row for row in rows if holds_most(row, prose))], prose):
        return _with_said_beside(row, lines, skipped, prose), []
    if len(plain) == 1 and headings_before_a_colon(lines, skipped):
        plain = []  # a lone line beside them is the letterhead's
    return _nested(plain, lines, prose) if plain else (_labels(lines, skipped, prose), [])


def _without_echoes(items: list[Heading], singles: list[Heading], prose: list[int]) -> list[Heading]:
    """Leaves out an item that is named again over its decision: «Punkt 8: Havnen», under «8. Havnen» and its prose."""
    counted, echoes = set(items), set()
    named: Heading | None = None  # the single number that is nearest above, with its prose
    for heading, following in pairwise(sorted([*singles, *items], key=lambda found: found.first)):
        if not heading.counts and prose[following.first] > prose[heading.last + 1] and not heading.title[0].islower():
            named = heading
        if following in counted:
            if named and (following.key, following.title) == (named.key, named.title):
                echoes.add(following)
            named = None
    return [item for item in items if item not in echoes]


def _with_said_beside(
    row: list[Heading], lines: list[Line], skipped: frozenset[int], prose: list[int]
) -> list[Heading]:
    """All items where only some stand alone: «Ad 1. Dagsorden: godkendt.», «Ad 2. Skolerne: udvalget får …»."""
    rows = [labels for labels in numbered_labels(lines, skipped) if holds_most(labels, prose)]
    alone = {heading.first for heading in row}
    return next((labels for labels in rows if alone < {heading.first for heading in labels}), row)


def _by_word(singles: list[Heading], prose: list[int]) -> list[list[Heading]]:
    """The chains of the single numbers, for each word that they count: «Spørgsmål 1» is none of «1.», «2.»."""
    words = sorted({heading.counts for heading in singles})
    return [chains([heading for heading in singles if heading.counts == word], [], prose) for word in words]


def _with_prose(headings: list[Heading], prose: list[int]) -> list[Heading]:
    """Those that anything is said under, and no break in a programme."""
    ends = [heading.first for heading in headings[1:]] + [len(prose) - 1]
    return [heading for heading, end in zip(headings, ends, strict=True) if prose[end] > prose[heading.last + 1]]


def _labels(lines: list[Line], skipped: frozenset[int], prose: list[int]) -> list[Heading]:
    """What opens paragraphs, where nothing stands alone as a heading."""
    numbered = [row for row in numbered_labels(lines, skipped) if holds_most(row, prose)]
    if row := first_row(numbered, prose):
        return row
    if found := headings_before_a_colon(lines, skipped) or bold_labels(lines, skipped):
        return found
    opening = opening_labels(lines, skipped) or topics(lines, skipped) or labels_over_lines(lines, skipped)
    return opening if opening and holds_most(opening, prose) else []


def _without_parents(headings: list[Heading], prose: list[int]) -> tuple[list[Heading], list[Heading]]:
    """Sets those apart that only stand over deeper ones: «1.1 Dagtilbud», with 1.1.1 at once under it."""
    over = [
        heading
        for heading, following in pairwise(headings)
        if len(following.key) > len(heading.key)
        and following.key[: len(heading.key)] == heading.key
        and prose[following.first] == prose[heading.last + 1]
    ]
    return [heading for heading in headings if heading not in over], over


def _chapters(sections: list[Heading], singles: list[Heading]) -> list[Heading]:
    """The single-numbered headings that stand where their chapter begins, just before its first section."""
    chapters = []
    previous_end = -1
    for before, section in zip([None, *sections[:-1]], sections, strict=True):
        if before is None or before.key[0] != section.key[0]:
            previous_end = before.last if before else -1
            fitting = [
                heading
                for heading in singles
                if previous_end < heading.first < section.first and heading.key == section.key[:1]
            ]
            chapters += fitting[-1:]
    return chapters


def _marked_chapters(sections: list[Heading], lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Markdown's headings without a number above the numbered ones."""
    taken = {heading.first for heading in sections}
    level = max(heading.level for heading in sections)
    marked = without_title([heading for heading in plain_headings(lines, skipped) if heading.level], lines)
    return [heading for heading in marked if heading.level < level and heading.first not in taken]


def _nested(headings: list[Heading], lines: list[Line], prose: list[int]) -> tuple[list[Heading], list[Heading]]:
    """Splits headings without numbers: one with no prose of its own above another is a chapter."""
    sections: list[Heading] = []
    chapters: list[Heading] = []
    for at, heading in enumerate(headings):
        following = headings[at + 1] if at + 1 < len(headings) else None
        end = following.first if following else len(prose) - 1
        silent = prose[end] == prose[min(heading.last + 1, end)]
        empty = silent and not stands_over_table(lines, heading.last)
        deeper = following is not None and (following.level > heading.level or not heading.level)
        (chapters if empty and deeper else sections).append(heading)
    return sections, chapters


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
                Section(name, heading.title, _chapter_of(heading, chapter, chapters, marks[:at]), heading.start, end)
            )
    starts = [heading.start for heading in marks]
    if said := said_after(lines, tail):
        parts += [Part(APPENDIX, start, end) for start, end in said]
        starts.append(said[0][0])
        names.append(APPENDIX)
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


def _chapter_of(heading: Heading, chapter: str | None, chapters: list[Heading], before: list[Heading]) -> str | None:
    if heading.key and any(found.key for found in chapters):
        return next((found.title for found in chapters if found.key == heading.key[:1]), None)
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
