"""Every phrase of the corpus means what stands above it, and no near-miss is read as a time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.deadlines.phrases import Case, read_corpus, read_phrases
from tracker.agreement.deadlines import find
from tracker.agreement.deadlines.engine import Chart
from tracker.agreement.deadlines.grammar import GRAMMAR
from tracker.agreement.deadlines.tokens import tokenize
from tracker.agreement.text.spans import fold

CASES = read_corpus()
NEAR_MISSES = read_phrases("near_misses.txt")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_phrase_means(case: Case) -> None:
    found = find(case.phrase, signed_on=case.signed_on)
    assert [(deadline.start, deadline.due) for deadline in found] == list(case.windows)
    assert {deadline.kind for deadline in found} == {case.kind}
    if case.recurrences is not None:
        assert {deadline.recurrence for deadline in found} == case.recurrences


@pytest.mark.parametrize("words", NEAR_MISSES)
def test_no_time_is_read_in(words: str) -> None:
    assert find(words, signed_on=date(2018, 10, 8)) == []


def test_no_phrase_stands_twice() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def test_every_rule_reads_a_phrase_of_the_corpus() -> None:
    used: set[int] = set()
    for phrase in (*(case.phrase for case in CASES), *NEAR_MISSES):
        chart = Chart(GRAMMAR, tokenize(fold(phrase).text))
        chart.fill()
        used.update(
            reading.order
            for categories in chart.readings
            for readings in categories.values()
            for reading in readings
            if reading.rules
        )
    unused = [rule for number, rule in enumerate(GRAMMAR.rules) if number not in used]
    assert unused == []
