"""What other programs ask for beside tasks: committees with their meetings, agreements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only, selectinload

from tracker.danish import sort_key
from tracker.db.models import Agreement, Committee
from tracker.db.queries.parts.versions import IN_FORCE


def list_committees(session: Session) -> Sequence[tuple[Committee, Sequence[date]]]:
    """Every committee by name, with the days of its known meetings, those apart that were cancelled."""
    found = session.scalars(select(Committee).options(selectinload(Committee.meetings)))
    ordered = sorted(found, key=lambda committee: sort_key(committee.name))
    return [(each, [meeting.held_on for meeting in each.meetings if not meeting.cancelled]) for each in ordered]


def list_agreements(session: Session) -> Sequence[Agreement]:
    """Every agreement without its text, the newest first."""
    columns = load_only(Agreement.title, Agreement.organisation, Agreement.signed_on, raiseload=True)
    return session.scalars(select(Agreement).where(IN_FORCE).options(columns).order_by(Agreement.id.desc())).all()
