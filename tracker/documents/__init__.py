"""Files become text with a map back to their pages."""

from tracker.documents.document import Document, Progress
from tracker.documents.reading import DEFAULT_LIMIT_BYTES, decode_document, decode_tables, read_document, read_tables

__all__ = [
    "DEFAULT_LIMIT_BYTES",
    "Document",
    "Progress",
    "decode_document",
    "decode_tables",
    "read_document",
    "read_tables",
]
