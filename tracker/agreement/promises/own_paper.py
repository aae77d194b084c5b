"""What a paper tells of itself: how long it holds, for which years it sets the frames, and what is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.values import Deadline

_PAPER = r"[\w-]*(?:aftale|forlig|konstituering|forståelsespapir|samarbejdsgrundlag|program)(?:n|en|et|t|met)?"
_HOLDS = r"gælder\s(?:(?:i|for)\s(?:valg)?perioden\s)?"
# «… har indgået denne aftale, der gælder fra …», «den aftale, som vi har skrevet under på, og som gælder fra …»
_HOLDS_ITSELF = re.compile(rf"\b{_PAPER}\b[^.;:]{{0,80}}?\b(?:der|som)\s{_HOLDS}$", re.IGNORECASE)
_IT_HOLDS = re.compile(rf"\W*(?:Den|Det)\s{_HOLDS}$")
_WAS_MADE = re.compile(
    rf"\b(?:indgået|underskrevet|tiltrådt|forhandlet|skrevet under|enige?)\b[^.;:]{{0,80}}\b{_PAPER}\b"
    rf"|\b{_PAPER}\b[^.;:]{{0,40}}\b(?:er|blev)\s(?:indgået|underskrevet|tiltrådt)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"(?:fra|i perioden|for perioden|\d)\b.*(?:\btil\b|[-–])", re.IGNORECASE)
# «konstituere byrådet for valgperioden fra …», «samarbejde om at lede kommunen i perioden …»
_FOR_THE_TERM = re.compile(
    r"\b(?:konstituer\w*|(?:samarbejd\w*|gå\w* sammen|enige?)\som\s(?:at\s)?(?:lede|ledelsen|styre|styret))\b[^.;:]*$",
    re.IGNORECASE,
)
# «Forliget lægger rammerne for økonomien i 2021 og overslagsårene 2022-2024»
_SETS_FRAMES = re.compile(
    rf"\W*(?:(?:dette|denne|det|den)\s)?(?:{_PAPER}|budget(?:tet)?|det|den)\s(?:fast)?(?:lægger|sætter|udstikker|danner)\s"
    r"(?:dermed\s|således\s)?(?:(?:de|den)\s[a-zæøå]+e\s)?ramme(?:rne|n|r)\b[^.;:]*$",
    re.IGNORECASE,
)
# «Partierne vil i de næste fire år arbejde for følgende:»: what follows is promised, and the years are the paper's
_WORKS_FOR_THIS = re.compile(
    r"[^.;:]*\b(?:arbejder?|samarbejder?|kæmper?|står? sammen|enige?)\s(?:sammen\s)?(?:for|om|på)\s"
    r"(?:at\s\w+\s)?(?:følgende|disse|dette)\b[^.;:]{0,40}:\s*$",
    re.IGNORECASE,
)
# «Senest opdateret⏎27. august 2018», «Dato for udsendelse: 15. november 2022»: when the paper itself was made or sent
_MADE_OR_SENT = re.compile(
    r"\W*(?:(?:siden|listen|referatet?|dagsordenen?)\s)?(?:er\s)?(?:(?:senest|sidst)\s(?:opdateret|ændret|redigeret|revideret)"
    r"|dato\sfor\s(?:udsendelse|offentliggørelse|opdatering)|udsendt|offentliggjort|udskrevet)\W*",
    re.IGNORECASE,
)
# «Parterne står sammen om aftalen i hele året», «Vi er bundet af forliget til valget»: how long they keep to it
_KEEP_TO_IT = re.compile(
    r"(?:[^.;:]*\s)?(?:\w*parti(?:er)?ne|\w*parterne|\w*kredsen|vi|alle)\s(?:[\w-]+\s){0,2}?"
    r"(?:står\s(?:sammen\som|bag|ved|fast\sved)|bakker\s(?:op\som|op)|er\s(?:bundet\saf|forpligtet\s(?:af|på)|enige\som)|holder\sfast\si|støtter)\s"
    rf"(?:(?:hele|denne|dette|den|det)\s)?(?:{_PAPER}|budgettet)(?:\sog\s(?:{_PAPER}|budgettet))?\s$",
    re.IGNORECASE,
)
_YEARS_OF_BUDGET = re.compile(r".*\b(?:overslagsår\w*|(?:19|20)\d\d\s?[-–]\s?(?:20)?\d\d)")
# «Byggeriet ventes færdigt i 2026 og er ikke en del af denne aftale»
_NO_PART_OF_IT = re.compile(
    rf"[^.;:]*\b(?:og|men)\s(?:er|indgår|hører)\s(?:derfor\s|dermed\s|altså\s)?ikke\s(?:(?:en\s)?del\saf|omfattet\saf|med\si|i|under)\s"
    rf"(?:(?:dette|denne)\s)?(?:{_PAPER}|budgettet)\b",
    re.IGNORECASE,
)


def speaks_of_itself(paragraph: Sequence[str], sentence: str, time: Deadline, start: int, end: int) -> bool:
    """Whether the time at `start` is one of the paper itself, or of what it says is no part of it.

    `paragraph`: the sentences of the paragraph that `sentence` stands in.
    """
    before, words = sentence[:start], sentence[start:end]
    if _FROM_TO.match(words) and (_HOLDS_ITSELF.search(before) or (_it_holds(paragraph, sentence, before))):
        return True
    if _spans_years(time) and _FOR_THE_TERM.search(before):
        return True
    if _MADE_OR_SENT.fullmatch(before) or _KEEP_TO_IT.fullmatch(before):
        return True
    if _SETS_FRAMES.match(before) and _YEARS_OF_BUDGET.match(words):
        return True
    return bool((_spans_years(time) and _WORKS_FOR_THIS.match(sentence)) or _NO_PART_OF_IT.match(sentence, end))


def _it_holds(paragraph: Sequence[str], sentence: str, before: str) -> bool:
    """«… har indgået følgende aftale. Den gælder fra …»: whether the sentence before names the paper."""
    at = paragraph.index(sentence)
    return bool(at and _IT_HOLDS.match(before) and _WAS_MADE.search(paragraph[at - 1]))


def _spans_years(time: Deadline) -> bool:
    return bool(time.start and time.due and time.due.year > time.start.year)
