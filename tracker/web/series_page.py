"""The times of a repeated task as its page shows them: what was reported, the next, and what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from tracker.clock import local_date
from tracker.db.models import Task, TaskEvent
from tracker.domain.history import EventKind
from tracker.domain.recurrence import Series, with_end
from tracker.domain.rhythms import series_words
from tracker.domain.status import Status, is_open
from tracker.services.tasks import occurrences

MOST_SHOWN = 12
"""How many of the times that come are shown."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A time that was closed: its day in the series, how it ended, and when, or at which meeting it was reported."""

    due_on: date
    status: Status
    on: date | None


@dataclass(frozen=True, slots=True)
class Times:
    """All times of a task. `words` say how often it falls due, none where its times were told one by one; `next` is the
    day that the series gives the time at which the task stands, and `ends` when the series has its last time."""

    words: str | None
    closed: Sequence[Closed]
    next: date | None
    coming: Sequence[date]
    ends: date | None

    @property
    def is_repeated(self) -> bool:
        """Whether the task falls due more than once."""
        return bool(self.words or self.closed or self.coming)


def times_of(task: Task) -> Times:
    """The times of a task that was loaded with its history."""
    series, current = occurrences.series_of(task), occurrences.current_of(task)
    closed = [each for each in task.occurrences if not is_open(each.status, task.kind)]
    closings = _closings(task.events)
    return Times(
        words=_words(series) if series else None,
        closed=[Closed(each.due_on, each.status, closings.get(each.due_on)) for each in closed],
        next=current.due_on if current else None,
        coming=[each.due_on for each in task.occurrences if each not in closed and each is not current],
        ends=last_of(series) if series else None,
    )


def last_of(series: Series) -> date | None:
    """The day of the last time of a series; none where it goes on, or has not begun."""
    if series.rule and series.until is None:
        return None
    return max((due for _start, due in series.windows()), default=None)


@dataclass(frozen=True, slots=True)
class Preview:
    """The dates that a series would give: the first of them, and how many there are in all, none where it goes on.

    `words` say how often, none where its times were told one by one.
    """

    words: str | None
    shown: Sequence[date]
    count: int | None
    last: date | None


def preview(series: Series) -> Preview:
    """The dates of a series before it is saved, or before what an agreement promises is accepted."""
    shown = [due for _start, due in islice(series.windows(), MOST_SHOWN)]
    count = sum(1 for _ in series.windows()) if series.until or not series.rule else None
    return Preview(_words(series), shown, count, last_of(series))


def _words(series: Series) -> str | None:
    return series_words(with_end(series.rule, series.until)) if series.rule else None


def _closings(events: Sequence[TaskEvent]) -> Mapping[date, date]:
    """By the day of a time, when it was reported or closed; for one that was opened again, the last."""
    return {
        date.fromisoformat(event.before): event.presented_on or local_date(event.at)
        for event in events
        if event.kind is EventKind.OCCURRENCE and event.before
    }
