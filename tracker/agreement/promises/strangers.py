"""Names of those who are no part of the municipality, though no list has them: «MedCom indfører …»."""

from __future__ import annotations

import re
from collections.abc import Set

_NAME = re.compile(r"[^\w«\"]*(?:(?:og|men|samt)\s)?(?P<name>[A-ZÆØÅ][\w&/.]*(?:\s(?:&\s)?[A-ZÆØÅ][\w&/.]*)*)(?![\w-])")
_PRONOUNS = frozenset({"vi", "i", "jeg", "du", "han", "hun", "man", "ingen", "alle", "begge", "nu", "så", "her", "da"})
# «Jens Holm (A) indtræder …»: who sits where is told, not promised
_TAKES_SEAT = re.compile(
    r"\([A-ZÆØÅ]{1,2}\)\W+(?:\w+træder|afløser|efterfølger|erstatter|overtager)\b"
    r"|\bovertager\s\w*(?:posten|hvervet)\b"
)
_POST = r"\w*(?:formand|borgmester|medlem|repræsentant|suppleant|ordfører)(?:en|er|mer|met|merne)?"
_PARTY = r"\([A-ZÆØÅ]{1,2}\)"
_IS_CHOSEN = r"(?:vælges|udpeges|indstilles|bliver|er|fortsætter|får)"
# «Rune Tofte (B) bliver formand», «Som medlem udpeges Jens Bo (V)», «Bo Lund (V) i 2020 og 2021»
_HOLDS_POST = re.compile(
    rf"{_PARTY}\s{_IS_CHOSEN}\b[^.;]{{0,40}}?\b{_POST}\b"
    rf"|\b{_POST}\b[^.;]{{0,40}}?\b{_IS_CHOSEN}\s[^.,;]{{0,40}}?{_PARTY}"
    rf"|{_PARTY}\s(?:i|for)\s(?:årene\s)?20\d\d\b"
    rf"|\bfår\s[^.,;]{{0,40}}?{_PARTY}\ssom\s{_POST}\b",
    re.IGNORECASE,
)
# «Formandskabet varetages i 2018 og 2019 af Venstre»
_HOLDS_IN_YEARS = re.compile(
    r"\b(?:\w*formandskab|\w*post(?=(?:en)?\ssom|en\b)|\w*hverv|ordførerskab)(?:et|en|erne|ene)?\b[^.;]{0,80}?"
    r"\b(?:varetages|beklædes|bestrides|indehaves|tilfalder|tilkommer|går\s(?:[\w.]+\s){0,4}?til)\b",
    re.IGNORECASE,
)
_COMMON_ENDING = re.compile(r"(?:[entrs]|ing|ion|ad|råd|udvalg|bud|hed|dag)$")
_OWN_PART = re.compile(
    r"(?:distrikt|område|afdeling|center|team|etape|enhed|jobcenter|plejecenter|børnehus\w*|projekt|hal|(?:arbejds|projekt|styre|følge|bygge)gruppe)$",
    re.IGNORECASE,
)
_OWN_HOUSE = re.compile(
    r"(?:kommune|skole|gård|hus|hospital|sygehus|bibliotek|center|centret|hjem|have|hal|havn|museum|teater|park|plads|torv|vej|villa|mølle|station|kaserne|pavillon|kontor|sekretariat|stab|afdeling|forvaltning)(?:n|t|et|en)?s?$",
    re.IGNORECASE,
)


def takes_seat(sentence: str) -> bool:
    """Whether somebody who is named with a party takes or leaves a seat, or holds a post."""
    return any(pattern.search(sentence) for pattern in (_TAKES_SEAT, _HOLDS_POST, _HOLDS_IN_YEARS))


def is_stranger(words: str, small: Set[str], own: str | None, *, alone: bool = False) -> bool:
    """Whether `words` open with a name that is no one's of the municipality or region `own`.

    `small`: words that the text also writes with a small letter. `alone`: nothing may follow
    the name, as before a verb.
    """
    match = _NAME.match(words)
    if match is not None and alone and words[match.end() :].strip():
        return False
    if match is None or (own and match["name"].casefold().removesuffix("s") in own.casefold()):
        return False
    parts = match["name"].split()
    first = parts[0].casefold()
    if (
        first in small
        or first.removesuffix("s") in small
        or first in _PRONOUNS
        or any(_OWN_HOUSE.search(part.rstrip(".")) for part in (parts[0], parts[-1]))
        or _OWN_PART.match(parts[0])
    ):
        return False
    return len(parts) > 1 or bool(re.search(r"\w[A-ZÆØÅ]", parts[0])) or not _COMMON_ENDING.search(parts[0])
