"""The day on which a document was signed, or its meeting held, from which times without a year are counted.

Most papers tell it above their first section, in a line that is no sentence (`day_lines`), or at their end among the
signatures. Others tell it in a sentence: in the usual words of signing, or in words that are weighed (`spoken_days`).
Where nothing tells it surely, a day that the head mentions is taken, and said not to be sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.agreement.structure.heads.day_lines import IS_DONE, WRITTEN, Telling, Told, of_prose, tells_meeting, told
from tracker.agreement.structure.heads.spoken_days import LIKELY, POSSIBLE, SURE, spoken_days, weighed
from tracker.agreement.structure.heads.top import TOP_LINES, head_of
from tracker.agreement.structure.heads.written_days import DAY, day_of
from tracker.agreement.structure.prose.tail import is_prose
from tracker.agreement.tables.stacked_tables import loose_tables
from tracker.agreement.text.lines import Line, in_columns, is_table_row, split_lines

_TOP_CHARACTERS = 20_000  # of which a line may have any number
_LAST_LINES = 20  # that hold words
_MANY_DAYS = 3
_LEAD = 80  # characters before a day, in which its own words stand
_LETTERHEAD_LINES = 2  # that hold words
_SOON = timedelta(days=60)  # in which an agreement is written out; one signed longer before is what the paper is about

# What a paper calls itself: «denne aftale», «oversigten»
_PAPER = (
    r"(?:aftale|forlig|notat|referat|protokol|dagsorden|program|plan|tillæg|oversigt|liste|samling|udgave|udkast"
    r"|beslutning|vedtagelse|redegørelse|meddelelse|papir|dokument|status|konstituering|rapport|brev)"
)
_OF_ITSELF = rf"(?:(?:denne|dette|nærværende)\s\w*{_PAPER}|\w*{_PAPER}(?:en|et|n|met))"
_CALLED = re.compile(_PAPER, re.IGNORECASE)

# --- Sentences that tell of the signing
_THEIRS = r"(?:følgende|denne|nærværende)"
_DATED = r"(?=(?:\w+dag,?\s)?(?:den|d\.))"  # a year alone is no day
# «Partierne har den 4. oktober 2023 indgået følgende aftale», «blev den 4. oktober 2023 enige om følgende»
_AGREED = re.compile(
    rf"\b(?:har|indgik|blev|er)\s+{_DATED}{DAY}\s+(?:(?:indgået|enige|aftalt|skrevet|underskrevet|tiltrådt)\s+"
    rf"(?:om\s+|under\s+på\s+)?)?{_THEIRS}\b",
    re.IGNORECASE,
)
# «Den 4. oktober 2023 indgik partierne denne aftale»
_ON_THAT_DAY = re.compile(
    rf"^\W*{_DATED}{DAY}\s+(?:indgik|har|blev)\s[^.]{{3,300}}?\s{_THEIRS}\s+\w*(?:aftale|forlig|budget|konstituering)",
    re.IGNORECASE | re.MULTILINE,
)
# «Forliget faldt på plads mandag den …», «Oversigten er udarbejdet af sekretariatet den …»; minutes are approved later
_MADE = re.compile(
    rf"(?:^|(?<=[.!?]\s))\W*(?!\w*(?:referat|protokol))(?P<itself>{_OF_ITSELF})\s(?:\w+\s)?"
    r"(?:faldt på plads|landede|kom i stand|(?:er|blev|var)\s(?:[\w-]+\s){0,3}?"
    rf"(?:{WRITTEN}|lavet|samlet|vedtaget|godkendt|besluttet|dateret|fra|blevet til|indgået|underskrevet|tiltrådt"
    r"|aftalt))"
    rf"(?:\s(?:\w+\s){{0,3}}og\s(?:afleveret|overrakt|sendt)\stil)?\s(?:(?!(?:til|inden|senest|efter|før|fra)\s)[\w-]+,?\s)"
    rf"{{0,7}}?{DAY}",
    re.IGNORECASE | re.MULTILINE,
)
# «Indgået den …», «aftalt mellem partierne natten til den …»: in the head the paper's own
_SIGNED = re.compile(
    r"\b(?:indgået|underskrevet|tiltrådt|aftalt)\s+(?:(?:mellem|af)\s(?:(?!\n\s*\n)[^.\d]){3,300}?(?<!senest)(?<!inden)\s)?"
    rf"(?:(?:om )?natten (?:til|mellem)\s+|(?:på|i|ved)\s+\w+(?:\s\w+)?\s+){{0,2}}{DAY}",
    re.IGNORECASE,
)
_TODAY = re.compile(rf"\bi\sdag,?\s+{DAY}", re.IGNORECASE)
# «Fra byrådets møde mandag den … meddeles følgende», «Noteret efter mødet den …», «Tak for mødet i går, tirsdag den …»,
# «Mødet fandt sted på skolen den …», «den aftale, som partierne indgik i går, den …»
_HELD = re.compile(
    rf"(?:^\W*(?:fra|(?:noteret|(?:op)?samlet|{WRITTEN})\s(?:fra|efter))\s(?:[\w-]+\s){{0,3}}?møde(?:t)?"
    r"|\bmødet\si\s(?:dag|går|forgårs|aftes|\w+dags),?\s?\(?"
    r"|\btak\sfor\s(?:\w+\s){0,4}møde(?:t)?,?|\bindgik\si\s(?:går|dag|aftes|nat),?"
    rf"|^\W*mødet\s(?:fandt\ssted|blev\s(?:af)?holdt)(?:\s(?!\d)\S+){{0,8}}?)\s?{DAY}",
    re.IGNORECASE | re.MULTILINE,
)
# «Nørreby Udvalg, den …   Side 4 af 6»
_FOOT = re.compile(r"\bside\s\d+(?:\s(?:af|/)\s\d+)?\W*$", re.IGNORECASE)
_OF_SIGNING = (_HELD, _SIGNED, _AGREED, _ON_THAT_DAY, _MADE, _TODAY)
# «den aftale, der blev indgået den …»; not «denne aftale, der er indgået den …»
_ANOTHER_PAPERS = re.compile(
    r"^(?!.*\b(?:hermed|her\ser|læs|teksten)\b[^.]*$)(?!.*\b(?:denne|dette|nærværende)\b[^.]*$).*\b(?:der|som)\s(?:(?:blev|er|var)\s)?$",
    re.IGNORECASE | re.DOTALL,
)


# --- Whatever the words, where nothing else tells the day: a day in a sentence about agreeing, and no limit or election
_OF_AGREEING = re.compile(
    r"\b(?:indgå|indgik|underskr|tiltr|enige|enedes|vedtag|godkend|aftalt|konstitu|forhandl|faldt på plads|landede"
    r"|(?:behandlede|drøftede|besluttede|afgjorde|tog stilling til)\s(?:alle\s|disse\s|de\s)?"
    r"(?:sager(?:ne)?|punkter(?:ne)?|følgende|nedenstående)\b)",
    re.IGNORECASE,
)
_OF_THE_PAPER = re.compile(
    rf"\b(?:\w*aftale[nr]?|(?:\w*forlig|aftalepart|\w*konstituering)\w*|{_OF_ITSELF})\b", re.IGNORECASE
)
_TO_BE = re.compile(rf"\b(?:skal|vil|kan|bør|bliver|{IS_DONE})\b", re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_BY_OTHERS = re.compile(r"\W{1,3}(?:\w+\W+){0,3}mellem\s(?:regeringen|staten|KL|Danske Regioner)\b")
_OTHER_DAY = re.compile(
    r"\baf $|\b(?:inden|senest|frem til|indtil|(?<!natten )til|fra|fra og med|pr\.|efter|før|træder|gælder|løber"
    r"|udløber|\w*(?<!ud)valg(?:et)?|opdateret|redigeret|publiceret|offentliggjort|udsendt|lov|cirkulære|bekendtgørelse|tidligere|sidste)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


def day_of_signing(text: str, lines: list[Line]) -> tuple[date | None, bool]:
    """The day, or None, and whether the document states it as its own."""
    tellings = _tellings(text, lines)
    published = max(_by(tellings.above, Telling.AFTERWARDS), default=date.max)
    weighed_days = weighed(lines, len(tellings.head), tellings.rows, tellings.said)
    spoken = {day: likely for day, likely in weighed_days.items() if day <= published}
    likelihood, likely = max(((likely, day) for day, likely in spoken.items()), default=(0.0, None))
    above, ending = tellings.above, tellings.ending
    stated = (
        _by(above, Telling.MEETING),  # minutes count from the meeting, whenever they were signed
        (day for day in tellings.said if day == likely or spoken.get(day, 1.0) > SURE),
        [_written(above, ending)],
        [likely] if likelihood > SURE else [],
        _said_below(text, lines, tellings.head_end),
        (one.day for one in ending if one.by < Telling.MONTH),
    )
    if (day := _first(stated)) is not None:
        return day, True
    mentioned = (
        [likely] if likelihood > LIKELY else [],
        tellings.said,
        (day for day in _told_in_passing(_of_lines(tellings)) if day not in spoken),
        _by([*above, *ending], Telling.MONTH),
        _by(above, Telling.MENTIONED),
        _by([*above, *ending], Telling.AFTERWARDS),
        [likely] if likely and likelihood > POSSIBLE and not _is_anothers(text, likely) else [],
    )
    return _first(mentioned), False


def _is_anothers(text: str, day: date) -> bool:
    """Whether the words before `day` always tell it of something else: an election, a limit, another paper."""
    told = [one for one in _DAY.finditer(text, 0, _TOP_CHARACTERS) if day_of(one) == day]
    return bool(told) and all(_OTHER_DAY.search(text, max(0, one.start() - _LEAD), one.start()) for one in told)


def days_spoken_of(text: str) -> Iterator[tuple[date, frozenset[str]]]:
    """The days that the opening and the ending of `text` speak of, with their signs: what weights are learned from."""
    lines = split_lines(text)
    tellings = _tellings(text, lines)
    return spoken_days(lines, len(tellings.head), tellings.rows, tellings.said)


@dataclass(frozen=True, slots=True)
class _Tellings:
    """The head of a paper, and the days that lines above, lines at the end and the usual words of signing tell.

    `rows`: the lines that are rows of tables; `head_end`: where the head ends, as an offset into the text.
    """

    head: list[Line]
    rows: frozenset[int]
    above: list[Told]
    ending: list[Told]
    said: list[date]
    head_end: int


def _tellings(text: str, lines: list[Line]) -> _Tellings:
    """What the paper tells of its day, by its lines and by the usual words."""
    head = head_of(lines)
    rows = _rows_of_tables(lines)
    prose = of_prose(lines)
    above = _without_lists(head, {at: list(told(head, at)) for at in range(len(head)) if at not in rows | prose})
    ending = list(_told_at_the_end(lines, len(head), rows, prose))
    written = _written(above, ending)
    head_end = min(head[-1].end, _TOP_CHARACTERS) if head else 0
    said = [day for day in _said(_OF_SIGNING, text, 0, head_end) if day and not (written and written - day > _SOON)]
    return _Tellings(head, rows, above, ending, said, head_end)


def _of_lines(tellings: _Tellings) -> str:
    """The head without the rows of tables."""
    return "\n".join(line.text for at, line in enumerate(tellings.head) if at not in tellings.rows)[:_TOP_CHARACTERS]


def _written(above: list[Told], ending: list[Told]) -> date | None:
    """The day that a line tells, the surest first."""
    surest_first = (
        _by([*above, *ending], Telling.PLACE),
        *(_by(above, telling) for telling in Telling if Telling.PLACE < telling < Telling.MONTH),
    )
    return _first(surest_first)


def _first(searches: Iterable[Iterable[date | None]]) -> date | None:
    return next((day for search in searches for day in search if day is not None), None)


def _by(days: Iterable[Told], telling: Telling) -> Iterator[date]:
    return (one.day for one in days if one.by is telling)


def _without_lists(head: list[Line], days: dict[int, list[Told]]) -> list[Told]:
    """The days of a head by its lines, but for those alone on theirs where these are many, such as a year's meetings;
    what stands in the letterhead above them is none of the list."""
    alone = {one.day for found in days.values() for one in found if one.by is Telling.ALONE}
    filled = [at for at, line in enumerate(head) if not line.blank]
    letterhead = {at for at in filled[:_LETTERHEAD_LINES] if in_columns(head[at])}
    few = len(alone) < _MANY_DAYS
    return [
        one for at, found in days.items() for one in found if few or at in letterhead or one.by is not Telling.ALONE
    ]


def _said(patterns: Iterable[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[date | None]:
    """Days in the words that tell of the signing, not of another paper's («den aftale, der blev indgået …»)."""
    for pattern in patterns:
        for match in pattern.finditer(text, start, end):
            if not _ANOTHER_PAPERS.search(text[max(0, match.start() - 80) : match.start()]):
                yield day_of(match)


