"""Whose a promise is, by the many ways in which papers name a body."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.unlisted import Case, cases, faults

CASES = list(cases(Path(__file__).with_name("owners.txt")))

# Not read yet; a case that comes out right must leave this list.
MISSED = ("Et mindretal i Socialudvalget ønskede sagen udsat.",)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.text[:70],
            marks=[pytest.mark.xfail(strict=True)] if case.text.startswith(MISSED) else [],
        )
        for case in CASES
    ],
)
def test_a_promise_is_given_to_the_bodies_that_its_words_name(case: Case) -> None:
    assert faults(case) == []
