"""Reports as DOCX: A4 landscape, headings, tables whose head repeats on each page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from tracker.domain.status import Light
from tracker.language import DANISH, ENGLISH, spoken
from tracker.reports.dossier import Dossier
from tracker.reports.packing import with_fixed_times
from tracker.reports.sheets import LIGHT_FILL
from tracker.reports.status_report import PageTable, StatusReport, page_tables

MARGIN = Mm(15)
TEXT_WIDTH = 297 - 2 * 15
"""Millimetres of A4 landscape between the margins."""
PAIR = {"Felt": 1, "Indhold": 3}
"""The columns of facts that have no others, and their shares of the width."""
LOCALES = {DANISH: "da-DK", ENGLISH: "en-GB"}


def docx(report: StatusReport) -> bytes:
    """The report as a document."""
    document = Document()
    _prepare(document, report.title, report.subtitle, report.day)
    document.add_heading(report.title, level=1)
    document.add_paragraph(report.subtitle)
    document.add_paragraph(report.summary)
    for table in page_tables(report):
        _add_table(document, table)
    return _bytes_of(document)


def dossier_docx(dossier: Dossier) -> bytes:
    """The file on a task as a document."""
    document = Document()
    _prepare(document, dossier.title, dossier.subtitle, dossier.day)
    document.add_heading(dossier.title, level=1)
    document.add_paragraph(dossier.subtitle)
    for part in dossier.parts:
        shares = dict.fromkeys(part.columns, 1) or PAIR
        _add_table(document, PageTable(part.heading, shares, part.rows, part.otherwise))
    return _bytes_of(document)


def _bytes_of(document: DocumentObject) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return with_fixed_times(file.getvalue())


def _prepare(document: DocumentObject, title: str, subtitle: str, day: date) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LOCALES[spoken()])
    normal.element.get_or_add_rPr().append(language)
    made = datetime.combine(day, time(), tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = title, subtitle, ""
    properties.created = properties.modified = made
    properties.language, properties.comments, properties.last_modified_by = LOCALES[spoken()], "", ""


def _add_table(document: DocumentObject, wanted: PageTable) -> None:
    document.add_heading(wanted.heading, level=2)
    if not wanted.rows:
        document.add_paragraph(wanted.otherwise)
        return
    table = document.add_table(rows=1, cols=len(wanted.columns), style="Table Grid")
    table.autofit = False
    whole = sum(wanted.columns.values())
    widths = [Mm(TEXT_WIDTH * share / whole) for share in wanted.columns.values()]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0], list(wanted.columns), widths, bold=True)
    _repeat(table.rows[0])
    for place, words in enumerate(wanted.rows):
        row = table.add_row()
        _fill(row, words, widths)
        _keep_together(row)
        if wanted.light_at is not None:
            _shade(row.cells[wanted.light_at], wanted.lights[place])


def _fill(row: _Row, words: Sequence[str], widths: Sequence[Mm], *, bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, words, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(_printable(text))
        run.bold, run.font.size = bold, Pt(8.5)


def _printable(text: str) -> str:
    """`text` without control characters, which no such document can hold; line breaks and tabs stay."""
    return "".join(each for each in text if each >= " " or each in "\n\t")


def _shade(cell: _Cell, light: Light) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), LIGHT_FILL[light].removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