def _said_below(text: str, lines: list[Line], head: int) -> Iterator[date | None]:
    """Days that the first or the last lines under the head tell of the paper, by the name that its head gives it:
    «Aftalen er indgået den …» is another's where the head calls it no agreement."""
    names = {name.casefold() for name in _CALLED.findall(text, 0, head)}
    for part in (lines[:TOP_LINES], lines[-_LAST_LINES:]):
        start, end = max(head, part[0].start), part[-1].end
        for match in _MADE.finditer(text, start, end):
            if {name.casefold() for name in _CALLED.findall(match["itself"])} & names:
                yield day_of(match)
        yield from _said((_AGREED, _ON_THAT_DAY), text, start, end)


def _rows_of_tables(lines: list[Line]) -> frozenset[int]:
    """The lines whose days are time limits of what their rows name, or tell when that was decided."""
    piped = {at for at, line in enumerate(lines) if is_table_row(line) and not tells_meeting(line)}
    together = {
        at for at in piped if {at - 1, at + 1} <= piped or {at - 2, at - 1} <= piped or {at + 1, at + 2} <= piped
    }
    return frozenset(together.union(*(table.lines for table in loose_tables(lines))))


def _told_at_the_end(lines: list[Line], head: int, rows: frozenset[int], prose: frozenset[int]) -> Iterator[Told]:
    """A place and day under the head, and what the last lines tell: there a paper is signed that has no head."""
    filled = [at for at in range(head, len(lines)) if not lines[at].blank and at not in rows]
    last = filled[-_LAST_LINES:]
    last_prose = max((at for at in last if is_prose(lines[at])), default=head)
    for at in filled:
        for one in told(lines, at) if at not in prose else ():
            foot = one.by in (Telling.PLACE, Telling.APART) and bool(_FOOT.search(lines[at].plain))
            signs = foot or (one.by is Telling.PLACE and not one.of_body)
            dates = at in last and one.by in (Telling.ADOPTED, Telling.LABELLED, Telling.AFTERWARDS)
            stands = at > last_prose and one.by in (Telling.ALONE, Telling.APART, Telling.MONTH) and not one.of_body
            if signs or dates or stands:
                yield one


def _told_in_passing(text: str) -> Iterator[date | None]:
    """Days in sentences about agreeing: «Den 20. november 2013 landede partierne …»."""
    for sentence in re.finditer(r"[^\n.!?](?:[^.!?\n]|\n(?!\s*\n)|\.(?!\s+[A-ZÆØÅ]|\s*\n\s*\n|$))*", text):
        words = sentence[0]
        if not (_OF_AGREEING.search(words) or _OF_THE_PAPER.search(words)):
            continue
        for match in _DAY.finditer(words):
            before = words[max(0, match.start() - 60) : match.start()]
            others = _OTHER_DAY.search(before) or _BY_OTHERS.match(words, match.end())
            planned = words.startswith(":", match.end())  # «25. maj 2021: Politikken vedtages»
            if not others and not planned and not _TO_BE.search(words[: match.start()]):
                yield day_of(match)
