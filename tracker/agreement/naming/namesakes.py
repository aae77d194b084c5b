"""Tasks of one section that would have the same name in a list: told apart by when they are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from tracker.agreement.naming.phrases import with_time
from tracker.agreement.values import Commitment
from tracker.danish import MONTHS

_BY_WHEN: tuple[Callable[[date], str], ...] = (
    lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
)


def told_apart(section: Sequence[Commitment]) -> list[Commitment]:
    """The commitments of one section, those of the same name with the month, or the day, that they are due.

    One without a date keeps its name; so do two of the same name that are due on the same day and in the same period.
    """
    named = list(section)
    for words in _BY_WHEN:
        same = Counter(one.task for one in section)
        named = [_dated(one, words) if same[one.task] > 1 else one for one in section]
        if max(Counter(one.task for one in named).values(), default=1) == 1:
            break
    return named


def _dated(one: Commitment, words: Callable[[date], str]) -> Commitment:
    day = one.deadline and (one.deadline.due or one.deadline.start)
    return replace(one, task=with_time(one.task, f" ({words(day)})")) if day else one
