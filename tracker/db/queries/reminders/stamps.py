"""How often anything has changed that reminders depend on (`tracker.db.changes`)."""

from __future__ import annotations

from sqlalchemy import Select, case, func, select

from tracker.db.changes import AWAY
from tracker.db.models import Surrounding

ALL_STAMPS: Select[int | None] = select(
    case((func.min(Surrounding.name) == AWAY, None), else_=func.sum(Surrounding.stamp))
)
"""The sum of all stamps: the same as before as long as nothing has changed. Null while the triggers are away."""
