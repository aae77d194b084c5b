"""Which numbered lines are the document's headings: of all increasing chains, the one with the most prose under it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tracker.agreement.structure.headings.heading import Heading

_MOST_PROSE = 400  # letters under one heading that count; a long section is no surer than a short one
_LEAST_PROSE = 40  # letters a heading, on average, that make numbered lines sections rather than a list
_LEAST_SAID = 5  # letters under each of them: «Intet.»
_MOST_UNDIVIDED = 30  # chapters after the last divided one


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
