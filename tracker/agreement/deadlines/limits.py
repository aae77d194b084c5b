"""What a time is once words have bounded it: met by it, in it, from it on; or no time of an act at all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines.almanac import SHAPES
from tracker.agreement.deadlines.meanings import By, During, From, Meaning, NoTime
from tracker.agreement.deadlines.times import (
    Coming,
    Edge,
    Lasting,
    Named,
    Nth,
    Part,
    PreviousYear,
    Rest,
    Running,
    Several,
    SigningYear,
    Time,
    Window,
    is_free,
)

_ENDS: Final = ("udløber", "ophører", "slutter", "stopper", "bortfalder", "lukker")
_HAPPENS: Final = re.compile(r"\w{3,}(?<!n)es|begynder|starter|åbner|mødes|finder sted")


def _is_day(time: Time) -> bool:
    match time:
        case Named(shape=shape):
            return SHAPES[shape].single
        case Edge() | Coming() | Nth():
            return True
        case Several(items=items):
            return all(_is_day(item) for item in items)
        case _:
            return False


def is_holiday(time: Time) -> bool:
    """Whether the time is a holiday: «frem til påske» ends before it, since nobody works in it."""
    return isinstance(time, Named) and SHAPES[time.shape].holiday


def is_bare_year(time: Time) -> bool:
    """Whether the time is a year that is written and nothing else."""
    return isinstance(time, Named) and time.shape == "year" and not is_free(time)


def until(time: Time) -> Meaning:
    """«til 1. marts» is a limit, «til foråret» a time."""
    return By(time) if _is_day(time) else During(time, ahead=_is_season(time))


def toward(time: Time) -> Meaning:
    """«frem mod 2030» ends with the year, «frem mod sommerferien» before the holiday, «hen mod slutningen» in it."""
    if isinstance(time, Part):
        return During(time)
    time = _moment(time)
    return By(time, before=is_holiday(time))


def _moment(time: Time) -> Time:
    """The turn of the year is two days when something happens at it, but a moment when something comes before it."""
    return replace(time, shape="turned") if isinstance(time, Named) and time.shape == "turn" else time


def ahead_of(time: Time) -> Meaning:
    """«inden 1. marts» is met on the day before."""
    return By(_moment(time), before=True)


def before_the_last(*found: Any) -> Meaning:
    """The same of a rule whose last part is the day: «inden mødet den 1. marts»."""
    return ahead_of(found[-1])


def before_it_happens(*found: Any) -> Meaning | None:
    """«før høringen begynder den 1. marts» is before that day; «inden lejemålet udløber den 31. maj» is by it."""
    *words, day = (one for one in found if one is not None)
    if words[-1] in _ENDS:
        return By(day)
    return ahead_of(day) if _HAPPENS.fullmatch(words[-1]) else None


# What happens on a day of its own: «valget», «åbningen», «fælleskonferencen»; not «fristen», which counts itself
_EVENT: Final = re.compile(
    r"[^\W\d_]*(?:valg|ferie|høring|premiere|fest|stævne|marked|konference|festival|jubilæum|skift|indvielse"
    r"|(?:begynd|åbn|flytn)(?:else|ing)|start)(?:et|en|n)?"
)


def before_event(event: str, day: Time) -> Meaning | None:
    """«inden valget den 18. november» is by the day before."""
    return ahead_of(day) if _EVENT.fullmatch(event) else None


def at_latest(time: Time) -> Meaning:
    """«senest 1. marts» is met on the day itself."""
    return By(_moment(time))


def following(time: Time) -> Meaning:
    """«efter sommerferien» begins on the day after its last."""
    return From(_moment(time), after=True)


def name_with_years(times: Time) -> Meaning | None:
    """«Handlingsplan 2018-2022» is a name; its years are nobody's deadline."""
    return NoTime() if isinstance(times, Window) and not is_free(times) else None


def open_from(time: Time) -> Meaning:
    """«fra 1. marts» begins on the day and has no end."""
    return From(_moment(time))


def onward(time: Time) -> Meaning:
    """«fra den 13. til den 20. maj» says when it ends, «fra 13. maj» does not."""
    return During(time) if isinstance(time, Window | Lasting) else open_from(time)


def _is_season(time: Time) -> bool:
    return isinstance(time, Named) and time.shape == "season"


def throughout(time: Time) -> Meaning | None:
    """«i løbet af foråret og det tidlige efterår» goes on over the summer; «i foråret og efteråret» are two times."""
    if not isinstance(time, Several):
        return None
    wholes = [item.whole if isinstance(item, Part) else item for item in time.items]
    return During(replace(time, apart=False)) if all(_is_season(whole) for whole in wholes) else None


_TELLING: Final = frozenset(
    {
        "day",
        "quarter",
        "half",
        "third",
        "week",
        "nth-weekday",
        "weekday-by-holiday",
        "advent",
        "weekend",
        "working-day",
        "week-day",
        "christmas-week",
    }
)


def says_enough_alone(time: Time) -> bool:
    """Whether a time may stand without a preposition in running text: with a year, or a day, quarter or half-year."""
    match time:
        case Named(shape="year", year=SigningYear() | PreviousYear()):
            return True
        case Named(shape="year" | "term"):
            return False
        case Named(shape=shape) if shape in _TELLING:
            return True
        case Named() as named if is_free(named):
            return False
        case Several(items=(first, *_)) | Window(first=first):
            return not is_free(time) or not _is_season(first)
        case Part(narrow=False) if is_free(time):
            return False
        case Running(offset=0):
            return False
        case Coming():
            return True
        case Rest():
            return True
        case _:
            return isinstance(time, Part) or not is_free(time)
