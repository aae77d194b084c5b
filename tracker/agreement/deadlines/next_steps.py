"""Whether a sentence tells the next step of the matter that the sentence before told of.

«Udkastet præsenteres i april 2022. Det endelige forslag behandles i oktober» is October 2022. What is told after a day
is most often done before it («Hallen åbner i august. Udvalget fastsætter priserne i marts»), so the words must show the
order: a draft is before a decision, a decision before works, works before what is opened.
"""

from __future__ import annotations

import re
from typing import Final

# What is done to a matter, in the order that it is done
_STAGES: Final = tuple(
    re.compile(rf"\b(?:{words})")
    for words in (
        # what a decision is made on
        r"\w*(?:udkast|oplæg|analyse|kortlæg|undersøge?l?s|skitse|kommissori|borgermøde|temamøde|høring|notat|rapport|redegørelse)"
        r"|(?!\w*endelig)\w*forslag|idé|drøft|nedsæt|inddrag|præsenter",
        # the decision
        r"\w*beslut|vedtag|godkend|behandl|endelig|tage[rs]? (?:[^.,;]{1,30} )?stilling",
        # how it is offered, and who does it on what terms
        r"\w*(?:udbud|licitation|byggeprogram)|udbyd|projekter",
        r"\w*(?:leverandør|entreprenør|tilladelse)|kontrakten|vælges|firmaet",
        # the works
        r"\w*(?:byggestart|spadestik|anlægsarbejde)|bygge(?:s|riet)|anlægges|arbejdet|begynde|igangsæt|påbegynd|opfør|udfør|monter",
        # the end of them
        r"færdig|afslut|åbne[rs]?\b|indvi|tage[sr]? (?:\w+ ){0,2}i brug|i drift|i kraft|flytter ind"
        r"|indflyt|klar\b|stopper|lukke|ophør",
        # what came of it
        r"\w*evaluer|effekt|erfaring|gøres op|måles",
    )
)
# «Den endelige plan», «Leverandøren», «Resultaterne»: known from the sentence before
_KNOWN: Final = re.compile(
    r"\s*(?:(?:den|det|de) [^\W\d_]+e [^\W\d_]{3,}"
    r"|(?!\w*(?:udvalg|råd|styrelse|forvaltning|direktion|administration|parti))[^\W\d_]{3,}(?:en|et|ne))"
    r"(?: (?:af|for|til|om) [^.,;]{1,40})? (?:(?:skal|vil|kan)|[^\W\d_]+(?:s|er|år))\b"
)
_OF_KNOWN: Final = re.compile(r"\s[^\W\d_]+(?:s|er) [^\W\d_]{3,}(?:en|et|ne)\b")  # «vedtages planen»
_NEW_THING: Final = re.compile(r"\b(?:en|et|to|tre|nye?|nyt|flere|egen|eget|anden|andet)\s")
_BEFORE_THAT: Final = re.compile(r"\b(?:allerede|forinden|inden da|forud|på forhånd|dog|tidligst|hvert?)\b")
_OCCASION: Final = re.compile(r"\s*(?:når|da|hvis|efter|mens|medens|såfremt|fordi|siden|ifølge)\b")
_OTHERS: Final = re.compile(
    r"\b(?:folketing|regering|\w*minister|\w*styrelse|staten|\w*direktorat|lov(?:en|forslag)|eu\b|kl\b|region|fonden)"
)
_CLAUSE_ENDS: Final = re.compile(r"[,;:.!?]\s")


def is_next_step(before: str, sentence: str, at: int) -> bool:
    """Whether `sentence`, with its time at `at`, tells what is done after what the sentence `before` tells."""
    if _OCCASION.match(before) or _OTHERS.search(before) or _OTHERS.search(sentence):
        return False
    clause = _clause(sentence, at)
    if _BEFORE_THAT.search(clause) or _NEW_THING.search(clause):
        return False
    first, then = _stage(before), _stage(clause)
    return -1 < first < then and (_KNOWN.match(sentence) is not None or _opens_with_it(sentence, at))


def _clause(sentence: str, at: int) -> str:
    """The clause of the time at `at`."""
    begin = max((cut.end() for cut in _CLAUSE_ENDS.finditer(sentence, 0, at)), default=0)
    end = _CLAUSE_ENDS.search(sentence, at)
    return sentence[begin : end.start() if end else len(sentence)]


def _stage(words: str) -> int:
    """The last of the stages that the words tell of, -1 for none."""
    return max((stage for stage, told in enumerate(_STAGES) if told.search(words)), default=-1)


def _opens_with_it(sentence: str, at: int) -> bool:
    """«I februar vedtages planen endeligt»."""
    return not sentence[:at].strip() and _OF_KNOWN.search(sentence, at) is not None
