"""What the words of a decision say of what was recommended: adopted, turned down or put off, and point by point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a recommendation."""

    ADOPTED = "adopted"
    NOT_NOW = "not now"  # put off, sent back, turned down, handed on to somebody else


@dataclass(frozen=True, slots=True)
class Points:
    """What became of the numbered points of a recommendation; a point that is not spoken of is in none."""

    kept: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()


_CASE = (
    r"(?:sagen|punktet|dagsordenspunktet|forslaget|beslutningsforslaget|borgerforslaget|indstillingen|ansøgningen"
    r"|(?:behandlingen|drøftelsen|afgørelsen|stillingtagen)(?: (?:af|til|i) \w+)?|beslutningen|det)"
)
_NO = (
    r"(?:udsat|udsættes|udskudt|udskydes|udsattes|afvist|afvises|forkastet|forkastes|nedstemt\w*|bortfald\w*|faldt"
    r"|afslag|afslået|afslås|trukket|trækkes|hjemvis\w*|henvist|henvises|oversend(?:t|es)|tilbagesend(?:t|es)|tilbagevis(?:t|es)|henlagt|henlægges|udgår"
    r"|udgik|udgået|sendt(?:es)? (?:retur|tilbage)|sendes (?:retur|tilbage)|tage[ts] af(?: dagsordenen)?"
    r"|ikke (?:godkendt|tiltrådt|vedtaget|imødekommet|anbefalet|fulgt|støttet|fremmet|samle (?:et )?flertal|flertal)"
    r"|(?:tiltræd|godkend|følg|vedtag|imødekomm|anbefal|støtt)es ikke|faldt (?:med|for)"
    r"|ikke (?:imødekommes|fremmes|anbefales|godkendes|tiltrædes)|(?:opnåede|fik) ikke (?:et )?flertal)\b"
)
_YES = (
    r"(?:godkend(?:t|es)|tiltrådt\w*|tiltrædes|vedtaget|vedtages|anbefale[ts]|indstilles|imødekomme[ts]"
    r"|(?:som|i overensstemmelse med det) indstille(?:t|de)|følges|fulgt|bevilge[ts])\b"
)
_AUXILIARY = (
    r"(?:\s(?:blev|bliver|er|kunne|kan|skal))?"
    r"(?:\s(?:herefter|dermed|derfor|derefter|enstemmigt|så|sat til afstemning og))*"
)
_PUT_OFF = re.compile(rf"\W*(?:{_CASE}{_AUXILIARY}\s)?(?:enstemmigt\s)?{_NO}", re.IGNORECASE)
_OF_THE_CASE = re.compile(rf"\b{_CASE}{_AUXILIARY}\s{_NO}", re.IGNORECASE)
_BODY = (
    r"\W*(?:[\w-]*(?:udvalget|rådet|bestyrelsen|repræsentationen)|et (?:enigt |snævert )?(?:flertal|udvalg)"
    r"|der var enighed om)\b"
)
_BODY_PUT_OFF = re.compile(
    rf"{_BODY}[^,.]{{0,60}}?\s(?:udsatte|udskød|(?:at|om at) (?:udsætte|udskyde|afvise|forkaste|henlægge)"
    r"|(?:sendte|at sende) (?:sagen|punktet|forslaget|indstillingen) (?:tilbage|retur)|tog sagen af"
    r"|(?:kan|kunne|vil|ville) ikke (?:tiltræde|støtte|godkende|anbefale|imødekomme|følge|anbefale)"
    r"|(?:godkendte|tiltrådte|vedtog|anbefalede|anbefaler|fulgte|følger|imødekom|imødekommer|støtter|støttede) ikke"
    r"|(?:besluttede|ønsker|ønskede|vedtog) ikke at|afvis(?:er|te)|forkastede|henlagde|tilbagesendte"
    r"|ændrede (?:forslaget|indstillingen|planen|tidsplanen)(?=\W*$))\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    rf"\W*(?:(?!ikke\b)[\w-]+(?:\s(?!ikke\b|ønsker\b|beder\b|bad\b)[\w-]+){{0,3}}{_AUXILIARY}\s)?(?:enstemmigt\s)?{_YES}"
    rf"|{_BODY}[^,.]{{0,60}}?\s(?:godkendte|godkender|tiltrådte|tiltræder|vedtog|fulgte|følger|anbefale(?:r|de)|bevilgede)\b(?!\sikke)"
    rf"|.*\bindstillingen{_AUXILIARY}\s{_YES}",
    re.IGNORECASE,
)
_NOTED = re.compile(r"\W*(?:(?:taget |tages )?til efterretning|drøftet|orienter(?:et|ingen))\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\bi stedet\b", re.IGNORECASE)
_AMENDMENT = re.compile(r"\b\w*(?:ændringsforslag|modforslag)\w*\b", re.IGNORECASE)
_THE_PROPOSAL = re.compile(r"\W*(?:(?:ændrings|mod)?forslaget|det)\b", re.IGNORECASE)
_POINT = re.compile(
    r"(?:\b(?:indstillings)?(?:punkt(?:erne)?|pkt\.?|ad\.?|at)\s*"
    r"(?P<numbers>\d{1,2}\)?(?:(?:,| og|-|–)\s*\d{1,2}\)?)*)[.:)]*"
    r"|(?:(?<=\s)|^)(?P<alone>\d{1,2}(?:(?:,| og|-|–)\s*\d{1,2})*)\s?:(?=\s[A-ZÆØÅ]))",
    re.IGNORECASE,
)
# «a) og c) anbefales»: letters stand for numbers
_LETTERS = re.compile(r"(?<![\w(])(?P<first>[a-h])\)(?P<more>(?:(?:,| og|, og)\s?[a-h]\))*)")
# «Indstillingens første og andet led blev tiltrådt»
_ORDINALS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6}
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_IN_WORDS = re.compile(
    rf"\b(?:indstillingens\s)?(?P<all>{_ORDINAL}(?:(?:,| og|, og)\s{_ORDINAL})*)\s(?:led|punkt|pind|del)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:godkend|tiltr|vedtag|anbefal|indstil|som indstillet)", re.IGNORECASE)
