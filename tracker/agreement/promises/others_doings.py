"""What others do by themselves: decide on what was applied for, publish what is theirs, dig, hope, pay on their own."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.promises.outsiders import bare_subject, is_other
from tracker.agreement.promises.settled_elsewhere import OURS

# «Museets ansøgning til ministeriet afgøres i maj»: by whom it was sent to
_APPLICATION = re.compile(
    r"\b(?:ansøgning|klage)(?:en|er|erne|n|r|rne)?\s(?:til|(?:[^,;:.]{2,60}?\s)?hos)\s(?P<who>[^,;:.]+)$", re.IGNORECASE
)
_DECIDED_ON = frozenset({"afgøre", "behandle", "besvare", "imødekomme", "godkende", "vurdere"})
_PUBLISHED = frozenset({"offentliggøre", "udgive", "publicere", "udkomme"})
_OUR_PAGES = re.compile(r"\b(?:kommunens|regionens|vores)\b", re.IGNORECASE)
# «Kroen bygger for egen regning en terrasse»
_AT_OWN_COST = re.compile(r"\b(?:for|på)\s(?:(?:sin|deres|helt)\s)?egen\s(?:regning|bekostning)\b", re.IGNORECASE)
# «Broen er af Vejdirektoratet udskudt til maj»: who did it, before what was done
_IS_BY = re.compile(
    r"\b(?:er|bliver|blev)\s(?:(?:nu|derfor|siden)\s)?af\s(?:(?:det|den|de)\s)?(?P<who>.*)$", re.IGNORECASE
)
# «Museet går i jorden i maj», «Arkæologerne regner med at have gravet færdigt inden jul»: by a law of their own
_DIGGERS = re.compile(r"\W*(?:(?:og|men)\s)?(?:[\w-]*museet|(?:museets\s)?arkæologerne)\s", re.IGNORECASE)
_DIG = re.compile(r"\b(?:(?:ud)?grav(?:er|et|e|ningen)|i jorden)\b", re.IGNORECASE)
# «Foreningen bag huset regner med at nå resten inden jul»: what an association hopes for
_THEY_HOPE = re.compile(
    r"\W*(?:(?:og|men)\s)?(?:(?:den|det)\s[a-zæøå]+e\s)?(?!\w*(?:ungdoms|junior|fritids)klub)"
    r"[\w-]*(?:forening|klubb?|laug|menighed|menighedsråd|kirke|rederi|kreds(?<!aftalekreds)(?<!forligskreds)|borgergruppe|støttegruppe)(?:en|et|n)?"
    r"(?:\s(?:bag|i|på|for|af|ved)\s[^,;.:]{2,50}?)?\s(?:(?:har|er)\s[^,;:]{2,50}?\sog\s)?"
    r"(?:regner\smed|forventer|håber|satser\spå|venter|påregner|agter|planlægger)\s",
    re.IGNORECASE,
)


def is_by_others(words: str, own: str | None) -> bool:
    """Whether `words` of a clause tell by whom it was done, and somebody else did: «er af entreprenøren udskudt»."""
    by = _IS_BY.search(words)
    return by is not None and is_other(by["who"], own)


def is_their_doing(clause: str, before: str, after: str, act: Act, shared: str, governor: str, own: str | None) -> bool:
    """Whether the words of a clause tell that somebody else does `act`, which stands after `before`.

    `shared`: the subject that it has in common with the clause before; `governor`: the words that it hangs on.
    """
    verb = act.verb.infinitive if act.verb else ""
    undergone = act.inflection in (Inflection.PASSIVE, Inflection.PARTICIPLE)
    if undergone and verb in _DECIDED_ON and not OURS.search(clause):
        applied = _APPLICATION.search(before)
        if applied and is_other(applied["who"], own):
            return True
    if verb in _PUBLISHED and undergone and not (OURS.search(clause) or _OUR_PAGES.search(after)):
        return is_other(bare_subject(before), own)
    if undergone and is_by_others(before, own):
        return True
    if OURS.search(clause):
        return False
    told = f"{shared} {clause}".lstrip()
    digs = (_DIGGERS.match(told) or _DIGGERS.match(governor)) and _DIG.search(clause)
    return bool(digs or _AT_OWN_COST.search(clause) or _THEY_HOPE.match(told))
