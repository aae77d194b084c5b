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

NUMBERED_STEP = r"(?:trin|fase|etape|skridt|del(?:projekt)?|milepæl|runde|bølge|spor)\s(?:\d{1,2}|[A-E])"
"""What a step of a course is called: «Trin 1», «Etape B»."""
TIME_LABEL = (
    r"(?:tids(?:plan|frist|punkt|horisont|ramme|periode|rum)|periode"
    r"|(?:sidste |ny )?frist|tid|hvornår|deadline|termin|senest"
    r"|færdig(?:gøres)?"
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
# «Februar⏎- Lokalplan 88⏎- Regnskab»
_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_HEADING = re.compile(
    rf"^[ \t*#]*(?P<time>(?:(?:{_MONTH}|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?|[1-4]\. kvartal"
    r"|[12]\. halvår|uge \d\d?)(?: (?:19|20)\d\d)?))[ \t*:]*\n(?:[ \t]*\n)?(?=[ \t]*(?:[-–•*·o▪]|\d{1,2}[.)])[ \t]+\S)",
    re.IGNORECASE | re.MULTILINE,
)


def with_times_alone(
    text: str, times: Sequence[Deadline], *, signed_on: date | None, conventions: Conventions
) -> list[Deadline]:
    """`times`, which are in order, and between them those that stand alone in their place."""
    times = _within_cells(times, list(limit_cells(text)))
    starts = [time.expression_start for time in times]
    found = list(times)
    for start, end in _places(text):
        nearest = bisect_left(starts, end)
        if nearest and times[nearest - 1].expression_end > start:
            continue  # a time is told there already
        told = explain(text[start:end], signed_on=signed_on, conventions=conventions)
        found += [
            replace(one, expression_start=one.expression_start + start, expression_end=one.expression_end + start)
            for one in told
        ]
    return sorted(found, key=lambda time: time.expression_start)


def _within_cells(times: Sequence[Deadline], cells: Sequence[tuple[int, int]]) -> list[Deadline]:
    """`times` without those that run over the end of a cell: «uge 24», and the next row begins with a year."""
    ends = sorted(end for _start, end in cells)
    kept = []
    for time in times:
        at = bisect_right(ends, time.expression_start)
        if at == len(ends) or ends[at] >= time.expression_end:
            kept.append(time)
    return kept


def _places(text: str) -> Iterator[tuple[int, int]]:
    headings = [match.span("time") for match in _HEADING.finditer(text)]
    yield from headings if len(headings) > 1 else []
    yield from (match.span("time") for match in _LABELLED.finditer(text))
    yield from (match.span("time") for match in _BESIDE_STEP.finditer(text))
    yield from limit_cells(text)
