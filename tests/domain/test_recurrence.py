"""When a repeated task falls due again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.recurrence import next_window


@pytest.mark.parametrize(
    ("rule", "start", "due", "following"),
    [
        (
            "FREQ=YEARLY;BYMONTH=12",
            date(2018, 12, 1),
            date(2018, 12, 31),
            (date(2019, 12, 1), date(2019, 12, 31)),
        ),
        ("FREQ=YEARLY", None, date(2019, 2, 28), (None, date(2020, 2, 29))),  # the month's last day stays its last
        ("FREQ=YEARLY;INTERVAL=2", None, date(2020, 2, 29), (None, date(2022, 2, 28))),
        ("FREQ=MONTHLY;INTERVAL=3", date(2019, 1, 1), date(2019, 3, 31), (date(2019, 4, 1), date(2019, 6, 30))),
        ("FREQ=MONTHLY", None, date(2019, 1, 30), (None, date(2019, 2, 28))),
        ("FREQ=WEEKLY", None, date(2019, 12, 30), (None, date(2020, 1, 6))),
        ("FREQ=YEARLY;UNTIL=20211231", None, date(2020, 12, 31), (None, date(2021, 12, 31))),
        ("FREQ=YEARLY;UNTIL=20211231T225959Z", None, date(2021, 12, 31), None),
        ("FREQ=SECONDLY", None, date(2021, 12, 31), None),
    ],
)
def test_the_next_time_keeps_its_place_in_the_year_or_month(
    rule: str, start: date | None, due: date, following: tuple[date | None, date] | None
) -> None:
    assert next_window(rule, start, due) == following


@given(
    due=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    frequency=st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]),
    interval=st.integers(1, 24),
)
def test_the_next_time_is_always_later(due: date, frequency: str, interval: int) -> None:
    following = next_window(f"FREQ={frequency};INTERVAL={interval}", due, due)
    assert following is not None
    assert following[0] == following[1] > due
