"""The day on which a document was signed, or its meeting held, from which times without a year are counted.

It is sought where a document states its own: in the words that tell of the signing, at the signatures, after a label
(«Dato:», «Mødedato:»), or alone on a line near the top. Where none of these tells it, a day that the head mentions is
taken, and not surely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tracker.agreement.text.lines import Line
from tracker.danish import MONTHS

_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_MONTH_NUMBERS = {
    form: number
    for names in (MONTHS, _ENGLISH)
    for number, name in enumerate(names, start=1)
    for form in (name, name[:3], name[:4])
}
_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s+)?"
_DATE = (
    r"(?:"
    r"(?P<d1>\d{1,2})\.?\s+(?P<m1>[a-zæøå]{3,9})\.?\s+(?P<y1>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
    r"|(?P<d3>\d{1,2})\s?[./-]\s?(?P<m3>\d{1,2})(?:\s?[./-]\s?|\s)(?P<y3>(?:(?:19|20)\d\d|\d\d))(?!\d)"
    r"|(?P<m4>[a-zæøå]{3,9})\s+(?P<d4>\d{1,2}),\s+(?P<y4>(?:19|20)\d\d)"
    r")"
)
_SIGNED = re.compile(
    r"\b(?:indgået|underskrevet|tiltrådt|aftalt)\s+(?:(?:mellem|af)\s(?:(?!\n\s*\n)[^.\d]){3,300}?(?<!senest)(?<!inden)\s)?"
    r"(?:(?:om )?natten (?:til|mellem)\s+|(?:på|i|ved)\s+\w+\s+){0,2}"
    rf"{_WEEKDAY}(?:den|d\.)?\s*{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}",
    re.IGNORECASE,
)
# «Forliget faldt på plads mandag den …»: whatever the words, the paper tells of itself
_OF_ITSELF = re.compile(
    r"^\W*(?:denne |dette )?\w*(?:aftale|forlig|program|plan|tillæg)(?:en|et|met)\s(?:[^\W\d][\w-]*,?\s){1,8}?"
    rf"{_WEEKDAY}(?:den|d\.)?\s*{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}",
    re.IGNORECASE,
)
# «Aftale af 10. september 2019 mellem …», «Aftalen er fra den …»: the paper's name with its day, and no prose about it
_NAMED_BY_DAY = re.compile(
    r"^\W*(?i:denne |nærværende )?(?i:\w*(?:aftale|forlig))(?:n|en|et)?"
    r"(?:,?\s(?:om|for|vedrørende|mellem|og|samt|i|(?i:budget(?:tet)?)|[A-ZÆØÅ][\w-]*|(?:19|20)\d\d(?:[-–]\d+)?))*"
    rf"(?:\s(?:er\s)?(?:af|fra|dateret|pr\.)|,|\s[-–])\s*(?i:{_WEEKDAY}(?:den\s|d\.\s?)?{_DATE})"
    r"(?:\W*$|\W*\smellem\s(?!regeringen|staten|KL\b|Danske Regioner))",
)
# «Partierne har den 4. oktober 2023 indgået følgende aftale», «Den 4. oktober 2023 indgik partierne denne aftale»
_AGREED = re.compile(
    rf"\b(?:har|indgik|blev|er)\s+{_WEEKDAY}(?:den|d\.)\s*{_WEEKDAY}{_DATE}\s+(?:indgået\s+|enige\s+om\s+)?"
    r"(?:følgende|denne|nærværende)\b",
    re.IGNORECASE,
)
_ON_THAT_DAY = re.compile(
    rf"^\W*{_WEEKDAY}(?:den|d\.)\s*{_DATE}\s+(?:indgik|har|blev)\s[^.]{{3,300}}?\s(?:følgende|denne|nærværende)\s+\w*"
    r"(?:aftale|forlig|budget|konstituering)",
    re.IGNORECASE | re.MULTILINE,
)
# «den aftale, der blev indgået den …»; not «denne aftale, der er indgået den …»
_ANOTHERS = re.compile(
    r"^(?!.*\b(?:denne|dette|nærværende)\b[^.]*$).*\b(?:der|som)\s(?:(?:blev|er|var)\s)?$", re.IGNORECASE | re.DOTALL
)
_NOT_SIGNING = re.compile(r"\b(?:gælder|løber|træder|udløber|til|fra|inden|senest)\b", re.IGNORECASE)
_PLACE = r"[A-ZÆØÅ][\wæøåÆØÅ-]*(?:\s(?:i|på|[A-ZÆØÅ][\wæøåÆØÅ-]*)){0,3}"  # «Nørreby Rådhus»; no other word is small
_SIGNATURE = re.compile(rf"^[^\w•]*{_PLACE},?\s+(?i:{_WEEKDAY}(?:den|d\.)\s*{_DATE})\W*$")
# «Nørreby, 4. oktober 2023», which is no body's meeting
_PLACE_AND_DAY = re.compile(rf"^[^\w•]*{_PLACE},\s+(?i:{_WEEKDAY}{_DATE})\W*$")
_BODY = re.compile(r"udvalg|råd(?:et)?\b|bestyrelse|forvaltning|direktion|møde", re.IGNORECASE)
# «Vedtaget af Byrådet den …», as a line of its own
_ADOPTED = re.compile(
    rf"^\W*(?:vedtaget|godkendt|tiltrådt|indgået|aftalt|offentliggjort|besluttet|(?:[\w-]+\s){{0,2}}(?:beslutninger|aftaler|vedtagelser))"
    rf"\s(?:[\w-]+\s){{0,6}}{_WEEKDAY}(?:den\s|d\.\s?|(?<!til\s)(?<!fra\s)){_WEEKDAY}{_DATE}\W*$",
    re.IGNORECASE,
)
_MEETING = re.compile(
    rf"^\W*(?:mødedato|mødetidspunkt|(?:[\w-]+\s+)?møde[tn]?)\W*\s*{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}"
    r"(?=\W*(?:kl\b|\d{1,2}[:.]\d\d|i\s|på\s|$))",
    re.IGNORECASE,
)
# «Byrådet, 25. juni 2019, referat», «Referat af møde i Vejudvalget onsdag den 5. februar 2020», «Mødet afholdt: …»
_OF_MINUTES = re.compile(
    rf"^\W*(?=.*(?:referat|protokol|dagsorden|udskrift|\bmødet?\b))(?:[\w,&/:–—-]+\.?\s+){{1,14}}?{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}"
    r"(?:\W*(?:fra\s+)?kl\b.*|\W+\w*(?:referat|dagsorden|protokol))?\W*$",
    re.IGNORECASE,
)
_OTHER_MINUTES = re.compile(
    r"\b(?:bilag|næste|sidste|forrige|foregående|godkend\w*|offentliggj\w*|udsendt|udskrevet|underskrevet|opfølgning|er|blev)\b"
    r"|^\W*(?:\d|punkt|pkt|sag)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^\W*(?:dato|afholdt|aftaledato|aftaletidspunkt|aftalens dato|dato for (?:aftalen|underskrift)|underskriftsdato)"
    rf"\W*\s*{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}",
    re.IGNORECASE,
)
# «Dato og tid: 13. marts 2018 kl. 15», «Starttidspunkt: 13-03-2018 15:00»: an hour tells that it is a meeting
_MEETING_TIME = re.compile(
    r"^\W*(?:(?:dato og )?tid(?:spunkt)?|starttidspunkt|mødestart|start)"
    rf"\W+{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}\W*(?:kl\b|\d{{1,2}}[:.]\d\d)",
    re.IGNORECASE,
)
# «Økonomiudvalget – 13. marts 2018», in the head of what a body has decided
_BODY_AND_DAY = re.compile(
    r"^\W*(?:[\w-]+,?\s(?:og\s)?){0,4}[\w-]*(?:udvalg(?:et)?|råd(?:et)?|bestyrelse(?:n)?)"
    rf"\W+(?i:{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}\W*(?:kl\b.*)?)$",
)
_ALONE = re.compile(
    rf"^\W*{_WEEKDAY}(?:den\s+|d\.\s*)?{_DATE}(?:,?\s*(?:kl\.?)?\s*\d{{1,2}}[:.]\d\d.*)?\W*$",
    re.IGNORECASE,
)
# Whatever the words, where nothing else tells the day: a day in a sentence about agreeing, and no limit or election
_OF_AGREEING = re.compile(
    r"\b(?:indgå|indgik|underskr|tiltr|enige|vedtag|godkend|aftalt|konstitu|forhandl|faldt på plads|landede"
    r"|(?:behandlede|drøftede|besluttede|afgjorde|tog stilling til)\s(?:alle\s|disse\s|de\s)?"
    r"(?:sager(?:ne)?|punkter(?:ne)?|følgende|nedenstående)\b)",
    re.IGNORECASE,
)
_OF_THE_PAPER = re.compile(r"\b(?:\w*aftale[nr]?|(?:\w*forlig|aftalepart|\w*konstituering)\w*)\b", re.IGNORECASE)
_TO_BE = re.compile(r"\b(?:skal|vil|kan|bør|bliver|\w{4,}es)\b", re.IGNORECASE)
_BY_OTHERS = re.compile(r"\W{1,3}(?:\w+\W+){0,3}mellem\s(?:regeringen|staten|KL|Danske Regioner)\b")
_ANY_DAY = re.compile(rf"(?<![\w.]){_DATE}", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\baf $|\b(?:inden|senest|frem til|indtil|(?<!natten )til|fra|fra og med|pr\.|efter|før|træder|gælder|løber"
    r"|udløber|\w*valg(?:et)?|lov|cirkulære|bekendtgørelse|tidligere|sidste)\W(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
TOP_LINES = 60  # a cover and a contents list's beginning; the document speaks of itself here
_TOP_CHARACTERS = 20_000  # of which a line may have any number
_HEAD_LINES = 20  # a meeting is named above its first item


def day_of_signing(text: str, lines: list[Line]) -> tuple[date | None, bool]:
    """The day, or None, and whether the document states it as its own."""
    top = lines[:TOP_LINES]
    end = top[-1].end if top else 0
    head_end = lines[min(_HEAD_LINES, len(lines)) - 1].end if lines else 0
    stated = (
        _days(_MEETING, top),  # minutes count from the meeting, whenever they were signed
        _said_in(text, head_end),
        _days(_SIGNATURE, top[:_HEAD_LINES]),
        _said_in(text, end),
        _days(_SIGNATURE, lines),
        _days(_ADOPTED, top),
        _days(_NAMED_BY_DAY, top),
        _days(_OF_ITSELF, top, without=_NOT_SIGNING),
        _days(_OF_MINUTES, top[:_HEAD_LINES], without=_OTHER_MINUTES),
        _days(_LABELLED, top),
        _days(_MEETING_TIME, top[:_HEAD_LINES]),
        _days(_ALONE, top),
        _days(_PLACE_AND_DAY, top[:_HEAD_LINES], without=_BODY),
        _days(_BODY_AND_DAY, top[:_HEAD_LINES]),
        _told_at_the_end(lines),
    )
    if (day := _first(stated)) is not None:
        return day, True
    return _first([_told_in_passing(text[: min(end, _TOP_CHARACTERS)])]), False


def _first(searches: Iterable[Iterator[date | None]]) -> date | None:
    return next((day for search in searches for day in search if day is not None), None)


def _said_in(text: str, end: int) -> Iterator[date | None]:
    """Days in the words that tell of the signing, not of another paper's («den aftale, der blev indgået …»)."""
    for pattern in (_SIGNED, _AGREED, _ON_THAT_DAY):
        for match in pattern.finditer(text, 0, end):
            if not _ANOTHERS.search(text[max(0, match.start() - 80) : match.start()]):
                yield _day(match)


