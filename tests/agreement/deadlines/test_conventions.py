"""What a municipality can set, and what that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.agreement.deadlines import DEFAULT, Conventions, Summer, find

SIGNED = date(2018, 10, 8)


def _only(words: str, conventions: Conventions) -> tuple[date | None, date | None]:
    (deadline,) = find(words, signed_on=SIGNED, conventions=conventions)
    return deadline.start, deadline.due


def test_before_summer_may_mean_before_the_recess() -> None:
    recess = replace(DEFAULT, summer=Summer.RECESS)
    assert _only("inden sommeren 2019", recess) == (None, date(2019, 6, 30))
    assert _only("efter sommeren 2019", recess) == (date(2019, 8, 1), None)
    assert _only("i sommeren 2019", recess) == (date(2019, 6, 1), date(2019, 8, 31))
    assert _only("inden efteråret 2019", recess) == (None, date(2019, 8, 31))


def test_seasons_may_begin_on_other_days() -> None:
    later = replace(DEFAULT, summer_begins=(6, 21), autumn_begins=(9, 21))
    assert _only("i sommeren 2019", later) == (date(2019, 6, 21), date(2019, 9, 20))
    assert _only("inden sommeren 2019", later) == (None, date(2019, 6, 20))


def test_holidays_may_lie_elsewhere() -> None:
    other = replace(DEFAULT, summer_holiday_ends=(8, 10), autumn_holiday_week=41, winter_holiday_week=8)
    assert _only("efter sommerferien 2019", other) == (date(2019, 8, 11), None)
    assert _only("inden efterårsferien 2019", other) == (None, date(2019, 10, 4))
    assert _only("inden vinterferien 2019", other) == (None, date(2019, 2, 15))


def test_the_steps_of_the_budget_may_fall_on_other_days() -> None:
    other = replace(DEFAULT, budget_material_due=(6, 1), first_reading=(9, 3), second_reading=(10, 8))
    assert _only("til budgetforhandlingerne for 2020", other) == (None, date(2019, 6, 1))
    assert _only("ved 1. behandlingen af budget 2020", other) == (None, date(2019, 9, 3))
    assert _only("ved 2. behandlingen af budget 2020", other) == (None, date(2019, 10, 8))


def test_terms_may_be_counted_from_another_year() -> None:
    region = replace(DEFAULT, term_began=2016)
    assert _only("i valgperioden", region) == (date(2016, 1, 1), date(2019, 12, 31))


def test_the_parts_of_a_month_may_be_cut_elsewhere() -> None:
    other = replace(DEFAULT, primo_ends=7, medio_ends=23)
    assert _only("primo maj 2020", other) == (date(2020, 5, 1), date(2020, 5, 7))
    assert _only("i midten af maj 2020", other) == (date(2020, 5, 8), date(2020, 5, 23))
    assert _only("inden ultimo maj 2020", other) == (None, date(2020, 5, 23))


@pytest.mark.parametrize(
    ("months", "primo", "medio", "ultimo"),
    [(1, 1, (6, 6), 12), (2, 2, (6, 7), 11), (3, 3, (5, 7), 10), (4, 4, (5, 8), 9)],
)
def test_the_parts_of_a_year_may_be_several_months(
    months: int, primo: int, medio: tuple[int, int], ultimo: int
) -> None:
    other = replace(DEFAULT, part_of_year_months=months)
    found = [_only(f"{part} 2021", other) for part in ("primo", "medio", "ultimo")]
    assert [(start and start.month, due and due.month) for start, due in found] == [(1, primo), medio, (ultimo, 12)]


@pytest.mark.parametrize(
    ("words", "convention"),
    [
        ("inden sommeren 2019", "sommeren er 1. juni til 31. august"),
        ("i vinteren 2019", "vinteren er 1. december til udgangen af februar"),
        ("efter sommerferien 2019", "sommerferien er 1. juli til 31. juli"),
        ("inden efterårsferien 2019", "efterårsferien er uge 42"),
        ("inden vinterferien 2019", "vinterferien er uge 7"),
        ("inden skolestart 2019", "skolen begynder den 2. mandag i august"),
        ("fra skoleåret 2019/20", "skoleåret begynder 1. august"),
        ("til budget 2020", "materialet til et budget skal være klar 31. august året før"),
        ("ved 1. behandlingen af budget 2020", "1. behandling af et budget er senest 15. september året før"),
        ("i valgperioden", "en valgperiode er 4 år, og en begyndte 1. januar 2018"),
        ("medio maj 2019", "medio i en måned er 11. til 20. dag"),
        ("ultimo 2019", "ultimo i et år er december"),
        ("hvert forår", "foråret er 1. marts til 31. maj"),
        ("fra foråret 2019 til efteråret 2019", "foråret er 1. marts til 31. maj og efteråret er 1. september til"),
        ("tre måneder efter sommerferien 2019", "sommerferien er 1. juli til 31. juli"),
    ],
)
def test_an_explanation_names_the_convention_that_gave_the_date(words: str, convention: str) -> None:
    (deadline,) = find(words, signed_on=SIGNED)
    assert f"efter konventionen: {convention}" in deadline.explanation


@pytest.mark.parametrize(
    "words", ["senest 1. maj 2019", "i maj 2019", "i 2. kvartal 2019", "inden jul 2019", "snarest"]
)
def test_an_explanation_that_rests_on_no_convention_names_none(words: str) -> None:
    (deadline,) = find(words, signed_on=SIGNED, conventions=replace(DEFAULT, summer_begins=(6, 21)))
    assert "konvention" not in deadline.explanation


def test_an_explanation_says_that_a_convention_is_the_municipalitys_own() -> None:
    own = replace(DEFAULT, summer_begins=(6, 21), summer=Summer.RECESS, part_of_year_months=3)
    told = {
        words: find(words, signed_on=SIGNED, conventions=own)[0].explanation
        for words in ("i sommeren 2019", "inden sommeren 2019", "primo 2020", "i efteråret 2019")
    }
    assert told["i sommeren 2019"].endswith(
        "(efter kommunens egen konvention: sommeren er 21. juni til 31. august; "
        "sædvanligt: sommeren er 1. juni til 31. august)."
    )
    assert "egen konvention: med sommeren menes her sommerferien, 1. juli til 31. juli" in told["inden sommeren 2019"]
    assert "egen konvention: primo i et år er de første 3 måneder" in told["primo 2020"]
    assert "efter konventionen: efteråret er" in told["i efteråret 2019"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"summer_begins": (6, 31)},
        {"budget_material_due": (13, 1)},
        {"autumn_holiday_week": 0},
        {"winter_holiday_week": 53},
        {"school_begins_on_monday": 5},
        {"term_years": 0},
        {"primo_ends": 0},
        {"medio_ends": 10},
        {"part_of_year_months": 5},
        {"spring_begins": (7, 1)},
        {"first_reading": (8, 1)},
    ],
)
def test_a_convention_that_no_year_can_hold_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(DEFAULT, **wrong)
