"""What holds for any text: nothing raises, offsets point into the text, and damage changes nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.agreement.deadlines.phrases import Case, read_corpus, read_phrases
from tracker.agreement.deadlines import find
from tracker.agreement.deadlines.passages import readings
from tracker.agreement.deadlines.tokens import tokenize
from tracker.agreement.text.spans import fold

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


# What a page, a column or a program does to words: between two letters of a word, and between two words.
_IN_WORDS = ("-\n", "- ", "-\n> ", "\u00ad", "\u00ad\n", "\u200b")
_BETWEEN_WORDS = ("\n", "  ", "\u00a0", "\u2009", " \n> ", "\f", "\n\f\n", "\t", "\u00a0\u00ad ")
_WHOLE = re.compile(r"(?!.*[a-zæøå]- )[ -~æøåÆØÅé½]*")  # not damaged already


@st.composite
def _damaged(draw: st.DrawFn) -> tuple[Case, str, list[int]]:
    """A phrase of the corpus, the same damaged, and for each character of that its place in the phrase."""
    case = draw(st.sampled_from([case for case in CASES if _WHOLE.fullmatch(case.phrase)]))
    phrase = case.phrase
    words = list(re.finditer(r"[a-zæøå]{4,}", phrase))
    breaks = [draw(st.integers(match.start() + 2, match.end() - 2)) for match in words]  # one in each word
    spaces = [place for place, character in enumerate(phrase) if character == " "]
    chosen = draw(st.sets(st.sampled_from([*breaks, *spaces]), max_size=6)) if breaks or spaces else set()
    pieces, places = [], []
    for place, character in enumerate(phrase):
        put = character
        if place in chosen:
            put = draw(st.sampled_from(_BETWEEN_WORDS if character == " " else _IN_WORDS))
            put += "" if character == " " else character
        pieces.append(put)
        places.extend([place] * len(put))
    return case, "".join(pieces), places


@given(_damaged())
@settings(max_examples=400)
@example((CASES[0], CASES[0].phrase, list(range(len(CASES[0].phrase)))))
def test_damage_changes_neither_the_meaning_nor_the_place(found: tuple[Case, str, list[int]]) -> None:
    case, damaged, places = found
    before = find(case.phrase, signed_on=case.signed_on)
    after = find(damaged, signed_on=case.signed_on)
    assert [(d.start, d.due, d.kind, d.recurrence) for d in after] == [
        (d.start, d.due, d.kind, d.recurrence) for d in before
    ]
    for one, other in zip(before, after, strict=True):
        assert damaged[other.expression_start : other.expression_end] == other.expression
        assert places[other.expression_start] == one.expression_start
        assert places[other.expression_end - 1] == one.expression_end - 1


@given(_TEXTS)
def test_tokens_stand_in_order_and_hold_every_letter(text: str) -> None:
    folded = fold(text).text
    tokens = tokenize(folded)
    assert [(t.start, t.end) for t in tokens] == sorted((t.start, t.end) for t in tokens)
    covered = {place for token in tokens for place in range(token.start, token.end)}
    assert all(place in covered for place, character in enumerate(folded) if character.isalpha())


def _read(folded: str, piece_size: int) -> list[tuple[Any, int, int]]:
    return [(reading.value, start, end) for reading, start, end in readings(folded, piece_size=piece_size)]


@settings(deadline=None)  # however busy the machine is
@given(_TEXTS, st.integers(1, 60))
def test_a_text_read_in_pieces_gives_what_it_gives_whole(text: str, piece_size: int) -> None:
    folded = fold(f"{text}. Udvalget forelægges inden sommeren 2019 et forslag. {text}").text
    assert _read(folded, piece_size) == _read(folded, 100_000)


def test_a_long_text_of_known_words_alone_is_read_in_pieces() -> None:
    text = fold("i 2019 og " * 200 + "senest 1. marts 2020").text
    assert _read(text, 50) == _read(text, 100_000)
