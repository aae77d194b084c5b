"""Folding: what counts as the same words, and that every position leads back to the text as it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.text.spans import fold

_AWKWARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("aeoåÅæØ19 .,-–>\n\r\t\f\u00ad\u00a0\u200b\u0301\u030aﬁİß'’og")), st.characters()
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Inden  Sommeren\u00a02019", "inden sommeren 2019"),
        ("i efter-\nåret 2019", "i efteråret 2019"),
        ("i efter- året 2019", "i efteråret 2019"),
        ("i efter\u00adåret 2019", "i efteråret 2019"),
        ("i efter\u00ad\nåret 2019", "i efteråret 2019"),
        ("i efter\u2010\n  året 2019", "i efteråret 2019"),
        ("1. kvar- tal", "1. kvartal"),
        ("inden\n> udgangen af\n>> 2003", "inden udgangen af 2003"),
        ("inden\n\n\fudgangen", "inden udgangen"),
        ("eftera\u030aret", "efteråret"),
        ("aﬂevering", "aflevering"),
        ("maj ’19", "maj '19"),
        ("2018 – 2029", "2018 - 2029"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_damage_does_not_change_the_words(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    "text",
    [
        "kultur- og fritidsudvalget",
        "ud- og tilbygning",
        "service- eller anlægsramme",
        "klima- natur- og genbrug",
        "halv- eller helårligt",
        "marts- juni 2019",
        "aarhus og aabenraa",
        "5 > 3",
        "2019- 2022",
    ],
)
def test_what_is_whole_stays(text: str) -> None:
    assert fold(text).text == text


def test_a_suspended_hyphen_at_a_line_end_is_kept() -> None:
    assert fold("Kultur-\nog Fritidsudvalget").text == "kultur- og fritidsudvalget"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ind-\ntil 1. maj", "indtil 1. maj"),
        ("i sep-\ntember", "i september"),
        ("på aug-\nustmødet", "på augustmødet"),
        ("i ju-\nni-2019", "i juni-2019"),
        ("marts-\njuni", "marts- juni"),
        ("ud-\nog tilbygning", "ud- og tilbygning"),
        ("hel-\ntil halvdags", "hel- til halvdags"),
    ],
)
def test_a_break_inside_a_word_is_told_from_a_hyphen_between_two(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_capital_after_the_hyphen_is_a_new_word() -> None:
    assert fold("Børne- Kultur og Fritid").text == "børne- kultur og fritid"


def test_a_quotation_mark_inside_a_line_is_a_sign_like_any_other() -> None:
    assert fold("5   >  3").text == "5 > 3"


def test_a_span_is_the_expression_as_it_stands() -> None:
    text = "Evalueres i  efter-\nåret\u00a02019, siger man"
    folded = fold(text)
    start = folded.text.index("i efteråret 2019")
    begin, end = folded.span(start, start + len("i efteråret 2019"))
    assert text[begin:end] == "i  efter-\nåret\u00a02019"


def test_a_span_takes_the_whole_of_a_letter_written_as_two_code_points() -> None:
    text = "i a\u030a, nu"
    folded = fold(text)
    begin, end = folded.span(2, 3)
    assert text[begin:end] == "a\u030a"


def test_a_position_in_the_text_is_found_in_the_folded_text() -> None:
    folded = fold("efter-\nåret 2019")
    assert folded.text[folded.position(12) :] == "2019"


@given(_AWKWARD)
def test_every_folded_position_leads_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)


@given(_AWKWARD)
def test_letters_and_digits_come_back_as_they_were(text: str) -> None:
    folded = fold(text)
    for index, character in enumerate(folded.text):
        if character.isascii() and character.isalnum():
            start, end = folded.span(index, index + 1)
            assert character in unicodedata.normalize("NFKD", text[start:end]).lower()


@given(_AWKWARD)
def test_white_space_is_single(text: str) -> None:
    folded = fold(text).text
    assert not any(character.isspace() and character != " " for character in folded)
    assert "  " not in folded


@given(st.text(alphabet="abcdeå 12.,", max_size=40))
def test_plain_text_keeps_its_letters(text: str) -> None:
    assert fold(text).text.split() == text.split()


@given(_AWKWARD)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
