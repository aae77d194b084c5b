"""Items of minutes that are told by their parts: what stands over «Indstilling» and «Beslutning» is an item.

Most minutes number their items, and the numbers tell them. An extract has one item, and some minutes number none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from tracker.agreement.structure.headings.heading import Heading, opens_block, unnumbered
from tracker.agreement.structure.headings.letterhead import is_letterhead
from tracker.agreement.structure.headings.numbered import stands_first
from tracker.agreement.structure.headings.plain import may_stand_alone
from tracker.agreement.structure.prose.item_heads import ItemPart, is_heading, opened_by
from tracker.agreement.text.lines import Line, is_bullet

_FEWEST_PARTS = 2
_MOST_BETWEEN = 12  # lines between a title and the first part under it
# «Sagsnr. 20/118», «(Åben sag)», «Til: Vejudvalget»: what stands between an item's title and its first part
_OF_THE_CASE = re.compile(
    r"[\d/ -]+|(?:j\.?\s?nr|journalnr|sags?\s?-?\s?(?:nr|id|snr|nummer)|åben\w*|lukket|sagstype|sagsgang"
    r"|(?:beslutnings|orienterings)sag"
    r"|til|fra|udvalg|forum|sagsbehandler|punkt)\b.{0,80}|\(.{2,60}\)|(?-i:(?:[A-ZÆØÅ]{2,5}(?:,\s|\s(?:via|og|til)\s)?){1,8})",
    re.IGNORECASE,
)
_NUMBER_TOLD = re.compile(r"punkt\s?(?:nr\.?)?\s?:?\s*(?P<number>\d{1,4})\b", re.IGNORECASE)
# Items that have no parts, in minutes whose others do
_ALWAYS_ONE = re.compile(
    r"(?:meddelelser|orientering(?:er)?(?:\s(?:fra|til)\s\S.{0,60})?|eventuelt|siden sidst"
    r"|godkendelse af (?:dagsorden|referat)\S*|dagsorden|næste møde|kommende møder|underskrifts(?:side|ark|blad))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A line that opens a part of an item, and by which words."""

    at: int
    words: str
    part: ItemPart


def items_over_parts(lines: list[Line], skipped: frozenset[int], singles: Sequence[Heading]) -> list[Heading]:
    """The headings over the parts of items: those among `singles`, which have a number, or else lines without one.

    Nothing where no part is judged: «Baggrund» and «Økonomi» are sections of many a paper that is no minutes.
    """
    parts = _parts(lines, skipped)
    judged = any(part.part is ItemPart.DECIDED or part.words.startswith("indstilling") for part in parts)
    if len({part.words for part in parts}) < _FEWEST_PARTS or not judged:
        return []
    numbered = {heading.last: heading for heading in singles}
    over = [(part, _title_over(lines, skipped, part.at, numbered)) for part in parts]
    if any(title and title.number for _part, title in over):
        return _in_order([title for _part, title in over if title and title.number])
    before = [heading for heading in singles if heading.first < parts[0].at]
    if len(before) == 1:
        return before  # «9. Forsamlingshuset» with its case at once under it
    found: list[Heading] = []
    seen: set[str] = set()
    for part, title in over:
        if title and (not found or part.words in seen):
            found.append(title)
            seen = set()
        seen.add(part.words)
    return [*found, *_without_parts(lines, found)] if found else []


def _parts(lines: list[Line], skipped: frozenset[int]) -> list[_Opened]:
    found = []
    for at, line in enumerate(lines):
        part = None if at in skipped or is_bullet(line) else opened_by(line.text)
        if part is not None:
            words = re.split(r"[:\s]", line.plain.strip("*_# ").casefold(), maxsplit=1)[0]
            found.append(_Opened(at, words, part))
    return list(dropwhile(lambda opened: opened.words == "referat", found))  # the head's word for what the paper is


def _title_over(lines: list[Line], skipped: frozenset[int], at: int, numbered: dict[int, Heading]) -> Heading | None:
    """The title at once above line `at`, but for what is said of the case between them."""
    above, farthest = at - 1, max(0, at - _MOST_BETWEEN)
    number = ""
    while above >= farthest and (lines[above].blank or _OF_THE_CASE.fullmatch(lines[above].plain)):
        told = _NUMBER_TOLD.match(lines[above].plain)
        number = told["number"] if told else number
        above -= 1
    if above < farthest or above in skipped:
        return None
    if above in numbered:
        return numbered[above]
    line = lines[above]
    bare = Line(line.text.strip().strip("*_").strip(), line.start, line.end)
    if not stands_first(lines, above) or not may_stand_alone(bare) or is_letterhead(line) or is_heading(line.text):
        return None
    return replace(
        unnumbered(bare.plain, line.start, line.end, above), number=number, key=(int(number),) if number else ()
    )


def _in_order(headings: list[Heading]) -> list[Heading]:
    """Those whose numbers go on, and none twice."""
    found: list[Heading] = []
    for heading in headings:
        if not found or heading.key > found[-1].key:
            found.append(heading)
    return found


def _without_parts(lines: list[Line], items: list[Heading]) -> list[Heading]:
    """«Meddelelser», «Eventuelt»: what is an item of any meeting, under the first of the others."""
    taken = {heading.first for heading in items}
    return [
        unnumbered(line.plain, line.start, line.end, at)
        for at, line in enumerate(lines)
        if at > items[0].first and at not in taken and opens_block(lines, at) and _ALWAYS_ONE.fullmatch(line.plain)
    ]
