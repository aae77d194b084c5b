"""Which scheme of headings a paper follows: items of minutes, decimal or single numbers, letters, words, none at all.

They are asked in that order. What counts is how the numbers run: of all increasing chains of candidates, the one with
the most prose under it is the document's, so that a contents list, a table or a list in the text loses against it.
"""

from __future__ import annotations

from itertools import pairwise

from tracker.agreement.structure.headings.below import MONTH_ALONE, stands_over_rows
from tracker.agreement.structure.headings.chains import (
    chains,
    first_row,
    holds_most,
    inside,
    is_filled,
    prose_before,
    with_peers,
    with_undivided,
)
from tracker.agreement.structure.headings.heading import Heading
from tracker.agreement.structure.headings.items import items_over_parts
from tracker.agreement.structure.headings.letterhead import without_title
from tracker.agreement.structure.headings.numbered import (
    decimal_headings,
    divided_headings,
    item_headings,
    single_headings,
    stand_alone,
)
from tracker.agreement.structure.headings.plain import headings_before_a_colon, named_items, plain_headings
from tracker.agreement.structure.headings.rows import letter_headings, rows_of_headings, timed_headings
from tracker.agreement.structure.headings.run_in import (
    bold_labels,
    labels_over_lines,
    numbered_labels,
    numbered_paragraphs,
    opening_labels,
    titles_with_a_stop,
    topics,
)
from tracker.agreement.text.lines import Line, is_table_row

_COUNT_ITEMS = ("", "ad", "punkt", "sag")  # under which stand parts of an item
_FIRST_IN_A_LIST = 2  # or one, where a list goes on after a remark
_FEWEST_ALIKE = 3  # headings that are a scheme whatever stands around them


def headings_of(lines: list[Line], skipped: frozenset[int], prose: list[int]) -> tuple[list[Heading], list[Heading]]:
    """The headings of sections, and those of chapters. `prose`: how much stands before each line (`prose_before`)."""
    numbered = single_headings(lines, skipped)
    singles = _counted_on(numbered, prose) or stand_alone(numbered, lines, skipped)
    decimals = _unless_figures(chains(decimal_headings(lines, skipped), singles, prose), lines, skipped)
    items = chains(_without_echoes(item_headings(lines, skipped), numbered, prose), [], prose)
    items = items if len(items) > 1 or stand_alone(items, lines, skipped) else []
    if items and (not decimals or items[0].start < decimals[0].start):
        return _with_said_beside(items, lines, skipped, prose), []
    timed = timed_headings(lines, skipped)
    if timed and {heading.first for heading in decimals} <= {heading.first for heading in timed}:
        return _with_prose(timed, prose), []
    with_rows = prose_before(lines, frozenset(at for at in skipped if not is_table_row(lines[at])))
    parted = decimals or _divided(lines, skipped, singles, prose)
    if parted and parted[0].number[0].isalpha():
        singles = letter_headings(lines, skipped)  # «III. Opfølgning», after «II.3 Havnen»
    if parted := parted or chains(numbered_paragraphs(lines, skipped), singles, prose):
        parted, over = _without_parents(parted, prose)
        chapters = _chapters(parted, singles) or _marked_chapters(parted, lines, skipped)
        return with_undivided(parted, singles, with_rows), sorted([*chapters, *over], key=lambda found: found.start)
    lettered = stand_alone(letter_headings(lines, skipped), lines, skipped)
    if len(lettered) >= _FEWEST_ALIKE and is_filled(lettered, with_rows):
        if coded := inside(lettered, rows_of_headings(lines, skipped), prose):
            return coded, lettered
        plain = [one for one in plain_headings(lines, skipped) if not MONTH_ALONE.fullmatch(one.title)]
        after = [heading for heading in plain if heading.first > lettered[0].first]
        return _nested(with_peers(lettered, after), lines, prose)
    return _worded(lines, skipped, singles, prose)


def _divided(lines: list[Line], skipped: frozenset[int], singles: list[Heading], prose: list[int]) -> list[Heading]:
    """«1.a Skolerne», «1.b Veje», «2.a Havnen»."""
    found = chains(divided_headings(lines, skipped), singles, prose)
    return found if len(found) >= _FEWEST_ALIKE else []


def _worded(
    lines: list[Line], skipped: frozenset[int], singles: list[Heading], prose: list[int]
) -> tuple[list[Heading], list[Heading]]:
    """Rows that count anything, the items that parts of minutes tell, headings without numbers, and labels at last."""
    plain = without_title(plain_headings(lines, skipped), lines)
    marked = [heading for heading in singles if heading.level] if any(h.level for h in plain) else singles
    rows = [*rows_of_headings(lines, skipped), *named_items(lines, skipped)]
    rows = [*_by_word(marked, prose), *(row for row in rows if holds_most(row, prose))]
    row = first_row([row for row in rows if not _are_pages(row, plain, lines)], prose)
    over = items_over_parts(lines, skipped, singles)
    if row and {heading.title for heading in over if heading.number} <= {heading.title for heading in row}:
        others = [] if row[0].counts in _COUNT_ITEMS else _without(row, plain)
        if inner := inside(row, [*rows, others], prose):
            return inner, row
        row = _with_said_beside(row, lines, skipped, prose)
        return _nested(with_peers(row, plain), lines, prose) if row[0].counts else (row, [])
    if over:
        return over, []
    if len(plain) == 1 and headings_before_a_colon(lines, skipped):
        plain = []  # a lone line beside them is the letterhead's
    return _nested(plain, lines, prose) if plain else (_labels(lines, skipped, prose), [])


def _counted_on(numbered: list[Heading], prose: list[int]) -> list[Heading]:
    """«57.», «58.», «59.»: numbers that run on from a later one than the first, as no list in the text does."""
    chain = chains([heading for heading in numbered if not heading.title[0].islower()], [], prose)
    run_on = all(after.key == (before.key[0] + 1,) for before, after in pairwise(chain))
    return chain if len(chain) >= _FEWEST_ALIKE and run_on and chain[0].key > (_FIRST_IN_A_LIST,) else []


def _without(row: list[Heading], plain: list[Heading]) -> list[Heading]:
    """The other headings from the first of the row on."""
    taken = {heading.first for heading in row}
    return [heading for heading in plain if heading.first > row[0].first and heading.first not in taken]


def _are_pages(row: list[Heading], plain: list[Heading], lines: list[Line]) -> bool:
    """Whether the numbers stand on pages: each alone over a blank line, under headings that have none."""
    alone = all(heading.first < heading.last and lines[heading.first + 1].blank for heading in row)
    return bool(row) and alone and (row[0].key != (1,) or any(one.first < row[0].first for one in plain))


def _unless_figures(decimals: list[Heading], lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """The chain, unless it is a figure or two that a line happens to begin with: «2.5 procent om året»."""
    return decimals if len(decimals) >= _FEWEST_ALIKE or stand_alone(decimals, lines, skipped) == decimals else []


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
    if found := titles_with_a_stop(lines, skipped):
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
        empty = silent and not stands_over_rows(lines, heading.last)
        deeper = following is not None and (following.level > heading.level or not heading.level)
        (chapters if empty and deeper else sections).append(heading)
    return sections, chapters
