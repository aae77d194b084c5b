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
    r"|blev|var|gav|fik|tog|kom|gik|holdt|lå|løb|skete|satte|sagde|stod|sad|(?:under)?skrev|hørte|mødtes|deltog|modtog|foretog"
    r"|optog|fremlagde|forelagde|nedlagde|igangsatte|nedsatte|begyndte|startede|åbnede|sluttede|sendte|meldte|oplyste"
    r"|viste|fandt|læste|købte|besøgte|indgik|overtog|faldt|forløb|kørte|gjorde|trådte|rejste|bragte|førte|gennemførte|udførte"
    r"|brugte|afgav|afholdt|lukkede|forelå|tiltrådte|fratrådte|indtrådte|udtrådte|udløb|ophørte|indkom|bortfaldt|[^\W\d_]{2,}(?:ldt|elt|ndt|ørt)es"
    r"|(?!ind|af|an|fr|und)[^\W\d_]{3,}(?:[^aeiouyæøå]|er|u)edes"
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
_VERB_NEXT: Final = re.compile(r"\s(?:[^\W\d_]{2,}(?:s|er|år|ør)|skal|vil|kan|har)\b")
_GOES_ON: Final = frozenset({"og", "men", "eller"})
_PRESENT: Final = re.compile(r"[^\W\d_]{2,}(?:er|år|ør)")
_PASSIVE: Final = re.compile(r"(?!deres|vores|fælles|alles)[^\W\d_]{3,}es")
_PERFECT: Final = re.compile(
    r"\b(?:har|havde|(?:er|var) blevet)\s(?:[^\W\d_]+\s){0,3}?(?!planlagt|aftalt|besluttet|fastsat|afsat|bevilget"
    r"|varslet|lovet|bedt|anmodet|ønsket|krævet|indkaldt|inviteret|udskudt|udsat|sat|prioriteret|reserveret|indgået)"
    r"[^\W\d_]{2,}(?:et|gt|kt|ft|ørt|bragt|holdt|dt|haft)\b"
    r"(?:\s(?!og\b|men\b|at\b|som\b|der\b|skal\b|vil\b)[^\W\d_]+){0,6}\s\Z"
)
# «Fortovet er lavet færdigt i februar», told in March; not «Mødet er lagt i februar»
_IS_MADE: Final = re.compile(
    r"\ber\s(?:[^\W\d_]+\s){0,2}?(?!planlagt|aftalt|besluttet|fastsat|varslet|lovet|ønsket|indkaldt|inviteret|udskudt|udsat"
    r"|lagt|berammet|booket|bestilt|sat\s(?!op|ned|i)|flyttet|rykket|ventet|forventet)"
    r"[^\W\d_]{2,}(?:et|gt|kt|ft|ørt|bragt|holdt|dt|lt|sat|gjort|ået)\b(?:\s(?!og\b|men\b|at\b|til\b)[^\W\d_]+){0,3}\s\Z"
)
_ON_THE_DAY: Final = re.compile(r"(?:i|den|d\.)\s|\d")
# «Tre nye medarbejdere er begyndt den 1. august», and not «… er begyndt senest den 1. august»
_HAS_BEGUN: Final = re.compile(
    r"\ber\s(?:allerede\s|nu\s|netop\s)?(?:begyndt|startet|trådt (?:i kraft|til)|åbnet|flyttet(?: ind)?|kommet|rejst"
    r"|gået (?:i gang|på pension)|tiltrådt|fratrådt|stoppet|ophørt|udløbet)\s\Z"
)
# «Der er kommet 17 ansøgninger inden fristen den 15. marts»: what came came by then
_CAME_IN: Final = re.compile(
    r"\b(?:er|var)\s(?:der\s)?(?:(?:nu|i alt|allerede)\s)?"
    r"(?:(?:ind)?kommet|indløbet|indgået|modtaget|indsendt|afgivet|indleveret|tilmeldt)\s"
    r"(?:(?!og\b|men\b|at\b|som\b|der\b)[\w-]+\s){0,5}(?:inden|ved|før)\s\Z"
)
_FROM_THEN: Final = re.compile(r"fra|senest|inden|før|pr\b|til|når|med|ved")
# «Udvalget havde bedt om svar inden ferien»: what had been asked for or planned did not come then
_HAD: Final = re.compile(
    r"\bhavde\s(?:[^\W\d_]+\s){0,3}?[^\W\d_]{2,}(?:et|gt|kt|ft|ørt|dt|lt|sat)\b"
    r"(?:\s(?!og\b|men\b|at\b|som\b|der\b|skal\b|vil\b)[^\W\d_]+){0,6}\s\Z"
)
# «en følge af byrådets beslutning i marts»: what something follows from
_FOLLOWS_FROM: Final = re.compile(
    r"\b(?:(?:følge|udløber|udmøntning|konsekvens|resultat|frugt) af|(?:opfølgning|svar) på|led i opfølgningen på)\s"
    r"(?:[^\W\d_]+\s){0,2}?[^\W\d_]*(?:beslutning|drøftelse|behandling|møde|anmodning|henvendelse|vedtagelse)(?:en|et|n|t)?\s\Z"
)
# «Som lovet i juni vender vi tilbage»; not «Broen åbner som lovet i juni»
_AS_SAID: Final = re.compile(
    r"\A\s*som (?:også )?(?:lovet|aftalt|nævnt|omtalt|besluttet|varslet|oplyst|meddelt|bebudet|ønsket|drøftet)\s"
    r"(?:på (?:[^\W\d_]+\s)?møde[^\W\d_]*\s|af [^\W\d_]+\s)?\Z"
)
# «Opfølgning på punkt 7 fra august: …»
_NUMBERED: Final = re.compile(r"\b(?:punkt|sag|spørgsmål|beslutning|aktion)(?: nr)?\.?\s\d+\s\Z")
# «Byrådet har den 26. april vedtaget …», «der er i april indgået aftale»
_HAS: Final = re.compile(r"\b(?:har|havde|er|var)\s(?:(?:der|vi|nu|også|så|allerede|[^\W\d_]+(?:en|et))\s)?\Z")
_DONE_NEXT: Final = re.compile(
    r"\s(?:[^\W\d_]+\s)?(?!planlagt|aftalt|berammet|fastsat|indkaldt|varslet|sat\b)"
    r"[^\W\d_]{2,}(?:get|tet|det|ket|gået|gjort|givet|evet|sendt|holdt|solgt|lagt|ført|bragt|eret|nået|taget|met|set|net|let)\b"
)
# «Efter drøftelsen den 2. september …», «svaret fra mødet i april»; what comes from a body is told when it comes
_KNOWN: Final = re.compile(
    r"\b(?:(?:efter|på (?:bag)?grund(?:lag)? af|i forlængelse af|som opfølgning på|i lyset af|oven på|siden)\s"
    r"(?:[^\W\d_]+e\s|den\s|det\s|de\s){0,2}[^\W\d_]{3,}(?:en|et|erne|ene)"
    r"|fra\s(?:[^\W\d_]+e\s|den\s|det\s|de\s){0,2}(?!\w*(?:forvaltning|forening|afdeling|ledning|retning|styrelse))[^\W\d_]*"
    r"(?:møde|seminar|workshop|dag|konference|tur|besøg|debat|tilsyn|syn|valg|ing|else|samråd|festival|præsentation|runde)"
    r"[^\W\d_]{0,4})\s\Z"
)
# «Analysen fra marts opdateres …»: what opens the clause is told apart by its time; «Banen lukker fra marts» is not
_KNOWN_FROM: Final = re.compile(
    r"(?:\A|\b(?:og|at|men|af)\s)(?:(?:[^\W\d_]+e\s)?[^\W\d_]{4,}(?:en|et|erne|ene)|(?:den|det|de)\s[^\W\d_]+e\s[^\W\d_]+)\s\Z"
)
_FROM: Final = re.compile(r"fra (?:den |d\. ?)?\b")
# «… inden den 1. maj, hvilket er sket»
_IS_DONE: Final = re.compile(
    r",?\s(?:hvilket|det|dette|som|og det)\s(?:også\s|nu\s|allerede\s)*(?:er|blev)\s(?:også\s|nu\s|allerede\s)*"
    r"(?:sket|gjort|overholdt|opfyldt|nået|gennemført|lykkedes|tilfældet)\b"
)
# «den analyse, som udvalget så i marts», «To ledere så på plejehjem i Aarhus i foråret»; «så» is most often no verb
_SAW: Final = re.compile(
    r"\b(?:som|der)\s(?:[^\W\d_]+\s){0,2}så\s\Z"
    r"|\b(?!og\b|men\b|også\b|eller\b)[^\W\d_]+\sså\s(?:nærmere\s)?på\s(?!(?:[^\W\d_]+\s)?møde)(?:[^\W\d_]+\s){1,7}\Z"
)


