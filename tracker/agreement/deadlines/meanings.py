"""What an expression of time asks for: to be met by a time, in it, from it on, again and again."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.agreement.deadlines.times import (
    Duration,
    Edge,
    Named,
    Part,
    Several,
    Time,
    Window,
    is_beside,
)
from tracker.sayings import Saying


@dataclass(frozen=True, slots=True)
class By:
    """To be met on the last day of `time`, or on the day `before` it begins."""

    time: Time
    before: bool = False


@dataclass(frozen=True, slots=True)
class During:
    """In `time`; `ahead`: the words look on past one that is nearly over («til foråret»)."""

    time: Time
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Seven days either way of a day, or of the turn between two; of a longer time, the time itself."""

    time: Time


@dataclass(frozen=True, slots=True)
class From:
    """From the first day of `time`, or from the day `after` its last."""

    time: Time
    after: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: an RFC 5545 frequency, every so many of them. `called` completes «Gentages …»."""

    unit: str
    every: int
    called: Saying


@dataclass(frozen=True, slots=True)
class Repeated:
    """Again and again: at `on` (a point of each year), within `span`, from the `first` time, `until` one."""

    frequency: Frequency | None
    on: Meaning | None = None
    span: Time | None = None
    first: Meaning | None = None
    until: Time | None = None
    parts: str = ""  # further parts of the recurrence rule


@dataclass(frozen=True, slots=True)
class Within:
    """Before a duration is over, counted from signing; `starts`: the words let it begin at signing."""

    duration: Duration
    starts: bool


@dataclass(frozen=True, slots=True)
class FromIn:
    """Open from a duration after signing."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Counted from something else than the calendar or the signing: so long after (`sign` -1: before) what came before.

    Without a duration, or with nothing named before, a person sets the date; `over`: the words tell by when so long is
    over since what the sentence told before, else since the signing.
    """

    duration: Duration | None = None
    sign: int = 1
    over: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that names no date."""


@dataclass(frozen=True, slots=True)
class NoTime:
    """Words with a time in them that are not about when something is to be done: they are read, and passed over."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A meaning whose first words name the thing, not the time («Frist for svar: 1. maj»): it begins at `place`."""

    meaning: Meaning
    place: int  # among the tokens


Meaning = By | During | About | From | Repeated | Within | FromIn | Elsewhere | Vague | NoTime


def anchors_chain(meaning: Meaning) -> bool:
    """Whether a later time without a year may take its year from here: days to half-years, and the year of an act.

    Not so for the years of plans and horizons («frem til 2025», «2020-2023», «fra 2021»).
    """
    match meaning:
        case During(time=time) | About(time=time):
            return not isinstance(time, Window | Several) or not is_years(time)
        case By(time=time) | From(time=time):
            return not is_years(time)
        case _:
            return False


def counts_from_before(meaning: Meaning) -> bool:
    """Whether the words count from the time named before: «14 dage herefter», «året efter»."""
    match meaning:
        case Elsewhere(duration=duration):
            return duration is not None
        case By(time=time) | During(time=time) | About(time=time) | From(time=time):
            return is_beside(time)
        case _:
            return False


def is_years(time: Time) -> bool:
    """Whether a time is made of whole years."""
    match time:
        case Named(shape=shape):
            return shape in {"year", "two-years", "term"}
        case Window(first=first, last=last):
            return is_years(first) and is_years(last)
        case Several(items=items):
            return all(is_years(item) for item in items)
        case Edge(whole=whole) | Part(whole=whole):
            return is_years(whole)
        case _:
            return False
