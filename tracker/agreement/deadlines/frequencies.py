"""How often: each of them, every so many of them, and so many times in one of them."""

from __future__ import annotations

from typing import Final

from tracker.agreement.deadlines.meanings import Frequency
from tracker.language import mark
from tracker.sayings import Saying

YEARLY: Final = Frequency("YEARLY", 1, Saying("hvert år"))
HALF_YEARLY: Final = Frequency("MONTHLY", 6, Saying("hvert halve år"))
QUARTERLY: Final = Frequency("MONTHLY", 3, Saying("hvert kvartal"))
THIRDLY: Final = Frequency("MONTHLY", 4, Saying("hvert tertial"))
MONTHLY: Final = Frequency("MONTHLY", 1, Saying("hver måned"))
WEEKLY: Final = Frequency("WEEKLY", 1, Saying("hver uge"))
DAILY: Final = Frequency("DAILY", 1, Saying("hver dag"))
_EVERY: Final = {
    "YEARLY": mark("hvert %(number)s. år"),
    "MONTHLY": mark("hver %(number)s. måned"),
    "WEEKLY": mark("hver %(number)s. uge"),
    "DAILY": mark("hver %(number)s. dag"),
}
_MONTHS_A_YEAR: Final = 12
_WEEKS_A_YEAR: Final = 52


def every_nth(nth: int, cycle: Frequency) -> Frequency | None:
    """«hvert tredje år»; nothing for a first one, or a number that is no interval."""
    if not 2 <= nth <= 31:
        return None
    every = nth * cycle.every
    return Frequency(cycle.unit, every, Saying(_EVERY[cycle.unit], number=every))


def so_often(number: int, cycle: Frequency) -> Frequency | None:
    """So many times in a year, month or week, spread evenly: in whole months where they go up, else in weeks."""
    if not 1 <= number <= _WEEKS_A_YEAR:
        return None
    if number == 1:
        return cycle
    called = Saying(_PER[cycle.called], number=number)
    if cycle is DAILY or cycle is WEEKLY:
        return Frequency("DAILY", max(1, 7 // number), called)
    months = {YEARLY: 12, HALF_YEARLY: 6, THIRDLY: 4, QUARTERLY: 3, MONTHLY: 1}[cycle]
    if months % number == 0:
        return Frequency("MONTHLY", months // number, called)
    return Frequency("WEEKLY", max(1, round(_WEEKS_A_YEAR * months / _MONTHS_A_YEAR / number)), called)


_PER: Final = {
    "hvert år": mark("%(number)s gange om året"),
    "hvert halve år": mark("%(number)s gange i halvåret"),
    "hvert kvartal": mark("%(number)s gange i kvartalet"),
    "hvert tertial": mark("%(number)s gange i tertialet"),
    "hver måned": mark("%(number)s gange om måneden"),
    "hver uge": mark("%(number)s gange om ugen"),
    "hver dag": mark("%(number)s gange om dagen"),
}
