"""Words that a person marks on a page are found in the text as it was stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.text.marking import find_words

TEXT = "Afsnit 1\n• Planen forelægges i efter-\nåret 2020, «som aftalt».\n• Planen evalueres i 2020.\n"


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("Planen forelægges", 0, "Planen forelægges"),
        ("forelægges i efter- året 2020", 0, "forelægges i efter-\nåret 2020"),
        ("lægges i efter", 0, "forelægges i efter"),
        ("som aftalt».", 0, "som aftalt»."),
        ("2020,", 0, "2020,"),
        ("i 2020.", 0, "i 2020."),
    ],
)
def test_words_are_found_whatever_the_page_made_of_lines_and_bullets(words: str, near: int, found: str) -> None:
    start, end = find_words(TEXT, words, near) or (0, 0)
    assert TEXT[start:end] == found


def test_of_several_places_the_nearest_is_meant() -> None:
    first, last = TEXT.index("Planen"), TEXT.rindex("Planen")
    assert (find_words(TEXT, "Planen", first + 3) or (0, 0))[0] == first
    assert (find_words(TEXT, "Planen", last - 3) or (0, 0))[0] == last


@pytest.mark.parametrize("words", ["", " … ", "Planen opgives"])
def test_what_does_not_stand_there_is_not_found(words: str) -> None:
    assert find_words(TEXT, words, 0) is None


@given(st.text(alphabet="ab æ.\n-\u00ad\u00a0", min_size=1, max_size=60), st.data())
def test_marked_words_are_found_where_they_were_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    found = find_words(text, words, start)
    letters = [at for at in range(start, end) if text[at].isalnum()]
    if not letters:
        assert found is None
        return
    assert found is not None
    assert "".join(filter(str.isalnum, words)) in "".join(filter(str.isalnum, text[slice(*found)]))


def test_words_far_away_are_found_too() -> None:
    text = "x " * 30_000 + "målet er nået"
    assert find_words(text, "målet er nået", 0) == (60_000, 60_013)
