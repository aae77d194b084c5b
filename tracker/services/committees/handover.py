"""A committee is replaced by another: its open tasks, and who works for it, move in one step.

Each task gets a line in its history. Reminders that were planned for those who no longer follow a task are void when
their turn comes, since the outbox looks again before it sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.db.models import Committee, Task, TaskOwner
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import ConflictError, InputError
from tracker.language import gettext
from tracker.sayings import Quote, Saying
from tracker.services.actors import Actor, require
from tracker.services.committees.meeting_rules import send_through
from tracker.services.committees.register import load_committee
from tracker.services.tasks import tasks


@dataclass(frozen=True, slots=True)
class Handover:
    """What was moved, or would be: the tasks in the order of their due dates."""

    committee: Committee
    successor: Committee
    tasks: tuple[Task, ...]
    last_day: date

    @property
    def reason(self) -> Saying:
        """What the history of each task says."""
        return Saying(
            "%(committee)s findes til %(day)s; %(successor)s tager over.",
            committee=Quote(self.committee.name),
            day=self.last_day,
            successor=Quote(self.successor.name),
        )


def preview(session: Session, committee_id: int, successor_id: int, last_day: date) -> Handover:
    """What `hand_over` would move. Raises `NotFoundError`, and `InputError` where the two cannot follow each other."""
    committee, successor = load_committee(session, committee_id), load_committee(session, successor_id)
    if committee is successor:
        raise InputError(gettext("Et udvalg kan ikke afløse sig selv."), "successor")
    if successor.has_ended(last_day):
        raise InputError(
            gettext("%(name)s findes heller ikke længere. Vælg et udvalg, der gør.") % {"name": successor.name},
            "successor",
        )
    if committee.valid_from and last_day < committee.valid_from:
        raise InputError(gettext("Udvalget kan ikke slutte, før det begynder."), "last_day")
    found = session.scalars(
        select(Task)
        .join(TaskOwner, TaskOwner.task_id == Task.id)
        .where(TaskOwner.committee_id == committee_id)
        .options(selectinload(Task.owners).joinedload(TaskOwner.committee))
        .order_by(Task.id)
    )
    moved = sorted(
        (task for task in found if is_open(task.status, task.kind)), key=lambda each: each.due_on or date.max
    )
    return Handover(committee, successor, tuple(moved), last_day)


def hand_over(
    session: Session,
    committee_id: int,
    successor_id: int,
    *,
    last_day: date,
    secretaries_follow: bool,
    seen: int | None = None,
    actor: Actor,
    now: datetime,
) -> Handover:
    """Ends a committee with `last_day`, and gives its open tasks to its successor, in the same place among the owners.

    `seen` is how many tasks whoever decides was shown. Raises `ConflictError` when there are more or fewer by now,
    `ForbiddenError`, and what `preview` raises.
    """
    require(actor, Right.ADMINISTER)
    plan = preview(session, committee_id, successor_id, last_day)
    if seen is not None and seen != len(plan.tasks):
        raise ConflictError(
            gettext("Udvalget har nu %(count)s åbne opgaver; du så %(seen)s. Se listen igen, før du overdrager dem.")
            % {"count": len(plan.tasks), "seen": seen}
        )
    for task in plan.tasks:
        owners = [owner.committee_id for owner in task.owners]
        wanted = [successor_id if each == committee_id else each for each in owners]
        tasks.reassign(session, task.id, list(dict.fromkeys(wanted)), reason=plan.reason, actor=actor, now=now)
    plan.committee.valid_until, plan.committee.successor = last_day, plan.successor
    plan.committee.registered = plan.successor.registered = True
    send_through(session, committee_id, successor_id)
    if secretaries_follow:
        known = {each.id for each in plan.successor.secretaries}
        plan.successor.secretaries += [each for each in plan.committee.secretaries if each.id not in known]
    session.flush()
    return plan
