"""What Danish expressions of time are taken to mean where usage differs from one municipality to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MonthDay = tuple[int, int]
LEAP_YEAR = 2000


class Summer(StrEnum):
    """What «inden sommeren» comes before."""

    SEASON = "season"  # the first day of summer
    RECESS = "recess"  # the summer recess of the council


@dataclass(frozen=True, slots=True)
class Conventions:
    """A municipality's reading of the words. A month and day is written `(month, day)`.

    Raises ValueError for a day that no year has, a week that no year has, or a term shorter than a year.
    """

    spring_begins: MonthDay = (3, 1)
    summer_begins: MonthDay = (6, 1)
    autumn_begins: MonthDay = (9, 1)
    winter_begins: MonthDay = (12, 1)
    summer: Summer = Summer.SEASON
    summer_holiday_begins: MonthDay = (7, 1)
    summer_holiday_ends: MonthDay = (7, 31)
    autumn_holiday_week: int = 42  # ISO week
    winter_holiday_week: int = 7  # ISO week
    school_begins_on_monday: int = 2  # of August
    school_year_begins: MonthDay = (8, 1)
    budget_material_due: MonthDay = (8, 31)  # in the year before the budget's
    first_reading: MonthDay = (9, 15)
    second_reading: MonthDay = (10, 15)
    term_began: int = 2018  # a year in which a council took office, on 1 January
    term_years: int = 4

    def __post_init__(self) -> None:
        for month, day in (
            self.spring_begins,
            self.summer_begins,
            self.autumn_begins,
            self.winter_begins,
            self.summer_holiday_begins,
            self.summer_holiday_ends,
            self.school_year_begins,
            self.budget_material_due,
            self.first_reading,
            self.second_reading,
        ):
            date(LEAP_YEAR, month, day)
        if not (1 <= self.autumn_holiday_week <= 52 and 1 <= self.winter_holiday_week <= 52):
            raise ValueError("a holiday week lies between 1 and 52")
        if not 1 <= self.school_begins_on_monday <= 4:
            raise ValueError("school begins on the first, second, third or fourth Monday of August")
        if self.term_years < 1:
            raise ValueError("a term lasts a year or more")


DEFAULT = Conventions()
