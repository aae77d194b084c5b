"""Which numbered lines are the document's headings: of all increasing chains, the one with the most prose under it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tracker.agreement.structure.headings.heading import Heading
from tracker.agreement.text.lines import Line

_MOST_PROSE = 400  # letters under one heading that count; a long section is no surer than a short one
_LEAST_PROSE = 40  # letters a heading, on average, that make numbered lines sections rather than a list
_LEAST_SAID = 5  # letters under each of them: «Intet.»
_FEWEST_INSIDE = 2
_MOST_UNDIVIDED = 30  # chapters after the last divided one


def prose_before(lines: list[Line], skipped: frozenset[int]) -> list[int]:
    """How many letters of prose stand before each line, and before the end."""
    counts = [0]
    for at, line in enumerate(lines):
        letters = 0 if at in skipped else sum(char.isalpha() for char in line.text)
        counts.append(counts[-1] + letters)
    return counts


def chains(candidates: list[Heading], others: list[Heading], prose: list[int]) -> list[Heading]:
    """The chain of increasing numbers with the most prose, and after its end the next such chain, if there is one."""
    chosen: list[Heading] = []
    rest = candidates
    breaks = sorted({heading.first for heading in [*candidates, *others]} | {len(prose) - 1})
    while rest:
        weights = [_weight(heading, breaks, prose) for heading in rest]
        chain = _heaviest_chain(rest, weights)
        if chosen and (len(chain) < 3 or _prose_under(chain, prose) < _LEAST_PROSE * len(chain)):
            break
        chosen += chain
        rest = [heading for heading in rest if heading.first > chain[-1].first]
    return chosen


def _prose_under(chain: Sequence[Heading], prose: list[int]) -> int:
    ends = [heading.first for heading in chain[1:]] + [len(prose) - 1]
    return sum(
        min(_MOST_PROSE, prose[end] - prose[min(heading.last + 1, end)])
        for heading, end in zip(chain, ends, strict=True)
    )


def is_filled(chain: Sequence[Heading], prose: list[int]) -> bool:
    """Whether so much is said under the headings that they are no list: much in all, or something under each."""
    if _prose_under(chain, prose) >= _LEAST_PROSE * len(chain):
        return True
    ends = [heading.first for heading in chain[1:]] + [len(prose) - 1]
    said = (prose[end] - prose[heading.last + 1] for heading, end in zip(chain, ends, strict=True))
    return all(letters >= _LEAST_SAID for letters in said)


def holds_most(chain: Sequence[Heading], prose: list[int]) -> bool:
    """Whether most of the paper stands from the first heading on."""
    return (prose[-1] - prose[chain[0].first]) * 2 >= prose[-1]


def first_row(rows: list[list[Heading]], prose: list[int]) -> list[Heading]:
    """Of several rows of headings the one that begins first: the others stand inside its sections."""
    filled = [row for row in rows if len(row) >= 2 and is_filled(row, prose)]
    return min(filled, key=lambda row: row[0].first, default=[])


def inside(row: list[Heading], rows: list[list[Heading]], prose: list[int]) -> list[Heading]:
    """The row that stands inside `row`, whose headings say nothing themselves: «DEL 1», with «1 Havnen» under it."""
    for inner in rows:
        if inner is row or len(inner) < _FEWEST_INSIDE or not is_filled(inner, prose) or inner[0].first <= row[0].first:
            continue
        places = [one.first for one in inner]
        silent = 0
        for heading, end in zip(row, [*(one.first for one in row[1:]), len(prose) - 1], strict=True):
            first = bisect_right(places, heading.last)
            under = first < len(places) and places[first] < end
            silent += under and prose[places[first]] == prose[heading.last + 1]
        if silent * 2 > len(row):
            return inner
    return []


def with_peers(row: list[Heading], others: list[Heading]) -> list[Heading]:
    """The row with what stands before and after it as a heading: «Forord», over «Tema 1: Veje» and the other themes.

    Where others stand between the first and the last of the row, they are headings inside its sections.
    """
    taken = {heading.first for heading in row}
    peers = [heading for heading in others if heading.first not in taken]
    if any(row[0].first < heading.first < row[-1].first for heading in peers):
        return row
    return sorted([*row, *peers], key=lambda heading: heading.first)


def with_undivided(sections: list[Heading], singles: list[Heading], prose: list[int]) -> list[Heading]:
    """Adds the chapters that are not divided («3 Økonomi», between 2.4 and 4.1): they are sections themselves.

    `prose` counts the rows of tables as well: a chapter may hold nothing else («1 Fordeling af poster»).
    """
    result: list[Heading] = []
    places = [heading.first for heading in singles]
    for section, following in zip([None, *sections], [*sections, None], strict=True):
        if section is not None:
            result.append(section)
        expected = section.key[0] + 1 if section else 1
        limit = following.key[0] if following else expected + _MOST_UNDIVIDED
        stop = following.first if following else len(prose) - 1
        between = singles[bisect_right(places, section.last if section else -1) : bisect_left(places, stop)]
        ends = [*(heading.first for heading in between), stop][1:]
        for heading, end in zip(between, ends, strict=True):
            letters = prose[end] - prose[min(heading.last + 1, end)]
            if heading.key == (expected,) and expected < limit and letters >= _LEAST_PROSE:
                result.append(heading)
                expected += 1
    return result


def _weight(heading: Heading, breaks: list[int], prose: list[int]) -> int:
    following = breaks[bisect_right(breaks, heading.first)] if heading.first < breaks[-1] else breaks[-1]
    return 1 + min(_MOST_PROSE, max(0, prose[following] - prose[min(heading.last + 1, following)]))


def _heaviest_chain(candidates: list[Heading], weights: list[int]) -> list[Heading]:
    """The subsequence with strictly increasing keys and the greatest sum of weights, in n log n steps."""
    ranks = {key: rank for rank, key in enumerate(sorted({heading.key for heading in candidates}), start=1)}
    best = [(0, -1)] * (len(ranks) + 1)  # a Fenwick tree of (weight of the best chain, its last candidate)
    before = [-1] * len(candidates)
    heaviest = (0, -1)
    for at, heading in enumerate(candidates):
        rank = ranks[heading.key] - 1
        total, before[at] = 0, -1
        while rank > 0:
            if best[rank][0] > total:
                total, before[at] = best[rank]
            rank -= rank & -rank
        total += weights[at]
        heaviest = max(heaviest, (total, at), key=lambda pair: pair[0])
        rank = ranks[heading.key]
        while rank < len(best):
            if total > best[rank][0]:
                best[rank] = (total, at)
            rank += rank & -rank
    chain = []
    at = heaviest[1]
    while at >= 0:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]
