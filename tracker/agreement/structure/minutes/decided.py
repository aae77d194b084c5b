"""Minutes of a meeting: what was recommended holds only as far as it was decided.

An item has parts under headings of their own (`item_heads`): a recommendation, a decision, what went before. A
recommendation that was put off, turned down or changed promises nothing; nor does what others wish, unless it was
decided; what led to the item is history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from tracker.agreement.structure.minutes.changes import is_moved_row, is_of_another_thing, is_said_otherwise, replaced
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
_SHORT = re.compile(r"\b[A-ZÆØÅ]{2,5}\b")
_THAT = re.compile(r"\bat\s", re.IGNORECASE)
_NEXT_THAT = re.compile(r"(?:,\s|,?\s(?:og|samt)\s)(?=at\s)", re.IGNORECASE)
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
        told = self.points
        return self.outcome is Verdict.NOT_NOW and not (told.kept or told.dropped or told.changed)

    def drops_point(self, number: int | None, told: str) -> bool:
        """Whether a point of the recommendation, which says `told`, is turned down or moved, or left out where others
        are named as adopted."""
        if number is None or number in self.points.dropped:
            return number is not None
        if number in self.points.changed:
            return not is_of_another_thing(self.points.changed[number], told)
        return bool(self.points.kept) and number not in self.points.kept


def dismissed(sentences: Sequence[Sentence], text: str, times: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The spans in one item that promise nothing after what was decided: sentences, or what of one was not followed.

    `text`: the document. `times`: where in it the times of the item stand.
    """
    parts = _parts(sentences)
    if ItemPart.DECIDED not in parts.values():
        return ()
    timed = _timed(sentences, times)
    ours = _who_recommend(sentences, parts)
    numbers = _numbers(sentences, parts, text)
    decision = _decision(sentences, parts, text, timed, ours, frozenset(numbers.values()))
    gone = [one for one in sentences if _is_gone(one, parts[one.start], numbers.get(one.start), decision, timed, ours)]
    return tuple(
        (piece.start, piece.end)
        for one in gone
        for piece in (_said_otherwise(one, decision, times) if parts[one.start] is ItemPart.RECOMMENDED else (one,))
    )


def _timed(sentences: Sequence[Sentence], times: Sequence[int]) -> dict[int, int]:
    """How many times stand in each sentence that has one, by its start."""
    return {one.start: count for one in sentences if (count := sum(one.start <= at < one.end for at in times))}


def _said_otherwise(one: Sentence, decision: _Decision, times: Sequence[int]) -> Sequence[Sentence]:
    """What of a sentence that recommends several things the decision says otherwise; all of it where that is unclear.

    «…, at hallen åbner i maj, og at prisen sættes op i juni», where the hall is to open in August.
    """
    pieces = list(_pieces(one))
    if decision.is_not_now or len(pieces) == 1:
        return (one,)
    moved = replaced(pieces, decision.held, _timed([*pieces, *decision.held], times).keys(), alone=True)
    return [piece for piece in pieces if piece.start in moved] or (one,)


def _pieces(one: Sentence) -> Iterator[Sentence]:
    """What a sentence recommends, each of several by itself."""
    ends = [match.end() for match in _NEXT_THAT.finditer(one.text) if _THAT.search(one.text, 0, match.start())]
    for first, last in pairwise([0, *ends, len(one.text)]):
        start = one.offset(first) if first else one.start
        yield replace(one, start=start, end=one.offset(last), text=one.text[first:last])


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
        return decision.drops_point(number, one.text)
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
    """Who recommends in this item, «By og Land», a unit of the administration that no list has; and who decided,
    «BSU» of «Beslutning BSU 06-11-2018»."""
    recommending = {
        match["who"]
        for one in sentences
        if parts[one.start] is ItemPart.RECOMMENDED
        for words in (one.text, one.lead)
        if (match := _RECOMMENDS.match(words))
    }
    decided = [one.text for one in sentences if parts[one.start] is ItemPart.DECIDED and is_heading(one.text)]
    return frozenset({*recommending, *(short for line in decided for short in _SHORT.findall(line))})


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
        written = re.match(r"\s*(?:at\s*)?(\d{1,2})[.):]", line, re.IGNORECASE)
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
