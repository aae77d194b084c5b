"""When the scheduler last did its work to the end, and what it could not do then."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Lease


def last_beat(session: Session) -> datetime | None:
    """When any process last came to the end of its work, by the machine's clock; none where none ever has."""
    return session.scalar(select(func.max(Lease.completed_at)))


def scheduler_troubles(session: Session) -> list[str]:
    """What could not be done when the work was last done: a Danish sentence each, that names nobody."""
    found = session.scalars(select(Lease.troubles).where(Lease.troubles.is_not(None)).order_by(Lease.name))
    return [sentence for troubles in found if troubles for sentence in troubles.splitlines()]
