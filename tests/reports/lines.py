"""Lines of a report to write into files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.status import Light, Status
from tracker.reports.status_report import Change, ReportLine, StatusReport

DAY = date(2019, 5, 15)
LINE = ReportLine(
    task_id=7,
    last_change=31,
    number="1.15",
    initiative="Forslag til cykelsti & gangsti forelægges",
    section="Stier",
    committees=("Kultur- og Fritidsudvalget", "Økonomiudvalget"),
    responsible="Bo Berg",
    due_on=date(2019, 6, 30),
    first_due_on=date(2019, 3, 31),
    moves=2,
    light=Light.YELLOW,
    light_reason="Fristen er flyttet 2 gange.",
    set_light=None,
    set_light_reason=None,
    status=Status.IN_PROGRESS,
    presented_on=None,
    word="Vi venter på høringssvar.",
    next_treatment=date(2019, 6, 11),
    treatment="Sagen blev udsat på mødet i Økonomiudvalget 8. maj 2019.",
    awaited=(),
    money={2019: 1_200_000, 2020: 1_200_000, 2021: -500_000},
)
FINISHED = replace(
    LINE,
    task_id=8,
    number="2.1",
    initiative="Redegørelse for belysning",
    light=Light.GREEN,
    status=Status.PRESENTED,
    presented_on=date(2019, 5, 8),
    next_treatment=None,
    treatment="Sagen er behandlet på mødet i Økonomiudvalget 8. maj 2019.",
    money={},
)
HOSTILE = replace(LINE, task_id=9, initiative='=HYPERLINK("http://example.org")', word="+1+1", responsible="@SUM(A1)")
REPORT = StatusReport(
    title="Aftale om Budget 2019: Kultur- og Fritidsudvalget",
    subtitle="Status pr. 15. maj 2019",
    day=DAY,
    since=date(2019, 4, 1),
    open=[LINE, HOSTILE],
    finished=[FINISHED],
    changes=[Change(date(2019, 5, 8), "Redegørelse for belysning", "2.1", "Forelagt.", "Rita Lund", written=[])],
)