def is_past(text: str, start: int, end: int, day: date, signed_on: date | None) -> bool:
    """Whether what stands around `text[start:end]`, which was read as `day`, is told of what has been."""
    before = text[max(0, start - _CLAUSE) : start]
    clause = before[max((cut.end() for cut in _CLAUSE_ENDS.finditer(before)), default=0) :]
    if _is_preterite_next(text, end) or _PERFECT.search(clause) or _SAW.search(clause) or _ends_in_the_past(clause):
        return True
    if _HAD.search(clause) or _FOLLOWS_FROM.search(clause):
        return True
    if not was_lately(day, signed_on):
        return False
    made = _ON_THE_DAY.match(text, start) and _IS_MADE.search(clause)
    if made or (_HAS_BEGUN.search(clause) and not _FROM_THEN.match(text, start)):
        return True
    if (_HAS.search(clause) and _DONE_NEXT.match(text, end)) or _CAME_IN.search(clause):
        return True
    if _IS_DONE.match(text, end) or _KNOWN.search(clause) or _AS_SAID.match(clause):
        return True
    if _FROM.match(text, start) and _NUMBERED.search(clause):
        return True
    return bool(_FROM.match(text, start) and _KNOWN_FROM.search(clause) and _VERB_NEXT.match(text, end))