def _told_at_the_end(lines: list[Line]) -> Iterator[date | None]:
    """A day alone or with a place among the last lines, where an agreement without a head is signed."""
    last = lines[-_HEAD_LINES:]
    yield from _days(_ADOPTED, last)
    yield from _days(_LABELLED, last)
    yield from _days(_ALONE, last)
    yield from _days(_PLACE_AND_DAY, last, without=_BODY)


def _told_in_passing(text: str) -> Iterator[date | None]:
    """Days in sentences about agreeing: «Den 20. november 2013 landede partierne …»."""
    for sentence in re.finditer(r"[^\n.!?](?:[^.!?\n]|\n(?!\s*\n)|\.(?!\s+[A-ZÆØÅ]|\s*\n\s*\n|$))*", text):
        words = sentence[0]
        tells = _OF_AGREEING.search(words) or (_OF_THE_PAPER.search(words) and not _TO_BE.search(words))
        if tells:
            for match in _ANY_DAY.finditer(words):
                before = words[max(0, match.start() - 60) : match.start()]
                if not _OTHER_DAY.search(before) and not _BY_OTHERS.match(words, match.end()):
                    yield _day(match)


def _days(pattern: re.Pattern[str], lines: list[Line], without: re.Pattern[str] | None = None) -> Iterator[date | None]:
    for line in lines:
        match = pattern.match(line.text) if len(line.text) < 120 else None
        if match and not (without and without.search(match[0])):
            yield _day(match)


def _day(match: re.Match[str]) -> date | None:
    """The date of a match of `_DATE`, or None where there is no such day."""
    groups = match.groupdict()
    form = next(form for form in "1234" if groups[f"y{form}"])
    year, month, day = groups[f"y{form}"], groups[f"m{form}"].casefold(), int(groups[f"d{form}"])
    number = int(month) if month.isdigit() else _MONTH_NUMBERS.get(month, 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, day)
    except ValueError:
        return None
