"""Workbooks give the text of their cells; hostile ones end in a sentence, within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.documents.test_packages import package
from tracker.documents import DEFAULT_LIMIT_BYTES, decode_tables
from tracker.documents.isolation import Bounds, tables_apart
from tracker.documents.sheets import MOST_ROWS
from tracker.documents.tables import Table, TableRow
from tracker.documents.workbooks import read_workbook
from tracker.errors import DocumentError, InputError


def book(fill: Callable[[Any], None]) -> bytes:
    made = openpyxl.Workbook()
    fill(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_parts(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The workbook with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return package({name: changes.get(name, bytes)(part) for name, part in parts.items()})


def read(data: bytes, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> list[Table]:
    return list(read_workbook(data, name="status.xlsx", limit_bytes=limit_bytes))


def fill(made: Any) -> None:
    sheet = made.active
    sheet.title = "Åbne"
    sheet.append(["Nr.", "Frist", "Tal", "Formel"])
    sheet.append([])
    sheet.append([" 1.15 ", datetime(2019, 5, 31, 14, 30), 7.0, "=1+1"])  # noqa: DTZ001 - sheets have no zone
    sheet.append([date(2019, 6, 1), 1.5, True, None])
    made.create_sheet("Tom")


def test_cells_are_text_and_formulas_are_told_and_not_calculated() -> None:
    assert decode_tables(book(fill), name="status.xlsx") == [
        Table(
            "Åbne",
            [
                TableRow(1, ["Nr.", "Frist", "Tal", "Formel"], []),
                TableRow(3, ["1.15", "2019-05-31", "7", ""], [3]),
                TableRow(4, ["2019-06-01", "1.5", "True"], []),
            ],
        ),
        Table("Tom", []),
    ]


def test_a_csv_is_one_table_with_the_numbers_of_its_lines() -> None:
    found = decode_tables(b'a;"b\nc"\r\n\r\nd;e\r\n', name="status.csv")
    assert found == [Table("", [TableRow(1, ["a", "b\nc"]), TableRow(4, ["d", "e"])])]


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    data = with_parts(
        book(fill), {"xl/worksheets/sheet1.xml": lambda part: part.replace(b'ref="A1:D4"', b'ref="A1:XFD1048576"')}
    )
    assert [row.number for row in read(data)[0].rows] == [1, 3, 4]


def test_more_rows_than_are_read_is_said() -> None:
    rows = MOST_ROWS + 1  # the first names the columns

    def many(made: Any) -> None:
        for number in range(rows):
            made.active.append([number])

    assert len(read(book(many))[0].rows) == rows
    rows += 1
    with pytest.raises(DocumentError, match="flere end 10000 linjer"):
        read(book(many))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (package({"word/document.xml": b"<a/>"}), "er et dokument fra Word. Gem tabellen som Excel-fil"),
        (package({"content.xml": b"<a/>"}), "LibreOffice. Gem tabellen som Excel-fil"),
        (package({"x.png": b""}), "pakket fil"),
        (package({"xl/workbook.xml": b"<a/>"}), "beskadiget og kan ikke læses som regneark"),
        (package({"xl/workbook.xml": b"<a/>", "xl/media/x.bin": bytes(30_000_000)}), "pakkes ud"),
    ],
    ids=["word", "ods", "zip", "empty", "bomb"],
)
def test_a_package_that_is_no_workbook_says_what_it_is(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read(data, limit_bytes=5_000_000)


def test_xml_that_defines_its_own_words_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    data = with_parts(book(fill), {"xl/worksheets/sheet1.xml": lambda part: bomb + part})
    with pytest.raises(DocumentError, match="XML, som Excel ikke skriver"):
        read(data)


def test_cells_that_all_point_to_one_long_text_are_refused() -> None:
    file = io.BytesIO()
    written = xlsxwriter.Workbook(file)  # keeps a text once, however many cells have it
    sheet = written.add_worksheet()
    for row in range(2_000):
        sheet.write_string(row, 0, "x" * 30_000)
    written.close()
    with pytest.raises(DocumentError, match="mere tekst, end et regneark kan have"):
        read(file.getvalue(), limit_bytes=5_000_000)


def test_any_part_taken_away_gives_a_table_or_a_sentence() -> None:
    whole = book(fill)
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    refused = set()
    for missing in parts:
        try:
            read(package({name: part for name, part in parts.items() if name != missing}))
        except DocumentError as error:
            assert "beskadiget" in str(error)  # noqa: PT017 - which of them are refused is asked below
            refused.add(missing)
    assert refused >= {"xl/workbook.xml", "[Content_Types].xml"}


@pytest.mark.parametrize("at", range(0, 60, 3))
def test_a_part_with_changed_bytes_gives_a_table_or_a_sentence(at: int) -> None:
    def spoil(part: bytes) -> bytes:
        place = len(part) * at // 60
        return part[:place] + b"<\xff>" + part[place + 3 :]

    try:
        found = read(with_parts(book(fill), {"xl/worksheets/sheet1.xml": spoil}))
    except DocumentError as error:
        assert "status.xlsx" in str(error)  # noqa: PT017
    else:
        assert found


def test_a_workbook_is_read_within_bounds_of_its_own() -> None:
    with pytest.raises(DocumentError, match="hukommelse eller tid"):
        tables_apart(book(fill), name="x.xlsx", limit_bytes=DEFAULT_LIMIT_BYTES, bounds=Bounds(silent_seconds=0.01))


def test_a_text_whose_rows_cannot_be_told_apart_names_the_line() -> None:
    with pytest.raises(InputError, match="Linje 2 kan ikke læses"):
        decode_tables(b'a;b\r\n"' + b"x" * 200_000, name="status.csv")
