"""What whoever approves for the public must see: what is shown, what could be, and what was approved before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.agreement.values import TaskKind
from tracker.db.models import PublicWording, PublishedAgreement, PublishedTask, Task
from tracker.domain.status import Status


@dataclass(frozen=True, slots=True)
class Approvable:
    """A task of an agreement. `shown` is none where nobody ever approved a wording of it; `changed` tells whether the
    status was set after the wording was approved."""

    id: int
    title: str
    status: Status
    kind: TaskKind
    due_on: date | None
    shown: bool | None
    public_title: str | None
    approved_at: datetime | None
    changed: bool


def publication_of(session: Session, task_id: int) -> PublishedTask | None:
    """Whether a task is shown, with the wording in force; none where nobody ever approved one."""
    return session.scalar(
        select(PublishedTask).where(PublishedTask.task_id == task_id).options(joinedload(PublishedTask.wording))
    )


def wordings_of(session: Session, task_id: int) -> Sequence[PublicWording]:
    """Every wording of a task that was ever approved, the newest first."""
    query = select(PublicWording).where(PublicWording.task_id == task_id).order_by(PublicWording.number.desc())
    return session.scalars(query).all()


def published_agreement(session: Session, agreement_id: int) -> PublishedAgreement | None:
    """How an agreement is or was shown; none where it never was."""
    return session.get(PublishedAgreement, agreement_id)


def list_approvable(session: Session, agreement_id: int) -> Sequence[Approvable]:
    """The tasks of an agreement, in the order of their dates; those without one last."""
    rows = session.execute(
        select(
            Task.id,
            Task.title,
            Task.status,
            Task.kind,
            Task.due_on,
            Task.status_at,
            PublishedTask.shown,
            PublicWording.title.label("public_title"),
            PublicWording.approved_at,
        )
        .join(PublishedTask, PublishedTask.task_id == Task.id, isouter=True)
        .join(PublicWording, PublicWording.id == PublishedTask.wording_id, isouter=True)
        .where(Task.agreement_id == agreement_id)
        .order_by(Task.due_on.is_(None), Task.due_on, Task.id)
    )
    return [
        Approvable(
            id=row.id,
            title=row.title,
            status=row.status,
            kind=row.kind,
            due_on=row.due_on,
            shown=row.shown,
            public_title=row.public_title,
            approved_at=row.approved_at,
            changed=row.approved_at is not None and row.status_at > row.approved_at,
        )
        for row in rows
    ]
