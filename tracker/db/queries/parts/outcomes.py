"""How the cases of tasks fared at meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from tracker.db.among import IDS, among
from tracker.db.models import Committee, Meeting, MeetingOutcome, Task
from tracker.domain.outcomes import Outcome, Treatment

Treated = tuple[int, Treatment]
"""How a case fared, after the version of the deadline that its task then had."""

MEETINGS_BACK = 6
"""Held meetings of each body that an outcome can still be recorded for on a task's page."""


_TREATED: Select[*tuple[Any, ...]] = (
    select(
        MeetingOutcome.task_id,
        MeetingOutcome.deadline_version,
        Committee.id,
        Committee.name,
        Meeting.held_on,
        MeetingOutcome.outcome,
    )
    .join(Meeting, MeetingOutcome.meeting_id == Meeting.id)
    .join(Committee, Meeting.committee_id == Committee.id)
    .order_by(Meeting.held_on, MeetingOutcome.id)
)
_TREATED_AMONG = _TREATED.where(among(MeetingOutcome.task_id))


def load_treatments(session: Session, condition: ColumnElement[bool]) -> Mapping[int, Sequence[Treated]]:
    """How the cases of the tasks that meet `condition` fared, in the order of the meetings."""
    return _by_task(session.execute(_TREATED.join(Task, MeetingOutcome.task_id == Task.id).where(condition)))


def treatments_of(session: Session, task_ids: Sequence[int]) -> Mapping[int, Sequence[Treated]]:
    """The same for some tasks."""
    return _by_task(session.execute(_TREATED_AMONG, {IDS: task_ids}))


def _by_task(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, Sequence[Treated]]:
    found: defaultdict[int, list[Treated]] = defaultdict(list)
    for task_id, version, committee_id, name, held_on, outcome in rows:
        found[task_id].append((version, Treatment(committee_id, name, held_on, outcome)))
    return found


def last_treatment(treated: Sequence[Treated], version: int) -> Treatment | None:
    """How a case fared last while its task had a version of its deadline."""
    return next((each for while_at, each in reversed(treated) if while_at == version), None)


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A meeting that an outcome can be recorded for."""

    id: int
    committee_id: int
    committee: str
    held_on: date

    @property
    def concerned(self) -> frozenset[int]:
        """The committee, as the table of rights takes it."""
        return frozenset({self.committee_id})


def meeting_choices(session: Session, committee_ids: Iterable[int], *, today: date) -> Sequence[MeetingChoice]:
    """The last held meetings and the next one of each of the committees, the newest first."""
    found: list[MeetingChoice] = []
    for committee_id in dict.fromkeys(committee_ids):
        query = (
            select(Meeting.id, Meeting.committee_id, Committee.name, Meeting.held_on)
            .join(Committee, Meeting.committee_id == Committee.id)
            .where(Meeting.committee_id == committee_id, Meeting.cancelled.is_(False))
        )
        coming = query.where(Meeting.held_on > today).order_by(Meeting.held_on).limit(1)
        held = query.where(Meeting.held_on <= today).order_by(Meeting.held_on.desc()).limit(MEETINGS_BACK)
        found += [MeetingChoice(*row) for each in (coming, held) for row in session.execute(each)]
    return sorted(found, key=lambda each: each.held_on, reverse=True)


def outcomes_at(session: Session, meeting_id: int) -> dict[int, Outcome]:
    """What a meeting did with each task that it treated."""
    found = session.execute(
        select(MeetingOutcome.task_id, MeetingOutcome.outcome).where(MeetingOutcome.meeting_id == meeting_id)
    )
    return dict(found.all())
