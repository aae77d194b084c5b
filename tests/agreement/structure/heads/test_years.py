"""The year of a day that the opening of a paper tells without one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tracker.agreement.structure.heads.head import read_head
from tracker.agreement.structure.heads.written_days import DAY, YEARLESS
from tracker.agreement.structure.heads.years import YearBy, Years

PAPER = "{title}\n\n{words}\n\nVi passer på byen, og der er penge til det.\n"


@pytest.mark.parametrize(
    ("title", "words", "day"),
    [
        # the year before that of a budget, or of a term
        ("Budget 2019", "Den 20. september blev alle partier enige om budgettet.", "2018-09-20"),
        ("Konstitueringsaftale 2022-2025", "Den 18. november blev partierne enige om aftalen.", "2021-11-18"),
        # that of the day beside it, before the title's
        ("Budget 2019", "Den 20. september 2017 mødtes vi, og den 21. september blev vi enige.", "2017-09-21"),
        # the year in which the day was that weekday: one that is told further off
        (
            "Budget 2021",
            "Planen fra 2019 gælder stadig.\n\nFredag den 18. september blev vi enige om aftalen.",
            "2020-09-18",
        ),
        ("Referat af rådets møde", "Rådets møde i 2018 blev holdt torsdag den 6. september.", "2018-09-06"),
        ("Referat af rådets møde", "Mødet i 2018 blev holdt den 6/9 på rådhuset.", "2018-09-06"),
        ("Budget 2019", "Den 6. og 7. september forhandlede vi og blev enige om aftalen.", "2018-09-07"),
        # a day that no calendar has, and no year at all
        ("Budget 2019", "Den 31. september blev alle partier enige om budgettet.", None),
        ("Budget", "Den 20. september blev alle partier enige om budgettet.", None),
    ],
)
def test_a_year_is_told_by_what_stands_nearest_and_by_the_weekday(title: str, words: str, day: str | None) -> None:
    head = read_head(PAPER.format(title=title, words=words))
    assert (str(head.signed_on) if head.signed_on else None) == day
    assert not (day and head.signed_surely and day not in words)


def test_a_year_without_a_day_gives_way_to_that_of_a_day_that_stands_further_off() -> None:
    text = "Mødet den 18. januar handlede om jorden. En prøve fra 2012 viste ler. Sendt den 22. januar 2024."
    match = re.search(f"{DAY}|{YEARLESS}", text)
    assert match is not None
    assert Years.of([(0, text)]).day(match, match.start()) == (date(2024, 1, 18), YearBy.DAY)


def test_a_day_after_that_of_publication_is_not_the_papers_own() -> None:
    text = "Lundby\nSiden er opdateret: 14.02.2024\n\nTorsdag den 8. august blev alle partier enige om budget 2025.\n"
    assert str(read_head(text).signed_on) == "2024-02-14"