_DROPPED = re.compile(r"\b(?:udg|bortfald|udsat|udsæt|udskyd|ikke |forkast|afvis|sendes|trækkes)", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:ændre[st]|ændret|ændring|i stedet|dog|allerede|først|(?:frem|til)?ryk(?:kes|ker|ket|kede)"
    r"|frist\w*\s(?:forlænges|forlænget|flyttes|flyttet|fastsættes|sættes|bliver))\b",
    re.IGNORECASE,
)


def is_amendment(sentence: str) -> bool:
    """Whether a sentence of a decision tells of an amendment that somebody moved, and that was not adopted."""
    return bool(_AMENDMENT.search(sentence)) and not re.search(
        r"(?:ændrings|mod)forslag\w*[^.]*\b(?:blev|er|bliver) (?:\w+ )?(?:vedtaget|godkendt|tiltrådt)\b",
        sentence,
        re.IGNORECASE,
    )


def is_of_body(sentence: str) -> bool:
    """Whether the body, or most of it, is what the sentence tells of."""
    return re.match(_BODY, sentence, re.IGNORECASE) is not None


def tells_decision(sentence: str) -> bool:
    """Whether a sentence under the name and day of a meeting tells what was decided there."""
    return _of_sentence(sentence) is not None or is_of_body(sentence) or bool(_NOTED.match(sentence))


def verdict(decided: Sequence[str]) -> Verdict | None:
    """The last word of a decision on what was recommended; None where it neither adopts nor refuses."""
    found, after_amendment = None, False
    for sentence in decided:
        if is_amendment(sentence) or (after_amendment and _THE_PROPOSAL.match(sentence)):
            after_amendment = True
            continue
        after_amendment = False
        found = _of_sentence(sentence) or found
    return found


def _of_sentence(sentence: str) -> Verdict | None:
    if _POINT.match(sentence):
        return None
    if _PUT_OFF.match(sentence) or _BODY_PUT_OFF.match(sentence):
        return Verdict.ADOPTED if re.search(r"\banbefal(?:es|et|ing)\b(?<!ikke )", sentence) else Verdict.NOT_NOW
    if _ADOPTED.match(sentence):
        return None if _OTHERWISE.search(sentence) else Verdict.ADOPTED
    return Verdict.NOT_NOW if _OF_THE_CASE.search(sentence) else None


def points(words: str) -> Points:
    """What a decision says of points («Punkt 1 og 3 tiltrådt», «Ad 2: udgår», «3: Godkendt», «Andet led bortfaldt»)."""
    words = _LETTERS.sub(lambda match: f"punkt {_in_figures(match[0])}", words)
    words = _IN_WORDS.sub(lambda match: f"punkt {_counted(match['all'])} ", words)
    kept: set[int] = set()
    dropped: set[int] = set()
    marks = list(_POINT.finditer(words))
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(words)
        said = re.split(r"(?<=[^\W\d]{2})\.(?:\s|$)", words[mark.end() : end].strip(" .:"), maxsplit=1)[0]
        numbers = _numbers(mark["numbers"] or mark["alone"])
        if _DROPPED.search(said) or _CHANGED.search(said):
            dropped |= numbers
        elif _KEPT.search(said):
            kept |= numbers
    return Points(frozenset(kept), frozenset(dropped))


def _in_figures(letters: str) -> str:
    """«a) og c)» as «1 og 3»."""
    return re.sub(r"\b([a-h])\)", lambda letter: str(ord(letter[1]) - ord("a") + 1), letters)


def _counted(ordinals: str) -> str:
    """«første og andet» as «1 og 2»."""
    return re.sub(_ORDINAL, lambda word: str(_ORDINALS[word[0]]), ordinals.casefold())


def _numbers(words: str) -> set[int]:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    through = len(numbers) == 2 and re.search(r"\d\s?[-–]\s?\d", words)
    return set(range(numbers[0], numbers[1] + 1)) if through else set(numbers)
