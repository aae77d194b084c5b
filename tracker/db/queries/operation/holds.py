"""Whether mails wait because the database was put back from a copy."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import DeliveryHold


def hold_of(session: Session) -> DeliveryHold | None:
    """The hold that stands, of several the one of the newest copy; none where mails go."""
    query = select(DeliveryHold).where(DeliveryHold.ended_at.is_(None)).order_by(DeliveryHold.since.desc())
    return session.scalars(query.limit(1)).first()
