"""The year of a day that the opening of a paper tells without one: «Fredag den 18. september blev vi enige»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.agreement.structure.heads.written_days import DAY, day_of, placed

_DAY = re.compile(DAY, re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d./-])20\d\d(?!\d)")
# «Budget 2019», «konstitueringsaftale for 2022-2025»: agreed on in the year before
_FOR_NEXT = re.compile(r"(?:budget|forlig|aftale|konstituering)\w*\s(?:\w+\s){0,2}$", re.IGNORECASE)
_ASIDE = 300  # characters by which a year without a day, which may be of anything, is thought further off
_BEFORE = 40  # characters in which such a word stands
_WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")


class YearBy(StrEnum):
    """What tells the year of a day."""

    ITSELF = "itself"
    WEEKDAY = "weekday"
    DAY = "day"
    YEAR = "year"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a text tells."""

    told: tuple[tuple[int, int, YearBy], ...]
    """Offset, year and what tells it."""

    @classmethod
    def of(cls, paragraphs: Iterable[tuple[int, str]]) -> Years:
        """All years of paragraphs, each with its offset: those of whole days, others, and of what an agreement is for
        the year before."""
        return cls(tuple((at + place, year, by) for at, text in paragraphs for place, year, by in _years(text)))

    def day(self, match: re.Match[str], at: int) -> tuple[date, YearBy] | None:
        """The day of a match of `DAY` or `YEARLESS` that stands at the offset `at`, and what tells its year.

        One without a year has the nearest year whose calendar agrees with the weekday, where one is written. None where
        no year is told, or the calendar has no such day.
        """
        if not (match["day"] or match["d8"]):
            day = day_of(match)
            return (day, YearBy.ITSELF) if day else None
        number, month = match["day"] or match["d8"], match["month"] or match["m8"]
        nearest = sorted(self.told, key=lambda year: abs(year[0] - at) + (_ASIDE if year[2] is YearBy.YEAR else 0))
        days = [(day, by) for _at, year, by in nearest if (day := placed(int(number), month, year))]
        weekday = match[0][:3].casefold()
        if weekday in _WEEKDAYS:
            fits = [day for day, _by in days if day.weekday() == _WEEKDAYS.index(weekday)]
            if fits:
                return fits[0], YearBy.WEEKDAY
        return days[0] if days else None


def _years(text: str) -> Iterator[tuple[int, int, YearBy]]:
    whole = [match.span() for match in _DAY.finditer(text)]
    for match in _YEAR.finditer(text):
        year = int(match[0])
        if any(start <= match.start() < end for start, end in whole):
            yield match.start(), year, YearBy.DAY
        elif _FOR_NEXT.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield match.start(), year - 1, YearBy.NAME
        else:
            yield match.start(), year, YearBy.YEAR
