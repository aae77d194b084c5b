"""The times at which a repeated task falls due, those of a rule and the years of a budget alike.

A task stands at the earliest time that is open. Times are made ahead, so that calendars and the year show them: those
of the next two years, and always the one that follows. Making them again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, object_session, selectinload

from tracker.db.models import Occurrence, Task, TaskSeries
from tracker.db.queries.parts.rules import open_tasks
from tracker.domain.recurrence import Series, Window
from tracker.domain.status import Status, is_open

AHEAD = timedelta(days=731)
MOST_AHEAD = 120
"""How far ahead times are made, and how many of a task at most."""

RENEWED_EVERY = timedelta(days=31)


def begin(task: Task, series: Series | None, *, today: date) -> None:
    """Gives a task that was just made its times. Where there are any it stands at the first."""
    if series is None:
        return
    for start, due in series.told:
        _add(task, start, due)
    _remember(task, series)
    extend(task, today=today)
    if task.occurrences:
        task.starts_on, task.due_on = task.occurrences[0].starts_on, task.occurrences[0].due_on


def inherit(task: Task, whole: Task) -> None:
    """Gives a task that was split off from `whole` its rule and its times, those that were closed too: the part goes on
    from where the whole stands."""
    task.occurrences = [
        Occurrence(number=each.number, starts_on=each.starts_on, due_on=each.due_on, status=each.status)
        for each in whole.occurrences
    ]
    if whole.series is not None:
        rule = whole.series
        task.series = TaskSeries(
            rule=rule.rule, starts_on=rule.starts_on, due_on=rule.due_on, ends_on=rule.ends_on, made_to=rule.made_to
        )


def series_of(task: Task) -> Series | None:
    """The rule of a task; none where it falls due once, or in times that were told."""
    if task.series is None:
        return None
    stored = task.series
    told = ((stored.starts_on, stored.due_on),) if stored.due_on else ()
    return Series(told, stored.rule, stored.ends_on)


def current_of(task: Task) -> Occurrence | None:
    """The time at which a task stands: the earliest that is open."""
    return next(_open(task), None)


def last_closed(task: Task) -> Occurrence | None:
    """The latest time that was closed and not dropped."""
    return max((each for each in task.occurrences if _is_closed(task, each)), key=_day, default=None)


def falls_due_again(task: Task) -> bool:
    """Whether there is a time after the one at which the task stands."""
    return sum(1 for _ in _open(task)) > 1


def extend(task: Task, *, today: date) -> None:
    """Makes the times ahead that the task's rule gives and that are not there yet."""
    series = series_of(task)
    if series is None or task.series is None or not task.occurrences:
        return
    standing = {each.due_on for each in task.occurrences}
    last, ahead = max(standing), sum(1 for _ in _open(task))
    for start, due in series.windows():
        if due <= last or due in standing:
            continue
        if ahead >= MOST_AHEAD or (due > today + AHEAD and ahead > 1):
            break
        _add(task, start, due)
        ahead += 1
    task.series.made_to = today + AHEAD


def extend_all(session: Session, *, today: date) -> int:
    """Makes the times ahead of every open task whose last were made a month ago or more; returns how many tasks."""
    stale = or_(TaskSeries.made_to.is_(None), TaskSeries.made_to < today + AHEAD - RENEWED_EVERY)
    found = session.scalars(
        select(Task)
        .join(TaskSeries)
        .where(open_tasks(), stale)
        .options(selectinload(Task.occurrences), joinedload(Task.series, innerjoin=True))
        .with_for_update(of=Task)
        .execution_options(populate_existing=True)
    ).all()
    for task in found:
        extend(task, today=today)
        if task.series is not None:
            task.series.made_to = today + AHEAD
    session.flush()
    return len(found)


def close_current(task: Task, status: Status, *, today: date) -> tuple[Occurrence | None, Occurrence | None]:
    """Closes the time at which `task` stands with `status`; returns it and the one that follows, if any."""
    current = current_of(task)
    if current is None:
        return None, None
    current.status = status
    extend(task, today=today)
    return current, current_of(task)


def follow(task: Task, series: Series | None, *, today: date) -> Occurrence | None:
    """Gives a task the times of another series; returns the earliest that is open. What was closed stays so."""
    if series is not None and series.rule is not None:
        _begin_anew(task, series)
    else:
        _follow_told(task, series.told if series else ())
    _remember(task, series)
    extend(task, today=today)
    return current_of(task)


