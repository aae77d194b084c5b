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


@pytest.mark.parametrize(
    "wrong",
    [
        {"summer_begins": (6, 31)},
        {"budget_material_due": (13, 1)},
        {"autumn_holiday_week": 0},
        {"winter_holiday_week": 53},
        {"school_begins_on_monday": 5},
        {"term_years": 0},
    ],
)
def test_a_convention_that_no_year_can_hold_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(DEFAULT, **wrong)
