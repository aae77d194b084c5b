"""What holds for any text: nothing raises, offsets point into the text, and the work grows with its length."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.deadlines.phrases import Case, read_corpus, read_phrases
from tracker.agreement.deadlines import find
from tracker.agreement.deadlines.engine import Chart
from tracker.agreement.deadlines.grammar import GRAMMAR
from tracker.agreement.deadlines.passages import readings
from tracker.agreement.deadlines.tokens import tokenize
from tracker.agreement.spans import fold

CASES = read_corpus()
NEAR_MISSES = read_phrases("near_misses.txt")
SIGNED = date(2018, 10, 8)
_WORDS = sorted(
    {word for case in CASES for word in case.phrase.split()}
    | {*[".,", "-", "/", "(", ")", ":", "'", "1", "31", "99", "2019", "9999"]}
)
_TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
    st.text(max_size=40),
    st.lists(st.sampled_from([case.phrase for case in CASES] + list(NEAR_MISSES)), max_size=3).map(" og ".join),
)
_SIGNINGS = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(_TEXTS, _SIGNINGS)
def test_any_text_can_be_read(text: str, signed_on: date | None) -> None:
    end = 0
    for deadline in find(text, signed_on=signed_on):
        assert text[deadline.expression_start : deadline.expression_end] == deadline.expression
        assert deadline.expression
        if deadline.start is not None and deadline.due is not None:
            assert deadline.start <= deadline.due
        assert deadline.expression_start >= end or deadline.expression_end == end
        end = deadline.expression_end


@given(_TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert find(text, signed_on=SIGNED) == find(text, signed_on=SIGNED)


@given(
    st.sampled_from([case for case in CASES if "\n" not in case.phrase]),
    st.sampled_from(["\n", "  ", "\u00a0", " \n> "]),
)
def test_white_space_changes_no_meaning(case: Case, space: str) -> None:
    phrase, signed_on = case.phrase, case.signed_on
    plain = find(phrase, signed_on=signed_on)
    spaced = find(phrase.replace(" ", space), signed_on=signed_on)
    assert [(d.start, d.due, d.kind) for d in spaced] == [(d.start, d.due, d.kind) for d in plain]


@given(_TEXTS)
def test_tokens_stand_in_order_and_hold_every_letter(text: str) -> None:
    folded = fold(text).text
    tokens = tokenize(folded)
    assert [(t.start, t.end) for t in tokens] == sorted((t.start, t.end) for t in tokens)
    covered = {place for token in tokens for place in range(token.start, token.end)}
    assert all(place in covered for place, character in enumerate(folded) if character.isalpha())


_HOSTILE = {
    "years": "2019 og ",
    "list": "i 2019, ",
    "range": "2019 - ",
    "ends": "udgangen af ",
    "parts": "primo medio ultimo ",
    "days": "1. og 2. og ",
    "numbers": "1 2 3 4 ",
    "prepositions": "i løbet af inden for ",
    "slashes": "1/1/1/",
    "hyphens": "-",
    "quantities": "hver hvert en gang om ",
    "from": "fra 1. maj til ",
    "coming": "det kommende ",
    "each": "hvert af årene ",
    "all": "senest i foråret eller efteråret 2019 og ",
}


@pytest.mark.parametrize("unit", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    def steps(times: int) -> int:
        chart = Chart(GRAMMAR, tokenize(fold(unit * times).text))
        chart.fill()
        return chart.steps

    once, fourfold = steps(60), steps(240)
    assert fourfold <= 4.6 * once + 200
    assert fourfold <= 4000 * len(tokenize(fold(unit * 240).text))


def _read(folded: str, piece_size: int) -> list[tuple[Any, int, int]]:
    return [(reading.value, start, end) for reading, start, end in readings(folded, piece_size)]


@given(_TEXTS, st.integers(1, 60))
def test_a_text_read_in_pieces_gives_what_it_gives_whole(text: str, piece_size: int) -> None:
    folded = fold(f"{text}. Udvalget forelægges inden sommeren 2019 et forslag. {text}").text
    assert _read(folded, piece_size) == _read(folded, 100_000)


def test_a_long_text_of_known_words_alone_is_read_in_pieces() -> None:
    text = fold("i 2019 og " * 200 + "senest 1. marts 2020").text
    assert _read(text, 50) == _read(text, 100_000)
