"""What the tasks of a list can be narrowed to: ids with their names."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.danish import sort_key
from tracker.db.models import Agreement, Committee, Task, User
from tracker.db.queries.parts.versions import IN_FORCE

Choice = tuple[int, str]


def committee_choices(session: Session) -> Sequence[Choice]:
    """Every committee, in Danish order."""
    found = session.execute(select(Committee.id, Committee.name))
    return sorted(((row.id, row.name) for row in found), key=lambda choice: sort_key(choice[1]))


def registered_choices(session: Session) -> Sequence[Choice]:
    """The committees of the register, in Danish order."""
    found = session.execute(select(Committee.id, Committee.name).where(Committee.registered))
    return sorted(((row.id, row.name) for row in found), key=lambda choice: sort_key(choice[1]))


def agreement_choices(session: Session) -> Sequence[Choice]:
    """Every agreement, the newest first."""
    found = session.execute(select(Agreement.id, Agreement.title).where(IN_FORCE).order_by(Agreement.id.desc()))
    return [(row.id, row.title) for row in found]


def responsible_choices(session: Session) -> Sequence[Choice]:
    """Those who are responsible for a task, by name."""
    responsible = select(Task.responsible_id).distinct()
    found = session.execute(select(User.id, User.name).where(User.id.in_(responsible)).order_by(User.name))
    return [(row.id, row.name) for row in found]


def people_choices(session: Session) -> Sequence[Choice]:
    """Those who can be made responsible for a task: every active user, in Danish order."""
    found = session.execute(select(User.id, User.name).where(User.active))
    return sorted(((row.id, row.name) for row in found), key=lambda choice: sort_key(choice[1]))


def all_people_choices(session: Session) -> Sequence[Choice]:
    """Everybody who is or was a user, in Danish order."""
    found = session.execute(select(User.id, User.name))
    return sorted(((row.id, row.name) for row in found), key=lambda choice: sort_key(choice[1]))
