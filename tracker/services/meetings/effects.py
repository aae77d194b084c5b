"""What a change of meetings, rules, routes or closing days does to the days on which tasks must be acted on.

Nothing of that is stored: the days are computed from what stands in the database. So a change is tried out in a
savepoint, its effect read by the very queries that every page uses, and taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.db.queries.parts.rules import open_tasks
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.meetings import Actionable


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose day moves: as it stands, and as it would."""

    before: TaskRow
    after: TaskRow


def effect_of(
    session: Session, change: Callable[[Session], object], *, today: date, zone: ZoneInfo, keep: bool
) -> Sequence[Moved]:
    """The open tasks whose actionable date, meeting or possibility `change` moves, the earliest first.

    Those whose day has passed and stays passed are left out: nobody can act on them any earlier or later. The change
    stands afterwards when `keep` says so; else it is taken back. What `change` raises is raised.
    """
    before = _rows(session, today, zone)
    with session.begin_nested() as savepoint:
        change(session)
        after = _rows(session, today, zone)
        if not keep:
            savepoint.rollback()
    pairs = (Moved(before[each], after[each]) for each in after if each in before)
    moved = [each for each in pairs if _differ(each.before.actionable, each.after.actionable, today)]
    return sorted(moved, key=lambda each: (each.after.actionable.on or date.max, each.after.id))


def _rows(session: Session, today: date, zone: ZoneInfo) -> dict[int, TaskRow]:
    session.flush()
    return {row.id: row for row in load_rows(session, today=today, where=open_tasks(), zone=zone)}


def _differ(was: Actionable, now: Actionable, today: date) -> bool:
    has_passed = all(each.on is not None and each.on < today for each in (was, now))
    return not has_passed and (was.on, was.meeting, was.possible) != (now.on, now.meeting, now.possible)
