"""Files are read by a worker with bounds: a hostile file ends in a sentence, and the program goes on."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest

from tests.documents.pdfs import Page, column, of_objects, pdf
from tests.documents.word import made
from tracker.documents import DEFAULT_LIMIT_BYTES, decode_document, read_document
from tracker.documents.isolation import Bounds, parse_apart
from tracker.errors import DocumentError

PROSE = "Parterne er enige om, at der skal udarbejdes en plan for cykelstier."


def bomb(operators: bytes, times: int) -> bytes:
    """A PDF of some kilobytes whose page is `operators` so many times over."""
    content = zlib.compress(operators * times, 9).decode("latin-1")
    return of_objects(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n{content}\nendstream",
        ]
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf(Page(column(PROSE))), "aftale.docx"),
        (made(lambda document: document.add_paragraph(PROSE)), "aftale.pdf"),
        (f"<html><body>{PROSE}</body></html>".encode(), "aftale.txt"),
    ],
    ids=["pdf", "docx", "html"],
)
def test_what_a_file_is_its_content_tells_and_not_its_name(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read_document(path)
    assert (document.text, document.name) == (f"{PROSE}\n", name)


def test_pages_notes_and_progress_come_back_from_the_worker() -> None:
    told: list[tuple[int, int]] = []
    document = decode_document(
        pdf(Page(column(PROSE)), Page(), Page(column(PROSE.replace("cykelstier", "legepladser")))),
        name="aftale.pdf",
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert document.page_at(document.text.index("legepladser")) == 3
    assert len(document.notes) == 1


def test_the_workers_sentence_is_the_programs() -> None:
    with pytest.raises(DocumentError, match="beskadiget"):
        decode_document(b"%PDF-1.7\n...", name="aftale.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not bound the memory of a process by itself")
def test_a_file_that_takes_more_memory_than_a_document_is_ended() -> None:
    bounds = Bounds(memory_bytes=500_000_000)
    with pytest.raises(DocumentError, match="hukommelse"):
        parse_apart(bomb(b"q ", 20_000_000), name="bombe.pdf", limit_bytes=DEFAULT_LIMIT_BYTES, bounds=bounds)


def test_a_file_that_takes_more_time_than_a_document_is_ended() -> None:
    bounds = Bounds(silent_seconds=0.01)
    with pytest.raises(DocumentError, match="tid"):
        parse_apart(pdf(Page(column(PROSE))), name="bombe.pdf", limit_bytes=DEFAULT_LIMIT_BYTES, bounds=bounds)


def test_a_progress_that_raises_ends_the_worker() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        decode_document(pdf(*[Page(column(PROSE))] * 20), name="aftale.pdf", progress=stop)
