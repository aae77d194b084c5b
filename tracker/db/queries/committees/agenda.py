"""What must be on the agenda of one meeting: the tasks for which it is the last possible one, and those that are ready
and may come before their time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.db.models import Committee, Meeting, Task
from tracker.db.queries.parts.calendars import load_calendars
from tracker.db.queries.parts.outcomes import outcomes_at
from tracker.db.queries.parts.rules import open_tasks
from tracker.db.queries.tasks.orders import TaskOrder, sort_rows
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.status import REPORTED_KINDS, Status
from tracker.errors import NotFoundError
from tracker.language import gettext


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting and its tasks.

    `missing` must be on it and are not finished, `ready` must be on it and are finished, `early` are finished and could
    wait for a later meeting, and `treated` have an outcome of it or were reported at it.
    """

    meeting_id: int
    committee_id: int
    committee: str
    held_on: date
    starts_at: str | None
    cancelled: bool
    cutoff: date
    cutoff_at: str | None
    missing: Sequence[TaskRow]
    ready: Sequence[TaskRow]
    early: Sequence[TaskRow]
    treated: Sequence[tuple[TaskRow, str]]

    @property
    def concerned(self) -> frozenset[int]:
        """The committee, as the table of rights takes it."""
        return frozenset({self.committee_id})


def agenda_of(session: Session, meeting_id: int, *, today: date, zone: ZoneInfo = COPENHAGEN) -> Agenda:
    """The agenda list of a meeting; raises `NotFoundError`."""
    found = session.execute(
        select(Meeting, Committee.name, Committee.cutoff_days, Committee.cutoff_at)
        .join(Committee, Meeting.committee_id == Committee.id)
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError(gettext("Mødet findes ikke."))
    meeting, name, cutoff_days, cutoff_at = found
    calendars = load_calendars(session)
    rows = load_rows(session, today=today, where=open_tasks(), zone=zone, calendars=calendars)
    here = [row for row in rows if _stops_at(row, meeting)]
    early = [row for row in rows if row not in here and _could_come(row, meeting, today)]
    treated = _treated(session, meeting, today, zone)
    return Agenda(
        meeting_id=meeting.id,
        committee_id=meeting.committee_id,
        committee=name,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        cancelled=meeting.cancelled,
        cutoff=calendars.working_days.before(meeting.held_on, cutoff_days),
        cutoff_at=cutoff_at,
        missing=_sorted(row for row in here if row.status is not Status.DONE),
        ready=_sorted(row for row in here if row.status is Status.DONE),
        early=_sorted(early),
        treated=treated,
    )


def _treated(session: Session, meeting: Meeting, today: date, zone: ZoneInfo) -> Sequence[tuple[TaskRow, str]]:
    """The tasks that the meeting did something with, and what, in Danish."""
    outcomes = outcomes_at(session, meeting.id)
    where = or_(Task.id.in_(outcomes), Task.presented_on == meeting.held_on)
    rows = load_rows(session, today=today, where=where, zone=zone)
    return [
        (row, outcomes[row.id].label if row.id in outcomes else row.status.label)
        for row in _sorted(rows)
        if row.id in outcomes or any(each.id == meeting.committee_id for each in row.committees)
    ]


def _stops_at(row: TaskRow, meeting: Meeting) -> bool:
    return not meeting.cancelled and any(
        stop.committee_id == meeting.committee_id and stop.meeting == meeting.held_on for stop in row.actionable.stops
    )


def _could_come(row: TaskRow, meeting: Meeting, today: date) -> bool:
    """Whether a task is finished and waits for a later meeting of the same committee."""
    return (
        not meeting.cancelled
        and meeting.held_on >= today
        and row.status is Status.DONE
        and row.kind in REPORTED_KINDS
        and any(
            stop.committee_id == meeting.committee_id and stop.meeting > meeting.held_on
            for stop in row.actionable.stops[:1]
        )
    )


def _sorted(rows: Iterable[TaskRow]) -> Sequence[TaskRow]:
    return sort_rows(rows, TaskOrder.DUE)
