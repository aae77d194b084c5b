"""A proposal becomes a task; where its acceptance is taken back, the task is dropped and waits to be taken up again.

A task and its history are never removed. A proposal has one task for good: accepting it again opens that one, with a
new version of its deadline, so that reminders begin anew and the first date stays.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import local_date
from tracker.db.models import Committee, Proposal, SavingRow, Task, TaskEvent, TaskOwner
from tracker.domain import recurrence
from tracker.domain.recurrence import Series
from tracker.domain.status import Status
from tracker.sayings import Saying
from tracker.services.actors import Actor
from tracker.services.committees.register import owners_by_name
from tracker.services.tasks import occurrences, origin

WITHDRAWN = Saying("Accept fortrudt.")
RENEWED = Saying("Accepteret igen i gennemgangen af aftalen.")


def make_tasks(session: Session, proposals: Sequence[Proposal], *, actor: Actor, now: datetime) -> list[Task]:
    """One task of each proposal: a new one, or the one that it had, opened again. Flushes."""
    register = owners_by_name(session, local_date(now))
    standing = tasks_of(session, [proposal.id for proposal in proposals])
    made = []
    for proposal in proposals:
        owners = owners_of(session, proposal, register)
        task = standing.get(proposal.id)
        if task is None:
            task = _new(proposal, owners, actor, now)
            session.add(task)
        elif task.status is Status.DROPPED:
            _renew(session, task, proposal, owners, actor, now)
        made.append(task)
    session.flush()
    return made


def tasks_of(session: Session, proposal_ids: Collection[int]) -> dict[int, Task]:
    """The tasks of proposals by the proposal's id, locked, with what a change of them needs."""
    found = session.scalars(
        select(Task)
        .where(Task.proposal_id.in_(proposal_ids))
        .options(
            selectinload(Task.owners).joinedload(TaskOwner.committee),
            selectinload(Task.deadlines),
            selectinload(Task.occurrences),
            joinedload(Task.series),
        )
        .order_by(Task.id)
        .with_for_update(of=Task)
        .execution_options(populate_existing=True)
    )
    return {task.proposal_id: task for task in found if task.proposal_id is not None}


def newest_events(session: Session, task_ids: Collection[int]) -> dict[int, int]:
    """The id of the newest line in the history of each task."""
    found = session.execute(
        select(TaskEvent.task_id, func.max(TaskEvent.id))
        .where(TaskEvent.task_id.in_(task_ids))
        .group_by(TaskEvent.task_id)
    )
    return dict(found.all())


def saving_windows(saving: SavingRow) -> list[tuple[date, date]]:
    """The budget years in which a row of savings has money."""
    years = sorted(amount.year for amount in saving.amounts if amount.kroner)
    return [(date(year, 1, 1), date(year, 12, 31)) for year in years]


def owners_of(session: Session, proposal: Proposal, register: dict[str, Committee]) -> list[Committee]:
    """The committees that own what a proposal promises, by the register of `owners_by_name`; one it lacks is made."""
    owners: list[Committee] = []
    for named in proposal.committees:
        owner = register.get(named.name)
        if owner is None:
            owner = register[named.name] = Committee(name=named.name)
            session.add(owner)
        if owner not in owners:
            owners.append(owner)
    return owners


def _new(proposal: Proposal, owners: Sequence[Committee], actor: Actor, now: datetime) -> Task:
    task = Task(
        agreement_id=proposal.agreement_id,
        proposal=proposal,
        section=proposal.section,
        title=proposal.title,
        kind=proposal.kind,
        basis=proposal.basis,
        starts_on=proposal.starts_on,
        due_on=proposal.due_on,
        committees_inferred=proposal.committees_inferred,
    )
    occurrences.begin(task, series_of(proposal), today=local_date(now))
    origin.begin(task, owners=owners, actor=actor, now=now)
    return task


def _renew(
    session: Session, task: Task, proposal: Proposal, owners: Sequence[Committee], actor: Actor, now: datetime
) -> None:
    """Opens a task that was withdrawn, as the proposal now stands."""
    task.title, task.kind, task.basis, task.section = proposal.title, proposal.kind, proposal.basis, proposal.section
    task.committees_inferred = proposal.committees_inferred
    session.flush()  # committees that are new get their ids
    current = occurrences.follow(task, series_of(proposal), today=local_date(now))
    origin.renew(
        task,
        owners=owners,
        window=(current.starts_on, current.due_on) if current else (proposal.starts_on, proposal.due_on),
        occurrence=current.number if current else None,
        comment=RENEWED,
        actor=actor,
        now=now,
    )


def series_of(proposal: Proposal) -> Series | None:
    """The times at which the task of a proposal falls due again and again; none for one that is done once."""
    if proposal.saving is not None:
        windows = saving_windows(proposal.saving)
        return Series(tuple(windows)) if windows else None
    if proposal.recurrence is None:
        return None
    signed_on = proposal.agreement.signed_on
    return recurrence.series_of(proposal.recurrence, proposal.starts_on, proposal.due_on, signed_on=signed_on)
