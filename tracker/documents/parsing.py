"""Reads files that have a structure of their own, in the process at hand. Which kind a file is, its content tells."""

from __future__ import annotations

from tracker.documents.document import Document, Progress
from tracker.documents.docx import read_docx
from tracker.documents.html import is_html, read_html
from tracker.documents.pdf import read_pdf

_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF-"
_PDF_WITHIN = 1_024  # some systems write a few bytes before the mark; every viewer allows it


def has_structure(data: bytes) -> bool:
    """Whether `data` is a file for `parse`; anything else is text."""
    return is_package(data) or _is_pdf(data) or is_html(data)


def parse(data: bytes, *, name: str, limit_bytes: int, progress: Progress | None = None) -> Document:
    """The document in `data`, which `has_structure`. Raises DocumentError."""
    if is_package(data):
        text, pages, notes = read_docx(data, name=name, limit_bytes=limit_bytes, progress=progress)
    elif _is_pdf(data):
        text, pages, notes = read_pdf(data, name=name, progress=progress)
    else:
        text, pages, notes = read_html(data, name=name)
    return Document(text, name, notes, pages)


def is_package(data: bytes) -> bool:
    """Whether `data` is a package (zip), as Office files are."""
    return data.startswith(_PACKAGES)


def _is_pdf(data: bytes) -> bool:
    return _PDF in data[:_PDF_WITHIN]
