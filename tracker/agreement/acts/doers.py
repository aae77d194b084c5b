"""Who does what a clause tells: somebody of the municipality, a thing of its own, others, or nobody."""

from __future__ import annotations

import re

# Who can promise: the parties, the bodies, the administration, and the houses that a municipality or region runs.
_OWN = (
    r"(?:vi|\w*parterne|\w*partierne|kommunen|regionen|forvaltningen|administrationen|direktionen|sekretariatet"
    r"|(?-i:[A-ZÆØÅ]{2,4})|center for [\w-]+(?:(?:,| og) [\w-]+)*"
    r"|[\w-]*udvalget|byrådet|kommunalbestyrelsen|regionsrådet|borgmesteren"
    r"|[\w-]+(?:chef|konsulent|koordinator)en|(?:center|afdelings|sekretariats|skole|projekt|institutions)lederen"
    r"|formanden|næstformanden|referenten|kassereren|tovholder(?:en|ne)|(?-i:[A-ZÆØÅ])[\w-]+\s(?:og\s[\w-]+\s)?forvaltning"
    r"|(?:kommunens|regionens)\s[\w-]*(?:biolog|ingeniør|jurist|arkitekt|konsulent|koordinator|planlægger|medarbejder|gartner)"
    r"|(?:arbejds|projekt|styre|følge|bygge)gruppe(?:n|rne|\s(?:[a-z]|\d))"
    r"|[\w-]*(?:skole|institution|dagtilbud|plejehjem|plejecent|børnehus|børnehave|vuggestue|bibliotek|jobcent"
    r"|hjemmepleje|sygepleje|hospital|sygehus|botilbud|klub|kulturhus|medborgerhus|rådhus|genbrugsplads|arkiv|varmestue|værested)(?:mene|met|ler|rene|rne|erne|ret|ter|bene|ber|en|et|ne|er|r|n|e)?)"
)
_ALL = r"(?:(?:alle|samtlige|hver|hvert|begge|vores|[\w-]+s)\s)?"
_IN_PRESENT = r"(?P<verb>[a-zæøå]+(?:er|ør|år))\b"
_SUBJECT_FIRST = re.compile(
    rf"\W*(?:(?:og|samt|men)\s+)?(?:at\s(?=[\w-]+\sselv\s))?{_ALL}{_OWN}"
    rf"(?:\s+(?:og|samt)\s{_OWN})?(?:\s+selv)?\s+{_IN_PRESENT}",
    re.IGNORECASE,
)
# «Efter drøftelsen skriver administrationen …»
_FRONT = (
    r"(?:(?:efter|på baggrund af|på grundlag af|i forlængelse af|ud fra|med afsæt i|sammen med)\s(?:[\w-]+\s){1,4}?)?"
)
_VERB_FIRST = re.compile(rf"\W*(?:(?:og|samt|men)\s+)?{_FRONT}{_IN_PRESENT}\s+{_ALL}{_OWN}\b", re.IGNORECASE)
_OURS_HAVE = re.compile(rf"(?:^\W*(?:(?:og|samt|men)\s)?{_ALL}{_OWN}\s+har|\bhar\s+{_ALL}{_OWN})\b", re.IGNORECASE)
# A thing of the municipality's, with what belongs to it: «Renoveringen af rådhuset», «de to børnehuse».
_THING = (
    r"(?:(?:den|det|de|alle|samtlige|begge|hele)\s)?(?:[a-zæøå-]+e\s){0,2}[\w-]{3,}(?:en|et|ne)"
    r"(?:\s(?:af|i|på|for|ved|til|om|med|fra)\s(?:(?:en|et|den|det|de)\s)?[\w-]+(?:\s(?:og\s)?[\w-]+)?)?"
)
_THING_FIRST = re.compile(rf"\W*(?:(?:og|samt|men|mens|medens|for)\s)?{_THING}\s+{_IN_PRESENT}", re.IGNORECASE)
_VERB_BEFORE_THING = re.compile(
    rf"\W*(?:(?:og|samt|men)\s)?{_IN_PRESENT}\s(?:{_THING}|(?:en|et|to|tre|fire|nye)\s[a-zæøå-]{{4,}})(?!\w)",
    re.IGNORECASE,
)
# What nobody does: figures that move, and people who are no part of the municipality.
_NOT_OURS = re.compile(
    r"\b(?:\w*(?:antal|(?<!be)(?<!por)(?<!pi)(?<!di)tal|andel|gæld|rente|pris|udgift|indtægt|prognose|befolkning|behov|efterspørgs(?:e)?l|ledighed"
    r"|udvikling|tendens|undersøgelse|analyse|rapport|aftale|kontrakt|lejemål|(?<!hørings)periode|frist|vision|strategi|mål)"
    r"(?:let|len|ten|en|et|t|n|er|erne|ene|ne)?|retten|\w*(?:borger|forælder|forældre|pårørende|forening|virksomhed|kunde"
    r"|ansøger|(?<!\bny )(?<!\bnye )leverandør|nabo|beboer|lodsejer|ejer|butik|kollega|ung|ældre|familie|by|verden"
    r"|land)(?:n|en|e|r|er|ne|erne|rne|ker|kerne)?)\b",
    re.IGNORECASE,
)
# «Husk festen, som kommunen holder den 16. november»
_HOLDS_IT = re.compile(rf"som\s+{_ALL}{_OWN}\s+(?P<verb>(?:af)?holder|arrangerer|inviterer til|er vært for)\s*\W*$")
# «Kommunen som virksomhed er fossilfri i 2030»
_AS_WHAT = re.compile(
    r"\b(?:kommunen|regionen)\ssom\s(?:virksomhed|koncern|ejer|lodsejer|grundejer|bygherre|nabo)\b", re.IGNORECASE
)
# «en ramme, som skolerne arbejder efter»
_WORKS_BY_IT = re.compile(
    rf"som\s+{_ALL}{_OWN}\s+(?P<verb>arbejder|følger|bruger|anvender)(?:\s(?:efter|ud fra|med))?\s*\W*$"
)
_NEAR_START = 40  # characters in which a clause names what it is about
# What grows, falls or is missing by itself is foretold.
_BY_ITSELF = re.compile(
    r"\b(?:stiger?|falder?|vokser?|mangler|udgør|koster|svarer|ventes|øges|bliver (?:flere|færre|dyrere)|vil være)\b"
)


