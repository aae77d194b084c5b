"""Small makers of rows: committees, users, tasks. Each takes what a test cares about and fills in the rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from tests.readings import READING, TEXT
from tracker.agreement.values import Basis, TaskKind
from tracker.db.models import Committee, Meeting, Task, User
from tracker.documents import Document
from tracker.domain.roles import Role
from tracker.services.actors import Actor
from tracker.services.agreements import agreements
from tracker.services.review import review
from tracker.services.tasks import origin

NOW = datetime(2018, 10, 9, 8, 0, tzinfo=UTC)
ADMINISTRATION = Actor(None, "Anna Holm", Role.ADMINISTRATION)

_numbers = itertools.count(1)


def make_committee(session: Session, name: str | None = None, *, meetings: Iterable[date] = ()) -> Committee:
    """A committee, with its meetings."""
    committee = Committee(name=name or f"Udvalg {next(_numbers)}")
    committee.meetings = [Meeting(held_on=day) for day in meetings]
    session.add(committee)
    session.flush()
    return committee


def make_user(
    session: Session,
    name: str = "Anna Holm",
    *,
    role: Role = Role.ADMINISTRATION,
    committees: Iterable[Committee] = (),
    active: bool = True,
) -> User:
    """A user; a secretary of `committees`."""
    user = User(
        email=f"bruger{next(_numbers)}@example.dk",
        name=name,
        role=role,
        committees=list(committees),
        active=active,
        created_at=NOW,
    )
    session.add(user)
    session.flush()
    return user


def make_task(
    session: Session,
    title: str = "Forslag forelægges udvalget",
    *,
    due: date | None = date(2019, 5, 31),
    start: date | None = None,
    kind: TaskKind = TaskKind.PRESENTATION,
    basis: Basis | None = Basis.EXPLICIT,
    owners: Iterable[Committee] = (),
    now: datetime = NOW,
) -> Task:
    """A task written by hand, without an agreement."""
    task = Task(title=title, kind=kind, basis=basis, starts_on=start, due_on=due)
    origin.begin(task, owners=list(owners), actor=ADMINISTRATION, now=now)
    session.add(task)
    session.flush()
    return task


def import_agreement(session: Session, *, accept: bool = True, now: datetime = NOW) -> int:
    """Stores the agreement of `tests.readings` and, if asked, accepts what is dated; returns its id."""
    result = agreements.import_reading(session, Document(TEXT, "aftale.txt"), READING, actor=ADMINISTRATION, now=now)
    if accept:
        review.accept_dated(session, result.agreement_id, actor=ADMINISTRATION, now=now)
    return result.agreement_id
