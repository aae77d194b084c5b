"""A file that was sent with a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from tracker.documents import Document, decode_document, decode_tables
from tracker.documents.tables import Table
from tracker.web import context


def sent_document(field: str = "file") -> Document | None:
    """The document in a file field; none when no file was chosen. Raises `DocumentError` when it cannot be read."""
    sent = _sent(field)
    return decode_document(sent.data, name=sent.name, limit_bytes=_limit()) if sent is not None else None


def sent_tables(field: str = "file") -> tuple[str, Sequence[Table]] | None:
    """The name of the file in a file field and its tables; none when no file was chosen.

    Raises `DocumentError` when it cannot be read, and `InputError` when its rows cannot be told apart.
    """
    sent = _sent(field)
    return (sent.name, decode_tables(sent.data, name=sent.name, limit_bytes=_limit())) if sent is not None else None


@dataclass(frozen=True, slots=True)
class _Sent:
    name: str
    data: bytes


def _sent(field: str) -> _Sent | None:
    """What was sent, and never more of it than the limit and one byte."""
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    try:
        return _Sent(sent.filename, sent.stream.read(_limit() + 1))
    finally:
        sent.close()  # a large file lies on the disk until then


def _limit() -> int:
    return context.runtime().settings.imports.limit_megabytes * 1_000_000