def _begin_anew(task: Task, series: Series) -> None:
    """Puts the first time of a rule in the place of what is open; it goes on after what was closed."""
    standing = task.deadlines[-1].occurrence
    closed = [each for each in task.occurrences if _is_closed(task, each)]
    _keep(task, closed)
    for start, due in series.told:
        if all(each.due_on < due for each in closed):
            _add(task, start, due, None if any(each.number == standing for each in closed) else standing)


def _follow_told(task: Task, told: Sequence[Window]) -> None:
    before, wanted = current_of(task), {due for _start, due in told}
    for each in task.occurrences:
        if each.due_on in wanted and each.status is Status.DROPPED:
            each.status = Status.NOT_STARTED
        elif each.due_on not in wanted and is_open(each.status, task.kind):
            each.status = Status.DROPPED
    known = {each.due_on for each in task.occurrences}
    for start, due in told:
        if due not in known:
            _add(task, start, due)
    current = current_of(task)
    if before is not None and current is not None and before is not current:
        # The date moves and the time is the same: it keeps its number, and with it the first date.
        before.number, current.number = current.number, before.number


def change_rule(task: Task, series: Series | None, *, today: date) -> None:
    """Lets a task go on by another rule, or by none, from the time at which it stands.

    That time, from now on the first that the rule tells, and those that were closed stay. The open ones after it, which
    nobody has worked on, are made anew.
    """
    current = current_of(task)
    _keep(task, [each for each in task.occurrences if each is current or _is_closed(task, each)])
    _remember(task, series)
    for start, due in series.told if series else ():
        if current is None:
            _add(task, start, due, task.deadlines[-1].occurrence)
        else:
            current.starts_on, current.due_on = start, due
    extend(task, today=today)


def begin_on(task: Task, start: date | None, due: date, *, today: date) -> None:
    """Lets a rule that waited for its first time count from it. An end that would come before it falls away."""
    if task.series is None or task.series.due_on is not None:
        return
    ends = task.series.ends_on
    change_rule(task, Series(((start, due),), task.series.rule, ends if ends and ends >= due else None), today=today)


def drop_open(task: Task) -> None:
    """Drops every time that is still open."""
    for each in _open(task):
        each.status = Status.DROPPED


def open_again(task: Task) -> None:
    """Takes back what closed `task`: the times dropped with it, or the one that was closed last."""
    standing = task.deadlines[-1].occurrence
    last = next((each for each in task.occurrences if each.number == standing), None)
    if last is None:
        return
    last.status = Status.NOT_STARTED
    for each in task.occurrences:
        if task.status is Status.DROPPED and each.status is Status.DROPPED and each.due_on > last.due_on:
            each.status = Status.NOT_STARTED


def reopen_last_closed(task: Task) -> Occurrence | None:
    """Opens the last time that was closed while the task went on; none when nothing was."""
    last = last_closed(task)
    if last is not None:
        last.status = Status.NOT_STARTED
    return last


def _open(task: Task) -> Iterator[Occurrence]:
    return (each for each in sorted(task.occurrences, key=_day) if is_open(each.status, task.kind))


def _day(occurrence: Occurrence) -> date:
    return occurrence.due_on


def _is_closed(task: Task, occurrence: Occurrence) -> bool:
    return occurrence.status is not Status.DROPPED and not is_open(occurrence.status, task.kind)


def _keep(task: Task, kept: Sequence[Occurrence]) -> None:
    """Removes the other times. They go at once, so that new ones can have their days."""
    task.occurrences = list(kept)
    session = object_session(task)
    if session is not None:
        session.flush()


def _add(task: Task, start: date | None, due: date, number: int | None = None) -> None:
    numbers = [each.number for each in task.occurrences] + [each.occurrence for each in task.deadlines]
    number = number or max(numbers, default=0) + 1
    task.occurrences.append(Occurrence(number=number, starts_on=start, due_on=due, status=Status.NOT_STARTED))


def _remember(task: Task, series: Series | None) -> None:
    if series is None or series.rule is None:
        task.series = None
        return
    start, due = series.told[0] if series.told else (None, None)
    task.series = task.series or TaskSeries()
    stored = task.series
    stored.rule, stored.starts_on, stored.due_on, stored.ends_on = series.rule, start, due, series.until
    stored.made_to = None
