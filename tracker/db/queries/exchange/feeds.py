"""What stands in a calendar that other programs fetch: when each date was set, and a committee's meetings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.db.models import DeadlineVersion, Meeting, Task


def dates_set_at(session: Session, task_ids: Collection[int]) -> Mapping[int, datetime]:
    """When the date that each task has now was set."""
    newest = and_(DeadlineVersion.task_id == Task.id, DeadlineVersion.number == Task.deadline_version)
    found = session.execute(select(Task.id, DeadlineVersion.set_at).join(DeadlineVersion, newest))
    wanted = set(task_ids)
    return {row.id: row.set_at for row in found if row.id in wanted}


def meetings_of(session: Session, committee_id: int) -> Sequence[Meeting]:
    """The meetings of a committee that are held, in order."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.committee_id == committee_id, Meeting.cancelled.is_(False))
        .order_by(Meeting.held_on)
    ).all()
