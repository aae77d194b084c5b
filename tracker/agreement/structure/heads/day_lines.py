"""The days that lines of a head or of an ending tell: whose a day is, the words before it in its line say.

A day is the paper's own after the words for a meeting, at a place, after who adopted or made the paper, after a label,
alone on its line, or set apart from the words before it («Notat fra Sekretariatet, den …»). It is another's where they
speak of a limit, a law, an election or another paper; and what was published, printed or received on a day is older.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto

from tracker.agreement.structure.heads.written_days import DAY, MONTH, day_of
from tracker.agreement.text.lines import Line, has_pipes, in_columns

_LONGEST_CELL = 120  # what is longer is prose
_PROSE = 60  # characters of a line that a paragraph of several lines has
_WRAPPED = 70  # a line as long goes on in the next one
_LONGEST_LABEL = 3  # words


class Telling(IntEnum):
    """By what a line tells a day, the surest first. From `MONTH` on it is not told to be the paper's own."""

    MEETING = auto()
    PLACE = auto()
    ADOPTED = auto()
    NAMED = auto()
    GATHERED = auto()
    LABELLED = auto()
    ALONE = auto()
    APART = auto()
    MONTH = auto()
    MENTIONED = auto()
    AFTERWARDS = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """A day that a line tells, and by what. `of_body`: beside the name of a committee, which has days of its own."""

    day: date
    by: Telling
    of_body: bool


# «behandles»; not «partiernes», «Uddannelses- og»
IS_DONE = r"(?!\w*(?:kommun|region)(?:er)?e?n?s\b|\w+(?:edes|dtes|ernes|enes)\b|(?:fæll|vor|der|jer)es\b)\w{3,}es(?!-)"
_SAYS = rf"\b(?:er|var|blev|bliver|har|havde|skal|vil|kan|bør|må|får|gav|giver|sker|holder|{IS_DONE})\b"
# What one does to a paper on its own day: «nedfældet», «udarbejdet»
WRITTEN = (
    r"(?:(?:ned|ren|sammen)?skrevet|nedfældet|forfattet|affattet|optegnet|sammenfattet|udarbejdet|udfærdiget"
    r"|ajourført|revideret)"
)
_HOUR = r"(?:fra\s+)?(?:kl(?:okken)?\b|T?\d{1,2}[:.]\d\d)"
_GATHERING = r"(?:\w*møde[nt]?s?|\w*seminar(?:et)?|\w*konferencen?|temadag(?:en|ene)?)"
_OTHER_MEETING = r"(?:næste|sidste|forrige|foregående|kommende|konstituerende)"
_UP_TO_EIGHT_WORDS = r"(?:\W+[\w-]+){0,8}\W*$"

