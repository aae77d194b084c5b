"""A revised agreement against the one before: which promises are the same, changed, new and gone.

Sections may be renumbered, sentences moved, lines wrapped anew and words parted at line ends: that two promises are one
is told by their words, helped by where they stand. Nothing here decides what becomes of a task; it says what differs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise, product

from tracker.agreement.structure.prose.sentences import cased
from tracker.agreement.text.spans import fold
from tracker.agreement.values import TaskKind

LEAST_ALIKE = 0.7
"""How alike the words of two promises must be, from 0 to 1, to be one that was moved and reworded."""

LEAST_ALIKE_IN_PLACE = 0.4
"""The same where both stand in the same section."""

_SHINGLE = 5  # words that follow each other: what two texts share by chance is shorter
_MOST_SHINGLES = 200_000  # of longer texts a fixed share is compared, which tells as much
_MOST_PAIRS = 40_000  # of one sentence


class Difference(StrEnum):
    """What a revised promise says otherwise."""

    WORDS = "words"
    DATE = "date"
    OWNER = "owner"
    KIND = "kind"
    MONEY = "money"
    PLACE = "place"


class Outcome(StrEnum):
    """What became of a promise."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, or a row of savings, of one of the two texts. `key` is the caller's name for it.

    `code` is that of a saving, and `amounts` its kroner by year; a commitment has neither.
    """

    key: int
    section: str | None
    section_title: str
    title: str
    kind: TaskKind
    committees: tuple[str, ...]
    start: date | None
    due: date | None
    recurrence: str | None
    quote: str
    code: str | None = None
    amounts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A promise of the old text and what stands for it in the new one; one of the two may be missing."""

    old: Promise | None
    new: Promise | None
    differences: frozenset[Difference] = frozenset()

    @property
    def outcome(self) -> Outcome:
        """Whether the promise is the same, changed, new or gone."""
        if self.old is None:
            return Outcome.NEW
        if self.new is None:
            return Outcome.GONE
        return Outcome.CHANGED if self.differences else Outcome.SAME


