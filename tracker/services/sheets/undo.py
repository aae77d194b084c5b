"""Taking back what a sheet changed: all of it, or nothing where somebody has worked on one of the tasks since.

The history is never changed: each task gets what it had by new lines, and its date by a new version that is no move.
Comments stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Committee, SheetImport, Task, User
from tracker.db.queries.tasks.report import last_changes
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice
from tracker.domain.roles import Right
from tracker.domain.status import Status
from tracker.errors import InputError
from tracker.language import count_of, gettext, list_of
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.reminders import notices
from tracker.services.tasks.record import (
    add_deadline,
    change_status,
    committees_of,
    lock_task,
    reassign_and_tell,
    record_event,
    save_task,
)

_NAMED = 3
"""Titles that an error names; of the rest it says how many they are."""


def snapshot(task: Task) -> dict[str, Any]:
    """What a sheet can change of a locked task, to be stored."""
    return {
        "status": task.status.value,
        "presented_on": _iso(task.presented_on),
        "starts_on": _iso(task.starts_on),
        "due_on": _iso(task.due_on),
        "owners": committees_of(task),
        "responsible": task.responsible_id,
        "occurrence": task.deadlines[-1].occurrence,
        "occurrences": [[each.number, each.status.value] for each in task.occurrences],
    }


def undo(session: Session, found: SheetImport, *, actor: Actor, now: datetime) -> int:
    """Takes a locked import back; returns the number of tasks. Raises `InputError` where it cannot be, and
    `ForbiddenError` for who may not change one of the tasks as it was or as it is."""
    if found.taken_at is None:
        raise InputError(gettext("Regnearket er ikke indlæst."))
    if found.undone_at is not None:
        raise InputError(gettext("Indlæsningen er allerede fortrudt."))
    tasks = {each["task_id"]: lock_task(session, each["task_id"]) for each in _in_order(found)}
    for each in _in_order(found):
        require(actor, Right.CHANGE_TASK, {*committees_of(tasks[each["task_id"]]), *each["before"]["owners"]})
    last = last_changes(session, Task.id.in_(tasks.keys()))
    later = [tasks[each["task_id"]].title for each in _in_order(found) if last[each["task_id"]] != each["last"]]
    if later:
        more = (
            " " + gettext("og %(count)s mere") % {"count": count_of(len(later) - _NAMED, "opgave", "opgaver")}
            if len(later) > _NAMED
            else ""
        )
        named = list_of(f"«{title}»" for title in later[:_NAMED])
        raise InputError(
            gettext(
                "%(named)s%(more)s er ændret siden indlæsningen, så den kan ikke fortrydes samlet. Ret "
                "opgaverne hver for sig."
            )
            % {"named": named, "more": more}
        )
    back = _Back(
        session, Saying("Indlæsningen af regnearket «%(name)s» er fortrudt.", name=found.file_name), actor, now
    )
    for each in _in_order(found):
        back.put(tasks[each["task_id"]], each["before"])
    found.undone_at = now
    session.flush()
    return len(tasks)


def _in_order(found: SheetImport) -> Sequence[dict[str, Any]]:
    return sorted(found.changes, key=lambda each: int(each["task_id"]))


class _Back:
    """Puts tasks back to what they were."""

    def __init__(self, session: Session, reason: str, actor: Actor, now: datetime) -> None:
        self._session, self._reason, self._actor, self._now = session, reason, actor, now

    def put(self, task: Task, before: dict[str, Any]) -> None:
        """Gives a task what it had before the import."""
        if before["owners"] != committees_of(task):
            self._owners(task, before["owners"])
        if before["responsible"] != task.responsible_id:
            self._responsible(task, before["responsible"])
        times = dict(before["occurrences"])
        for each in task.occurrences:
            each.status = Status(times.get(each.number, each.status.value))
        stood = tuple(before[name] for name in ("starts_on", "due_on", "occurrence"))
        if stood != (_iso(task.starts_on), _iso(task.due_on), task.deadlines[-1].occurrence):
            self._deadline(task, _day(before["starts_on"]), _day(before["due_on"]), before["occurrence"])
        status, presented_on = Status(before["status"]), _day(before["presented_on"])
        if (status, presented_on) != (task.status, task.presented_on):
            change_status(task, status, self._actor, self._now, comment=self._reason, presented_on=presented_on)
        save_task(self._session, task)

    def _owners(self, task: Task, ids: Sequence[int]) -> None:
        found = {each.id: each for each in self._session.scalars(select(Committee).where(Committee.id.in_(ids)))}
        owners = [found[each] for each in ids if each in found]
        reassign_and_tell(self._session, task, owners, self._reason, self._actor, self._now)

    def _responsible(self, task: Task, user_id: int | None) -> None:
        before = task.responsible.name if task.responsible else None
        task.responsible = self._session.get(User, user_id) if user_id is not None else None
        after = task.responsible.name if task.responsible else None
        record_event(
            task, EventKind.RESPONSIBLE, self._actor, self._now, before=before, after=after, comment=self._reason
        )

    def _deadline(self, task: Task, start: date | None, due: date | None, occurrence: int) -> None:
        before = _iso(task.due_on)
        add_deadline(task, start, due, self._now, self._actor, reason=self._reason, occurrence=occurrence)
        event = record_event(
            task, EventKind.DEADLINE, self._actor, self._now, before=before, after=_iso(due), comment=self._reason
        )
        save_task(self._session, task)
        notices.tell_followers(self._session, task, Notice.MOVED, event=event, actor=self._actor, now=self._now)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
