"""What administrators do is written down with the change itself, and never changed again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.db.models import AdministrationEvent
from tracker.domain.administration import AdministrationKind
from tracker.services.actors import Actor


def record(
    session: Session,
    kind: AdministrationKind,
    subject: str,
    *,
    before: str | None = None,
    after: str | None = None,
    actor: Actor,
    now: datetime,
) -> AdministrationEvent:
    """Writes that `actor` did something at `now`, by the clock that the domain sees."""
    event = AdministrationEvent(
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.name,
        kind=kind,
        subject=subject,
        before=before,
        after=after,
    )
    session.add(event)
    session.flush()
    return event
