"""The files of meetings that were taken in, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import MeetingImport

SHOWN = 20
"""Older imports are of no use: their meetings have been held, and are not taken back."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import: who, when, which file, how many meetings it changed in which committees."""

    id: int
    at: datetime
    who: str
    file_name: str
    meetings: int
    committees: frozenset[int]
    undone_at: datetime | None


def list_imports(session: Session) -> Sequence[ImportRow]:
    """The last imports."""
    found = session.scalars(select(MeetingImport).order_by(MeetingImport.id.desc()).limit(SHOWN))
    return [
        ImportRow(
            id=each.id,
            at=each.at,
            who=each.actor_name,
            file_name=each.file_name,
            meetings=len(each.changes),
            committees=frozenset((change["after"] or change["before"])["committee_id"] for change in each.changes),
            undone_at=each.undone_at,
        )
        for each in found
    ]
