"""The files that a report can become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.reports import pdf, sheets, word
from tracker.reports.status_report import StatusReport


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: its ending, what people call it, its media type, and what makes it."""

    ending: str
    label: str
    media_type: str
    write: Callable[[StatusReport], bytes]


FORMATS = {
    each.ending: each
    for each in (
        FileFormat(
            "docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.docx
        ),
        FileFormat("pdf", "PDF", "application/pdf", pdf.pdf),
        FileFormat("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheets.xlsx),
        FileFormat("csv", "CSV", "text/csv; charset=utf-8", sheets.csv_text),
    )
}