# --- What the words before a day say of it, in the order in which they are asked
# «Mødedato:», «Ordinært møde», «Mødet blev holdt»
_MEETING = re.compile(
    rf"^\W*(?:møde(?:dato|start)|mødet?(?:id)?\w*(?:\s(?:blev|er))?(?:\s(?:af)?holdt)?|(?!{_OTHER_MEETING})[\w-]+\smødet?)\W*$",
    re.IGNORECASE,
)
# «Vedtaget af Byrådet», «Tids- og handleplan, besluttet i Byrådet»
_ADOPTED = re.compile(
    r"^(?!.*\b(?:der|som|referat\w*)\b).*"
    rf"\b(?:vedtaget|vedtagelse|godkendt|tiltrådt|indgået|aftalt|underskrevet|besluttet)\b{_UP_TO_EIGHT_WORDS}",
    re.IGNORECASE,
)
# «Aftale mellem Venstre og SF af», «Byrådets beslutninger af»: the paper's name with its day
_NAMED = re.compile(
    r"^(?!.*\b(?:KL|Danske Regioner|Regeringen|Staten)\b)\W*(?i:denne\s|nærværende\s|\w+s\s|endelig\s|revideret\s)?"
    r"(?i:\w*(?:aftale|aftaletekst|forlig|beslutning|vedtagelse|notat|referat|udgave|udkast|program|liste|oversigt|tillæg)(?:n|en|et|er|r)?)"
    r"(?:,?\s(?:om|for|vedrørende|mellem|og|samt|i|(?i:budget(?:tet)?)|[A-ZÆØÅ][\w-]*|(?:19|20)\d\d(?:[-–]\d+)?))*"
    r"\s(?:er\s)?(?:af|fra|dateret)\s*$"
)
# «Referat af møde i Vejudvalget», «Byrådet, referat», «Opsamling fra dialogmødet med landsbyrådene», «Bilag til … møde»
_GATHERED = re.compile(
    rf"^(?!\W*(?:\d|punkt|pkt|sag))(?!.*\b(?:{_OTHER_MEETING}|opfølgning|bilag(?!\s(?:\d+\s)?til\b)|godkend\w*|er|blev)\b)"
    r"(?:(?=.*(?:referat|protokol|dagsorden|udskrift|indkaldelse))|(?=\W*bilag\s(?:\d+\s)?til\s.*møde)"
    rf"|(?!.*\b(?:til|om|vedr|vedrørende|før)\b|\W*(?:borger|folke|informations)møde)(?=.*\b{_GATHERING}\b))"
    r"(?:[\w,&/:§.–—-]+\s+){1,14}$",
    re.IGNORECASE,
)
# «Dato:», «Dok.dato», «Dato for underskrift:», «Sagsbehandler: Mona Krag  Dato», «Udarbejdet af Økonomi»
_LABELLED = re.compile(
    r"^\W*(?:(?:aftale|dok\.?|dokument|brev|notat|rapport|svar|afgørelses|beslutnings|underskrifts|udarbejdelses"
    r"|vedtagelses|udgivelses)?dato|date|aftalens dato|aftaletidspunkt|natten (?:til|mellem)|den|afholdt"
    r"|dato for\s(?!høring).*|.*\b(?-i:Dato))\W*$"
    rf"|\b(?:{WRITTEN}|afgivet|dateret|sendt|besvaret|fremsat)\b{_UP_TO_EIGHT_WORDS}",
    re.IGNORECASE,
)
_BY_WORDS = (
    (Telling.MEETING, _MEETING),
    (Telling.ADOPTED, _ADOPTED),
    (Telling.NAMED, _NAMED),
    (Telling.GATHERED, _GATHERED),
    (Telling.LABELLED, _LABELLED),
)
# «Dato og tid: 13. marts 2018 kl. 15», «Starttidspunkt: 13-03-2018 15:00»: an hour tells that it is a meeting
_TIME_LABEL = re.compile(
    r"^\W*(?:(?:dato og )?tid(?:spunkt)?(?: og sted)?|sted og tid|dato og sted|starttidspunkt|start|hvornår)\W*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[^\w•]*[A-ZÆØÅ][\wæøåÆØÅ-]*\.?(?:\s(?:i|på|[A-ZÆØÅ][\wæøåÆØÅ-]*)){0,3}(?P<comma>,)?\s*$")
# «Byfesten den …», «Borgermøde den …»: what happens on the day, and no place
_EVENT = re.compile(r"^\W*(?!rådhus)\w+(?:en|et|erne|møde|fest|høring|besøg|dag)\s*$", re.IGNORECASE)
_ON_ITS_WAY = re.compile(r"\W*(?:behandlet|drøftet|forelagt|hørt|udsat|anbefalet)\b", re.IGNORECASE)  # «… i Ældrerådet»
_SET_APART = re.compile(r"\w[)»\"]?\s?[,;/(–—-]\s?$")
_BODY = re.compile(r"udvalg|råd(?:et)?\b|bestyrelse|forvaltning|direktion|møde", re.IGNORECASE)
# «Byrådssekretariatet», «Økonomi- og Planudvalget», «Udkast»: with no comma before the day
_MAKER = re.compile(
    r"^\W*(?:[\w-]+,?\s(?:og\s)?){0,5}\w*(?:udvalg(?:et)?|råd(?:et)?|bestyrelsen?|forvaltning(?:en)?|sekretariat(?:et)?"
    r"|direktion(?:en)?|kontor(?:et)?|afdeling(?:en)?|kommune|region(?:en)?|notat|referat|udkast|udgave|version)\W*$",
    re.IGNORECASE,
)