def was_lately(day: date, signed_on: date | None) -> bool:
    """Whether the same time a year before `day` had ended, and not long ago."""
    return signed_on is not None and timedelta() <= signed_on - (day - _YEAR) <= _LATELY


def _is_preterite_next(text: str, end: int) -> bool:
    """«Den 2. september drøftede udvalget …», «på mødet i juni blev …»."""
    following = _WORD.match(text, end + 1)
    return following is not None and bool(_PRETERITE.fullmatch(following[0]) or _POINTS_AHEAD.fullmatch(following[0]))


def _ends_in_the_past(clause: str) -> bool:
    """Whether the last verb of a clause, before its time, is in the past."""
    words = _WORD.findall(clause)
    for at in range(len(words) - 1, -1, -1):
        word, before = words[at], words[at - 1] if at else ""
        attributive = before in _BEFORE_A_NOUN and word.endswith("e")  # «den brugte bil», but «den fandt sted»
        if attributive or words[at : at + 2] == ["inden", "fristen"]:
            continue
        if _POINTS_AHEAD.fullmatch(word):
            return not _OF_SOMETHING_NEW & set(words[at + 1 :]) and "om" not in words[at + 1 : -1]
        if _PRETERITE.fullmatch(word):
            return word != "udløb" or not (before == "ved" or before.endswith("s"))
        if word in _ENDS_THE_SEARCH or _PASSIVE.fullmatch(word) or (before in _GOES_ON and _PRESENT.fullmatch(word)):
            return False
    return False
