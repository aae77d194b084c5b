"""Working days: weekends, Danish holidays, and the town hall's own closing days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.workdays import WorkingDays

WORKING_DAYS = WorkingDays()
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2019, 5, 16), True),  # an ordinary Thursday
        (date(2019, 5, 17), False),  # Store bededag, a holiday until 2023
        (date(2024, 4, 26), True),  # the day that Store bededag would have been
        (date(2019, 5, 18), False),  # a Saturday
        (date(2019, 6, 5), False),  # Grundlovsdag
        (date(2019, 12, 24), False),
    ],
)
def test_holidays_and_weekends_are_not_worked(day: date, worked: bool) -> None:
    assert WORKING_DAYS.includes(day) is worked


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    assert WORKING_DAYS.before(date(1, 1, 5), 8) == date.min
    assert WORKING_DAYS.before(date.min, 0) == date.min
    assert WORKING_DAYS.on_or_after(date(9999, 12, 31)) == date.max


def test_a_town_hall_that_keeps_open_on_half_holidays_can_say_so() -> None:
    assert WorkingDays(yearly=()).includes(date(2019, 6, 5))


def test_a_closing_day_of_the_municipality_moves_the_count_back() -> None:
    assert WORKING_DAYS.before(date(2019, 5, 16), 1) == date(2019, 5, 15)
    assert WorkingDays([date(2019, 5, 15)]).before(date(2019, 5, 16), 1) == date(2019, 5, 14)


def test_no_days_before_a_closed_day_is_the_last_working_day() -> None:
    assert WORKING_DAYS.before(date(2019, 5, 19), 0) == date(2019, 5, 16)
    assert WORKING_DAYS.before(date(2019, 5, 16), 0) == date(2019, 5, 16)


def test_days_are_never_counted_forwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        WORKING_DAYS.before(date(2019, 5, 16), -1)


@given(day=DAYS, count=st.integers(0, 40))
def test_the_day_found_is_worked_and_exactly_so_many_working_days_before(day: date, count: int) -> None:
    found = WORKING_DAYS.before(day, count)
    assert WORKING_DAYS.includes(found)
    between = (found + timedelta(days=n) for n in range((day - found).days))
    expected = count or (not WORKING_DAYS.includes(day))
    assert sum(WORKING_DAYS.includes(each) for each in between) == expected


@given(day=DAYS, count=st.integers(0, 40), closed=st.sets(DAYS, max_size=20))
def test_a_further_closing_day_never_makes_the_day_later(day: date, count: int, closed: set[date]) -> None:
    assert WorkingDays(closed).before(day, count) <= WORKING_DAYS.before(day, count)


@given(DAYS)
def test_the_next_working_day_skips_closed_days_alone(day: date) -> None:
    found = WorkingDays().on_or_after(day)
    assert WorkingDays().includes(found)
    assert not any(WorkingDays().includes(day + timedelta(days=n)) for n in range((found - day).days))
