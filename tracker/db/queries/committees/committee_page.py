"""What must be on the agenda of a committee's next meetings, and what cannot be on any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.danish import sort_key
from tracker.db.models import Committee, Meeting, Secretary, Task, TaskOwner, User
from tracker.db.queries.parts.calendars import Calendars, load_calendars
from tracker.db.queries.parts.rules import open_tasks
from tracker.db.queries.tasks.orders import TaskOrder, sort_rows
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.status import Status
from tracker.errors import NotFoundError
from tracker.language import gettext


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    """A committee in the list of committees; `next_meeting` is on or after today."""

    id: int
    name: str
    abbreviation: str | None
    secretaries: tuple[str, ...]
    next_meeting: date | None
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A coming meeting, its agenda cut-off, and the tasks for which it is the last possible one.

    `passing` are led by others and must come before the committee on their way.
    """

    id: int
    held_on: date
    starts_at: str | None
    cutoff: date
    tasks: tuple[TaskRow, ...]
    passing: tuple[TaskRow, ...] = ()

    @property
    def lacks_material(self) -> bool:
        """Whether a case of the meeting is not finished, so that its cut-off presses."""
        return any(row.status is not Status.DONE for row in (*self.tasks, *self.passing))


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """One committee. Every open task that it leads stands in exactly one of the lists; `shared` are led by others.

    `missed` are tasks whose last possible meeting has been held, `impossible` those that no meeting can take in time,
    `by_date` those that no meeting decides, and `without_date` those without a due date.
    """

    id: int
    name: str
    abbreviation: str | None
    cutoff_days: int
    cutoff_at: str | None
    secretaries: tuple[str, ...]
    has_calendar: bool
    meetings: tuple[MeetingPlan, ...]
    missed: tuple[TaskRow, ...]
    impossible: tuple[TaskRow, ...]
    by_date: tuple[TaskRow, ...]
    without_date: tuple[TaskRow, ...]
    shared: tuple[TaskRow, ...]

    @property
    def owed(self) -> Sequence[TaskRow]:
        """The cases that somebody owes the committee: by the person responsible, the most pressing first."""
        rows = [*self.missed, *(row for plan in self.meetings for row in plan.tasks)]
        people: dict[str | None, list[TaskRow]] = {}
        for row in rows:
            if row.status is not Status.DONE:
                people.setdefault(row.responsible, []).append(row)
        return [row for rows in people.values() for row in rows]


def list_committees(session: Session, *, today: date, zone: ZoneInfo = COPENHAGEN) -> list[CommitteeLine]:
    """All committees by name, with what they have open."""
    rows = load_rows(session, today=today, zone=zone)
    secretaries = _secretaries(session)
    coming: dict[int, date] = {}
    for committee_id, held_on in session.execute(
        select(Meeting.committee_id, Meeting.held_on)
        .where(Meeting.held_on >= today, Meeting.cancelled.is_(False))
        .order_by(Meeting.held_on.desc())
    ):
        coming[committee_id] = held_on
    found = session.execute(select(Committee.id, Committee.name, Committee.abbreviation))
    return [
        CommitteeLine(
            id=committee_id,
            name=name,
            abbreviation=abbreviation,
            secretaries=secretaries.get(committee_id, ()),
            next_meeting=coming.get(committee_id),
            open=sum(row.is_open for row in rows if _owns(committee_id, row)),
            overdue=sum(row.is_overdue for row in rows if _owns(committee_id, row)),
        )
        for committee_id, name, abbreviation in sorted(found, key=lambda line: sort_key(line.name))
    ]


def committee_page(session: Session, committee_id: int, *, today: date, zone: ZoneInfo = COPENHAGEN) -> CommitteePage:
    """The page of one committee, with its meetings from `today` on; raises `NotFoundError`."""
    committee = session.execute(
        select(Committee.id, Committee.name, Committee.abbreviation, Committee.cutoff_days, Committee.cutoff_at).where(
            Committee.id == committee_id
        )
    ).one_or_none()
    if committee is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    owned = Task.id.in_(select(TaskOwner.task_id).where(TaskOwner.committee_id == committee_id))
    calendars = load_calendars(session)
    found = load_rows(session, today=today, where=owned, zone=zone, calendars=calendars)
    rows = [row for row in found if row.is_open]
    led = [row for row in rows if row.lead and row.lead.id == committee_id]
    meetings = session.execute(
        select(Meeting.id, Meeting.held_on, Meeting.starts_at)
        .where(Meeting.committee_id == committee_id, Meeting.cancelled.is_(False))
        .order_by(Meeting.held_on)
    ).all()

    passing = _passing(session, committee_id, calendars, today, zone)

    def chosen(*, meeting: date | None = None, place: str = "") -> tuple[TaskRow, ...]:
        mine = (row for row in led if _place(row, today) == (place or "meeting"))
        return _sorted(row for row in mine if meeting is None or row.actionable.meeting == meeting)

    return CommitteePage(
        id=committee.id,
        name=committee.name,
        abbreviation=committee.abbreviation,
        cutoff_days=committee.cutoff_days,
        cutoff_at=committee.cutoff_at,
        secretaries=_secretaries(session).get(committee_id, ()),
        has_calendar=bool(meetings),
        meetings=tuple(
            MeetingPlan(
                id=each.id,
                held_on=each.held_on,
                starts_at=each.starts_at,
                cutoff=calendars.working_days.before(each.held_on, committee.cutoff_days),
                tasks=chosen(meeting=each.held_on),
                passing=_sorted(row for row, day in passing if day == each.held_on),
            )
            for each in meetings
            if each.held_on >= today
        ),
        missed=chosen(place="missed"),
        impossible=chosen(place="impossible"),
        by_date=chosen(place="by_date"),
        without_date=chosen(place="without_date"),
        shared=_sorted(row for row in rows if not row.lead or row.lead.id != committee_id),
    )


def _passing(
    session: Session, committee_id: int, calendars: Calendars, today: date, zone: ZoneInfo
) -> list[tuple[TaskRow, date]]:
    """The open tasks that others lead and that come before the committee on their way, with the meeting."""
    leads = {lead for (lead, _kind), bodies in calendars.routes.items() if committee_id in bodies} - {committee_id}
    if not leads:
        return []
    led = Task.id.in_(select(TaskOwner.task_id).where(TaskOwner.committee_id.in_(leads), TaskOwner.position == 0))
    return [
        (row, stop.meeting)
        for row in load_rows(session, today=today, where=and_(open_tasks(), led), zone=zone, calendars=calendars)
        for stop in row.actionable.stops
        if stop.committee_id == committee_id
    ]


def _place(row: TaskRow, today: date) -> str:
    if row.due_on is None:
        return "without_date"
    if row.actionable.meeting is None:
        return "by_date" if row.actionable.possible else "impossible"
    return "missed" if row.actionable.meeting < today else "meeting"


def _sorted(rows: Iterable[TaskRow]) -> tuple[TaskRow, ...]:
    return tuple(sort_rows(rows, TaskOrder.DUE))


def _owns(committee_id: int, row: TaskRow) -> bool:
    return any(each.id == committee_id for each in row.committees)


def _secretaries(session: Session) -> dict[int, tuple[str, ...]]:
    found = session.execute(
        select(Secretary.committee_id, User.name)
        .join(User, Secretary.user_id == User.id)
        .where(User.active)
        .order_by(User.name, User.id)
    )
    names: dict[int, tuple[str, ...]] = {}
    for committee_id, name in found:
        names[committee_id] = (*names.get(committee_id, ()), name)
    return names
