"""Times that the words before them give to something else: the day that held once, how long, or what was then."""

from __future__ import annotations

import re

_BEFORE = 80  # characters before a time that are looked at

_FROM_ALONE = re.compile(r"fra\s(?!.*\stil\s)")
_ANY = re.compile("")
_OF_SOMETHING_ELSE = (  # what the words before it end with, and what the time itself begins with
    # «stilling til de tre følgende år»
    (
        re.compile(r"\b(?:til|om|for) (?:de )?(?:to|tre|fire|fem)\s$", re.IGNORECASE),
        re.compile(r"(?:følgende|kommende|næste) år\b"),
    ),
    # «Fristen er rykket fra den 1. december», «Renoveringen fremrykkes fra 2022»: what holds no more
    (
        re.compile(
            r"\b(?:rykket|flyttet|udsat|udskudt|skubbet|fremrykkes|rykkes frem|udskydes|udsættes)\s$", re.IGNORECASE
        ),
        _FROM_ALONE,
    ),
    # «op på 90 pct. mod 84 pct. i 2019»: what a measure was
    (
        re.compile(
            r"(?<!frem )\bmod\s(?:(?:kun|ca\.|omkring|knap|godt|over|under|hele)\s)?\d[\d.,]*\s?"
            r"(?:(?!og\b)[\w.%-]+\s){0,3}$",
            re.IGNORECASE,
        ),
        _ANY,
    ),
    # «efter valget den 19. november»: the day of an event that the calendar brings
    (
        re.compile(r"\b(?:efter|før|inden|siden|ved|op til)\s(?:[a-zæøå-]+)?valget\s$", re.IGNORECASE),
        re.compile(r"(?:den|d\.)\s"),
    ),
    # «Vi går sammen til budgetforhandlingerne», «Alle partier inviteres til …»: where one goes, not by when
    (
        re.compile(
            r"\b(?:går|møder|mødes|kommer|inviteres|indbydes|indkaldes|inviterer|indbyder|indkalder)\s"
            r"(?:(?!med\b|frem\b)[\w-]+\s){0,4}?$",
            re.IGNORECASE,
        ),
        re.compile(r"til\s(?:\w+\s)?budget(?:forhandling|drøftelse|seminar|møde)\w*", re.IGNORECASE),
    ),
    # «Tilbuddet begynder i maj og løber foreløbig til udgangen af 2020»: how long; but a hearing's end is its limit
    (
        re.compile(
            r"(?:(?<!høringen\s)(?<!høringsperioden\s)\b(?:står\såbent|løber|varer|kører|virker|fungerer|rækker|holder|gælder)\s"
            r"(?:(?:foreløbig|foreløbigt|i første omgang|så)\s)?|\b(?:foreløbigt?|i første omgang)\s)$",
            re.IGNORECASE,
        ),
        re.compile(r"(?:(?:ind)?til|resten|året ud|i resten|frem til)\b"),
    ),
    # «Udvalget bad i juli om en oversigt»: when it was asked for
    (
        re.compile(r"\b(?:bad|anmodede|efterlyste|bestilte|spurgte)\s(?:(?:på|ved) (?:\w+ )?mødet\s)?$", re.IGNORECASE),
        re.compile(r"(?:i|den|d\.|på|ved|tilbage)\b"),
    ),
    # «Børn og Læring (udarbejdet 9. april)»: when a paper was written
    (
        re.compile(r"\((?:udarbejdet|ajourført|opdateret|revideret|redigeret)\s(?:den\s|d\.\s)?$", re.IGNORECASE),
        _ANY,
    ),
    # «Den oprindelige tidsplan forudsatte byggestart i april», «Planen burde have været klar i maj»: it came otherwise
    (
        re.compile(
            r"\b(?:(?:forudsatte|forudså|lagde op til|byggede på|gik ud fra)\s|"
            r"(?:skulle|burde)\s(?:[\w-]+\s){0,3}?have\s|skulle\s(?:efter|ifølge)\s(?:[\w-]+\s){0,3}?[\w-]*plan(?:en)?\s)"
            # «…, og får nu frist til maj» is what comes instead
            r"(?:(?!\s(?:og|men)\s(?:får|er|skal|bliver|kommer|har)\b)[^,;:])*$",
            re.IGNORECASE,
        ),
        _ANY,
    ),
    # «Tre medlemmer så på cykelgader i Utrecht i efteråret»; not «…, så på mødet i maj»
    (
        re.compile(
            r"\b(?!(?:og|men|også|eller|er|lige)\b)[^\W\d_]+\sså\s(?:nærmere\s)?på\s(?!(?:[\w-]+\s)?møde)"
            r"(?:[\w-]+\s){1,7}$"
        ),
        _ANY,
    ),
    # «Punktet var oprindelig sat til marts»
    (
        re.compile(
            r"\b(?:var|blev|havde været)\s(?:\w+\s){0,3}?"
            r"(?:sat|fastsat|planlagt|berammet|programsat|aftalt|lovet)\s$",
            re.IGNORECASE,
        ),
        re.compile(r"(?:til|i|den)\b"),
    ),
    # «Midlerne overføres til 2023»: from one budget to the next
    (
        re.compile(r"\b(?:overføres?|overført|overførsel)\s(?:[\w.,-]+\s){0,8}?$"),
        re.compile(r"(?:til|i|fra)\s(?:(?:budget\w*\s)?(?:19|20)\d\d|næste år)\b"),
    ),
)

