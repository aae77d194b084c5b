"""The headings inside an item of minutes, and which part of the item each opens.

Municipalities name the parts each in its own way («Sagens kerne», «Administrationens indstilling», «Beslutning fra
Byrådet, 25. juni 2019»); what counts is whether a part recommends, decides, tells what went before, or anything else.
"""

from __future__ import annotations

import re
from enum import StrEnum

from tracker.danish import MONTH_WORDS


class ItemPart(StrEnum):
    """The parts of an item that are judged by the decision; the rest is as any other text."""

    RECOMMENDED = "recommended"
    DECIDED = "decided"
    ALTERNATIVE = "alternative"
    HISTORY = "history"
    OTHER = "other"


_DATE = (
    rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s)?(?:den\s|d\.\s?)?"
    rf"(?:\d{{1,2}}\.?\s(?:{MONTH_WORDS})\.?\s\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
)
_BODY = (
    r"(?:[\w-]+,?\s(?:(?:[\w&-]+),?\s){0,6}?)??(?:[\w-]*udvalg(?:et)?|[\w-]*råd(?:et)?|kommunalbestyrelsen|magistraten"
    r"|borgerrepræsentationen|udvalg(?:et)? for [\w ,&-]{3,60}?)s?"
)
_SHORT = r"(?-i:[A-ZÆØÅ]{2,5})"  # a body by its abbreviation: «Beslutning BSU 06-11-2018»
_CASE = r"(?:,?\s(?:pkt|punkt|sag|nr)\.?\s?(?:nr\.\s)?\d{1,4}(?:\.\d{1,3})?)"

_DECISION = (
    r"beslutning(?!stema)(?:en|er)?(?:\s(?:i|af|fra|på|for)\s[^.:]{3,70})?(?:,?\s(?:den|d\.)?\s*[\d. -]{4,10}[\w ]*)?"
    rf"|beslutning(?:\s(?:i|af|fra|på|for))?\s(?:{_BODY}|{_SHORT})(?:,?\s{_DATE}{_CASE}?)?"
    rf"|(?:{_BODY}|{_SHORT})(?:\sbeslutning)?,?\s{_DATE}(?:(?=:)|{_CASE})"
    r"|[\w, -]*(?:udvalgets|rådets|bestyrelsens|direktionens|repræsentationens)"
    r" (?:beslutning|afgørelse|vedtagelse|konklusion)(?:,?\s(?:den|d\.)\s[\w. -]{4,20})?"
    r"|(?:vedtagelse|afgørelse|konklusion|referat|beslutningsreferat|afstemning(?:en|er)?)"
    rf"|(?:{_BODY}|{_SHORT})\s(?:besluttede|beslutter|vedtog|vedtager)(?=:|$)"
)
_RECOMMENDATION = (
    r"(?:[\w-]+(?:ens|ets|chefens)\s)?(?:(?:ændret|ændrede|revideret|reviderede|justeret|justerede|ny|nye|fornyet|tilrettet)\s)?"
    r"(?:indstilling(?!spunkt)|anbefaling)(?:en|er)?"
    r"(?:\s(?:til|fra)\s[^.:]{3,60})?|[\w-]+(?:ens|ets)\sforslag|forslag(?: til beslutning)?"
    rf"|(?:forvaltningen|administrationen|direktionen|[\w-]+chefen|[\w-]+direktøren|{_BODY}|det|der)"
    r" (?:foreslå[rs]|indstilles|indstiller|anbefales|anbefaler)(?:\s(?:til|over for)\s[^.:,]{3,60})?"
    rf"(?:,?\s{_DATE})?(?:,?\sat)?"
    r"|indstillet|foreslået"
)
_ALTERNATIVES = (
    r"alternativ(?:e|er|t)?(?: (?:indstilling(?:er)?|forslag|løsning(?:er)?|muligheder))?"
    r"|(?:et )?mindretal\w*|mindretalsudtalelse\w*|protokol(?:bemærkning|tilførsel|lat)\w*|særstandpunkt\w*"
    r"|bemærkninger til protokollen|(?:protokol|mindretals)?(?:bemærkning|udtalelse)(?:er)? fra"
    r" (?!(?:forvaltning|administration|direktion|udvalg)\w*)(?-i:[A-ZÆØÅ])[^.:]{0,60}"
)
_BEFORE = (
    r"sagens (?:forløb|gang|behandling)|(?:behandlings|beslutnings|sags)(?:forløb|rækkefølge|rute)"
    r"|sagsgang(?: og sagstype)?|sagen (?:behandles|afgøres|forelægges) i|historik|sagshistorik"
    r"|tidligere (?:beslutning(?:er)?|behandling(?:er)?|politisk behandling|sagsforløb)|politisk behandling"
    r"|(?:[\w-]+(?:ens|ets)\s)?(?:oprindelig[et]?|tidligere)\s(?:indstilling|anbefaling|forslag)"
    r"(?:\s(?:af|fra|til)\s[^:]{3,60})?"
    r"|(?:politisk )?mødebehandling|beslutningshistorik|forhistorie"
)
_REST = (
    r"resum[eé]|sagen kort|kort om sagen|sagsresum[eé]"
    r"|sagsfremstilling(?: og økonomi)?|sagsbeskrivelse|sagsudredning|beskrivelse af sagen"
    r"|beslutningstema|sagens kerne|anledning|problemstilling|løsning|(?:indledning/)?baggrund|indledning"
    r"|(?:den |det )?videre (?:proces|forløb|sagsgang)|tids- og handleplan|tids- og procesplan|proces(?: og tidsplan)?"
    r"|tidsplan|økonomi(?:ske konsekvenser| og bevilling)?|konsekvenser|høring|inddragelse|borgerinddragelse|bilag"
    r"|retsgrundlag|lovgrundlag|lovgivning|vurdering|kommunikation|bevilling|kompetence|handicapaspekter"
    r"|præsentation|personale|klima(?:konsekvenser)?|miljø(?:konsekvenser)?|supplerende sagsfremstilling"
    r"|øvrige (?:forhold|oplysninger)|bemærkninger|sagsid|fraværende|afbud"
)
_PARTS = (
    (ItemPart.HISTORY, _BEFORE),
    (ItemPart.ALTERNATIVE, _ALTERNATIVES),
    (ItemPart.RECOMMENDED, _RECOMMENDATION),
    (ItemPart.DECIDED, _DECISION),
    (ItemPart.OTHER, _REST),
)
_OPENS = tuple((part, re.compile(rf"(?:{words})\s*(?::(?=\s|$)|$)", re.IGNORECASE)) for part, words in _PARTS)
_HEADING = re.compile(rf"(?:{'|'.join(words for _part, words in _PARTS)})\s*:?", re.IGNORECASE)
_MEETING = re.compile(rf"{_BODY},?\s{_DATE}(?=\s(?-i:[A-ZÆØÅ])|$)", re.IGNORECASE)
_MARKS = " \t*_#"
_DAY = re.compile(
    rf"\b(?:den\s|d\.\s?|i\s)?(?:\d{{1,2}}\.\s?(?:{MONTH_WORDS})(?:\s\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?"
    rf"|\d{{4}}-\d\d-\d\d|(?:{MONTH_WORDS})(?:\s\d{{4}})?)",
    re.IGNORECASE,
)
_STOP_BETWEEN = re.compile(
    r"[,;.:()–\s]*(?:\b(?:og|samt|derefter|herefter|dernæst|møde[tr]?|på)\b|[,;.:()–]|\s-\s|$)[,;.:()–\s]*"
)
_STOP = re.compile(r"(?:Udvalget\sfor\s)?(?:[A-ZÆØÅ][\w-]*\s){0,4}[A-ZÆØÅ][\w-]*")
_IS_BODY = re.compile(r"udvalg(?:et)?\b|\b\w*råd(?:et)?\b|bestyrelsen?\b|magistraten|repræsentationen", re.IGNORECASE)


