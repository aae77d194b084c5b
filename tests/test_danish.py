"""Dates, amounts, lists and the order of names, in Danish."""

from __future__ import annotations

from datetime import date

import pytest

from tracker import danish


def test_a_date_is_written_out_without_a_leading_zero() -> None:
    assert danish.date_words(date(2019, 5, 31)) == "31. maj 2019"
    assert danish.date_words(date(2020, 2, 1)) == "1. februar 2020"


@pytest.mark.parametrize(
    ("kroner", "words"),
    [(0, "0\u00a0kr."), (950, "950\u00a0kr."), (23_000_000, "23.000.000\u00a0kr."), (-50_000, "−50.000\u00a0kr.")],
)
def test_an_amount_has_dots_between_thousands_and_a_real_minus(kroner: int, words: str) -> None:
    assert danish.kroner_words(kroner) == words


def test_one_of_a_kind_is_not_counted_in_the_plural() -> None:
    assert [danish.count_words(number, "dag", "dage") for number in (0, 1, 2)] == ["0 dage", "1 dag", "2 dage"]


def test_a_list_is_joined_as_it_is_spoken() -> None:
    assert danish.list_words([]) == ""
    assert danish.list_words(["a"]) == "a"
    assert danish.list_words(["a", "b"]) == "a og b"
    assert danish.list_words(["a", "b", "c"], last="eller") == "a, b eller c"


def test_the_danish_letters_come_last_whatever_the_case() -> None:
    names = ["Økonomiudvalget", "Åby", "Ældrerådet", "zoner", "Børneudvalget", "øer", "Teknikudvalget", "ånd"]
    assert sorted(names, key=danish.sort_key) == [
        "Børneudvalget",
        "Teknikudvalget",
        "zoner",
        "Ældrerådet",
        "øer",
        "Økonomiudvalget",
        "Åby",
        "ånd",
    ]


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
def test_large_amounts_are_short_and_exact(kroner: int, words: str) -> None:
    assert danish.short_kroner_words(kroner) == words


@pytest.mark.parametrize(
    "typed", ["2019-05-31", "31-05-2019", " 31.5.2019", "31/5-2019", "31 5 2019", "31. maj 2019", "31. MAJ 2019"]
)
def test_a_typed_date_is_understood(typed: str) -> None:
    assert danish.parse_day(typed) == date(2019, 5, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "31-02-2019", "31-13-2019", "31-05-19", "nu", "31. foo 2019", "٣١-٠٥-٢٠١٩", "0019-05-31", "9999-12-31"],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert danish.parse_day(typed) is None
