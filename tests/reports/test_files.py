"""The files that a report becomes, opened as their readers would open them."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import openpyxl
import pypdfium2
import pytest
from docx import Document

from tests.reports.lines import HOSTILE, LINE, REPORT
from tracker.domain.status import Light
from tracker.language import ENGLISH, LANGUAGES, speaking
from tracker.reports.formats import FORMATS
from tracker.reports.packing import with_fixed_times
from tracker.reports.sheets import LIGHT_FILL, csv_text, xlsx
from tracker.reports.status_report import SHEET_COLUMNS
from tracker.reports.word import docx


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_report_gives_the_same_bytes_whenever_it_is_made(
    ending: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking(language):
        first = FORMATS[ending].write(REPORT)
        monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
        monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 1))
        assert FORMATS[ending].write(REPORT) == first


@pytest.mark.parametrize("ending", FORMATS)
def test_a_report_without_tasks_is_still_a_file(ending: str) -> None:
    assert FORMATS[ending].write(replace(REPORT, open=[], finished=[], changes=[], since=None))


def test_an_archive_says_nothing_about_when_it_was_written() -> None:
    archive = zipfile.ZipFile(io.BytesIO(docx(REPORT)))
    assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert with_fixed_times(docx(REPORT)) == docx(REPORT)


class TestDocx:
    def words(self) -> list[list[list[str]]]:
        document = Document(io.BytesIO(docx(REPORT)))
        return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]

    def test_open_finished_and_changed_stand_in_tables_of_their_own(self) -> None:
        document = Document(io.BytesIO(docx(REPORT)))
        assert [each.text for each in document.paragraphs if each.style and each.style.name.startswith("Heading")] == [
            "Aftale om Budget 2019: Kultur- og Fritidsudvalget",
            "Åbne opgaver (2)",
            "Afsluttede opgaver (1)",
            "Ændringer siden 1. april 2019 (1)",
        ]

    def test_a_line_says_what_follow_up_practice_asks_for(self) -> None:
        headings, line, _hostile = self.words()[0]
        assert dict(zip(headings, line, strict=True)) == {
            "Nr.": "1.15",
            "Initiativ": "Forslag til cykelsti & gangsti forelægges",
            "Udvalg": "Kultur- og Fritidsudvalget og Økonomiudvalget",
            "Frist": "30. juni 2019 (først 31. marts 2019)",
            "Trafiklys": "Gul",
            "Status": "I gang. Vi venter på høringssvar.",
            "Næste politiske behandling": ("11. juni 2019. Sagen blev udsat på mødet i Økonomiudvalget 8. maj 2019."),
            "Økonomi": "2019–2020: 1,2 mio. kr. om året; 2021: -500.000 kr.",
        }

    def test_what_was_presented_says_at_which_meeting(self) -> None:
        assert self.words()[1][1][5] == "Forelagt 8. maj 2019. Vi venter på høringssvar."

    def test_the_head_of_a_table_repeats_on_every_page_and_the_language_is_danish(self) -> None:
        document = Document(io.BytesIO(docx(REPORT)))
        assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
        assert document.core_properties.language == "da-DK"


class TestPdf:
    def test_it_is_tagged_for_screen_readers_and_names_its_language(self) -> None:
        content = FORMATS["pdf"].write(REPORT)
        assert b"/StructTreeRoot" in content
        assert re.search(rb"/Lang\s*\(da-DK\)", content)
        assert b"pdfuaid" in content

    def test_its_text_is_what_the_report_says(self) -> None:
        document = pypdfium2.PdfDocument(FORMATS["pdf"].write(REPORT))
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        assert "2 åbne opgaver og 1 afsluttet." in text
        assert "Side 1 af 1" in text
        assert '=HYPERLINK("http://example.org")' in text.replace("\r\n", "").replace("\ufffe", "")

    def test_what_users_wrote_is_never_read_as_markup(self) -> None:
        report = replace(REPORT, open=[replace(LINE, initiative="#panic() $x$ *fed* `kode` <mærke>")])
        text = pypdfium2.PdfDocument(FORMATS["pdf"].write(report))[0].get_textpage().get_text_range()
        assert "#panic() $x$ *fed* `kode`" in " ".join(text.split())


class TestEnglish:
    @pytest.fixture(autouse=True)
    def _speak(self) -> Iterator[None]:
        with speaking(ENGLISH):
            yield

    def test_the_pdf_is_tagged_as_english_and_says_so(self) -> None:
        content = FORMATS["pdf"].write(REPORT)
        assert re.search(rb"/Lang\s*\(en-GB\)", content)
        assert b"pdfuaid" in content
        document = pypdfium2.PdfDocument(content)
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
        assert "2 open tasks and 1 closed." in text
        assert "Traffic" in text
        assert "Page 1 of 1" in text
        assert "Yellow" in text

    def test_the_document_speaks_english_and_keeps_its_lights(self) -> None:
        document = Document(io.BytesIO(docx(REPORT)))
        assert document.core_properties.language == "en-GB"
        row = document.tables[0].rows[1]
        assert [cell.text for cell in row.cells][3:5] == ["30 June 2019 (first 31 March 2019)", "Yellow"]
        assert "FFEEBA" in row.cells[4]._tc.xml

    def test_the_sheet_has_english_headings_and_words(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(xlsx(REPORT)))
        assert book.sheetnames == ["Open", "Closed"]
        headings, line, _hostile = book["Open"].iter_rows(values_only=True)
        shown = dict(zip(headings, line, strict=True))
        assert len(shown) == len(SHEET_COLUMNS)  # no two columns have the same name
        assert (shown["Status"], shown["Traffic light"], shown["Task id"]) == ("In progress", "Yellow", 7)
        assert csv_text(REPORT).decode("utf-8-sig").startswith("No.;Initiative;Section;Committee;")


class TestXlsx:
    def test_cells_are_text_numbers_and_dates_and_never_formulas(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(xlsx(REPORT)))
        assert book.sheetnames == ["Åbne", "Afsluttede"]
        headings, line, hostile = book["Åbne"].iter_rows()
        by_heading = {heading.value: cell for heading, cell in zip(headings, line, strict=True)}
        assert by_heading["Frist"].value == datetime(2019, 6, 30)  # noqa: DTZ001 - sheets have no zone
        assert by_heading["Opgave-id"].value == 7
        assert by_heading["Udgave"].value == 31
        assert by_heading["Statustekst"].value == "Vi venter på høringssvar."
        assert {cell.data_type for cell in hostile} <= {"s", "n", "d"}
        assert HOSTILE.initiative in [cell.value for cell in hostile]


class TestCsv:
    def rows(self) -> list[dict[str, str]]:
        text = csv_text(REPORT).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    def test_every_task_is_a_row(self) -> None:
        rows = self.rows()
        assert [row["Opgave-id"] for row in rows] == ["7", "9", "8"]
        assert rows[0]["Frist"] == "30-06-2019"
        assert list(rows[0]) == [column.heading for column in SHEET_COLUMNS]

    def test_a_spreadsheet_calculates_nothing_that_users_wrote(self) -> None:
        hostile = self.rows()[1]
        assert hostile["Initiativ"].startswith("'=")
        assert hostile["Statustekst"] == "'+1+1"
        assert hostile["Ansvarlig"] == "'@SUM(A1)"


def test_the_summary_counts_what_is_late_and_undated() -> None:
    late = replace(LINE, due_on=REPORT.day.replace(day=14))
    undated = replace(LINE, due_on=None, light=Light.GREY)
    assert replace(REPORT, open=[late, undated, LINE]).summary == (
        "3 åbne opgaver (heraf 1 over fristen og 1 uden frist) og 1 afsluttet."
    )
    assert dict(replace(REPORT, open=[late, undated, LINE]).lights) == {
        Light.RED: 0,
        Light.YELLOW: 2,
        Light.GREEN: 0,
        Light.GREY: 1,
    }


class TestALightSetByHand:
    LINE = replace(LINE, set_light=Light.RED, set_light_reason="Leverandøren er gået konkurs.")

    def test_it_colours_the_cell_and_the_other_stands_beside_it_with_the_reason(self) -> None:
        row = Document(io.BytesIO(docx(replace(REPORT, open=[self.LINE])))).tables[0].rows[1]
        assert row.cells[4].text == "Rød (efter datoerne: gul)"
        assert LIGHT_FILL[Light.RED].removeprefix("#") in row.cells[4]._tc.xml
        assert row.cells[5].text == (
            "I gang. Vi venter på høringssvar. Lyset er sat med hånden: Leverandøren er gået konkurs."
        )

    def test_a_sheet_has_both_in_columns_of_their_own(self) -> None:
        rows = csv.reader(io.StringIO(csv_text(replace(REPORT, open=[self.LINE])).decode("utf-8-sig")), delimiter=";")
        shown = dict(zip(*itertools.islice(rows, 2), strict=True))
        assert (shown["Trafiklys"], shown["Trafiklys efter datoerne"]) == ("Rød", "Gul")
        assert shown["Begrundelse for trafiklys"] == "Leverandøren er gået konkurs."