def is_heading(line: str) -> bool:
    """Whether `line` is a heading inside an item of minutes."""
    return _HEADING.fullmatch(line.strip(_MARKS)) is not None


def opened_by(line: str) -> ItemPart | None:
    """The part that a heading opens, or a label at the start of a paragraph («Beslutning: Udsat.»); else None."""
    words = line.strip(_MARKS)
    return next((part for part, pattern in _OPENS if pattern.match(words)), None)


def without_label(line: str) -> str:
    """What `line` says beside the heading, label or meeting that opens it; nothing where it says no more."""
    words = line.strip(_MARKS)
    if is_heading(words):
        return ""
    matches = (pattern.match(words) for pattern in (*(pattern for _part, pattern in _OPENS), _MEETING))
    return words[next((match.end() for match in matches if match), 0) :].lstrip()


def label_end(line: str) -> int:
    """Where the heading or label that opens `line` ends; 0 where there is none."""
    matches = (pattern.match(line) for _part, pattern in _OPENS)
    return next((match.end() for match in matches if match), 0)


def is_route(line: str) -> bool:
    """Whether `line` says no more than which bodies a case comes before, and on which day."""
    words, days = _DAY.subn(" , ", line.strip(_MARKS))
    stops = [stop for stop in _STOP_BETWEEN.split(words) if stop]
    return days > 0 and all(map(_STOP.fullmatch, stops)) and any(map(_IS_BODY.search, stops))


def names_meeting(line: str) -> bool:
    """Whether `line` opens with a meeting: over or beside what was decided there, or on the way of a case."""
    return _MEETING.match(line.strip(_MARKS)) is not None
