"""The notation of rules, and the engine on a grammar of its own."""

from __future__ import annotations

import pytest

from tracker.agreement.deadlines.engine import WIDEST, Chart, Grammar, Reading, widest
from tracker.agreement.deadlines.notation import PatternError, Rule, compile_pattern
from tracker.agreement.deadlines.tokens import tokenize


def _read(text: str, *rules: Rule) -> Reading | None:
    grammar = Grammar(rules, {"to": [("number", 2)], "tre": [("number", 3)]})
    chart = Chart(grammar, tokenize(text))
    chart.fill()
    return widest(chart.readings[0].get("sum", ())) if chart.tokens else None


_NUMBER = Rule("number", "sum", "<number>", lambda number: number)
_PLUS = Rule("plus", "sum", "<number> (og|plus også) <sum>", lambda number, rest: number + rest)
_TWICE = Rule("twice", "sum", "dobbelt? så? mange <sum>", lambda number: 2 * number)


def test_the_widest_reading_wins() -> None:
    reading = _read("to og tre plus også to", _NUMBER, _PLUS)
    assert reading is not None
    assert (reading.value, reading.start, reading.end) == (7, 0, 6)
    assert reading.rules == ("number", "plus")


def test_what_is_optional_may_be_left_out() -> None:
    for words in ("dobbelt så mange tre", "dobbelt mange tre", "mange tre", "så mange tre"):
        reading = _read(words, _NUMBER, _TWICE)
        assert reading is not None
        assert reading.value == 6


def test_a_production_may_refuse() -> None:
    assert _read("to", Rule("odd", "sum", "<number>", lambda number: number if number % 2 else None)) is None


def test_the_preferred_reading_wins_among_equally_wide_ones() -> None:
    plain = Rule("plain", "sum", "<number>", lambda number: number)
    better = Rule("better", "sum", "<number>", lambda number: -number, preference=1)
    reading = _read("to", plain, better)
    assert reading is not None
    assert reading.rules == ("better",)


def test_of_equals_the_first_declared_wins() -> None:
    one = Rule("one", "sum", "<number>", lambda number: number)
    other = Rule("other", "sum", "<number>", lambda number: -number)
    reading = _read("to", one, other)
    assert reading is not None
    assert reading.rules == ("one",)


def test_no_reading_is_wider_than_the_limit() -> None:
    reading = _read("to og " * WIDEST + "tre", _NUMBER, _PLUS)
    assert reading is not None
    assert reading.end <= WIDEST


def test_any_word_fits_a_wildcard_but_no_number() -> None:
    wild = Rule("wild", "sum", "efter <word>", lambda word: word)
    assert getattr(_read("efter mødet", wild), "value", None) == "mødet"
    assert _read("efter 12", wild) is None


def test_a_place_can_be_marked_without_taking_a_word() -> None:
    reading = _read("efter mødet to", Rule("placed", "sum", "efter <word> <here> <number>", lambda *found: found))
    assert reading is not None
    assert reading.value == ("mødet", 2, 2)


def test_a_slot_left_out_gives_nothing() -> None:
    reading = _read("mange", Rule("maybe", "sum", "mange <number>?", lambda number: (number,)))
    assert reading is not None
    assert reading.value == (None,)


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "? a"])
def test_a_pattern_outside_the_notation_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)
