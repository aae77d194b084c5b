"""Minutes of a meeting: what was recommended holds only as far as it was decided.

An item has parts under headings of their own (`item_heads`): a recommendation, a decision, what went before. A
recommendation that was put off, turned down or changed promises nothing; nor does what others wish, unless it was
decided; what led to the item is history.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tracker.agreement.structure.minutes.changes import is_moved_row, is_said_otherwise, replaced
from tracker.agreement.structure.minutes.motions import (
    OUR_OWN,
    counted_votes,
    fallen_amendments,
    is_wish,
    motions,
    opening_of_dissent,
)
from tracker.agreement.structure.minutes.points import Points, points
from tracker.agreement.structure.minutes.verdicts import Verdict, is_of_body, tells_decision, verdict
from tracker.agreement.structure.prose.item_heads import (
    ItemPart,
    is_heading,
    is_route,
    names_meeting,
    opened_by,
    without_label,
)
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.structure.prose.sentences import Sentence

_RECOMMENDS = re.compile(r"\W*(?P<who>[^,.;:]{3,60}?)\s(?:indstiller|anbefaler|foreslår)\b", re.IGNORECASE)
# «Byrådet besluttede i maj 2019 at …»: what led to the item
_DECIDED_BEFORE = re.compile(
    r"\W*[\w-]*(?:udvalget|[Bb]yrådet|[Rr]egionsrådet|bestyrelsen|repræsentationen)\s"
    r"(?:besluttede|vedtog|godkendte|bad|anmodede|tiltrådte|har (?:tidligere )?(?:besluttet|vedtaget|godkendt))\b"
)
# «Alternativt kan åbningen vente til …»: what was not chosen
_ALTERNATIVELY = re.compile(r"\W*(?:Alternativt|Subsidiært)\b")
_OPTION = re.compile(
    r"\b(?:model|scenari(?:e|um)|løsning|variant|alternativ|placering|option|forslag)(?:en|et)?\s(?P<which>[A-F]|\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Decision:
    """What the decision on an item says.

    `held`: its sentences without what only some would have had; `lost`: where the others start; `moved`: where the
    sentences start that it says otherwise, or turns down; `chosen`: the models that it names; `alternative`: whether
    it speaks of one.
    """

    held: tuple[Sentence, ...]
    lost: frozenset[int]
    outcome: Verdict | None
    points: Points
    moved: frozenset[int]
    chosen: frozenset[str]
    alternative: bool

    @property
    def is_not_now(self) -> bool:
        """Whether the item as a whole was put off or turned down."""
        return self.outcome is Verdict.NOT_NOW and not (self.points.kept or self.points.dropped)

    def drops_point(self, number: int | None) -> bool:
        """Whether a point of the recommendation is turned down, or left out where others are named as adopted."""
        kept = self.points.kept
        return number in self.points.dropped or (bool(kept) and number is not None and number not in kept)


def dismissed(sentences: Sequence[Sentence], text: str, timed: Mapping[int, int]) -> frozenset[int]:
    """Where the sentences of one item start that promise nothing, after what was decided.

    `text`: the document. `timed`: how many times stand in each sentence that has one, by its start.
    """
    parts = _parts(sentences)
    if ItemPart.DECIDED not in parts.values():
        return frozenset()
    ours = _who_recommend(sentences, parts)
    numbers = _numbers(sentences, parts, text)
    decision = _decision(sentences, parts, text, timed, ours, frozenset(numbers.values()))
    return frozenset(
        one.start for one in sentences if _is_gone(one, parts[one.start], numbers.get(one.start), decision, timed, ours)
    )


def _decision(
    sentences: Sequence[Sentence],
    parts: dict[int, ItemPart],
    text: str,
    timed: Mapping[int, int],
    ours: frozenset[str],
    numbers: frozenset[int],
) -> _Decision:
    """What was decided on an item whose recommendation has the points `numbers`."""
    decided = [one for one in sentences if parts[one.start] is ItemPart.DECIDED]
    words = [f"{_mark(one, text)}{without_label(one.text)}" for one in decided]
    fates = motions(words, ours)
    told = [(one, said, fate) for one, said, fate in zip(decided, words, fates, strict=True) if not _is_dissent(said)]
    held = tuple(one for one, _said, fate in told if fate is not False)
    outcome = verdict([said for _one, said, _fate in told], [fate for _one, _said, fate in told])
    votes = counted_votes(" ".join(said for said, fate in zip(words, fates, strict=True) if fate is None))
    if outcome is None and votes:
        outcome = Verdict.ADOPTED if votes[0] > votes[1] else Verdict.NOT_NOW
    return _Decision(
        held,
        frozenset(one.start for one in decided) - {one.start for one in held},
        outcome,
        points(" ".join(said for _one, said, fate in told if fate is not False), len(numbers)).among(numbers),
        _changed(sentences, parts, held, timed) | _fallen(sentences, parts, words),
        _options(held),
        any("alternativ" in one.text.casefold() for one in held),
    )


def _fallen(sentences: Sequence[Sentence], parts: dict[int, ItemPart], decided: Sequence[str]) -> frozenset[int]:
    """Where the sentences of the case start that tell what a member wanted, and the decision turned down."""
    others = [one for one in sentences if parts[one.start] is not ItemPart.DECIDED]
    return frozenset(others[at].start for at in fallen_amendments([one.text for one in others], decided))


def _is_gone(
    one: Sentence,
    part: ItemPart,
    number: int | None,
    decision: _Decision,
    timed: Mapping[int, int],
    ours: frozenset[str],
) -> bool:
    """Whether a sentence of an item, there the point `number` of the recommendation, promises nothing."""
    if part is ItemPart.DECIDED:
        return one.start in decision.lost
    own = _options([one])
    if decision.is_not_now or one.start in decision.moved or (decision.chosen and own and not own & decision.chosen):
        return True
    if not decision.alternative and (part is ItemPart.ALTERNATIVE or _ALTERNATIVELY.match(one.text)):
        return True
    if part is ItemPart.RECOMMENDED:
        return decision.drops_point(number)
    if (part is ItemPart.HISTORY and not is_route(one.text)) or _DECIDED_BEFORE.match(one.text):
        return True
    if is_moved_row(one, decision.held, timed.keys()):
        return True
    return is_wish(one.text, ours) and (
        decision.outcome is not Verdict.ADOPTED or is_said_otherwise(one, decision.held, timed.keys())
    )


def _parts(sentences: Sequence[Sentence]) -> dict[int, ItemPart]:
    """The part of each sentence; what is recommended without a heading over it is so too."""
    now, found, passage = ItemPart.OTHER, {}, -1
    lists = False  # words that recommend are over the points that follow
    for one, following in zip_longest(sentences, sentences[1:]):
        if one.passage != passage:
            now = opened_by(one.text) or now
            if now is not ItemPart.HISTORY and names_meeting(one.text):
                said = without_label(one.text) or (following.text if following else "")
                now = ItemPart.DECIDED if tells_decision(said) else now
        passage = one.passage
        recommends = now is ItemPart.OTHER and (_is_recommending(one) or (lists and one.form is Form.ITEM))
        lists = recommends and (one.form is Form.ITEM or one.text.rstrip().endswith((",", ":", " at")))
        found[one.start] = ItemPart.RECOMMENDED if recommends else now
    return found


def _is_recommending(one: Sentence) -> bool:
    """«Fagchefen indstiller, at …», or a point under such words."""
    return any(
        (match := _RECOMMENDS.match(words)) is not None and bool(OUR_OWN.search(match["who"]))
        for words in (one.text, one.lead)
    )


def _who_recommend(sentences: Sequence[Sentence], parts: dict[int, ItemPart]) -> frozenset[str]:
    """Who recommends in this item: «By og Land», a unit of the administration that no list has."""
    return frozenset(
        match["who"]
        for one in sentences
        if parts[one.start] is ItemPart.RECOMMENDED
        for words in (one.text, one.lead)
        if (match := _RECOMMENDS.match(words))
    )


def _is_dissent(sentence: str) -> bool:
    """Whether a sentence tells of those who did not agree, and of nothing that was decided before it says so."""
    begin = opening_of_dissent(sentence)
    return begin is not None and not is_of_body(sentence) and not tells_decision(sentence[:begin])


def _changed(
    sentences: Sequence[Sentence], parts: dict[int, ItemPart], held: Sequence[Sentence], timed: Mapping[int, int]
) -> frozenset[int]:
    """Where the sentences start that the decision says otherwise; of the case only such as tell one time."""
    recommended = [one for one in sentences if parts[one.start] is ItemPart.RECOMMENDED]
    case = [one for one in sentences if parts[one.start] is ItemPart.OTHER and timed.get(one.start) == 1]
    none_dated = not any(one.start in timed for one in recommended)
    return replaced(recommended, held, timed.keys(), alone=True) | replaced(
        case, [one for one in held if one.start in timed], timed.keys(), alone=none_dated
    )


def _numbers(sentences: Sequence[Sentence], parts: dict[int, ItemPart], text: str) -> dict[int, int]:
    """The number of the point that each recommended sentence stands in: as written («2. at …»), else its place."""
    found: dict[int, int] = {}
    place, passage = 0, -1
    for one in sentences:
        if parts[one.start] is not ItemPart.RECOMMENDED or one.form is not Form.ITEM:
            continue
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
        written = re.match(r"\s*(?:at\s+)?(\d{1,2})[.):]", line, re.IGNORECASE)
        place += one.passage != passage
        passage = one.passage
        found[one.start] = int(written[1]) if written else place
    return found


def _mark(one: Sentence, text: str) -> str:
    """The number or letter over a point of a decision, as «punkt 2: »; nothing where it has none, or is a heading's."""
    line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    written = re.fullmatch(r"\s*(?:(?P<number>\d{1,2})[.)]|(?P<letter>[a-h])\))\s*", line)
    if one.form is not Form.ITEM or written is None or is_heading(one.text):
        return ""
    number = written["number"] or ord(written["letter"]) - ord("a") + 1
    also = re.match(r"og\s[a-h]\)\s", one.text)
    return f"punkt {number} " if also else f"punkt {number}: "


def _options(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The models that `sentences` name: «model B», «scenarie 2»."""
    return frozenset(match["which"].upper() for one in sentences for match in _OPTION.finditer(one.text))
