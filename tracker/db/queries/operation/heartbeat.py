"""When each work of the scheduler was last done to the end, and what could not be done then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Lease
from tracker.sayings import Saying

PLANNING = "planning"
"""The lease of the process that plans; each time that it has come to its end is a heartbeat."""

BOUNCES = "bounces"
"""The lease of the process that reads the mailbox of mails that came back."""


@dataclass(frozen=True, slots=True)
class Work:
    """A work that has been begun: when it last began, when it was last done to the end, and what could not be done, in
    sentences that name nobody. Times are the machine's."""

    began_at: datetime
    completed_at: datetime | None
    troubles: tuple[str, ...]


def work_of(session: Session, name: str) -> Work | None:
    """How a work stands; none where no process has ever begun it."""
    lease = session.get(Lease, name)
    if lease is None:
        return None
    return Work(lease.beat_at, lease.completed_at, _troubles(lease))


def _troubles(lease: Lease) -> tuple[str, ...]:
    """The sentences of a lease, which stand one a line."""
    lines, facts = (lease.troubles or "").splitlines(), lease.troubles_facts
    parts = facts.get("parts", [facts]) if facts else ()
    if len(parts) != len(lines):
        return tuple(lines)
    return tuple(
        Saying.of(fact, line) if isinstance(fact, dict) else line for fact, line in zip(parts, lines, strict=True)
    )


def last_beat(session: Session) -> datetime | None:
    """When planning last came to its end, by the machine's clock; none where it never has."""
    return session.scalar(select(Lease.completed_at).where(Lease.name == PLANNING))


def planning_troubles(session: Session) -> tuple[str, ...]:
    """What could not be planned when that was last done."""
    work = work_of(session, PLANNING)
    return work.troubles if work else ()
