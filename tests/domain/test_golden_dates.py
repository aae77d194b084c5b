"""Closed days and agenda cut-offs from 2018 to 2028, against tables that were made without the library.

The tables rest on the dates of Easter as the almanac has them, on the distances from Easter that the law on holidays
knows (Store bededag until 2023), and on counting weekdays by hand.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.domain.workdays import CUSTOMARY, WorkingDays

FOLDER = Path(__file__).parent / "golden"
YEARS = range(2018, 2029)


def table(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))[1:]


CLOSED = [(date.fromisoformat(day), sort, name) for day, sort, name in table("closed-days.tsv")]
CUT_OFFS = [
    (date.fromisoformat(meeting), int(days), date.fromisoformat(public), date.fromisoformat(customary))
    for meeting, days, public, customary in table("cut-offs.tsv")
]


@pytest.mark.parametrize("customary", [True, False])
def test_every_weekday_is_worked_unless_the_table_closes_it(customary: bool) -> None:
    working_days = WorkingDays(yearly=CUSTOMARY if customary else ())
    closed = {day for day, sort, _name in CLOSED if customary or sort == "public"}
    days = (date(YEARS[0], 1, 1) + timedelta(n) for n in range((date(YEARS[-1] + 1, 1, 1) - date(2018, 1, 1)).days))
    wrong = [day for day in days if working_days.includes(day) is not (day.isoweekday() < 6 and day not in closed)]
    assert wrong == []


def test_store_bededag_is_a_holiday_for_the_last_time_in_2023() -> None:
    assert {day.year for day, _sort, name in CLOSED if name == "Store bededag"} == set(range(2018, 2024))


@pytest.mark.parametrize("year", YEARS)
def test_every_cut_off_of_a_year_is_that_of_the_table(year: int) -> None:
    lines = [line for line in CUT_OFFS if line[0].year == year]
    assert len(lines) >= 18
    for meeting, days, public, customary in lines:
        assert (meeting, days, WorkingDays(yearly=()).before(meeting, days)) == (meeting, days, public)
        assert (meeting, days, WorkingDays().before(meeting, days)) == (meeting, days, customary)
