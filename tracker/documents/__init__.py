"""Files become text with a map back to their pages."""

from tracker.documents.reading import DEFAULT_LIMIT_BYTES, Document, decode_document, read_document

__all__ = ["DEFAULT_LIMIT_BYTES", "Document", "decode_document", "read_document"]
