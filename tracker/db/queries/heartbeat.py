"""When the scheduler last showed a sign of life."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Lease


def last_beat(session: Session) -> datetime | None:
    """The newest heartbeat of any process, by the machine's clock; none where none has ever run."""
    return session.scalar(select(func.max(Lease.beat_at)))
