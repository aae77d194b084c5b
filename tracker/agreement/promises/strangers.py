"""Names of those who are no part of the municipality, though no list has them: «MedCom indfører …»."""

from __future__ import annotations

import re
from collections.abc import Set

_NAME = re.compile(r"[^\w«\"]*(?:(?:og|men|samt)\s)?(?P<name>[A-ZÆØÅ][\w&/.]*(?:\s(?:&\s)?[A-ZÆØÅ][\w&/.]*)*)(?![\w-])")
_PRONOUNS = frozenset({"vi", "i", "jeg", "du", "han", "hun", "man", "ingen", "alle", "begge", "nu", "så", "her", "da"})
_COMMON_ENDING = re.compile(r"(?:[entrs]|ing|ion|ad|råd|udvalg|bud|hed|dag)$")
_OWN_PART = re.compile(
    r"(?:koncern|sekretariat|direktion|stab|jura|hr|it|løn|personale|økonomi|distrikt|område|afdeling|center|team|etape|enhed|jobcenter|plejecenter|børnehus\w*|projekt|hal|(?:arbejds|projekt|styre|følge|bygge)gruppe)$",
    re.IGNORECASE,
)
_OWN_HOUSE = re.compile(
    r"(?:kommune|skole|gård|hus|hospital|sygehus|bibliotek|center|centret|hjem|have|hal|havn|museum|teater|park|plads|torv|vej|villa|mølle|station|kaserne|pavillon|kontor|sekretariat|stab|afdeling|forvaltning)(?:n|t|et|en)?s?$",
    re.IGNORECASE,
)


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
