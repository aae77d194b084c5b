"""What the words of a decision say of the points of a recommendation, whatever a municipality calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Points:
    """What became of the numbered points of a recommendation; a point that is not spoken of is in none.

    `changed`: what is said of those that hold otherwise than they were recommended.
    """

    kept: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    changed: Mapping[int, str] = field(default_factory=dict)

    def among(self, numbers: frozenset[int]) -> Points:
        """Without such as are none of `numbers`: «Dagsordenspunkt 8» names the item. All, where nothing is numbered."""
        if not numbers:
            return self
        changed = {number: said for number, said in self.changed.items() if number in numbers}
        return Points(self.kept & numbers, self.dropped & numbers, changed)


_NAME = (
    r"(?:indstillings?)?(?:at-?)?(?:punkt(?:erne|et|er|um)?|pkt\.?|ad\.?|led(?:det|dene)?|pind(?:en)?|dot|bullet"
    r"|litra|afsnit|del(?:en)?)"
)
_POINT = re.compile(
    rf"(?:\b(?:{_NAME}|at)\s*"
    r"(?P<numbers>\d{1,2}\)?(?:(?:,| og|-|–)\s*\d{1,2}\)?)*)[.:)]*"
    r"|(?:(?<=\s)|^)(?P<alone>\d{1,2}(?:(?:,| og|-|–)\s*\d{1,2})*)\s?:(?=\s[A-ZÆØÅ]))",
    re.IGNORECASE,
)
# «a) og c) anbefales»: letters stand for numbers
_LETTERS = re.compile(r"(?<![\w(])(?P<first>[a-h])\)(?P<more>(?:(?:,| og|, og)\s?[a-h]\))*)")
# «Indstillingens første og andet led blev tiltrådt», «2. at udgår», «Sidste punkt udsættes»
_ORDINALS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6}
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|sidste|\d\.(?!\s(?-i:[A-ZÆØÅ])))"
_BEFORE_VERB = r"(?=\s(?:bl|er|ud|god|ti|ved|sæt))"
_OF_PLACE = rf"(?:{_NAME}|at(?:[’']?er(?:ne)?)?)(?=[\s.,:;]|$)"
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:indstillingens\s|(?P<the>det\s|den\s))?(?P<all>{_ORDINAL}(?:(?:,| og|, og|-|–)\s?{_ORDINAL})*)"
    rf"(?:\s{_OF_PLACE}|(?(the)(?=\s*[.,;]|\s*$|{_BEFORE_VERB})|(?!)))",
    re.IGNORECASE,
)
# «De to første ats», «de første to punkter»
_COUNTS = {"to": 2, "tre": 3, "fire": 4, "fem": 5}
_FIRST_FEW = re.compile(
    rf"\bde\s(?:(?P<count>{'|'.join(_COUNTS)})\sførste|første\s(?P<after>{'|'.join(_COUNTS)}))(?:\s{_OF_PLACE})?",
    re.IGNORECASE,
)
_THE_REST = re.compile(
    rf"\b(?:(?:de |indstillingens )?(?:øvrige|resterende|andre)\s{_OF_PLACE}"
    rf"|de (?:øvrige|resterende|andre){_BEFORE_VERB}"
    r"|resten(?: af indstillingen)?)",
    re.IGNORECASE,
)
# «bortset fra punkt 2», «på nær punkt 3», «alle punkter undtagen punkt 1»
_EXCEPT = re.compile(
    r"[,\s(]*\b(?:bortset fra|med undtagelse af|undtagen|undtaget|på nær|ekskl\.|eksklusive|uden|men ikke|dog ikke)\s"
    r"(?P<points>punkt \d+(?:(?:,| og)\s\d+)*)\)?",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:godkend|tiltr|vedtag|anbefal|indstil|som indstillet|følg|fulgt|tages? til efterretning)", re.IGNORECASE
)
_DROPPED = re.compile(
    r"\b(?:udg|bortfald|faldt|udsat|udsæt|udskyd|udskud|ikke\b|forkast|afvis|sende[ts]|hjemvis|trækkes|trukket"
    r"|tages? (?:ud|op igen|af)\b|genoptag|nedstem|tilbage\b|stryges|strøg)",
    re.IGNORECASE,
)
# «Udvalget tiltrådte punkt 1 og afviste punkt 2»: the verb before its point
_KEPT_BEFORE = re.compile(
    r"\b(?:(?:godkend(?:te|er)|tiltr(?:ådte|æder)|vedt(?:og|ager)|fulgte|følger|anbefale(?:r|de))"
    r"|(?:godkend|tiltr|vedtag|anbefal)\w+\sfor så vidt angår)\s*$",
    re.IGNORECASE,
)
_DROPPED_BEFORE = re.compile(
    r"\b(?:uds(?:atte|kød|ætter|kyder)|afvis(?:te|er)|forkast(?:ede|er)|henvis(?:te|er)|ikke)\s*$", re.IGNORECASE
)
_VOTES = re.compile(r"\bfor (?:\w+ )?stemte\b[^.]*?,? (?:og )?imod stemte\b[^.]*\.", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:ændre[st]|ændret|ændring|i stedet|dog|allerede|først|(?:frem|til)?ryk(?:kes|ker|ket|kede)"
    r"|frist\w*\s(?:forlænges|forlænget|flyttes|flyttet|fastsættes|sættes|bliver))\b",
    re.IGNORECASE,
)


def points(words: str, count: int) -> Points:
    """What a decision says of `count` points («Punkt 1 og 3 tiltrådt», «Ad 2: udgår», «Sidste at bortfaldt»)."""
    words = _VOTES.sub(" ", _in_numbers(words, count))
    kept: set[int] = set()
    dropped: set[int] = set()
    changed: dict[int, str] = {}
    marks = list(_POINT.finditer(words))
    for at, mark in enumerate(marks):
        before = words[marks[at - 1].end() if at else 0 : mark.start()].removesuffix("indstillingens ")
        end = marks[at + 1].start() if at + 1 < len(marks) else len(words)
        said = re.split(r"(?<=[^\W\d]{2})\.(?:\s|$)", words[mark.end() : end].strip(" .:"), maxsplit=1)[0]
        numbers = _numbers(mark["numbers"] or mark["alone"])
        if _KEPT_BEFORE.search(before):
            kept |= numbers
        elif _DROPPED_BEFORE.search(before) or _DROPPED.search(said):
            dropped |= numbers
        elif _CHANGED.search(said):
            changed |= dict.fromkeys(numbers, said)
        elif _KEPT.search(said):
            kept |= numbers
    return Points(frozenset(kept), frozenset(dropped), changed)


def opens_with_point(sentence: str) -> bool:
    """Whether a sentence of a decision begins with the point that it tells of."""
    return _POINT.match(_in_numbers(sentence, 0).lstrip()) is not None


def _in_numbers(words: str, count: int) -> str:
    """`words` with every point called «punkt 2», of `count` in all."""
    words = _LETTERS.sub(lambda match: f"punkt {_in_figures(match[0])}", words)
    words = _FIRST_FEW.sub(
        lambda match: _listed(range(1, _COUNTS[(match["count"] or match["after"]).casefold()] + 1)), words
    )
    words = _IN_WORDS.sub(lambda match: f"punkt {_counted(match['all'], count)} ", words)
    named = {number for mark in _POINT.finditer(words) for number in _numbers(mark["numbers"] or mark["alone"])}
    rest = [number for number in range(1, count + 1) if number not in named]
    if rest and named:
        words = _THE_REST.sub(_listed(rest), words)
    return _EXCEPT.sub(lambda match: f". {match['points']} udgår. ", words)


def _listed(numbers: Iterable[int]) -> str:
    return f"punkt {' og '.join(map(str, numbers))} "


def _in_figures(letters: str) -> str:
    """«a) og c)» as «1 og 3»."""
    return re.sub(r"\b([a-h])\)", lambda letter: str(ord(letter[1]) - ord("a") + 1), letters)


def _counted(ordinals: str, count: int) -> str:
    """«første og andet» as «1 og 2»."""

    def number(word: re.Match[str]) -> str:
        low = word[0].casefold()
        return str(count) if low == "sidste" else low[0] if low[0].isdigit() else str(_ORDINALS[low])

    return re.sub(_ORDINAL, number, ordinals, flags=re.IGNORECASE)


def _numbers(words: str) -> set[int]:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    through = len(numbers) == 2 and re.search(r"\d\s?[-–]\s?\d", words)
    return set(range(numbers[0], numbers[1] + 1)) if through else set(numbers)
