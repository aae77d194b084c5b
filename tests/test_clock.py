from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tracker.clock import COPENHAGEN, FixedClock, MovedClock, SystemClock, local_date


def test_the_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_moved_clock_starts_on_its_day_in_the_morning_and_ticks_on() -> None:
    clock = MovedClock.starting_on(date(2019, 5, 15))
    first = clock.now()
    assert first.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H") == "2019-05-15 09"
    assert clock.now() >= first


def test_the_date_is_the_one_of_the_municipality() -> None:
    assert local_date(datetime(2019, 5, 14, 22, 30, tzinfo=UTC)) == date(2019, 5, 15)


def test_a_fixed_clock_stands_still() -> None:
    instant = datetime(2019, 5, 15, 8, tzinfo=UTC)
    assert FixedClock(instant).now() == instant