def done_by_ours(body: str) -> re.Match[str] | None:
    """What the clause says somebody of the municipality does, with its `verb`: «Udvalget drøfter», «Så rejser vi»."""
    return _SUBJECT_FIRST.match(body) or _VERB_FIRST.match(body)


def done_by_thing(body: str) -> re.Match[str] | None:
    """What the clause says a thing does that can be the municipality's, with its `verb`: «Renoveringen begynder»."""
    return _THING_FIRST.match(body) or _VERB_BEFORE_THING.match(body)


def held_by_ours(body: str) -> re.Match[str] | None:
    """What the clause says somebody of the municipality holds, with its `verb`: «festen, som kommunen holder»."""
    return _HOLDS_IT.match(body)


def worked_by_ours(body: str) -> re.Match[str] | None:
    """What the clause says somebody of the municipality works by, with its `verb`: «en ramme, som skolerne følger»."""
    return _WORKS_BY_IT.match(body)


def does_ours(body: str) -> bool:
    """Whether somebody of the municipality is who the clause says does it."""
    return done_by_ours(body) is not None


def have_ours(body: str) -> bool:
    """Whether the clause says what somebody of the municipality has done."""
    return bool(_OURS_HAVE.search(body))


def is_not_ours(body: str) -> bool:
    """Whether the clause is about what is none of the municipality's: a figure, a rule, other people."""
    return bool(_NOT_OURS.search(_AS_WHAT.sub("kommunen", body)[:_NEAR_START]))


def goes_by_itself(body: str) -> bool:
    """Whether the clause tells of what grows, falls or is missing, whoever does what."""
    return bool(_BY_ITSELF.search(body))


def foretells(body: str) -> bool:
    """Whether the clause tells of what nobody does: figures that move, other people, what goes by itself."""
    return is_not_ours(body) or goes_by_itself(body)
