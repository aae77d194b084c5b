"""What the words of a decision say of what was recommended: adopted, turned down or put off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from tracker.agreement.structure.minutes.motions import opening_of_motion
from tracker.agreement.structure.minutes.points import opens_with_point


class Verdict(StrEnum):
    """What became of a recommendation."""

    ADOPTED = "adopted"
    NOT_NOW = "not now"  # put off, sent back, turned down, handed on to somebody else


_CASE = (
    r"(?:sagen|punktet|dagsordenspunktet|forslaget|beslutningsforslaget|borgerforslaget|indstillingen|ansøgningen"
    r"|(?:behandlingen|drøftelsen|afgørelsen|stillingtagen)(?: (?:af|til|i) \w+)?|beslutningen|det)"
)
_NO = (
    r"(?:udsat|udsættes|udskudt|udskydes|udsattes|afvist|afvises|forkastet|forkastes|nedstemt\w*|bortfald\w*|faldt"
    r"|afslag|afslået|afslås|trukket|trækkes|hjemvis\w*|henvist|henvises|oversend(?:t|es)|tilbagesend(?:t|es)"
    r"|tilbagevis(?:t|es)|henlagt|henlægges|udgår"
    r"|udgik|udgået|sendt(?:es)? (?:retur|tilbage)|sendes (?:retur|tilbage)|tage[ts] af(?: dagsordenen)?"
    r"|overgå(?:r|et)|overgik|overført|(?:sættes|stilles|sat|stillet|hviler) i bero"
    r"|ikke (?:behandlet|nået|godkendt|tiltrådt|vedtaget|imødekommet|anbefalet|fulgt|støttet|fremmet"
    r"|samle (?:et )?flertal|flertal)"
    r"|(?:tiltræd|godkend|følg|vedtag|imødekomm|anbefal|støtt)es ikke|faldt (?:med|for)"
    r"|ikke (?:imødekommes|fremmes|anbefales|godkendes|tiltrædes)|(?:opnåede|fik) ikke (?:et )?flertal)\b"
)
_YES = (
    r"(?:godkend(?:t|es)|tiltrådt\w*|tiltrædes|vedtaget|vedtages|anbefale[ts]|indstilles|imødekomme[ts]"
    r"|(?:som|i overensstemmelse med det) indstille(?:t|de)|følges|fulgt|bevilge[ts])\b"
)
_AUXILIARY = (
    r"(?:\s(?:blev|bliver|er|kunne|kan|skal))?"
    r"(?:\s(?:herefter|dermed|derfor|derefter|enstemmigt|så|sat (?:til|under) afstemning og))*"
)
_PUT_OFF = re.compile(rf"\W*(?:{_CASE}{_AUXILIARY}\s|blev\s)?(?:enstemmigt\s)?{_NO}", re.IGNORECASE)
_OF_THE_CASE = re.compile(
    rf"\b{_CASE}{_AUXILIARY}\s{_NO}|\btrak {_CASE}(?: tilbage)?\b|\b(?:gives|meddeles|givet|meddelt) afslag\b",
    re.IGNORECASE,
)
_BODY = (
    r"\W*(?:[\w-]*(?:udvalget|rådet|bestyrelsen|repræsentationen)|flertallet|et (?:enigt |snævert )?(?:flertal|udvalg)"
    r"|der var enighed om)\b"
)
_BODY_PUT_OFF = re.compile(
    rf"{_BODY}[^,.]{{0,60}}?\s(?:udsatte|udskød|(?:at|om at) (?:afvise|forkaste|henlægge"
    r"|(?:udsætte|udskyde)(?! (?!behandling|beslutning|afgørelse)\w+(?:ing|else)en\b))"
    r"|(?:sendte|at sende) (?:sagen|punktet|forslaget|indstillingen) (?:tilbage|retur)|tog sagen af"
    r"|(?:kan|kunne|vil|ville) ikke (?:tiltræde|støtte|godkende|anbefale|imødekomme|følge|tage)"
    r"|(?:takke[rt]|takkede|sagde|siger) nej|(?:giver|gav|meddeler|meddelte) afslag"
    r"|(?:godkendte|tiltrådte|vedtog|anbefalede|anbefaler|fulgte|følger|imødekom|imødekommer|støtter|støttede) ikke"
    r"|(?:finder|fandt|ser|så) (?:sig )?(?:ikke|ingen)|stemte (?:i)?mod (?:indstillingen|forslaget)"
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
# «Oversendes til Byrådet med udvalgets anbefaling»
_RECOMMENDED_ON = re.compile(r"(?<!ikke )(?<!uden )\banbefal(?:es|et|ing)\b(?! ikke)", re.IGNORECASE)
_NOTED = re.compile(r"\W*(?:(?:taget |tages )?til efterretning|drøftet|orienter(?:et|ingen))\b", re.IGNORECASE)
_TAKEN_NOTE_OF = re.compile(r"\W*(?:[\w-]+\s){0,3}(?:taget |tages |tog [\w-]+ )?til efterretning\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\bi stedet\b", re.IGNORECASE)
# Nothing was decided yet: «Sagen genoptages i november», «Udvalget ønsker sagen belyst, før der træffes beslutning»
_OPEN_YET = re.compile(
    rf"\b{_CASE}\s(?:(?:skal|vil)\s)?(?:[\w-]+\s)?"
    r"(?:genoptages|tages op igen|behandles (?:igen|på (?:ny|mødet|et|næste)\b)|udestår|afventer)\b"
    r"|\barbejde[rs]? videre med (?:sagen|forslaget|en anden|andre|et andet)\b"
    r"|\bikke (?:kunne |kan )?opnå(?:s|et) enighed\b"
    r"|\bønsker (?:sagen|forslaget|punktet|indstillingen)\b.*\bbelyst\b"
    r"|\b(?:før|inden) (?:der|udvalget|byrådet|kommunalbestyrelsen|sagen|den|det) (?:\w+ )?"
    r"(?:træffe[rs]|tager|tages|kan|behandles|afgør\w*)\b"
    r"|^\W*afventer\b|\b(?:nyder|fremmer|fremmes) ikke\b|\bsagde nej\b"
    r"|\b(?:valgte|besluttede|vedtog|foretrækker|ønsker) (?:[\w-]+ )?i stedet\b(?! for\b)"
    r"|\b(?:var|er) (?:der )?(?:ikke|intet) (?:et )?(?:flertal|opbakning|tilslutning)\b",
    re.IGNORECASE,
)


def is_of_body(sentence: str) -> bool:
    """Whether the body, or most of it, is what the sentence tells of."""
    return re.match(_BODY, sentence, re.IGNORECASE) is not None


def tells_decision(sentence: str) -> bool:
    """Whether a sentence under the name and day of a meeting tells what was decided there."""
    return _of_sentence(sentence) is not None or is_of_body(sentence) or bool(_NOTED.match(sentence))


def verdict(decided: Sequence[str], motions: Sequence[bool | None]) -> Verdict | None:
    """The last word of a decision on what was recommended; None where it neither adopts nor refuses.

    `motions`: of each sentence, as of `motions.motions`, whether the motion that it tells of was adopted.
    """
    found = None
    for sentence, adopted in zip(decided, motions, strict=True):
        if adopted is None:
            told = _of_sentence(sentence)
        elif adopted:
            told = Verdict.NOT_NOW if _OF_THE_CASE.search(sentence) else Verdict.ADOPTED
        else:
            told = _of_sentence(sentence[: opening_of_motion(sentence) or 0])  # «Godkendt, mens et forslag fra SF …»
        found = told or found
    if found is not None or any(_TAKEN_NOTE_OF.match(sentence) for sentence in decided):
        return found
    return Verdict.NOT_NOW if any(_OPEN_YET.search(sentence) for sentence in decided) else None


def _of_sentence(sentence: str) -> Verdict | None:
    if opens_with_point(sentence):
        return None
    if _PUT_OFF.match(sentence) or _BODY_PUT_OFF.match(sentence):
        return Verdict.ADOPTED if _RECOMMENDED_ON.search(sentence) else Verdict.NOT_NOW
    if _ADOPTED.match(sentence):
        return None if _OTHERWISE.search(sentence) else Verdict.ADOPTED
    return Verdict.NOT_NOW if _OF_THE_CASE.search(sentence) else None
