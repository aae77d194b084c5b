"""Minutes of a meeting: what was recommended holds only as far as it was decided.

An item has parts under headings of their own (`item_heads`): a recommendation, a decision, what went before. A
recommendation that was put off, turned down or changed promises nothing; nor does what others wish, unless it was
decided; what led to the item is history.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import zip_longest

from tracker.agreement.structure.item_heads import ItemPart, is_route, names_meeting, opened_by, without_label
from tracker.agreement.structure.passages import Form
from tracker.agreement.structure.sentences import Sentence
from tracker.agreement.structure.verdicts import Verdict, is_amendment, is_of_body, points, tells_decision, verdict
from tracker.agreement.text.subjects import shared_words

# What one member would have had is not decided.
_DISSENT = re.compile(
    r"\b(?:(?:kan|kunne) ikke (?:tiltræde|støtte|godkende|anbefale|stemme)|stemte imod|stemmer imod|undlod at stemme"
    r"|imod stemte|(?:tager|tog) forbehold|til protokol\w*|protokol(?:bemærkning|tilførsel)\w*|(?:et )?mindretal\w*)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:i stedet for|med den ændring|ændre[st]|ændret|dog|allerede (?:den|i|på|til))\b",
    re.IGNORECASE,
)
# «Godkendt, dog først den 1. juni»: another day for what was recommended, which it does not name again
_ANOTHER_DAY = re.compile(
    r"\b(?:dog (?:først|allerede|med virkning)|datoen (?:ændres|rykkes|flyttes|fastsættes))\b", re.IGNORECASE
)
# «Godkendt, idet høringsfristen forlænges til …»: of a recommendation that is about the hearing alone
_LONGER = re.compile(
    r"\b(?:\w*frist|høring|\w*periode)(?:e?n|erne)? (?:forlænges|udvides|rykkes|flyttes|ændres) til\b", re.IGNORECASE
)
_MORE_ACTS = re.compile(
    r"\bog(?: at)? [^,.;]{3,60}\b(?:vedtages|godkendes|forelægges|behandles|evalueres)\b", re.IGNORECASE
)
_BESIDES = re.compile(r"\b(?:desuden|også|yderligere|derudover|supplere\w*)\b", re.IGNORECASE)
# «21. juni: Seminar om budgettet», where the decision is that «seminaret holdes den 28. juni»
_ROW = re.compile(r"[^:]{3,40}:\s+(?P<what>[A-ZÆØÅa-zæøå]{6,})\b")
_MUCH = 3  # longer words in common by which two sentences say the same
# «Venstre ønsker», «Landbrugsforeningen foreslår», «Varmestuen søger om»
_WISHES = re.compile(
    r"\W*(?P<who>[A-ZÆØÅ][^\s,.;:]*(?:\s(?:og|i|fra|for|på|&|[A-ZÆØÅ(][^\s,.;:]*)){0,6}(?:\s\([^)]{1,20}\))?)\s"
    r"(?:ønsker|ønskede|foreslår|foreslog|vil(?:le)? have|opfordrer"
    r"|har (?:[\w.-]+ ){0,6}?(?:ønsket|foreslået|bedt om|ansøgt|søgt)"
    r"|anmoder|ansøger|søger om)\b"
)
_OUR_OWN = re.compile(
    r"(?:udvalg|råd|bestyrelse|forvaltning|administration|direktion|magistrat|kommun|region|borgmester|chef|direktør"
    r"|sekretariat|afdeling|\bcenter|flertal|\benigt\b|\b(?:Vi|Der|Det|De|Man|Parterne)\b)",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:ældreråd|handicapråd|seniorråd|elevråd|ungeråd|integrationsråd|erhvervsråd|bruger\w*råd|pårørenderåd"
    r"|\w*forening|grund\w*|bygherre\w*|ansøger\w*|forslagsstiller\w*)",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(r"\W*(?P<who>[^,.;:]{3,60}?)\s(?:indstiller|anbefaler|foreslår)\b", re.IGNORECASE)
# «Byrådet besluttede i maj 2019 at …»: what led to the item
_DECIDED_BEFORE = re.compile(
    r"\W*[\w-]*(?:udvalget|[Bb]yrådet|[Rr]egionsrådet|bestyrelsen|repræsentationen)\s"
    r"(?:besluttede|vedtog|godkendte|bad|anmodede|tiltrådte|har (?:tidligere )?(?:besluttet|vedtaget|godkendt))\b"
)
_OPTION = re.compile(
    r"\b(?:model|scenari(?:e|um)|løsning|variant|alternativ|placering|option|forslag)(?:en|et)?\s(?P<which>[A-F]|\d)\b",
    re.IGNORECASE,
)


def dismissed(sentences: Sequence[Sentence], text: str, timed: Set[int]) -> frozenset[int]:
    """Where the sentences of one item start that promise nothing, after what was decided.

    `text`: the document. `timed`: the starts of the sentences in which a time stands.
    """
    parts = _parts(sentences)
    decided = [one for one in sentences if parts[one.start] is ItemPart.DECIDED]
    if not decided:
        return frozenset()
    held = [one for one in decided if not _is_dissent(one.text)]
    words = [f"{_mark(one, text)}{without_label(one.text)}" for one in held]
    outcome, said = verdict(words), points(" ".join(words))
    not_now = outcome is Verdict.NOT_NOW and not (said.kept or said.dropped)
    numbers = _numbers(sentences, parts, text)
    ours = _who_recommend(sentences, parts)
    chosen = _options(held)
    moved = _moved([one for one in sentences if parts[one.start] is ItemPart.RECOMMENDED], held, timed)
    alternative = any("alternativ" in one.text.casefold() for one in held)
    result = set()
    for one in sentences:
        part = parts[one.start]
        if part is ItemPart.DECIDED:
            gone = _is_dissent(one.text) or _is_wish(one.text, ours)
        elif part is ItemPart.RECOMMENDED:
            number = numbers.get(one.start)
            gone = (
                not_now
                or one.start == moved
                or number in said.dropped
                or (bool(said.kept) and number is not None and number not in said.kept)
                or _is_changed(one, held, timed)
            )
        else:
            gone = (
                not_now
                or (part is ItemPart.HISTORY and not is_route(one.text))
                or bool(_DECIDED_BEFORE.match(one.text))
                or _is_moved_row(one, held, timed)
                or (part is ItemPart.ALTERNATIVE and not alternative)
                or (_is_wish(one.text, ours) and (outcome is not Verdict.ADOPTED or _is_changed(one, held, timed)))
            )
        if gone or (part is not ItemPart.DECIDED and chosen and _options([one]) and not _options([one]) & chosen):
            result.add(one.start)
    return frozenset(result)


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
        (match := _RECOMMENDS.match(words)) is not None and bool(_OUR_OWN.search(match["who"]))
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
    return (bool(_DISSENT.search(sentence)) and not is_of_body(sentence)) or is_amendment(sentence)


def _is_wish(sentence: str, ours: frozenset[str]) -> bool:
    """Whether somebody else than the municipality wishes what the sentence tells."""
    match = _WISHES.match(sentence)
    if match is None or match["who"] in ours:
        return False
    return bool(_NOT_OURS.search(match["who"])) or not _OUR_OWN.search(match["who"])


def _numbers(sentences: Sequence[Sentence], parts: dict[int, ItemPart], text: str) -> dict[int, int]:
    """The number of the point that each recommended sentence stands in: as written («2. at …»), else its place."""
    found: dict[int, int] = {}
    place, passage = 0, -1
    for one in sentences:
        if parts[one.start] is not ItemPart.RECOMMENDED or one.form is not Form.ITEM:
            continue
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
        written = re.match(r"\s*(?:at\s+)?(\d{1,2})[.)]", line)
        place += one.passage != passage
        passage = one.passage
        found[one.start] = int(written[1]) if written else place
    return found


def _mark(one: Sentence, text: str) -> str:
    """The number or letter over a point of a decision, as «punkt 2: »; nothing where it has none."""
    line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    written = re.fullmatch(r"\s*(?:(?P<number>\d{1,2})[.)]|(?P<letter>[a-h])\))\s*", line)
    if one.form is not Form.ITEM or written is None:
        return ""
    number = written["number"] or ord(written["letter"]) - ord("a") + 1
    also = re.match(r"og\s[a-h]\)\s", one.text)
    return f"punkt {number} " if also else f"punkt {number}: "


def _is_changed(recommended: Sentence, decided: Sequence[Sentence], timed: Set[int]) -> bool:
    """Whether the decision says the same otherwise: «med den ændring, at ordningen træder i kraft …»."""
    for one in decided:
        shared = shared_words(one.text, recommended.text)
        if shared and _CHANGED.search(one.text):
            return True
        both = recommended.start in timed and one.start in timed
        if both and len(shared) >= _MUCH and not _BESIDES.search(one.text):
            return True
    return False


def _moved(recommended: Sequence[Sentence], decided: Sequence[Sentence], timed: Set[int]) -> int | None:
    """Where the one recommendation with a time starts, if the decision gives it another and names it not again."""
    dated = [one.start for one in recommended if one.start in timed]
    elsewhere = any(one.start in timed and _ANOTHER_DAY.search(one.text) for one in decided)
    if any(_LONGER.search(one.text) for one in decided):
        elsewhere = not any(_MORE_ACTS.search(one.text) for one in recommended)
    return dated[0] if len(dated) == 1 and elsewhere else None


def _is_moved_row(row: Sentence, decided: Sequence[Sentence], timed: Set[int]) -> bool:
    """Whether the decision gives another time to what a row of the item's schedule names."""
    told = _ROW.match(row.text) if row.start in timed else None
    if told is None:
        return False
    named = re.compile(rf"\b{told['what']}(?:et|en|erne|ene|t|n)\b", re.IGNORECASE)
    return any(one.start in timed and named.search(one.text) for one in decided)


def _options(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The models that `sentences` name: «model B», «scenarie 2»."""
    return frozenset(match["which"].upper() for one in sentences for match in _OPTION.finditer(one.text))
