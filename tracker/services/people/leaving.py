"""Somebody leaves: the open tasks, the committees and the standing in for others go to a successor in one step.

Each task gets a line in its history; the successor is told of all of them in one mail, by the next round of planning.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.danish import count_words, list_words
from tracker.db.models import AbsenceRow, Committee, Task, User
from tracker.db.queries.parts.rules import open_tasks
from tracker.domain.administration import AdministrationKind
from tracker.domain.roles import Right, Role
from tracker.errors import ConflictError, InputError
from tracker.language import count_of, gettext
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.administration import record
from tracker.services.people.users import deactivate, load_user
from tracker.services.reminders.reminders import Times
from tracker.services.tasks import tasks


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody has: the open tasks in the order of their due dates, the committees served, and the absences of
    others, not over yet, in which this person stands in."""

    user: User
    tasks: tuple[Task, ...]
    committees: tuple[Committee, ...]
    stands_in: Sequence[AbsenceRow]


def desk_of(session: Session, user_id: int, *, today: date) -> Desk:
    """What `hand_over` would move; raises `NotFoundError`."""
    user = load_user(session, user_id)
    found = session.scalars(select(Task).where(Task.responsible_id == user_id, open_tasks()).order_by(Task.id))
    stands_in = session.scalars(
        select(AbsenceRow)
        .where(AbsenceRow.substitute_id == user_id, AbsenceRow.ends_on >= today)
        .options(joinedload(AbsenceRow.user))
        .order_by(AbsenceRow.starts_on, AbsenceRow.id)
    ).all()
    ordered = sorted(found, key=lambda task: task.due_on or date.max)
    return Desk(user, tuple(ordered), tuple(sorted(user.committees, key=lambda each: each.name)), stands_in)


def hand_over(
    session: Session,
    user_id: int,
    successor_id: int | None,
    *,
    seen: Collection[int],
    committees_follow: bool,
    leaves: bool,
    actor: Actor,
    times: Times,
    today: date,
) -> Desk:
    """Gives what somebody has to a successor, or to nobody, and makes the person inactive if she `leaves`.

    `seen` are the ids of the tasks that whoever decides was shown. Raises `ConflictError` when others have come since,
    `InputError` with the field, `NotFoundError`, `ForbiddenError`; nothing is moved then.
    """
    require(actor, Right.ADMINISTER)
    desk = desk_of(session, user_id, today=today)
    successor = _successor(session, desk, successor_id)
    come = [task for task in desk.tasks if task.id not in set(seen)]
    if come:
        more = count_of(len(come), "opgave", "opgaver")
        raise ConflictError(
            gettext(
                "%(name)s er blevet ansvarlig for %(more)s mere, siden du så listen. Se den igen, før du overdrager."
            )
            % {"name": desk.user.name, "more": more}
        )
    if committees_follow and desk.committees:
        _hand_over_committees(desk, successor)
    for task in desk.tasks:
        reason = Saying("Overdraget fra %(name)s.", name=desk.user.name)
        tasks.set_responsible(session, task.id, successor_id, reason=reason, revision=None, actor=actor, now=times.now)
    if successor is not None:
        _stand_in(session, desk, successor)
    record(
        session,
        AdministrationKind.HANDED_OVER,
        desk.user.name,
        after=_summary(desk, successor, committees_follow=committees_follow),
        actor=actor,
        now=times.now,
    )
    if leaves:
        deactivate(session, user_id, actor=actor, times=times)
    session.flush()
    return desk


def _summary(desk: Desk, successor: User | None, *, committees_follow: bool) -> str:
    moved = f"{count_words(len(desk.tasks), 'opgave', 'opgaver')} til {successor.name if successor else 'ingen'}"
    served = list_words(each.name for each in desk.committees) if committees_follow else ""
    return f"{moved}, og {served}" if served else moved


def _successor(session: Session, desk: Desk, successor_id: int | None) -> User | None:
    if successor_id is None:
        return None
    if successor_id == desk.user.id:
        raise InputError(gettext("Vælg en anden end den, der overdrager."), "successor")
    successor = load_user(session, successor_id)
    if not successor.active:
        raise InputError(
            gettext("%(name)s er ikke længere aktiv. Vælg en anden.") % {"name": successor.name}, "successor"
        )
    return successor


def _hand_over_committees(desk: Desk, successor: User | None) -> None:
    if successor is None or successor.role is not Role.SECRETARY:
        raise InputError(
            gettext("Kun en udvalgssekretær kan overtage udvalgene. Vælg en, eller fjern krydset ved udvalgene."),
            "successor",
        )
    known = {each.id for each in successor.committees}
    successor.committees += [each for each in desk.committees if each.id not in known]
    desk.user.committees = []


def _stand_in(session: Session, desk: Desk, successor: User) -> None:
    """Lets the successor stand in. Who was to stand in for the successor is not needed: the mails go to him himself."""
    for absence in desk.stands_in:
        if absence.user_id == successor.id:
            session.delete(absence)
        else:
            absence.substitute = successor
