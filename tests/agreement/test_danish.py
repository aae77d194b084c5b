"""How days and amounts are written for people."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.agreement.danish import format_day, format_kroner


def test_a_day_is_written_out_without_padding() -> None:
    assert format_day(date(2019, 5, 31)) == "31. maj 2019"
    assert format_day(date(2020, 1, 1)) == "1. januar 2020"


@pytest.mark.parametrize(
    ("kroner", "words"),
    [
        (0, "0 kr."),
        (175_000, "175.000 kr."),
        (-100_000, "-100.000 kr."),
        (1_500_000, "1,5 mio. kr."),
        (10_000_000, "10 mio. kr."),
        (5_364_000, "5,364 mio. kr."),
        (-2_632_200_000, "-2,6322 mia. kr."),
        (251_900_000_000, "251,9 mia. kr."),
    ],
)
def test_kroner_are_written_exactly(kroner: int, words: str) -> None:
    assert format_kroner(kroner) == words
