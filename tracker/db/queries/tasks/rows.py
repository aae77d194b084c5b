"""A task as lists show it: its facts, its actionable date and its traffic light, in one home for all who ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, func, select, true
from sqlalchemy.orm import Session, aliased

from tracker.agreement.values import Basis, TaskKind
from tracker.clock import COPENHAGEN, local_date
from tracker.db.models import (
    Agreement,
    AgreementSection,
    Committee,
    DeadlineVersion,
    Proposal,
    SavingRow,
    Task,
    TaskOwner,
    TaskSeries,
    User,
)
from tracker.db.queries.parts.calendars import Calendars, load_calendars
from tracker.db.queries.parts.dates import first_date, is_newest, number_of_moves
from tracker.db.queries.parts.outcomes import Treated, last_treatment, load_treatments
from tracker.db.queries.parts.waits import Tied, Waits, load_waits
from tracker.domain.meetings import Actionable
from tracker.domain.outcomes import Treatment
from tracker.domain.status import Light, Status, derive_light, is_late_for_agenda, is_open, is_overdue, ruling_light


@dataclass(frozen=True, slots=True)
class CommitteeName:
    """A committee that owns a task."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as it stands on `today`.

    `number` is the section of the agreement or the code of the saving; `occurrence` the number of the time at which the
    task stands; `first_due_on` the first date of that time and `moves` how often people moved it; `rule` tells how
    often the task falls due again; `committees` have the lead first; `status_on` is the local day on which a status was
    last set; `quote` the words of the agreement.
    """

    today: date
    id: int
    number: str | None
    is_saving: bool
    section_title: str | None
    title: str
    kind: TaskKind
    basis: Basis | None
    status: Status
    status_on: date
    presented_on: date | None
    starts_on: date | None
    due_on: date | None
    deadline_version: int
    occurrence: int
    rule: str | None
    first_due_on: date | None
    moves: int
    agreement_id: int | None
    agreement_title: str | None
    quote: str | None
    committees: tuple[CommitteeName, ...]
    committees_inferred: bool
    responsible_id: int | None
    responsible: str | None
    revision: int
    actionable: Actionable
    light: Light
    light_reason: str
    set_light: Light | None  # by hand
    set_light_reason: str | None
    treatment: Treatment | None  # the last, whichever deadline the task had then
    awaited: tuple[Tied, ...] = ()  # the open tasks that this one waits for, while it is open
    waiting: tuple[Tied, ...] = ()  # and those that wait for it

    @property
    def lead(self) -> CommitteeName | None:
        """The committee that decides or receives."""
        return self.committees[0] if self.committees else None

    @property
    def is_open(self) -> bool:
        """Whether the task still asks something of somebody."""
        return is_open(self.status, self.kind)

    @property
    def ruling_light(self) -> Light:
        """The light that lists are filtered, sorted and counted by: set by hand, or following from the dates."""
        return ruling_light(self.light, self.set_light, open=self.is_open)

    @property
    def is_overruled(self) -> bool:
        """Whether somebody set another light than the one that follows from the dates."""
        return self.ruling_light is not self.light

    @property
    def is_waiting(self) -> bool:
        """Whether the task waits for another."""
        return bool(self.awaited)

    @property
    def is_blocking(self) -> bool:
        """Whether another task waits for this one."""
        return bool(self.waiting)

    @property
    def is_overdue(self) -> bool:
        """Whether the task is open and its last day has passed."""
        return is_overdue(self.status, self.kind, self.due_on, self.today)

    @property
    def days_over(self) -> int:
        """Days since the due date of an overdue task; otherwise 0."""
        return (self.today - self.due_on).days if self.is_overdue and self.due_on else 0

    @property
    def is_late_for_agenda(self) -> bool:
        """Whether the task is open and not overdue, but the cut-off of its last meeting has passed."""
        return is_late_for_agenda(
            status=self.status,
            kind=self.kind,
            due=self.due_on,
            status_on=self.status_on,
            meeting=self.actionable.meeting,
            cutoff=self.actionable.cutoff,
            today=self.today,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What changes about a task while it is followed, as it was at some moment; the words as in `TaskRow`."""

    status: Status
    status_at: datetime
    presented_on: date | None
    starts_on: date | None
    due_on: date | None
    deadline_version: int
    occurrence: int
    first_due_on: date | None
    moves: int
    committees: tuple[CommitteeName, ...]
    responsible_id: int | None
    responsible: str | None
    set_light: Light | None
    set_light_reason: str | None
    treated: Sequence[Treated]  # in the order of the meetings


def load_rows(
    session: Session,
    *,
    today: date,
    where: ColumnElement[bool] | None = None,
    zone: ZoneInfo = COPENHAGEN,
    earlier: Mapping[int, Standing] | None = None,
    calendars: Calendars | None = None,
    waits: Waits | None = None,
) -> list[TaskRow]:
    """The tasks that meet `where` (a condition on the table of tasks), in the order of their ids.

    A handful of statements, however many tasks there are. A task whose id is in `earlier` is shown as it stood then.
    Who has loaded the `calendars`, or the `waits` of another day, passes them on.
    """
    condition = true() if where is None else where
    found = session.execute(_facts().where(condition).order_by(Task.id)).all()
    owners = owners_of(session, condition)
    calendars = calendars or load_calendars(session)
    earlier = earlier or {}
    treated = load_treatments(session, condition)
    waits = load_waits(session, condition) if waits is None else waits
    return [
        _row(
            facts,
            earlier.get(facts.id) or _present(facts, owners[facts.id], treated.get(facts.id, ())),
            (waits.awaited.get(facts.id, ()), waits.waiting.get(facts.id, ())),
            calendars,
            today,
            zone,
        )
        for facts in found
    ]