def compare(old: Sequence[Promise], new: Sequence[Promise]) -> tuple[Pair, ...]:
    """Every promise of both texts in exactly one pair: those of the new text in its order, then those that are gone."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for one, other in _matches(old, new):
        if one not in taken and other not in partner:
            partner[other] = one
            taken.add(one)
    pairs = []
    for place, promise in enumerate(new):
        if place not in partner:
            pairs.append(Pair(None, promise))
            continue
        former = old[partner[place]]
        pairs.append(Pair(former, promise, frozenset(_differences(former, promise))))
    return (*pairs, *(Pair(promise, None) for place, promise in enumerate(old) if place not in taken))


def resemblance(one: str, other: str) -> float:
    """How much of two texts is the same wording, from 0 (nothing) to 1, wherever it stands."""
    words, other_words = _words(one), _words(other)
    step = 1 + max(len(words), len(other_words)) // _MOST_SHINGLES
    shingles, others = _shingles(words, step), _shingles(other_words, step)
    total = len(shingles) + len(others)
    return 2 * len(shingles & others) / total if total else float(words == other_words)


Marked = tuple[tuple[str, bool], ...]
"""Words, and whether the other text has others in their place."""


def mark_changes(old: str, new: str) -> tuple[Marked, Marked]:
    """The words of two passages on one line each, with those marked that only one of them has."""
    one, other = cased(old).split(), cased(new).split()
    found = SequenceMatcher(None, [letters(word) for word in one], [letters(word) for word in other], autojunk=False)
    before, after = [], []
    for kind, first, last, other_first, other_last in found.get_opcodes():
        changed = kind != "equal"
        before.append((" ".join(one[first:last]), changed))
        after.append((" ".join(other[other_first:other_last]), changed))
    return tuple(part for part in before if part[0]), tuple(part for part in after if part[0])


def letters(text: str) -> str:
    """The letters and figures of `text` alone: equal for texts that are set differently and say the same."""
    return "".join(filter(str.isalnum, text.casefold()))


def _matches(old: Sequence[Promise], new: Sequence[Promise]) -> list[tuple[int, int]]:
    """Places that may belong together, the likeliest first."""
    before, after = [_Features.of(each) for each in old], [_Features.of(each) for each in new]
    scored = []
    for one, other in _candidates(before, after):
        alike = _likeness(before[one], after[other])
        if alike is not None:
            scored.append((-alike, abs(one - other), one, other))
    return [(one, other) for _alike, _distance, one, other in sorted(scored)]


@dataclass(frozen=True, slots=True)
class _Features:
    """A promise as it is matched: `letters` of its words, and `terms` (words and pairs of words) with their counts."""

    promise: Promise
    letters: str
    terms: Counter[str]
    section_letters: str

    @classmethod
    def of(cls, promise: Promise) -> _Features:
        said = promise.title if promise.code else promise.quote
        words = _words(said)
        terms = Counter([*words, *(f"{first} {second}" for first, second in pairwise(words))])
        return cls(promise, letters(said), terms, letters(promise.section_title))


def _candidates(before: Sequence[_Features], after: Sequence[_Features]) -> Iterator[tuple[int, int]]:
    """Pairs that share their words, code, place or a term; a term of very many promises tells nothing."""
    yield from _word_for_word(before, after)
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place, features in enumerate(before):
        for term in _keys(features):
            where[term].append(place)
    common = max(20, len(before) // 10)
    for other, features in enumerate(after):
        lists = [where[term] for term in _keys(features) if term in where]
        for place in {place for places in lists if len(places) <= common for place in places}:
            if before[place].letters != features.letters:
                yield place, other


def _word_for_word(before: Sequence[_Features], after: Sequence[_Features]) -> Iterator[tuple[int, int]]:
    """Pairs with the same words: each with each, or in their order where a sentence comes again hundreds of times."""
    same: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, promises in enumerate((before, after)):
        for place, features in enumerate(promises):
            same[features.letters][side].append(place)
    for ones, others in same.values():
        few = len(ones) * len(others) <= _MOST_PAIRS
        yield from product(ones, others) if few else zip(ones, others, strict=False)


def _keys(features: _Features) -> Iterable[str]:
    code = features.promise.code
    place = (f"§{features.promise.section}", f"§§{features.section_letters}")
    return (f"#{code}", *features.terms) if code else (*place, *features.terms)


def _likeness(one: _Features, other: _Features) -> float | None:
    """How sure it is that two promises are one, above 1 where more than the words speaks for it; none: they are not."""
    if (one.promise.code is None) != (other.promise.code is None):
        return None
    total = one.terms.total() + other.terms.total()
    alike = 1.0 if one.letters == other.letters else 2 * (one.terms & other.terms).total() / total if total else 0.0
    in_place = _same_place(one, other)
    if one.promise.code:
        same_code = one.promise.code == other.promise.code
        return alike + 2 if same_code else alike if alike >= LEAST_ALIKE else None
    if alike < (LEAST_ALIKE_IN_PLACE if in_place else LEAST_ALIKE):
        return None
    # Of several promises in one sentence, and of sentences that come again, what else they say decides.
    return (
        alike
        + 0.2 * in_place
        + 0.1 * (one.promise.title == other.promise.title)
        + 0.1 * (one.promise.due == other.promise.due)
        + 0.05 * (one.promise.kind is other.promise.kind)
        + 0.05 * (one.promise.section == other.promise.section)
    )


def _same_place(one: _Features, other: _Features) -> bool:
    """Whether two promises stand in the same section, which may have got another number, or another title."""
    if one.section_letters and one.section_letters == other.section_letters:
        return True
    if one.promise.section != other.promise.section:
        return False
    words, others = set(_words(one.promise.section_title)), set(_words(other.promise.section_title))
    return not (words and others) or bool(words & others)


def _differences(old: Promise, new: Promise) -> Iterator[Difference]:
    one, other = _Features.of(old), _Features.of(new)
    if one.letters != other.letters:
        yield Difference.WORDS
    if (old.start, old.due, old.recurrence) != (new.start, new.due, new.recurrence):
        yield Difference.DATE
    if old.committees != new.committees:
        yield Difference.OWNER
    if old.kind is not new.kind:
        yield Difference.KIND
    if old.amounts != new.amounts:
        yield Difference.MONEY
    if not _same_place(one, other):
        yield Difference.PLACE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).text)


def _shingles(words: Sequence[str], step: int) -> set[int]:
    found = {hash(tuple(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1)}
    return found if step == 1 else {each for each in found if each % step == 0}
