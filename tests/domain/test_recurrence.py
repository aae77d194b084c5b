"""When a repeated task falls due again."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.domain.recurrence import Series, on_day, series_of, split_end, with_end

SIGNED_ON = date(2018, 10, 8)
FREQUENCIES = st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY"])


def told(rule: str, start: str | None, due: str, signed_on: date = SIGNED_ON, most: int = 4) -> list[str]:
    """The first windows that an agreement's words give, as «start..due» or «due»."""
    series = series_of(rule, date.fromisoformat(start) if start else None, date.fromisoformat(due), signed_on=signed_on)
    assert series is not None
    return [f"{first}..{last}" if first else f"{last}" for first, last in islice(series.windows(), most)]


@pytest.mark.parametrize(
    ("rule", "start", "due", "windows"),
    [
        ("FREQ=YEARLY;BYMONTH=12", "2018-12-01", "2018-12-31", ["2018-12-01..2018-12-31", "2019-12-01..2019-12-31"]),
        ("FREQ=YEARLY", None, "2019-02-28", ["2019-02-28", "2020-02-29", "2021-02-28"]),
        ("FREQ=YEARLY;INTERVAL=2", None, "2020-02-29", ["2020-02-29", "2022-02-28", "2024-02-29"]),
        ("FREQ=YEARLY", None, "2019-03-30", ["2019-03-30", "2020-03-30"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2019-01-01", "2019-03-31", ["2019-01-01..2019-03-31", "2019-04-01..2019-06-30"]),
        ("FREQ=MONTHLY", None, "2019-01-31", ["2019-01-31", "2019-02-28", "2019-03-31", "2019-04-30"]),
        ("FREQ=MONTHLY", None, "2019-01-30", ["2019-01-30", "2019-02-28", "2019-03-30", "2019-04-30"]),
        ("FREQ=MONTHLY", None, "2020-01-29", ["2020-01-29", "2020-02-29", "2020-03-29"]),
        ("FREQ=MONTHLY;BYDAY=1MO", None, "2019-01-07", ["2019-01-07", "2019-02-04", "2019-03-04"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15", None, "2019-01-20", ["2019-01-20", "2019-02-20"]),  # the date has the last word
        ("FREQ=YEARLY;BYMONTH=4,8,11", None, "2019-04-30", ["2019-04-30", "2019-08-31", "2019-11-30", "2020-04-30"]),
        ("FREQ=WEEKLY", None, "2019-12-30", ["2019-12-30", "2020-01-06"]),
    ],
)
def test_a_rule_goes_on_from_its_first_time_at_the_same_place_of_the_month(
    rule: str, start: str | None, due: str, windows: list[str]
) -> None:
    assert told(rule, start, due)[: len(windows)] == windows


@pytest.mark.parametrize(
    ("rule", "start", "due", "signed_on", "windows"),
    [
        (
            "FREQ=MONTHLY;INTERVAL=6;UNTIL=20191231",  # «halvårligt i 2019»
            "2019-01-01",
            "2019-12-31",
            SIGNED_ON,
            ["2019-01-01..2019-06-30", "2019-07-01..2019-12-31"],
        ),
        (
            "FREQ=YEARLY;UNTIL=20221231",  # «årligt frem til 2022»: of 2018 less than half was left
            None,
            "2022-12-31",
            SIGNED_ON,
            ["2019-12-31", "2020-12-31", "2021-12-31", "2022-12-31"],
        ),
        (
            "FREQ=YEARLY;UNTIL=20211231",
            None,
            "2021-12-31",
            date(2019, 1, 15),
            ["2019-12-31", "2020-12-31", "2021-12-31"],
        ),
        ("FREQ=YEARLY;INTERVAL=4;UNTIL=20211231", "2018-01-01", "2021-12-31", SIGNED_ON, ["2018-01-01..2021-12-31"]),
        (
            "FREQ=MONTHLY;INTERVAL=3;UNTIL=20191230",  # the last is due with the end, and no time drifts
            None,
            "2019-12-30",
            date(2019, 1, 2),
            ["2019-03-30", "2019-06-30", "2019-09-30", "2019-12-30"],
        ),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20190115", "2019-01-01", "2019-01-15", SIGNED_ON, ["2019-01-07", "2019-01-14"]),
        ("FREQ=YEARLY;BYMONTH=4,8;UNTIL=20191231", "2019-01-01", "2019-12-31", SIGNED_ON, ["2019-04-30", "2019-08-31"]),
    ],
)
def test_in_a_period_the_times_are_counted_back_from_its_end(
    rule: str, start: str | None, due: str, signed_on: date, windows: list[str]
) -> None:
    assert told(rule, start, due, signed_on, most=9) == windows


def test_what_happens_every_day_is_no_series_and_a_rule_without_a_date_waits_for_one() -> None:
    assert series_of("FREQ=DAILY;UNTIL=20191231", date(2019, 1, 1), date(2019, 12, 31)) is None
    waiting = series_of("FREQ=MONTHLY;INTERVAL=3;UNTIL=20211231", None, None)
    assert waiting == Series((), "FREQ=MONTHLY;INTERVAL=3", date(2021, 12, 31))
    assert list(waiting.windows()) == []


def test_years_of_a_budget_are_a_series_that_is_told() -> None:
    years = tuple((date(year, 1, 1), date(year, 12, 31)) for year in (2019, 2021))
    assert list(Series(years).windows()) == list(years)


def test_an_end_is_written_into_a_rule_and_read_from_it() -> None:
    assert with_end("FREQ=YEARLY", date(2021, 12, 31)) == "FREQ=YEARLY;UNTIL=20211231"
    assert split_end("FREQ=YEARLY;UNTIL=20211231T225959Z") == ("FREQ=YEARLY", date(2021, 12, 31))
    assert split_end("FREQ=YEARLY") == ("FREQ=YEARLY", None)


@settings(derandomize=True, deadline=None)
@given(
    due=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.none() | st.integers(0, 400),
    frequency=FREQUENCIES,
    interval=st.integers(1, 24),
)
def test_times_follow_each_other_in_step_and_no_month_is_left_out(
    due: date, days: int | None, frequency: str, interval: int
) -> None:
    start = due - timedelta(days=days) if days is not None else None
    series = series_of(f"FREQ={frequency};INTERVAL={interval}", start, due)
    assert series is not None
    windows = list(islice(series.windows(), 13))
    assert windows[0] == (start, due)
    for (first, before), (second, after) in pairwise(windows):
        assert before < after
        assert first is None or (second is not None and first < second <= after)
        if frequency == "WEEKLY":
            assert after - before == timedelta(weeks=interval)
            continue
        months = (after.year - before.year) * 12 + after.month - before.month
        assert months == interval * (12 if frequency == "YEARLY" else 1)
        length = calendar.monthrange(after.year, after.month)[1]
        is_last = (due + timedelta(days=1)).day == 1
        assert after.day == (length if is_last else min(due.day, length))


@settings(derandomize=True, deadline=None)
@given(due=st.dates(date(2000, 1, 1), date(2100, 1, 1)), frequency=FREQUENCIES, interval=st.integers(1, 24))
def test_the_rule_that_is_kept_gives_the_same_times_from_any_of_them(due: date, frequency: str, interval: int) -> None:
    rule = on_day(f"FREQ={frequency};INTERVAL={interval}", due)
    assert on_day(rule, due) == rule
    windows = list(islice(Series(((None, due),), rule).windows(), 8))
    assert list(islice(Series(tuple(windows[3:4]), rule).windows(), 5)) == windows[3:]


@settings(derandomize=True, deadline=None)
@given(
    end=st.dates(date(2019, 1, 1), date(2040, 12, 31)),
    length=st.integers(0, 2000),
    frequency=FREQUENCIES,
    interval=st.integers(1, 12),
)
@example(end=date(2019, 3, 28), length=28, frequency="MONTHLY", interval=1)
def test_in_a_period_every_time_lies_in_it_and_the_last_is_its_end(
    end: date, length: int, frequency: str, interval: int
) -> None:
    start = end - timedelta(days=length)
    series = series_of(with_end(f"FREQ={frequency};INTERVAL={interval}", end), start, end)
    assert series is not None
    windows = list(islice(series.windows(), 2000))
    assert windows[-1][1] == end
    assert all(start <= due <= end and (first is None or start <= first) for first, due in windows)
