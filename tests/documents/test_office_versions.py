"""The office versions of the real agreement: what is read from them is what is read from its text."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.papers import reading_of
from tracker.agreement.values import Commitment, Reading
from tracker.documents import read_document

REFERENCE = os.environ.get("TRACKER_REFERENCE")
OFFICE_FILES = ("budget-2019.docx", "budget-2019.pdf", "budget-2019-columns.pdf")
LEAST_SHARE = 0.98

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(REFERENCE is None, reason="TRACKER_REFERENCE is not set"),
]

Key = tuple[str, str, date | None, date | None, tuple[str, ...]]


def reading(name: str) -> Reading:
    return reading_of(Path(str(REFERENCE)) / "agreement" / name)


@pytest.fixture(scope="module")
def of_text() -> Reading:
    return reading("budget-2019.txt")


@pytest.fixture(scope="module", params=OFFICE_FILES)
def of_file(request: pytest.FixtureRequest) -> Reading:
    return reading(str(request.param))


def key(commitment: Commitment) -> Key:
    """What makes two commitments the same: section, words, times and owners, wherever they stand."""
    time = commitment.deadline
    words = re.sub(r"\W+", "", commitment.quote).casefold()
    return commitment.section, words, time and time.start, time and time.due, commitment.committees


def test_the_sections_are_the_same(of_text: Reading, of_file: Reading) -> None:
    assert [replace(section, start=0, end=0) for section in of_file.sections] == [
        replace(section, start=0, end=0) for section in of_text.sections
    ]


def test_the_money_is_the_same_to_the_krone(of_text: Reading, of_file: Reading) -> None:
    for kind in ("allocations", "savings"):
        rows = [[replace(row, start=0, end=0) for row in getattr(of, kind)] for of in (of_file, of_text)]
        assert rows[0] == rows[1], kind


def test_nearly_all_commitments_are_the_same_and_none_is_new(of_text: Reading, of_file: Reading) -> None:
    wanted, found = ({key(one) for one in of.commitments} for of in (of_text, of_file))
    assert len(wanted) > 100
    assert len(wanted & found) >= LEAST_SHARE * len(wanted), wanted - found
    assert found <= wanted
    assert len(of_file.commitments) <= len(of_text.commitments)


@pytest.mark.parametrize("name", ["budget-2019.pdf", "budget-2019-columns.pdf"])
def test_the_page_of_a_commitment_is_the_one_it_stands_on_in_the_pdf(name: str) -> None:
    path = Path(str(REFERENCE)) / "agreement" / name
    document = read_document(path)
    printed = [_letters(page.get_textpage().get_text_bounded()) for page in PdfDocument(path)]
    assert len(document.pages) == len(printed)
    commitments = reading_of(path).commitments
    begins = {one.start: _letters(one.quote)[:15] for one in commitments}
    pages = {start: document.page_at(start) for start in begins}
    assert [letters for start, letters in begins.items() if letters not in printed[(pages[start] or 0) - 1]] == []
    assert len(set(pages.values())) > 10


def test_the_pages_of_the_word_file_are_known_too() -> None:
    document = read_document(Path(str(REFERENCE)) / "agreement" / "budget-2019.docx")
    assert len(document.pages) > 10


def _letters(text: str) -> str:
    return re.sub(r"[\W_\d]+", "", text).casefold()
