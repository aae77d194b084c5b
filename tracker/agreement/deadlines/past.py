"""Whether a time without a year is told of what has been: «drøftede sagen den 2. september».

It lends its year to nothing: by the conventions it is the next such time after the signing, and so a year late, and
what is to be in November would be so with it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_CLAUSE: Final = 110  # characters before a time in which the verb of its clause shows
_LATELY: Final = timedelta(days=120)  # how long before the signing lies what is named as known
_YEAR: Final = timedelta(days=365)
_WORD: Final = re.compile(r"[^\W\d_]+")
_CLAUSE_ENDS: Final = re.compile(r"[.,;:!?•()]\s")
_PRETERITE: Final = re.compile(
    r"(?!allerede|glæde|brede|bredde|fremmede|tilrede)[^\W\d_]{2,}(?:[^aeiouyæøå]|er|u)ede"
    r"|blev|var|gav|fik|tog|kom|gik|holdt|lå|løb|skete|satte|sagde|stod|sad|skrev|hørte|mødtes|deltog|modtog|foretog"
    r"|optog|fremlagde|forelagde|nedlagde|igangsatte|nedsatte|begyndte|startede|åbnede|sluttede|sendte|meldte|oplyste"
    r"|viste|læste|købte|besøgte|indgik|overtog|faldt|forløb|kørte|gjorde|trådte|rejste|bragte|førte|gennemførte|udførte"
    r"|brugte|afgav|afholdt|lukkede|drøftedes|behandledes"
)
# What is decided, asked for or put off may be so to a time still to come: «besluttede en evaluering i november» is, and
# «vedtog planen i juni» is not
_POINTS_AHEAD: Final = re.compile(
    r"besluttede|aftalte|planlagde|ønskede|anmodede|bad|vedtog|godkendte|fastsatte|lovede|udsatte|udskød|berammede"
    r"|indkaldte|varslede|inviterede|annoncerede|forventede|foreslog|anbefalede|indstillede|afsatte|bevilgede|valgte"
)
_ENDS_THE_SEARCH: Final = frozenset(
    {
        "skal", "vil", "bør", "kan", "må", "skulle", "ville", "burde", "kunne", "måtte", "at", "som", "der", "hvor",
        "når", "hvis", "inden", "senest", "bliver",
    }
)  # fmt: skip
_BEFORE_A_NOUN: Final = frozenset(
    {
        "de", "den", "det", "disse", "denne", "dette", "alle", "vores", "sine", "deres", "nye", "mange", "flere",
        "øvrige", "af",
    }
)  # fmt: skip
_OF_SOMETHING_NEW: Final = frozenset({"en", "et", "to", "tre", "flere", "til", "på", "for"})
_GOES_ON: Final = frozenset({"og", "men", "eller"})
_PRESENT: Final = re.compile(r"[^\W\d_]{2,}(?:er|år|ør)")
_PASSIVE: Final = re.compile(r"(?!deres|vores|fælles|alles)[^\W\d_]{3,}es")
_PERFECT: Final = re.compile(
    r"\b(?:har|havde|(?:er|var) blevet)\s(?:[^\W\d_]+\s){0,3}?(?!planlagt|aftalt|besluttet|fastsat|afsat|bevilget"
    r"|varslet|lovet|bedt|anmodet|ønsket|krævet|indkaldt|inviteret|udskudt|udsat|sat|prioriteret|reserveret|indgået)"
    r"[^\W\d_]{2,}(?:et|gt|kt|ft|ørt|bragt|holdt|dt|haft)\b"
    r"(?:\s(?!og\b|men\b|at\b|som\b|der\b|skal\b|vil\b)[^\W\d_]+){0,6}\s\Z"
)
# «Efter drøftelsen den 2. september …»
_KNOWN: Final = re.compile(
    r"\b(?:efter|på (?:bag)?grund(?:lag)? af|i forlængelse af|som opfølgning på|i lyset af|oven på)\s"
    r"(?:[^\W\d_]+\s){0,2}[^\W\d_]{4,}(?:en|et|erne|ene)\s\Z"
)


def is_past(text: str, start: int, end: int, day: date, signed_on: date | None) -> bool:
    """Whether what stands around `text[start:end]`, which was read as `day`, is told of what has been."""
    before = text[max(0, start - _CLAUSE) : start]
    clause = before[max((cut.end() for cut in _CLAUSE_ENDS.finditer(before)), default=0) :]
    if _is_preterite_next(text, end) or _PERFECT.search(clause) or _ends_in_the_past(clause):
        return True
    was_lately = signed_on is not None and timedelta() <= signed_on - (day - _YEAR) <= _LATELY
    return was_lately and bool(_KNOWN.search(clause))


def _is_preterite_next(text: str, end: int) -> bool:
    """«Den 2. september drøftede udvalget …», «på mødet i juni blev …»."""
    following = _WORD.match(text, end + 1)
    return following is not None and bool(_PRETERITE.fullmatch(following[0]) or _POINTS_AHEAD.fullmatch(following[0]))


def _ends_in_the_past(clause: str) -> bool:
    """Whether the last verb of a clause, before its time, is in the past."""
    words = _WORD.findall(clause)
    for at in range(len(words) - 1, -1, -1):
        word, before = words[at], words[at - 1] if at else ""
        if before in _BEFORE_A_NOUN:
            continue
        if _POINTS_AHEAD.fullmatch(word):
            return not _OF_SOMETHING_NEW & set(words[at + 1 :]) and "om" not in words[at + 1 : -1]
        if _PRETERITE.fullmatch(word):
            return True
        if word in _ENDS_THE_SEARCH or _PASSIVE.fullmatch(word) or (before in _GOES_ON and _PRESENT.fullmatch(word)):
            return False
    return False
