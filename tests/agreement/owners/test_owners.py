"""Whose a promise is, by the many ways in which papers name a body."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.unlisted import Case, cases, faults, read_or_missed

CASES = list(cases(Path(__file__).with_name("owners.txt")))

MISSED = ("Et mindretal i Socialudvalget ønskede sagen udsat.",)


@pytest.mark.parametrize("case", read_or_missed(CASES, MISSED))
def test_a_promise_is_given_to_the_bodies_that_its_words_name(case: Case) -> None:
    assert faults(case) == []
