"""Minutes of a meeting: what was recommended holds only as far as it was decided.

An item has parts under headings of their own («Indstilling», «Beslutning», «Sagens forløb»). A recommendation that was
put off, turned down or changed promises nothing; what led to the item is history.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from tracker.agreement.passages import SUBHEAD, Form
from tracker.agreement.sentences import Sentence
from tracker.agreement.subjects import shared_words


class Part(StrEnum):
    """The parts of an item that are judged by the decision; the rest is as any other text."""

    RECOMMENDED = "recommended"
    DECIDED = "decided"
    HISTORY = "history"
    OTHER = "other"


_PARTS = (
    (
        Part.RECOMMENDED,
        re.compile(r"(?:alternativ )?indstilling|(?:forvaltningen|administrationen) (?:foreslår|indstiller)", re.I),
    ),
    (
        Part.DECIDED,
        re.compile(r"beslutning(?!stema)|[\w, -]*(?:udvalgets|rådets|bestyrelsens) beslutning|vedtagelse", re.I),
    ),
    (
        Part.HISTORY,
        re.compile(
            r"sagens (?:forløb|gang)|sagsgang|sagen behandles i|historik|tidligere beslutning|politisk behandling", re.I
        ),
    ),
)
_NOT_NOW = re.compile(
    r"\b(?:udsat|udsættes|sendt(?:es)? (?:retur|tilbage)|sendes (?:retur|tilbage)|bortfald\w*|forkastet|forkastes"
    r"|ikke (?:godkendt|tiltrådt|vedtaget|imødekommet|samle flertal|flertal)|afvist|afvises|trukket|nedstemt\w*"
    r"|taget af dagsordenen)\b",
    re.IGNORECASE,
)
_POINT = r"(?:indstillings)?(?:punkt(?:erne)?|pkt\.|ad\.?|at)\s*(?P<numbers>\d{1,2}\)?(?:(?:,| og|-|–)\s*\d{1,2}\)?)*)"
_POINTS_KEPT = re.compile(rf"\b{_POINT}[^.]*?\b(?:godkend|tiltr|vedtag|anbefal|som indstillet)", re.IGNORECASE)
_POINTS_DROPPED = re.compile(
    rf"\b{_POINT}[^.]*?\b(?:udg|bortfald|udsat|udsæt|ikke |forkast|afvis|sendes|trækkes)", re.IGNORECASE
)
_POINTS_CHANGED = re.compile(rf"\b{_POINT}[^.]*?\b(?:ændre[st]|ændret|i stedet|dog)\b", re.IGNORECASE)
# What one member would have had is not decided.
_DISSENT = re.compile(
    r"\b(?:(?:kan|kunne) ikke (?:tiltræde|støtte|godkende|stemme)|stemte imod|stemmer imod|undlod at stemme"
    r"|(?:tager|tog) forbehold|til protokol\w*)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:i stedet for|med den ændring|ændre[st]|ændret|dog (?:således|sådan)|allerede (?:den|i|på|til))\b",
    re.IGNORECASE,
)


def dismissed(sentences: Sequence[Sentence], text: str) -> frozenset[int]:
    """Where the sentences of one item start that promise nothing, after what was decided. `text`: the document."""
    parts = _parts(sentences)
    decided = [one for one in sentences if parts[one.start] is Part.DECIDED]
    if not decided:
        return frozenset()
    words = " ".join(one.text for one in decided)
    kept = _numbers(_POINTS_KEPT, words)
    dropped = _numbers(_POINTS_DROPPED, words) | _numbers(_POINTS_CHANGED, words)
    not_now = bool(_NOT_NOW.search(words)) and not (kept or dropped)
    result = set()
    for one in sentences:
        part = parts[one.start]
        number = _number_of(one, text)
        if (
            part is Part.HISTORY
            or (part is Part.DECIDED and _DISSENT.search(one.text))
            or (part is not Part.DECIDED and not_now)
            or (
                part is Part.RECOMMENDED
                and (
                    number in dropped
                    or (kept and number is not None and number not in kept)
                    or _is_changed(one, decided)
                )
            )
        ):
            result.add(one.start)
    return frozenset(result)


def _parts(sentences: Sequence[Sentence]) -> dict[int, Part]:
    now, found = Part.OTHER, {}
    for one in sentences:
        if one.form is Form.LINE and SUBHEAD.fullmatch(one.text.strip()):
            now = next((part for part, pattern in _PARTS if pattern.match(one.text.strip())), Part.OTHER)
        found[one.start] = now
    return found


def _number_of(sentence: Sentence, text: str) -> int | None:
    """The number of the item of a list that the sentence stands in («2. at …», «at 2) …»)."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    match = re.match(r"\s*(?:at\s+)?(\d{1,2})[.)]", line)
    return int(match[1]) if match else None


def _numbers(pattern: re.Pattern[str], words: str) -> frozenset[int]:
    found: set[int] = set()
    for match in pattern.finditer(words):
        numbers = [int(number) for number in re.findall(r"\d+", match["numbers"])]
        through = len(numbers) == 2 and re.search(r"\d\s?[-–]\s?\d", match["numbers"])
        found.update(range(numbers[0], numbers[1] + 1) if through else numbers)
    return frozenset(found)


def _is_changed(recommended: Sentence, decided: Sequence[Sentence]) -> bool:
    """Whether the decision says the same otherwise: «med den ændring, at ordningen træder i kraft …»."""
    return any(_CHANGED.search(one.text) and shared_words(one.text, recommended.text) for one in decided)