# --- What makes it another's, in the last part of the line: «Oversigt over frister, Sekretariatet, den …»
_PARTS = re.compile(r"(?:(?<!\d)|(?<=\b19\d\d)|(?<=\b20\d\d))[.;:]\s|,\s(?=\S)|\s[–-]\s|\(")
_LAST_SENTENCE = re.compile(r"(?<=\d)\.\s(?=[A-ZÆØÅ])")  # «Udsendt den 2. oktober 2024. Mødet blev holdt den …»
_ANOTHERS = re.compile(
    r"\b(?:\w*frist\w*|deadline|senest|inden|indtil|udløb\w*|gæld(?:er|ende)|gyldig\w*|ikraft\w*|træder|løber|\w*periode\w*"
    r"|\w*(?<!ud)valg(?:et|dag\w*)?|lov|næste|kommende|tidligere|forrige|erstatter|afløser|tidspunkt|start\w*"
    r"|slut(?:ter|tede|dato)?|afslut(?:ning|ter|tes|tet)|åbn(?:ing|er|es))\b"
    r"|\b(?:fra|til|efter|før|siden|af|bilag|(?:der|som)(?:\s\w+){1,6})\W*$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:opdater(?:et|es|ing\w*)|redigeret|ændret|(?:senest|sidst)\srevideret|rev|udskrevet|udskrifts\w*|printet|udsendt|pr"
    r"|(?:publicer|offentligg|frigive|modtag)\w*)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\W*status\s?:", re.IGNORECASE)  # «Status: godkendt 2023-04-11»: the minutes, at the next meeting
_COMING_MEETING = re.compile(
    rf"^(?!\W*\w*(?:dagsorden|referat|protokol|indkaldelse)).*\btil\b.*{_GATHERING}", re.IGNORECASE
)
# «1. april 2024 – 31. marts 2026»
_NUMBER_OF_VERSION = re.compile(r"(?<=version)\s\d+(?:\.\d+)*", re.IGNORECASE)
_PERIOD_BEFORE = re.compile(
    rf"(?:\d\.?\s?(?:[a-zæøå]{{3,9}}\.?(?:\s\d{{4}})?|[/.-]\d{{1,2}}(?:[/.-]\d+)?)|{MONTH})\s?(?:[-–]|til)\s?$",
    re.IGNORECASE,
)
_PERIOD_AFTER = re.compile(rf"\s?(?:[-–]|til)\s?(?:{DAY}|{MONTH})", re.IGNORECASE)

