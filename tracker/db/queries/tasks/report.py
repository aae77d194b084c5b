"""What a report says of many tasks at once: money, the last change, what happened in a span."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN, end_of_day
from tracker.db.models import AllocationAmount, AllocationRow, Proposal, SavingAmount, Task, TaskEvent
from tracker.db.queries.parts.latest import Word, word_of
from tracker.domain.history import BESIDE, EventKind


def money_by_task(session: Session, tasks: ColumnElement[bool]) -> Mapping[int, Mapping[int, int]]:
    """Kroner by year of each of `tasks`: a saving's own, or what the agreement allocates to its section in all."""
    savings = (
        select(Task.id, SavingAmount.year, SavingAmount.kroner)
        .join(Proposal, Task.proposal_id == Proposal.id)
        .join(SavingAmount, SavingAmount.saving_id == Proposal.saving_id)
        .where(tasks)
    )
    own_section = and_(AllocationRow.agreement_id == Task.agreement_id, AllocationRow.section == Task.section)
    allocations = (
        select(Task.id, AllocationAmount.year, AllocationAmount.kroner)
        .join(AllocationRow, own_section)
        .join(AllocationAmount, AllocationAmount.allocation_id == AllocationRow.id)
        .where(tasks)
    )
    found: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for query in (savings, allocations):
        for task_id, year, kroner in session.execute(query):
            found[task_id][year] += kroner
    return found


def last_changes(session: Session, tasks: ColumnElement[bool], *, end: datetime | None = None) -> Mapping[int, int]:
    """The last line of the history of each of `tasks` (before `end`, where it is given) that changed where the task
    stands: its id."""
    query = (
        select(TaskEvent.task_id, func.max(TaskEvent.id).label("change"))
        .join(Task, TaskEvent.task_id == Task.id)
        .where(tasks, TaskEvent.kind.not_in(BESIDE))
        .group_by(TaskEvent.task_id)
    )
    if end is not None:
        query = query.where(TaskEvent.at < end)
    return {row.task_id: row.change for row in session.execute(query)}


def changes_between(
    session: Session, task_ids: Collection[int], *, after: date, until: date, zone: ZoneInfo = COPENHAGEN
) -> Sequence[Word]:
    """What happened to the tasks after the end of the day `after` and by the end of `until`, the oldest first."""
    span = and_(TaskEvent.at >= end_of_day(after, zone), TaskEvent.at < end_of_day(until, zone))
    query = (
        select(TaskEvent, Task.title)
        .join(Task, TaskEvent.task_id == Task.id)
        .where(span, TaskEvent.kind.not_in((EventKind.CREATED, EventKind.BOUNCE, EventKind.PUBLICATION)))
        .order_by(TaskEvent.id)
    )
    wanted = set(task_ids)
    return [word_of(event, title) for event, title in session.execute(query) if event.task_id in wanted]
