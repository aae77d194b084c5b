"""Files that a command is given: a long one shows on a terminal how far it is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.documents.pdfs import Page, column, pdf
from tracker.cli.documents import load_document


class Terminal(io.StringIO):
    """Standard error that a person looks at."""

    def isatty(self) -> bool:
        return True


def shown(path: Path, pages: int, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    path.write_bytes(pdf(*[Page(column("Parterne er enige om en plan."))] * pages))
    monkeypatch.setattr("sys.stderr", stream)
    load_document(str(path))
    return stream.getvalue()


def test_a_long_file_shows_its_pages_on_a_terminal_and_a_short_one_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(tmp_path / "lang.pdf", 120, Terminal(), monkeypatch).split("\r")
    assert lines[1] == "Læser 1 af 120 …"
    assert lines[-1] == "Læser 120 af 120 …\n"
    assert shown(tmp_path / "kort.pdf", 3, Terminal(), monkeypatch) == ""


def test_what_is_written_to_a_log_shows_no_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(tmp_path / "lang.pdf", 120, io.StringIO(), monkeypatch) == ""
