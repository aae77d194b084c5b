"""Makes Word documents for the tests: by python-docx where it can, by XML put in where it cannot."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.oxml.parser import parse_xml

from tracker.documents import DEFAULT_LIMIT_BYTES, Document
from tracker.documents.parsing import parse

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(build: Callable[[Any], object]) -> bytes:
    """The bytes of a document that `build` writes into."""
    document = docx.Document()
    build(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def of_xml(*elements: str, numbering: str = "", styles: str = "") -> bytes:
    """A document with these elements of XML as its body, levels and lists as its numbering, and further styles."""

    def build(document: Any) -> None:
        body = document.element.body
        for element in elements:
            body.insert(len(body) - 1, parse_xml(element.replace(">", f" {W}>", 1) if W not in element else element))
        if numbering:
            root = document.part.numbering_part.element
            for old in list(root):
                root.remove(old)
            root.extend(parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>"))
        document.styles.element.extend(parse_xml(f"<w:styles {W}>{styles}</w:styles>"))

    return made(build)


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph; `words` may be runs of XML, or words alone."""
    runs = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p {W}><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(words: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def read(data: bytes, **options: Any) -> Document:
    """The document as the tracker reads it, in the process of the test."""
    return parse(data, name="aftale.docx", **{"limit_bytes": DEFAULT_LIMIT_BYTES, **options})


def text(data: bytes) -> str:
    """Its text alone, without the last line end."""
    return read(data).text.rstrip("\n")


def with_part(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with parts put in or replaced."""
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in package.infolist():
            if part.filename not in parts:
                changed.writestr(part, package.read(part))
        for name, content in parts.items():
            changed.writestr(name, content)
    return saved.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """A part of a package."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)
