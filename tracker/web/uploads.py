"""A file that was sent with a form."""

from __future__ import annotations

from flask import request

from tracker.documents import Document, decode_document
from tracker.web import context


def sent_document(field: str = "file") -> Document | None:
    """The document in a file field; none when no file was chosen. Raises `DocumentError` when it cannot be read."""
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    limit = context.runtime().settings.imports.limit_megabytes * 1_000_000
    try:
        data = sent.stream.read(limit + 1)
    finally:
        sent.close()  # a large file lies on the disk until then
    return decode_document(data, name=sent.filename, limit_bytes=limit)
