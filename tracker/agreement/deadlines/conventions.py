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

    Raises ValueError, in words for whoever sets them, for what no year can hold.
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
    primo_ends: int = 10  # day of the month
    medio_ends: int = 20  # day of the month
    part_of_year_months: int = 1  # «primo 2020» is so many months, and so are medio and ultimo
    budget_material_due: MonthDay = (8, 31)  # in the year before the budget's
    first_reading: MonthDay = (9, 15)
    second_reading: MonthDay = (10, 15)
    term_began: int = 2018  # a year in which a council took office, on 1 January
    term_years: int = 4

    def __post_init__(self) -> None:
        seasons = ("spring_begins", "summer_begins", "autumn_begins", "winter_begins")
        holiday = ("summer_holiday_begins", "summer_holiday_ends")
        budget = ("budget_material_due", "first_reading", "second_reading")
        for name in (*seasons, *holiday, *budget, "school_year_begins"):
            self._require_day(name)
        for names in (seasons, holiday, budget):
            self._require_order(names)
        for name in ("autumn_holiday_week", "winter_holiday_week"):
            self._require(name, 1, 52)
        self._require("school_begins_on_monday", 1, 4)
        self._require("primo_ends", 1, 26)
        self._require("medio_ends", self.primo_ends + 1, 27)
        self._require("part_of_year_months", 1, 4)
        self._require("term_years", 1, 10)

    def _require_day(self, name: str) -> None:
        month, day = getattr(self, name)
        try:
            date(LEAP_YEAR, month, day)
            date(LEAP_YEAR + 1, month, day)
        except ValueError:
            raise ValueError(f"{name} skal være en dag, som hvert år har") from None

    def _require_order(self, names: tuple[str, ...]) -> None:
        days = [getattr(self, name) for name in names]
        if days != sorted(days):
            raise ValueError(f"{', '.join(names)} skal komme i den rækkefølge i året")

    def _require(self, name: str, least: int, most: int) -> None:
        if not least <= getattr(self, name) <= most:
            raise ValueError(f"{name} skal være mellem {least} og {most}")


DEFAULT = Conventions()
