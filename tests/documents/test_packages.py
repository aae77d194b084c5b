"""Packages that cannot or should not be opened end in a clear sentence, before they are unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.documents.word import made, of_xml, paragraph, part_of, read, with_part
from tracker.errors import DocumentError


def package(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", method) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (package({"xl/workbook.xml": b"<a/>"}), "Excel"),
        (package({"ppt/presentation.xml": b"<a/>"}), "PowerPoint"),
        (package({"mimetype": b"", "content.xml": b"<a/>"}), "LibreOffice"),
        (package({"billede.png": b"x"}), r"zip"),
        (package({}), r"zip"),
        (package({"word/document.xml": b"<a/>"}), "beskadiget"),
        (package({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA), "beskadiget"),
        (b"PK\x03\x04" + bytes(50), "beskadiget"),
    ],
)
def test_a_package_that_is_no_word_document_says_what_it_is(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as raised:
        read(data)
    assert "aftale.docx" in str(raised.value)


def test_a_package_cut_short_or_with_changed_bytes_is_damaged() -> None:
    whole = made(lambda document: document.add_paragraph("Tekst " * 2_000))
    for data in (whole[: len(whole) // 2], whole[:3_000] + b"\0\1\2\3" * 20 + whole[3_080:]):
        with pytest.raises(DocumentError, match="beskadiget"):
            read(data)


def test_any_part_taken_away_gives_text_or_a_sentence() -> None:
    whole = made(lambda document: document.add_paragraph("Tekst"))
    with zipfile.ZipFile(BytesIO(whole)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    refused = []
    for missing in parts:
        try:
            assert read(package({name: part for name, part in parts.items() if name != missing})).text.strip()
        except DocumentError as error:
            refused.append((missing, str(error)))
    assert {missing for missing, _ in refused} >= {"word/document.xml", "[Content_Types].xml", "_rels/.rels"}
    assert all("beskadiget" in sentence for _, sentence in refused)


@pytest.mark.parametrize(
    "bomb",
    [
        {"word/document.xml": bytes(30_000_000)},
        {f"word/media/{number}.png": bytes(1_000_000) for number in range(30)},
        {f"word/{number}.xml": b"" for number in range(6_000)},
    ],
)
def test_a_package_that_unpacks_to_far_more_is_refused(bomb: dict[str, bytes]) -> None:
    with pytest.raises(DocumentError, match="pakkes ud"):
        read(with_part(made(lambda document: document.add_paragraph("Tekst")), bomb), limit_bytes=5_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_defines_its_own_words_is_refused(encoding: str) -> None:
    plain = of_xml(paragraph("Tekst"))
    inner = part_of(plain, "word/document.xml").decode().split("?>", 1)[1]
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    hostile = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{inner.replace("Tekst", "&b;&c;")}'
    with pytest.raises(DocumentError, match="kan skade"):
        read(with_part(plain, {"word/document.xml": hostile.encode(encoding)}))


def test_tables_nested_far_down_end_in_a_sentence() -> None:
    nested = paragraph("inderst")
    for _ in range(400):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    data = of_xml(paragraph("Tekst"))
    document = part_of(data, "word/document.xml").replace(b"<w:sectPr", nested.encode() + b"<w:sectPr", 1)
    with pytest.raises(DocumentError, match="beskadiget"):
        read(with_part(data, {"word/document.xml": document}))


def test_a_document_without_text_says_so() -> None:
    with pytest.raises(DocumentError, match="OCR"):
        read(made(lambda document: document.add_paragraph("  ")))