def _present(facts: Row[*tuple[Any, ...]], owners: Sequence[CommitteeName], treated: Sequence[Treated]) -> Standing:
    return Standing(
        status=facts.status,
        status_at=facts.status_at,
        presented_on=facts.presented_on,
        starts_on=facts.starts_on,
        due_on=facts.due_on,
        deadline_version=facts.deadline_version,
        occurrence=facts.occurrence or 1,
        first_due_on=facts.first_due_on,
        moves=facts.moves,
        committees=tuple(owners),
        responsible_id=facts.responsible_id,
        responsible=facts.responsible,
        set_light=facts.set_light,
        set_light_reason=facts.set_light_reason,
        treated=treated,
    )


def _facts() -> Select[*tuple[Any, ...]]:
    newest = aliased(DeadlineVersion)
    section_title = (
        select(func.min(AgreementSection.title))
        .where(AgreementSection.agreement_id == Task.agreement_id, AgreementSection.number == Task.section)
        .scalar_subquery()
    )
    whole = Task.__table__.alias("whole")  # a part is promised by the words of the task that it was split off from
    columns: Sequence[Any] = [
        *Task.__table__.columns,
        SavingRow.code,
        Agreement.title.label("agreement_title"),
        Agreement.signed_on,
        Proposal.quote,
        User.name.label("responsible"),
        first_date(newest).label("first_due_on"),
        number_of_moves(newest).label("moves"),
        section_title.label("section_title"),
        newest.occurrence,
        TaskSeries.rule,
    ]
    return (
        select(*columns)
        .select_from(Task)
        .join(newest, is_newest(newest), isouter=True)
        .join(TaskSeries, TaskSeries.task_id == Task.id, isouter=True)
        .join(Agreement, Task.agreement_id == Agreement.id, isouter=True)
        .join(whole, Task.split_from_id == whole.c.id, isouter=True)
        .join(Proposal, Proposal.id == func.coalesce(Task.proposal_id, whole.c.proposal_id), isouter=True)
        .join(SavingRow, Proposal.saving_id == SavingRow.id, isouter=True)
        .join(User, Task.responsible_id == User.id, isouter=True)
    )


def owners_of(session: Session, condition: ColumnElement[bool]) -> defaultdict[int, list[CommitteeName]]:
    """The committees that own each of the tasks that meet `condition`, the lead first."""
    owners: defaultdict[int, list[CommitteeName]] = defaultdict(list)
    for task_id, committee_id, name in session.execute(
        select(TaskOwner.task_id, Committee.id, Committee.name)
        .join(Committee, TaskOwner.committee_id == Committee.id)
        .join(Task, TaskOwner.task_id == Task.id)
        .where(condition)
        .order_by(TaskOwner.task_id, TaskOwner.position)
    ):
        owners[task_id].append(CommitteeName(committee_id, name))
    return owners


def _row(
    facts: Row[*tuple[Any, ...]],
    standing: Standing,
    tied: tuple[tuple[Tied, ...], tuple[Tied, ...]],
    calendars: Calendars,
    today: date,
    zone: ZoneInfo,
) -> TaskRow:
    status_on = local_date(standing.status_at, zone)
    when = calendars.actionable(
        kind=facts.kind,
        due=standing.due_on,
        earliest=standing.starts_on or facts.signed_on,
        lead=standing.committees[0].id if standing.committees else None,
        last=last_treatment(standing.treated, standing.deadline_version),
    )
    light, reason = derive_light(
        status=standing.status,
        kind=facts.kind,
        due=standing.due_on,
        actionable=when.on,
        meeting=when.meeting,
        possible=when.possible,
        last_status_on=status_on,
        moves=standing.moves,
        today=today,
    )
    return TaskRow(
        today=today,
        id=facts.id,
        number=facts.code or facts.section,
        is_saving=facts.code is not None,
        section_title=facts.section_title,
        title=facts.title,
        kind=facts.kind,
        basis=facts.basis,
        status=standing.status,
        status_on=status_on,
        presented_on=standing.presented_on,
        starts_on=standing.starts_on,
        due_on=standing.due_on,
        deadline_version=standing.deadline_version,
        occurrence=standing.occurrence,
        rule=facts.rule,
        first_due_on=standing.first_due_on,
        moves=standing.moves,
        agreement_id=facts.agreement_id,
        agreement_title=facts.agreement_title,
        quote=facts.quote,
        committees=standing.committees,
        committees_inferred=facts.committees_inferred,
        responsible_id=standing.responsible_id,
        responsible=standing.responsible,
        revision=facts.revision,
        actionable=when,
        light=light,
        light_reason=reason,
        set_light=standing.set_light,
        set_light_reason=standing.set_light_reason,
        treatment=standing.treated[-1][1] if standing.treated else None,
        awaited=tied[0],
        waiting=tied[1],
    )
