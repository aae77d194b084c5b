"""Keeps what lists are filtered, sorted and searched by in step with the tasks, in the transaction of each change.

Every writing session ends with a look at the notes of `tracker.db.listing_marks`, and works out anew the tasks that
they name. The rules are those of the rows that lists show (`tracker.db.queries.tasks.rows`), so that there are no
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.clock import COPENHAGEN, end_of_day
from tracker.danish import number_sort_key, sort_key
from tracker.db import wording
from tracker.db.inserting import dialect_insert, table_of
from tracker.db.models import Agreement, ListedTask, RouteStep, Task, TaskOwner, UnlistedTask
from tracker.db.queries.parts.calendars import load_calendars
from tracker.db.queries.parts.waits import Waits
from tracker.db.queries.tasks.rows import TaskRow, load_rows

ZONE = "zone"
"""Where a writing session carries the municipality's time zone; a session that only reads carries none."""

TASKS_AT_A_TIME = 1000
_ANY_DAY = date(2000, 1, 1)  # nothing that is kept depends on today
_LOCK = 0x7261636B
"""The number of the lock under which PostgreSQL lets one transaction at a time work the lists out."""


def settle_before_commit(session: Session) -> None:
    """Settles the lists when a writing session is about to commit."""
    if not session.in_nested_transaction():
        settle(session)


def settle_own_changes(session: Session) -> None:
    """Lets a writing session see its own changes in lists; one that only reads has none."""
    if ZONE in session.info:
        settle(session)


def settle(session: Session) -> None:
    """Works out anew what lists know of the tasks that are noted as changed, and drops the notes."""
    session.flush()
    if session.scalar(_newest_note()) is None:
        return
    if session.get_bind().dialect.name == "postgresql":
        # Of two transactions at once, of which one moved a meeting and the other a task, the second must see both.
        # Whoever holds the lock waits for nobody who could wait for it: it is taken last, and only then.
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    noted = UnlistedTask.id <= session.scalars(_newest_note()).one()
    calendars = load_calendars(session)
    zone = session.info.get(ZONE, COPENHAGEN)
    whole = _notes_everything(session, noted)
    for ids in _pages(session, true() if whole else _concerned(noted)):
        rows = load_rows(session, today=_ANY_DAY, where=Task.id.in_(ids), zone=zone, calendars=calendars, waits=Waits())
        _write(session, [_listed(row, zone) for row in rows])
        wording.write_tasks(session, rows)
    wording.write_agreements(session, true() if whole else Agreement.id.in_(_named(UnlistedTask.agreement_id, noted)))
    session.execute(delete(UnlistedTask).where(noted))


def settle_everything(session: Session) -> None:
    """Works out anew what lists know of every task, and the words of every agreement and of the public page."""
    session.add(UnlistedTask())
    settle(session)
    wording.write_public(session)


def _newest_note() -> Select[int | None]:
    return select(func.max(UnlistedTask.id))


def _notes_everything(session: Session, noted: ColumnElement[bool]) -> bool:
    note = UnlistedTask
    names_none = and_(note.task_id.is_(None), note.committee_id.is_(None), note.agreement_id.is_(None))
    return session.scalar(select(note.id).where(noted, names_none).limit(1)) is not None


def _named(column: InstrumentedAttribute[int | None], noted: ColumnElement[bool]) -> Select[int | None]:
    return select(column).where(noted, column.is_not(None))


def _concerned(noted: ColumnElement[bool]) -> ColumnElement[bool]:
    """The tasks that the notes are about; those of a committee are all that it owns or that come by it. What was split
    off a task shows the whole's words."""
    committees = _named(UnlistedTask.committee_id, noted)
    leading_by = select(RouteStep.committee_id).where(RouteStep.body_id.in_(committees))
    owned = or_(TaskOwner.committee_id.in_(committees), TaskOwner.committee_id.in_(leading_by))
    return or_(
        Task.id.in_(_named(UnlistedTask.task_id, noted)),
        Task.split_from_id.in_(_named(UnlistedTask.task_id, noted)),
        Task.id.in_(select(TaskOwner.task_id).where(owned)),
        Task.agreement_id.in_(_named(UnlistedTask.agreement_id, noted)),
    )


def _pages(session: Session, where: ColumnElement[bool]) -> Iterator[Sequence[int]]:
    last = 0
    while True:
        query = select(Task.id).where(where, Task.id > last).order_by(Task.id).limit(TASKS_AT_A_TIME)
        ids = session.scalars(query).all()
        if not ids:
            return
        yield ids
        last = ids[-1]


def _listed(row: TaskRow, zone: ZoneInfo) -> Mapping[str, object]:
    when = row.actionable
    return {
        "task_id": row.id,
        "number_key": number_sort_key(row.number) if row.number else None,
        "title_key": sort_key(row.title),
        "committee_key": sort_key(row.lead.name) if row.lead else None,
        "responsible_key": sort_key(row.responsible) if row.responsible else None,
        "acts_on": when.on,
        "meets_on": when.meeting,
        "cutoff_on": when.cutoff,
        "closes_at": end_of_day(when.cutoff, zone) if when.cutoff else None,
        "is_possible": when.possible,
        "moves": row.moves,
    }


def _write(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    if not rows:
        return
    table = table_of(ListedTask)
    insert = dialect_insert(session, table)
    changed = {column.name: insert.excluded[column.name] for column in table.columns if column.name != "task_id"}
    session.execute(insert.on_conflict_do_update(index_elements=[table.c.task_id], set_=changed), rows)
