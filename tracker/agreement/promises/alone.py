"""Times that say nothing but when, where only a time can stand: after a label («Tidspunkt: 2020»), in a table's column.

In running text a bare year or season is no time; alone in such a place it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tracker.agreement.deadlines import Conventions, explain
from tracker.agreement.promises.initiatives import limit_cells
from tracker.agreement.values import Deadline
from tracker.danish import MONTH_WORDS

NUMBERED_STEP = r"(?:trin|fase|etape|skridt|del(?:projekt)?|milepæl|runde|bølge|spor)\s(?:\d{1,2}|[A-E])"
"""What a step of a course is called: «Trin 1», «Etape B»."""
TIME_LABEL = (
    r"(?:tids(?:plan|frist|punkt|horisont|ramme|periode|rum)|periode"
    r"|(?:sidste |ny )?frist|tid|hvornår|deadline|termin|senest"
    r"|færdig(?:gøres)?|(?:næste|første) gang"
    r"|(?:næste|første|kommende) (?:status|opfølgning|evaluering|afrapportering|behandling|orientering|revision"
    r"|drøftelse)"
    r"|(?:forventet )?(?:afslutning|ikrafttræden|opstart|ibrugtagning)|(?:opstart|start|slut)(?:dato|tidspunkt)?)"
)
"""The words of a label that gives a time."""
_LABELLED = re.compile(
    rf"(?:^|(?<=[.;]\s)|(?<=\n))[ \t•*–-]*{TIME_LABEL}[ \t]*:[ \t]+(?P<time>[^\n.;:|()]{{3,40}})", re.IGNORECASE
)

# «Trin 1 (efterår 2019): …»
_BESIDE_STEP = re.compile(
    rf"(?:^|(?<=[.;] ))[ \t•*–-]*{NUMBERED_STEP}[ \t]*\((?P<time>[^()\n]{{3,40}})\)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
# «Cykelsti ved åen. Projektering 2022. Anlæg 2023»: a deed and its year, all of a sentence in a row of notes
_DEED_IN_YEAR = re.compile(
    r"(?<=[.;] )(?!\w*(?:[Bb]udget|[Kk]onstituer|[Rr]egnskab|[Vv]urder|[Pp]lan|[Ll]ov))"
    r"[A-ZÆØÅ][a-zæøå]+(?:ning|ring|ling|ding|else|udbud|start) "
    r"(?P<time>20\d\d)(?=[.;](?: |$))",
    re.MULTILINE,
)
_MONTH = "(?:" + MONTH_WORDS + ")"
_WHEN_OVER_LIST = (
    rf"(?:{_MONTH}|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?|[1-4]\. kvartal|[12]\. halvår|uge \d\d?"
    rf"|(?:(?:udvalgs)?mødet? )?(?:\w+dag )?(?:den |d\. )?\d{{1,2}}\. {_MONTH})(?: (?P<year>(?:19|20)\d\d))?"
)
BULLET = r"[ \t]*(?:[-–•*·▪]|o(?=[ \t])|\d{1,2}[.)])[ \t]+(?=\S)"
"""What opens an item of a list."""
BARE_ITEM = r"[ \t]*[A-ZÆØÅ\d«»\"][^\n]{2,90}(?<![.,;:?!\s])[ \t]*(?:\Z|\n(?![ \t]*[a-zæøå]))"
"""An item that nothing opens: a short line that ends as no sentence does, and that the next one does not go on with."""
# «Februar⏎- Lokalplan 88⏎- Regnskab», «Mødet den 8. maj⏎Lokalplan 88⏎Regnskab»
_HEADING = re.compile(
    rf"^[ \t*_#]*(?P<time>(?i:{_WHEN_OVER_LIST}))[ \t*_:]*\n(?:[ \t]*\n)?(?={BULLET}|{BARE_ITEM})", re.MULTILINE
)


def with_times_alone(
    text: str, times: Sequence[Deadline], *, signed_on: date | None, conventions: Conventions
) -> list[Deadline]:
    """`times`, which are in order, and between them those that stand alone in their place."""
    headings = list(month_headings(text))
    cells = limit_cells(text)
    ends = sorted([*(cell[-1][1] for cell in cells), *(match.end("time") for match in headings)])
    apart = [each for time in times for each in _read_apart(time, text, ends, signed_on, conventions)]
    times = [_in_its_year(time, text, headings, conventions) for time in apart]
    starts = [time.expression_start for time in times]
    found = list(times)
    for start, end in _places(text, headings, cells):
        nearest = bisect_left(starts, end)
        if nearest and times[nearest - 1].expression_end > start:
            continue  # a time is told there already
        found += _explained(text, start, end, signed_on, conventions)
    return sorted(found, key=lambda time: time.expression_start)


def month_headings(text: str) -> Iterator[re.Match[str]]:
    """The months, quarters or seasons that stand alone over lists, if there are several; `time` is what they say."""
    found = [match for match in _HEADING.finditer(text) if _opens_list(text, match)]
    yield from found if len(found) > 1 else []


def _opens_list(text: str, heading: re.Match[str]) -> bool:
    """Whether the list under a heading shows its items, or what stands around it begins with such a heading."""
    if re.match(rf"\s*{BULLET}", text[heading.end() :]):
        return True
    block = text.rfind("\n\n", 0, heading.start())
    return is_month_heading(text, block + 2 if block >= 0 else 0)


def is_month_heading(text: str, at: int) -> bool:
    """Whether such a line begins at `at`."""
    return bool(_HEADING.match(text, at))


def _in_its_year(time: Deadline, text: str, headings: Sequence[re.Match[str]], conventions: Conventions) -> Deadline:
    """«September 2021», and under it «8. september»: in the year of the month that it stands under."""
    over = next((one for one in reversed(headings) if one.end() <= time.expression_start), None)
    day = time.due or time.start
    month = over and over["year"] and re.match(r"[a-zæøå]+", over["time"].casefold())
    if (
        not over
        or not month
        or day is None
        or str(day.year) == over["year"]
        or "\n\n" in text[over.end() : time.expression_start]
    ):
        return time
    words = text[time.expression_start : time.expression_end]
    if month[0] not in words.casefold() or re.search(r"\d{4}", words):
        return time
    [told, *_others] = [*explain(f"{words} {over['year']}", signed_on=None, conventions=conventions), time]
    return replace(
        told, expression=time.expression, expression_start=time.expression_start, expression_end=time.expression_end
    )


def _read_apart(
    time: Deadline, text: str, ends: Sequence[int], signed_on: date | None, conventions: Conventions
) -> list[Deadline]:
    """The times that `time` is where it runs over one of `ends`: «uge 24», and the next row begins with a year."""
    at = bisect_right(ends, time.expression_start)
    if at == len(ends) or ends[at] >= time.expression_end:
        return [time]
    pieces = ((time.expression_start, ends[at]), (ends[at], time.expression_end))
    return [one for start, end in pieces for one in _explained(text, start, end, signed_on, conventions)]


def _explained(text: str, start: int, end: int, signed_on: date | None, conventions: Conventions) -> list[Deadline]:
    """The times that the words from `start` to `end` tell."""
    return [
        replace(one, expression_start=one.expression_start + start, expression_end=one.expression_end + start)
        for one in explain(text[start:end], signed_on=signed_on, conventions=conventions)
    ]


def _places(
    text: str, headings: Sequence[re.Match[str]], cells: Sequence[tuple[tuple[int, int], ...]]
) -> Iterator[tuple[int, int]]:
    yield from (match.span("time") for match in headings)
    yield from (match.span("time") for match in _LABELLED.finditer(text))
    yield from (match.span("time") for match in _BESIDE_STEP.finditer(text))
    yield from (match.span("time") for match in _DEED_IN_YEAR.finditer(text))
    yield from (line for cell in cells for line in cell)
