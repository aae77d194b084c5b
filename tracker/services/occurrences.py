"""The times at which a repeated task falls due. A task stands at the earliest that is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.db.models import Occurrence, Task
from tracker.domain.recurrence import next_window
from tracker.domain.status import Status, is_open


def close_current(session: Session, task: Task, status: Status) -> tuple[Occurrence | None, Occurrence | None]:
    """Closes the time at which `task` stands with `status`; returns it and the one that follows, where there are such.

    What a rule repeats without end has its next time made here.
    """
    open_ones = [each for each in task.occurrences if is_open(each.status, task.kind)]
    if not open_ones:
        return None, None
    current, *later = open_ones
    current.status = status
    if later:
        return current, later[0]
    rule = task.proposal.recurrence if task.proposal else None
    window = next_window(rule, current.starts_on, current.due_on) if rule else None
    if window is None:
        return current, None
    following = Occurrence(task_id=task.id, starts_on=window[0], due_on=window[1])
    task.occurrences.append(following)
    session.flush()
    return current, following


def follow(task: Task, windows: Sequence[tuple[date | None, date]]) -> Occurrence | None:
    """Gives a task the times of a corrected agreement; returns the earliest that is open. What was closed stays so."""
    wanted = {due: start for start, due in windows}
    for each in task.occurrences:
        if each.due_on in wanted and each.status is Status.DROPPED:
            each.status = Status.NOT_STARTED
        elif each.due_on not in wanted and is_open(each.status, task.kind):
            each.status = Status.DROPPED
    known = {each.due_on for each in task.occurrences}
    task.occurrences += [Occurrence(starts_on=start, due_on=due) for due, start in wanted.items() if due not in known]
    return min((each for each in task.occurrences if is_open(each.status, task.kind)), key=_due_on, default=None)


def _due_on(occurrence: Occurrence) -> date:
    return occurrence.due_on


def drop_open(task: Task) -> None:
    """Drops every time that is still open."""
    for each in task.occurrences:
        if is_open(each.status, task.kind):
            each.status = Status.DROPPED


def open_again(task: Task) -> None:
    """Takes back what closed `task`: the times dropped with it, or the last one that was closed."""
    dropped = [each for each in task.occurrences if each.status is Status.DROPPED]
    for each in dropped or task.occurrences[-1:]:
        each.status = Status.NOT_STARTED


def reopen_last_closed(task: Task) -> Occurrence | None:
    """Opens the last time that was closed while the task went on; none when nothing was."""
    closed = [each for each in task.occurrences if not is_open(each.status, task.kind)]
    if not closed:
        return None
    closed[-1].status = Status.NOT_STARTED
    return closed[-1]
