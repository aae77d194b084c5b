"""Reads a PDF page by page within bounds. PDFium is made for one thread at a time; a worker has no other."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tracker.documents.blocks import compose
from tracker.documents.document import Progress
from tracker.documents.pdf.flow import blocks_of
from tracker.documents.pdf.words import Word, page_words
from tracker.errors import DocumentError
from tracker.language import gettext

_MOST_PAGES = 3_000
_MOST_SIGNS = 12_000_000  # in the whole file; an agreement of 500 pages has some two million
_MOST_SIGNS_A_PAGE = 200_000
_LEAST_WORDS = 3  # a page with fewer is a picture with at most a number


def read_pdf(
    data: bytes, *, name: str, progress: Progress | None = None
) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The text of a PDF, the offsets at which its pages begin, and Danish notes on how it was read.

    `progress` is called with the pages read and their number. Raises DocumentError for a file that is damaged, locked,
    scanned without text, or larger than a document is.
    """
    pages = _pages(data, name, progress)
    unread = [number for number, words in enumerate(pages, start=1) if sum(map(len, words)) < _LEAST_WORDS]
    if sum(len(group) for words in pages for group in words) == 0 or len(unread) == len(pages) > 1:
        raise DocumentError(
            gettext(
                "«%(name)s» er skannet ind: siderne er billeder uden tekst. Lad et program genkende "
                "teksten (OCR), for eksempel med ocrmypdf eller i Acrobat, eller hent dokumentet som "
                "Word-fil, og prøv igen."
            )
            % {"name": name}
        )
    text, begins = compose(blocks_of(pages))
    return text, begins or (0,), _notes(name, unread)


def _notes(name: str, unread: list[int]) -> tuple[str, ...]:
    if not unread:
        return ()
    numbers = ", ".join(map(str, unread[:10])) + (" " + gettext("og flere") if len(unread) > 10 else "")
    return (
        gettext(
            "«%(name)s» har sider uden tekst, som ikke er læst: %(numbers)s. Kontrollér, om de er billeder af tekst."
        )
        % {"name": name, "numbers": numbers},
    )


def _pages(data: bytes, name: str, progress: Progress | None) -> list[list[list[Word]]]:
    """The words of each page by direction of writing."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentError(
                gettext("«%(name)s» er beskyttet med adgangskode. Gem en udgave uden, og prøv igen.") % {"name": name}
            ) from None
        raise _damaged(name) from error
    try:
        total = len(document)
        if total > _MOST_PAGES:
            raise DocumentError(
                gettext("«%(name)s» har %(total)s sider; der læses højst %(most_pages)s. Del filen, og prøv igen.")
                % {"name": name, "total": total, "most_pages": _MOST_PAGES}
            )
        pages: list[list[list[Word]]] = []
        signs = 0
        for number in range(total):
            words, count = _page(document, number, name)
            signs += count
            if signs > _MOST_SIGNS:
                raise _too_much(name)
            pages.append(words)
            if progress:
                progress(number + 1, total)
        if not pages:
            raise _damaged(name)
        return pages
    finally:
        document.close()


def _page(document: Any, number: int, name: str) -> tuple[list[list[Word]], int]:
    """The words of a page and the number of its signs; none for a page that is damaged."""
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], 0
    try:
        signs = pdfium.FPDFText_CountChars(text_page)
        if signs > _MOST_SIGNS_A_PAGE:
            raise _too_much(name)
        return page_words(text_page.raw), max(signs, 0)
    finally:
        text_page.close()
        page.close()


def _damaged(name: str) -> DocumentError:
    return DocumentError(
        gettext(
            "«%(name)s» er beskadiget og kan ikke læses som PDF. Hent filen igen, eller gem den på ny, og prøv igen."
        )
        % {"name": name}
    )


def _too_much(name: str) -> DocumentError:
    return DocumentError(
        gettext("«%(name)s» indeholder mere tekst, end et dokument gør, og er ikke læst. Del filen.") % {"name": name}
    )
