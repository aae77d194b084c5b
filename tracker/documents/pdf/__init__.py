"""PDF: signs at places become lines in reading order, tables become rows, and what the pages repeat is left out."""

from tracker.documents.pdf.reading import read_pdf

__all__ = ["read_pdf"]
