"""What a section is called, with a number and without."""

from __future__ import annotations

import pytest

from tracker.domain.sections import heading_words, title_beside


@pytest.mark.parametrize(
    ("number", "title", "heading", "beside"),
    [
        ("3.01", "Veje", "3.01 Veje", "Veje"),
        ("Økonomi", "Økonomi", "Økonomi", ""),  # no number: the title is what the section is known by
        ("3.01", "", "3.01", ""),
        ("3.01", None, "3.01", ""),
    ],
)
def test_a_section_is_named_once(number: str, title: str | None, heading: str, beside: str) -> None:
    assert heading_words(number, title) == heading
    assert title_beside(number, title) == beside
