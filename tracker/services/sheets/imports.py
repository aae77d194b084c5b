"""A sheet that comes back: looked at, its good rows taken in together, and all of it taken back.

Looking stores the rows and changes no task. Taking in makes every change again that is still possible, in one
transaction, each by the service that the pages use; what cannot be taken stays with the import, so that it can be
fetched, mended and sent in again. What was taken can be undone as a whole (`tracker.services.sheets.undo`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN
from tracker.db.models import SheetImport, Task
from tracker.db.queries.tasks.report import last_changes
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.sheets.changes import Wish, make
from tracker.services.sheets.lines import SheetLine
from tracker.services.sheets.plan import Fate, PlannedRow, Settlement, SheetPlan, make_rows, plan_rows, plan_sheet
from tracker.services.sheets.undo import snapshot
from tracker.services.tasks import bulk
from tracker.services.tasks.record import lock_task

KEPT = timedelta(days=1)
"""How long a sheet that was only looked at is kept."""


def look(session: Session, lines: Sequence[SheetLine], *, file_name: str, actor: Actor, now: datetime) -> SheetImport:
    """Stores the rows of a sheet for whoever sent it; what the same person left unfinished before is thrown away."""
    require_some(actor)
    unfinished = SheetImport.taken_at.is_(None)
    session.execute(
        delete(SheetImport).where(unfinished, or_(SheetImport.actor_id == actor.user_id, SheetImport.at < now - KEPT))
    )
    found = SheetImport(
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.name,
        file_name=file_name[:300],
        lines=[asdict(line) for line in lines],
        changes=[],
    )
    session.add(found)
    session.flush()
    return found


def require_some(actor: Actor) -> None:
    """Raises `ForbiddenError` for who may set the status of no task; the rest each task asks for itself."""
    require(actor, Right.SET_STATUS, actor.committees)


def one_import(session: Session, import_id: int, *, actor: Actor, lock: bool = False) -> SheetImport:
    """An import; one that is not taken is there for whoever sent it alone. Raises `NotFoundError`."""
    query = select(SheetImport).where(SheetImport.id == import_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or (found.taken_at is None and found.actor_id != actor.user_id):
        raise NotFoundError(gettext("Indlæsningen findes ikke. Vælg filen igen."))
    return found


def preview(session: Session, import_id: int, *, actor: Actor, now: datetime, zone: ZoneInfo = COPENHAGEN) -> SheetPlan:
    """What taking in would do; writes nothing. Raises `InputError` for a sheet with too many changes."""
    found = one_import(session, import_id, actor=actor)
    return plan_sheet(session, _lines(found), actor=_from_sheet(actor, found), now=now, zone=zone)


def take_in(
    session: Session,
    import_id: int,
    *,
    settlements: Mapping[int, Settlement] = MappingProxyType({}),
    actor: Actor,
    now: datetime,
    zone: ZoneInfo = COPENHAGEN,
) -> SheetImport:
    """Makes the changes of a sheet; what cannot be taken stays in its `lines`, with the reasons. Conflicts are among
    them unless `settlements` (by the task's id) say what counts."""
    found = one_import(session, import_id, actor=actor, lock=True)
    if found.taken_at is not None:
        raise InputError(gettext("Regnearket er allerede indlæst."))
    rows = plan_rows(session, _lines(found), zone, settlements)
    before: dict[int, dict[str, Any]] = {}

    def make_and_note(session: Session, task_id: int, wish: Wish, **how: Any) -> None:
        stood = snapshot(lock_task(session, task_id))
        make(session, task_id, wish, **how)
        before[task_id] = stood

    make_rows(session, rows, make_and_note, run=bulk.change_many, actor=_from_sheet(actor, found), now=now)
    last = last_changes(session, Task.id.in_(before.keys()))
    found.changes = [{"task_id": task_id, "before": stood, "last": last[task_id]} for task_id, stood in before.items()]
    found.lines = [_left_out(row) for row in rows if row.message is not None]
    found.taken_at = now
    session.flush()
    return found


def left_out(
    session: Session, found: SheetImport, *, actor: Actor, now: datetime, zone: ZoneInfo = COPENHAGEN
) -> Sequence[PlannedRow]:
    """The rows that are not taken in: as they were left when the sheet was taken, else as they would be."""
    if found.taken_at is not None:
        return [_stored_row(stored) for stored in found.lines]
    plan = preview(session, found.id, actor=actor, now=now, zone=zone)
    return [row for row in plan.rows if row.message is not None]


def _from_sheet(actor: Actor, found: SheetImport) -> Actor:
    return replace(actor, sheet=found.file_name)


def _lines(found: SheetImport) -> Sequence[SheetLine]:
    return [_stored_line(stored) for stored in found.lines]


def _stored_line(stored: dict[str, Any]) -> SheetLine:
    return SheetLine(**{name: stored[name] for name in ("sheet", "number", "cells", "formulas")})


def _left_out(row: PlannedRow) -> dict[str, Any]:
    return {
        **asdict(row.line),
        "fate": row.fate.value,
        "task_id": row.task_id,
        "title": row.title,
        "message": row.message,
        "column": row.column,
    }


def _stored_row(stored: dict[str, Any]) -> PlannedRow:
    return PlannedRow(
        _stored_line(stored),
        Fate(stored["fate"]),
        task_id=stored["task_id"],
        title=stored["title"],
        message=stored["message"],
        column=stored["column"],
    )
