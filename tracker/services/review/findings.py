"""A person has looked at an unclear place of an agreement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.db.inserting import insert_new
from tracker.db.models import FindingRow, FindingSeen
from tracker.domain.roles import Right
from tracker.errors import NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require


def mark_seen(session: Session, agreement_id: int, finding_id: int, seen: bool, *, actor: Actor, now: datetime) -> None:
    """Says that a finding was looked at, or that it must be looked at again. The first who saw it is kept."""
    require(actor, Right.IMPORT)
    finding = session.get(FindingRow, finding_id)
    if finding is None or finding.agreement_id != agreement_id:
        raise NotFoundError(gettext("Uklarheden findes ikke i aftalen."))
    if seen:
        values = {"finding_id": finding_id, "at": now, "user_id": actor.user_id, "user_name": actor.name}
        insert_new(session, FindingSeen, [values], returning="finding_id")
    else:
        session.execute(delete(FindingSeen).where(FindingSeen.finding_id == finding_id))
