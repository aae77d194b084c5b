"""Times as words name them: named periods and days, parts and edges of them, several in a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Which(Enum):
    """A year told by its place: the first to begin after signing, the one running or next, the last to have ended."""

    NEXT = "next"
    THIS = "this"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class SigningYear:
    """So many years after the year of signing."""

    offset: int


@dataclass(frozen=True, slots=True)
class PreviousYear:
    """So many years after the year of the time that was named just before."""

    offset: int


YearRef = int | Which | SigningYear | PreviousYear | None


@dataclass(frozen=True, slots=True)
class Named:
    """A shape of the almanac in a year; without a year it recurs, and the context decides."""

    shape: str
    which: tuple[int, ...] = ()
    year: YearRef = None


class Third(Enum):
    FIRST = 0
    MIDDLE = 1
    LAST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Primo, medio or ultimo (`narrow`), or the beginning, middle or end of a time."""

    whole: Time
    third: Third
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Half:
    """The first or the second half of a time."""

    whole: Time
    second: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or the last day of a time."""

    whole: Time
    last: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a time after the date of signing."""

    whole: Time


@dataclass(frozen=True, slots=True)
class Window:
    """From the first day of one time to the last day of another."""

    first: Time
    last: Time


@dataclass(frozen=True, slots=True)
class Several:
    """Times named side by side; `apart`: each is a time of its own («i maj og igen i november»), or all are one window
    («i maj eller november»). Where the words do not say, those that follow on each other are one window.
    """

    items: tuple[Time, ...]
    apart: bool | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; of «2-3 uger» the longer."""

    months: int = 0
    days: int = 0
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Shifted:
    """A duration before (`sign` -1) or after (+1) a time."""

    base: Time
    duration: Duration
    sign: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length of time from the first day of another on: «i to år fra 1. januar 2019» ends on 31 December 2020."""

    base: Time
    duration: Duration


@dataclass(frozen=True, slots=True)
class Portion:
    """The first or the last so many days, weeks or months of a time."""

    whole: Time
    duration: Duration
    last: bool


@dataclass(frozen=True, slots=True)
class Running:
    """The week, month, quarter or half-year in which the agreement is signed, or one so many later."""

    months: int  # 0 for a week
    offset: int


@dataclass(frozen=True, slots=True)
class Coming:
    """The next such weekday (Monday is 0) after the agreement is signed."""

    weekday: int


@dataclass(frozen=True, slots=True)
class Nth:
    """A day of a month that is told by another word than its name: «den 20. i denne måned», «den 15. samme måned»."""

    whole: Running | Same
    day: int


@dataclass(frozen=True, slots=True)
class Same:
    """The time that was named just before, so many years later: «samme dag», «samme tid næste år».

    `whole_month`: all of the month that it lies in («samme måned»).
    """

    years: int
    whole_month: bool = False


Time = (
    Same | Coming | Nth | Named | Part | Portion | Half | Edge | Rest | Window | Several | Shifted | Lasting | Running
)


def is_free(time: Time) -> bool:
    """Whether the words leave the year to the context."""
    match time:
        case Named(year=year):
            return year is None
        case (
            Part(whole=whole)
            | Portion(whole=whole)
            | Half(whole=whole)
            | Edge(whole=whole)
            | Rest(whole=whole)
            | Shifted(base=whole)
            | Lasting(base=whole)
        ):
            return is_free(whole)
        case Window(first=first, last=last):
            return is_free(first) and is_free(last)
        case Several(items=items):
            return all(is_free(item) for item in items)
        case _:
            return False


def is_beside(time: Time) -> bool:
    """Whether the words count the year from a time named before («året efter»)."""
    match time:
        case Named(year=year):
            return isinstance(year, PreviousYear)
        case Same():
            return True
        case Part(whole=whole) | Half(whole=whole) | Edge(whole=whole) | Shifted(base=whole) | Nth(whole=whole):
            return is_beside(whole)
        case _:
            return False


def in_year(time: Time, year: YearRef) -> Time:
    """`time` with a year where it has none."""
    match time:
        case Named(year=None):
            return replace(time, year=year)
        case Part(whole=whole) | Portion(whole=whole) | Half(whole=whole) | Edge(whole=whole) | Rest(whole=whole):
            return replace(time, whole=in_year(whole, year))
        case Shifted(base=base):
            return replace(time, base=in_year(base, year))
        case Window(first=first, last=last):
            # The year stands at the end and is the end's; the beginning is the latest before it.
            return Window(first, in_year(last, year))
        case Lasting(base=base):
            return replace(time, base=in_year(base, year))
        case Several(items=(*others, last)):
            return replace(time, items=(*others, in_year(last, year)))
        case _:
            return time
