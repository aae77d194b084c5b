"""A status report as a tagged PDF (PDF/UA-1), set by Typst, so that a screen reader reads its tables cell by cell."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from tracker.language import DANISH, ENGLISH, gettext, spoken
from tracker.reports.sheets import LIGHT_FILL
from tracker.reports.status_report import StatusReport, page_tables

REGIONS = {DANISH: "dk", ENGLISH: "gb"}
LAYOUT = Path(__file__).with_name("status_report.typ")


def pdf(report: StatusReport) -> bytes:
    """The report as PDF."""
    made = datetime.combine(report.day, time(), tzinfo=UTC)
    found = typst.compile(
        str(LAYOUT),
        format="pdf",
        ignore_system_fonts=True,  # the same file on every machine
        sys_inputs={"report": json.dumps(_content(report), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=int(made.timestamp()),
    )
    return bytes(found)


def _content(report: StatusReport) -> dict[str, Any]:
    day = report.day
    return {
        "language": spoken(),
        "region": REGIONS[spoken()],
        "pages": gettext("Side %(number)s af %(total)s") % {"number": "#", "total": "##"},
        "title": report.title,
        "subtitle": report.subtitle,
        "summary": report.summary,
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "parts": [
            {
                "heading": table.heading,
                "headings": list(table.columns),
                "shares": list(table.columns.values()),
                "rows": table.rows,
                "light_at": table.light_at,
                "fills": [LIGHT_FILL[light] for light in table.lights],
                "otherwise": table.otherwise,
            }
            for table in page_tables(report)
        ],
    }
