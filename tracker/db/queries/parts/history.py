"""What a task's history tells of an earlier time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from tracker.db.models import TaskEvent
from tracker.domain.history import EventKind
from tracker.domain.status import Status


def status_then(
    events: Iterable[TaskEvent], end: datetime, created_at: datetime
) -> tuple[Status, datetime, date | None]:
    """The status that a task's `events`, in their order, tell of before `end`: since when, and at which meeting."""
    status, status_at, presented_on = Status.NOT_STARTED, created_at, None
    for event in events:
        if event.at >= end:
            continue
        if event.kind is EventKind.STATUS and event.after:
            status, status_at, presented_on = Status(event.after), event.at, event.presented_on
        elif event.kind is EventKind.OCCURRENCE:
            opened_again = (event.after or "") < (event.before or "")
            status = Status.IN_PROGRESS if opened_again else Status.NOT_STARTED
            status_at, presented_on = event.at, None
    return status, status_at, presented_on if status is Status.PRESENTED else None