_NOT_THAT = re.compile(
    r"(?:\b(?:i stedet for|frem for|fremfor|(?:og|men)(?: (?:altså|dermed|således|så|derfor))? ikke"
    r"(?:,? (?:sådan )?som(?: [\w]+){1,4},?)?"
    r"|ikke længere|oprindelig[te]?|tidligere planlagt\w*"
    r"|mod (?:tidligere|oprindeligt|først|ellers)(?: (?:(?:for)?ventet|planlagt|lovet|aftalt|forud(?:sat|set)|fastsat"
    r"|oplyst|varslet|meldt ud))?(?: i)?"
    r"|hidtil|siden|ikke allerede|modsat|end|sammenlignet med|i forhold til|jf\."
    r"|(?:brev|mail|notat|skrivelse|dom|afgørelse) (?:af|fra)(?: den)?)|(?:,| [-–]) ikke"
    # «Ny frist: 1. juni (tidligere 1. februar)»
    r"|\((?:(?:tidligere|oprindelig[te]?|førhen|hidtil|var)(?: (?:frist|dato|plan))?:?|før:))\s*$",
    re.IGNORECASE,
)
_THEN = re.compile(r"\bsiden\s*$", re.IGNORECASE)  # «flyttet til maj og siden til august», and no time since which

_SETTLED_THEN = re.compile(
    r"\b(?:vedtaget|besluttet|godkendt|behandlet|dateret|vedtagelsen)\s*(?:på [\w\s-]{0,35}?møde(?:t)?(?: den)?\s*)?$",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"(?:aller)?senest|inden|før|ved udgangen", re.IGNORECASE)
# «Vedtagelsen i juni fastholdes»
_KEPT = re.compile(r"[^.;:,]{3,40}\s(?:fastholdes|holdes fast|ligger fast|står (?:\w+ )?ved magt)\b")
# «Godkendt med virkning fra den 1. juni»: of what was recommended
_ADOPTED_AS_OF = re.compile(r"\W*(?:enstemmigt\s)?(?:godkendt|tiltrådt|vedtaget)\s(?:med|gældende)\s", re.IGNORECASE)
_YET_TO_BE = re.compile(r"\b(?:forventes|ventes|skal|vil|bliver|blive|ønskes|planlægges)\b", re.IGNORECASE)
_AIM = re.compile(r"\W*(?:(?:næste |første )?milepæle?|del-?mål|mål)(?:\s\d+)?:\s", re.IGNORECASE)


def is_other_time(sentence: str, start: int) -> bool:
    """Whether the words before it say that the time is the one that does not hold: «i stedet for den 3. maj»."""
    before = sentence[max(0, start - _BEFORE) : start]
    if any(words.search(before) and time.match(sentence, start) for words, time in _OF_SOMETHING_ELSE):
        return True
    moved_on = _THEN.search(before) and sentence.startswith("til ", start)
    if _NOT_THAT.search(before) and not moved_on:
        return True
    return _was_settled(sentence, before, start)


def _was_settled(sentence: str, before: str, start: int) -> bool:
    """Whether something was decided or written at the time at `start`, and nothing is to be: «vedtaget i maj 2018»."""
    if _LIMIT.match(sentence, start) or _ADOPTED_AS_OF.match(sentence) or _KEPT.match(sentence, start):
        return False
    settled = _SETTLED_THEN.search(before)
    return settled is not None and not (_YET_TO_BE.search(before[: settled.start()]) or _AIM.match(sentence))
