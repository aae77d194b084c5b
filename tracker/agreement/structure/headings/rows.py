"""Headings that count anything else, from the first on: «Ønske 1», «Ad punkt 1», «H1», «A.», «II.», «16.00»."""

from __future__ import annotations

from dataclasses import replace

from tracker.agreement.structure.headings.heading import Heading
from tracker.agreement.structure.headings.numbered import candidates, stand_alone
from tracker.agreement.structure.headings.numbers import (
    AD,
    BY_ANY_NOUN,
    CODED,
    LETTER,
    NAMED,
    TIMED,
    place_in_alphabet,
    roman,
)
from tracker.agreement.text.lines import Line

_FEWEST_IN_A_ROW = 3


def rows_of_headings(lines: list[Line], skipped: frozenset[int]) -> list[list[Heading]]:
    """Headings that count anything else, where they run from the first on: «Ønske 1: …», «Ad punkt 1», «H1 Skole»."""
    rows = [candidates(lines, skipped, pattern) for pattern in (BY_ANY_NOUN, AD, NAMED)]
    counted = [row for found in rows for row in rows_of(stand_alone(found, lines, skipped))]
    coded = _coded(stand_alone(candidates(lines, skipped, CODED), lines, skipped))
    return [*counted, coded] if coded else counted


def rows_of(headings: list[Heading]) -> list[list[Heading]]:
    """The headings of each word, as far as they count from one on without a gap, or do not count at all."""
    rows: dict[str, list[Heading]] = {}
    for heading in headings:
        row = rows.setdefault(heading.counts, [])
        if heading.key in ((), (len(row) + 1,)):
            row.append(replace(heading, key=(len(row) + 1,)))
    return [row for row in rows.values() if len(row) >= _FEWEST_IN_A_ROW]


def _coded(headings: list[Heading]) -> list[Heading]:
    """«A1», «A2», «B1»: each letter's numbers run from the first on."""
    row: list[Heading] = []
    last: dict[str, int] = {}
    for heading in headings:
        if heading.key[0] == last.get(heading.counts, 0) + 1:
            last[heading.counts] = heading.key[0]
            row.append(replace(heading, key=(len(last), heading.key[0])))
    return row if len(row) >= _FEWEST_IN_A_ROW else []


def timed_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«16.00-16.10 Velkomst»: the points of a programme; their time is no number."""
    found: list[Heading] = []
    for heading in stand_alone(candidates(lines, skipped, TIMED), lines, skipped):
        if not found or heading.key > found[-1].key:
            found.append(replace(heading, number="", counts="kl"))
    return found if len(found) >= _FEWEST_IN_A_ROW else []


def letter_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Headings numbered by letters («A. Poster») or Roman numbers («II. Økonomi»), where they run from the first on."""
    found = candidates(lines, skipped, LETTER)
    for key in (place_in_alphabet, roman, _place_among_small_letters):
        chain: list[Heading] = []
        for heading in found:
            if key(heading.number) == len(chain) + 1:
                chain.append(replace(heading, key=(len(chain) + 1,)))
        if len(chain) >= _FEWEST_IN_A_ROW:
            return chain
    return []


def _place_among_small_letters(letter: str) -> int:
    return place_in_alphabet(letter.upper()) if letter.islower() else 0
