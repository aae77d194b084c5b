"""One task becomes two: a part is split off as a task of its own.

The part takes every date along that the task has had, so that the first one stays and its moves stay counted: splitting
is no way to be given more time. Another date for the part is a move like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.db.models import Task
from tracker.domain.history import EventKind
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError
from tracker.language import gettext
from tracker.sayings import joined, quoted
from tracker.services.actors import Actor
from tracker.services.tasks import occurrences, tasks
from tracker.services.tasks.origin import begin, was_called
from tracker.services.tasks.record import open_for_change, record_event, required_words, save_task

LONGEST_TITLE = 300
"""Code points in the title of a task."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is split off. Without a date, or without committees (the lead first), it has those of the whole."""

    title: str
    due_on: date | None = None
    committee_ids: Sequence[int] = ()


def split_off(
    session: Session,
    task_id: int,
    part: Part,
    *,
    reason: str,
    rest: str | None = None,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Splits `part` off from a task and returns it; `rest` is the title of what is left, where that needs another.

    The part of a repeated task repeats as the whole does, from the time at which it stands; another date is a move of
    that time alone. Raises as the changes of a task do (`tracker.services.tasks.tasks`); a closed task cannot be split.
    """
    words = required_words(reason, gettext("Skriv hvorfor opgaven deles."), "reason")
    title = _title(required_words(part.title, gettext("Skriv hvad den nye opgave hedder."), "title"), "title")
    whole = open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, {gettext("Del for sig"): title})
    if not is_open(whole.status, whole.kind):
        raise InputError(gettext("Opgaven er afsluttet. Genåbn den, før den deles."), "title")
    made = _part_of(session, whole, title, actor, now)
    called = was_called(whole.title)
    left = _title((rest or "").strip() or whole.title, "rest")
    if left != whole.title:
        whole.title, words = left, joined(quoted(words), called)
    record_event(whole, EventKind.SPLIT, actor, now, after=title, comment=words)
    save_task(session, whole)
    _differ(session, made, part, words, actor, now)
    return made


def _title(words: str, field: str) -> str:
    words = " ".join(words.split())
    if len(words) > LONGEST_TITLE:
        raise InputError(
            gettext("Titlen må højst have %(longest_title)s tegn; den har %(count)s.")
            % {"longest_title": LONGEST_TITLE, "count": len(words)},
            field,
        )
    return words


def _part_of(session: Session, whole: Task, title: str, actor: Actor, now: datetime) -> Task:
    """The new task, as the whole stands: not begun, with its owners, its person and every date it has had."""
    made = Task(
        agreement_id=whole.agreement_id,
        section=whole.section,
        title=title,
        kind=whole.kind,
        basis=whole.basis,
        committees_inferred=whole.committees_inferred,
        responsible_id=whole.responsible_id,
        split_from_id=whole.split_from_id or whole.id,
    )
    session.add(made)
    occurrences.inherit(made, whole)
    begin(made, owners=[owner.committee for owner in whole.owners], dates=whole.deadlines, actor=actor, now=now)
    record_event(made, EventKind.SPLIT, actor, now, before=whole.title)
    session.flush()
    return made


def _differ(session: Session, made: Task, part: Part, reason: str, actor: Actor, now: datetime) -> None:
    """Gives the part the date and the committees of its own, as anybody would who changes a task."""
    if part.due_on is not None and part.due_on != made.due_on:
        tasks.move_deadline(session, made.id, part.due_on, reason=reason, revision=None, actor=actor, now=now)
    standing = [owner.committee_id for owner in made.owners]
    if part.committee_ids and list(part.committee_ids) != standing:
        tasks.change_owners(session, made.id, part.committee_ids, reason=reason, revision=None, actor=actor, now=now)
