"""Times that are left to others: who applies, joins or leaves the agreement, or has been ordered to do something."""

from __future__ import annotations

import re

from tracker.agreement.acts.clauses import clause_index, masked
from tracker.agreement.promises.readings import Read
from tracker.agreement.promises.settled_elsewhere import OURS

# «Ansøgninger skal være modtaget senest den 1. maj»: of whoever applies; what is sent to the state is ours
_APPLIED = (
    r"(?:indsend(?:t|es)|send(?:t|es)|modtag(?:et|es)|aflever(?:et|es)|fremsend(?:t|es)|indgiv(?:et|es)|indlever(?:et|es)"
    r"|i\shænde|fremme)\b"
)
_APPLICATIONS = re.compile(
    rf"(?:^|[\s,])ansøgninger(?:ne)?\s(?:[\w-]+\s+){{0,6}}?skal\s(?:[\w-]+\s+){{0,8}}?{_APPLIED}"
    rf"|\bskal\s(?:[\w-]+\s){{0,3}}?ansøgninger(?:ne)?\s(?:[\w-]+\s+){{0,8}}?{_APPLIED}",
    re.IGNORECASE,
)
_TO_THE_STATE = re.compile(
    r"\bansøgninger(?:ne)?\s(?:til|om)\s[^.;:]{0,40}?(?:statens?|regeringens?|ministeri|styrelse|fonde?n|eu\b|dispensation|lån)"
    r"|\b(?:ministeriet|styrelsen|staten|fonden)\si\shænde\b",
    re.IGNORECASE,
)
# «Nye partier kan slutte sig til aftalen …», «Udtræder et parti af forliget …»: who is of the agreement, and until when
_PARTY = (
    r"(?:(?:et|andre|nye|øvrige|flere|de\s(?:andre|øvrige))\s(?:parti(?:er|erne)?|lister|grupper|medlemmer)"
    r"|partierne|en\spart)"
)
_JOINS = (
    r"(?:slutte\ssig\s(?:til|på)|tilslutte\ssig|tiltræde|komme\smed|gå\smed|indtræde|træde\s(?:ind|ud)"
    r"|udtræde|forlade|opsige)\b"
)
_JOINING = re.compile(
    rf"\b{_PARTY}\s(?:i\s[\w-]+\s)?(?:kan|må|er\svelkomne\stil\sat|har\smulighed\sfor\sat|ønsker\sat|vil)\s(?:[\w-]+\s){{0,3}}?{_JOINS}"
    rf"|\b(?:kan|må|ønsker|vil)\s{_PARTY}\s(?:at\s)?(?:[\w-]+\s){{0,3}}?{_JOINS}"
    rf"|\b(?:udtræder|forlader|opsiger|tiltræder)\s{_PARTY}\b|\b{_PARTY}\s(?:udtræder|forlader|opsiger)\b"
    rf"|\båben\sfor\s(?:de\s)?(?:andre|øvrige|nye)\spartiers\s",
    re.IGNORECASE,
)
_IT_IS_TO_BE = re.compile(r"\b(?:det|dette)\b", re.IGNORECASE)
# «Ejerne skal være tilsluttet kloakken senest i maj; sådan lyder påbuddet»
_ORDERED = re.compile(
    r"\s*[,;–-]\s?(?:sådan|således|det)\s(?:lyder|siger|kræver|står\s(?:der\s)?i)\s(?:[\w-]*påbud|[\w-]*lov|reglerne|kravet|bekendtgørelse|dommen)",
    re.IGNORECASE,
)
_OWNERS_CONNECT = re.compile(
    r"(?:^|[\s,])(?:[\w-]*ejer(?:ne|en)|husstandene|lodsejerne|virksomhederne)\sskal\s(?:[\w-]+\s+){0,6}?"
    r"(?:være\stilsluttet|tilslutte\ssig|have\s(?:tilsluttet|separeret|fjernet|sløjfet|ryddet)|separere|sløjfe)\b",
    re.IGNORECASE,
)
# «De første er færdige i 2028, og så langt rækker aftalen ikke»
_BEYOND = re.compile(
    r"\s*,?\s(?:og|men)\s(?:så\slangt\s(?:rækker|når)\s(?:denne\s)?[\w-]+\sikke"
    r"|det\s(?:er|ligger)\s(?:uden\sfor|efter|ud\sover)\s(?:aftalen|forliget|budgetperioden|valgperioden|denne\s(?:aftale|periode)))\b",
    re.IGNORECASE,
)
# «Haverne får lov at blive liggende mindst til 2025»: what is left as it is
_STAYS = re.compile(
    r"\b(?:blive|bliver|forblive|forbliver)\s(?:liggende|stående|boende|hængende)\s(?:[\w-]+\s+){0,4}?$", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:(?:mindst|foreløbig|frem|ind|helt)\s?)*til\b", re.IGNORECASE)


def is_left_to_others(read: Read, start: int, end: int) -> bool:
    """Whether the time at `start` is one by which others apply, join or leave, or are ordered to act, or of no act."""
    sentence = read.sentence.text
    index = clause_index(read.clauses, start)
    clause = read.clauses[index]
    if _BEYOND.match(sentence, end) or (_STAYS.search(sentence, 0, start) and _UNTIL.match(sentence, start)):
        return True
    plain = masked(sentence, [one[1:] for one in read.times])
    words = plain[clause.start : clause.end]
    if _OWNERS_CONNECT.search(words) or (_ORDERED.search(sentence, end) and not OURS.search(words)):
        return True
    applied = _APPLICATIONS.search(words) and not _TO_THE_STATE.search(words) and not OURS.search(words)
    return bool(applied) or _is_of_joining(read, index, plain)


def _is_of_joining(read: Read, index: int, plain: str) -> bool:
    """«Nye partier kan tilslutte sig, og det skal ske inden …»: told in the clause, or in one that it takes up."""
    clause = read.clauses[index]
    if _JOINING.search(plain, clause.start, clause.end):
        return True
    before = _JOINING.search(plain, 0, clause.start)
    return before is not None and _IT_IS_TO_BE.search(plain, clause.start, clause.end) is not None