# --- What may stand after it: an hour, for whom the paper is, and no more of a sentence
_WHERE_HELD = re.compile(rf"\W*(?:(?:(?:blev\s)?hævet|sluttede|begyndte)\s)?(?:{_HOUR}|i\s|på\s|$)")
_AT_HOUR = re.compile(rf"\W*{_HOUR}")
_REST = re.compile(
    rf"\W*(?:{_HOUR}.*|(?:for|til|af|om|ved|i|på|som|mellem(?!\s(?:regeringen|staten|KL|Danske Regioner)\b))"
    r"\s(?:[^.]|(?<=\d)\.)*)?"
    rf"|\s?[/–,.(-]\s?(?!.*{_SAYS}).{{0,50}}|\s\(?rev\b.*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(_SAYS, re.IGNORECASE)
_MEETING_ROW = re.compile(
    rf"\|?\s*(?:mødedato|møde(?:t|tidspunkt)?|dato|underskrevet|indgået|vedtaget|godkendt)\s*:?\s*\|\s*{DAY}[^|]*\|?$",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\t|\s{3,}|\s*\|\s*|\s[·•]\s|(?<!\d)\s/\s|\s/\s(?!\d)")
_DAY = re.compile(DAY, re.IGNORECASE)
_MONTH = re.compile(MONTH, re.IGNORECASE)


def told(lines: list[Line], at: int) -> Iterator[Told]:
    """The days that line `at` tells, where it is no sentence; of a day alone the line above may be the label."""
    if lines[at].text.lstrip().startswith("•") or _goes_on(lines, at):
        return
    above = lines[at - 1].plain if at else ""
    label = f"{above}\n" if len(above.split()) <= _LONGEST_LABEL else ""
    cells = _CELLS.split(lines[at].plain)
    for number, cell in enumerate(cells):
        if has_pipes(lines[at]) and number:
            label = f"{cells[number - 1]}\n"  # «| Mødedato | 20. august 2025 |»
        days = list(_DAY.finditer(cell)) if len(cell) < _LONGEST_CELL else []
        months = _MONTH.finditer(cell) if len(cell) < _LONGEST_CELL and not days else ()
        for match in (*days, *months):
            before = cell[: match.start()]
            words = before if re.search(r"\w", before) else label
            telling = _telling(words, match[0], cell[match.end() :])
            if telling is not None and not days:
                telling = _of_month(telling)
            if telling is not None and (day := day_of(match)) is not None:
                yield Told(day, telling, bool(_BODY.search(words)))


def of_prose(lines: list[Line]) -> frozenset[int]:
    """The lines of paragraphs over several lines that close with a full stop: sentences tell their days."""
    found: set[int] = set()
    paragraph: list[int] = []
    for at, line in enumerate([*lines, None]):
        if line is not None and not line.blank:
            paragraph.append(at)
            continue
        texts = [lines[one].text.strip() for one in paragraph]
        together = texts and texts[-1].endswith(".") and not any(in_columns(lines[one]) for one in paragraph)
        if together and any(len(text) >= _PROSE for text in texts[:-1]):
            found.update(paragraph)
        paragraph = []
    return frozenset(found)


def tells_meeting(line: Line) -> bool:
    """Whether the line is a row that labels the day of a meeting, and no more: «| Mødedato | 20. august 2025 |»."""
    return _MEETING_ROW.match(line.plain) is not None


def _of_month(telling: Telling) -> Telling | None:
    """By what the first day of a month is told, where the line names no day; None where it only speaks of the month."""
    return None if telling is Telling.MENTIONED else max(telling, Telling.MONTH)


def _goes_on(lines: list[Line], at: int) -> bool:
    """Whether line `at` goes on with the sentence of the line above."""
    above = lines[at - 1].text.rstrip() if at else ""
    return len(above) >= _WRAPPED and above[-1] not in ".:!?)|" and lines[at].text.lstrip()[:1].islower()


def _telling(before: str, day: str, after: str) -> Telling | None:
    """By what the words around a day tell it; None for another's. A label above it ends with a line break."""
    before = _NUMBER_OF_VERSION.sub("", before)
    part = _PARTS.split(before.rstrip())[-1]
    says = _SENTENCE.search(part)
    if _AFTERWARDS.search(part) or _STATUS.match(before):
        return Telling.AFTERWARDS
    if _PERIOD_BEFORE.search(before) or _PERIOD_AFTER.match(after):
        return None
    by = next((telling for telling, words in _BY_WORDS if words.search(before)), None)
    if by is Telling.GATHERED and _SENTENCE.search(before):
        return None  # «Parterne mødes hvert kvartal, første gang den …»
    if _MEETING.search(_LAST_SENTENCE.split(before)[-1]):
        by = Telling.MEETING
    if _WHERE_HELD.match(after) and (by is Telling.MEETING or (by is Telling.GATHERED and not says)):
        return by
    if _TIME_LABEL.match(before) and _AT_HOUR.match(after):
        return Telling.MEETING
    if not _REST.fullmatch(after) or (_ANOTHERS.search(part) and by is not Telling.NAMED):
        return None
    if says:
        return Telling.MENTIONED if _SET_APART.search(before) else None
    return Telling.MENTIONED if _COMING_MEETING.search(before) else by or _by_place(before, day)


def _by_place(before: str, day: str) -> Telling:
    """By what a day is told whose line says nothing of it."""
    if not before or before.endswith("\n"):
        return Telling.ALONE
    if _ON_ITS_WAY.match(before):
        return Telling.APART
    place = _PLACE.match(before)
    if place and re.search(r"\b(?:den|d\.)\s", day, re.IGNORECASE):
        return Telling.PLACE if place["comma"] or not _EVENT.match(before) else Telling.MENTIONED
    return Telling.APART if _SET_APART.search(before) or _MAKER.match(before) else Telling.MENTIONED
