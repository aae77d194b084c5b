"""A person says how often a task falls due: the rule is set, changed and taken away; what was reported stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import Task
from tracker.domain.history import EventKind
from tracker.domain.recurrence import FOLLOWED, Series, on_day, parts_of, with_end
from tracker.domain.rhythms import series_words
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError
from tracker.language import day_words, gettext
from tracker.services.actors import Actor
from tracker.services.tasks import occurrences
from tracker.services.tasks.record import move_to, open_for_change, record_event, required_words, save_task

MOST_TIMES = 500
"""How many times a series with an end may have."""


def proposed(rule: str, due: date, until: date | None, *, start: date | None = None) -> Series:
    """The series that counts from `due`, with a window that begins at `start`; raises `InputError` for what cannot be.

    `until` is the last day on which a time can be due, none where it goes on.
    """
    if parts_of(rule).get("FREQ") not in FOLLOWED:
        raise InputError(gettext("Vælg, hvor tit opgaven skal gentages."), "rule")
    if until is not None and until < due:
        raise InputError(gettext("Gentagelsen slutter før den næste frist."), "until")
    series = Series(((start, due),), on_day(rule, due), until)
    following = next(islice(series.windows(), 1, None), None)
    if following is not None and following[0] is not None and following[0] <= due:
        series = replace(series, told=((None, due),))  # the window is longer than the time to the next
    if until is not None and len(list(islice(series.windows(), MOST_TIMES + 1))) > MOST_TIMES:
        raise InputError(
            gettext("Det bliver til over %(most_times)s frister. Vælg en tidligere slutdato.")
            % {"most_times": MOST_TIMES},
            "until",
        )
    return series


def counted_from(task: Task) -> date | None:
    """The day from which the rule of a task counts on: that of the time at which it stands, wherever it was moved."""
    current = occurrences.current_of(task)
    return current.due_on if current else task.due_on


def set_rule(
    session: Session,
    task_id: int,
    rule: str,
    due: date,
    until: date | None,
    *,
    reason: str,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Lets a task fall due again by `rule`, counted from `due`, as long as `until` says.

    Where `due` is another day than the task counted from, its date moves too, with the reason, and the first stays.
    """
    words = required_words(reason, gettext("Skriv hvorfor gentagelsen ændres."), "reason")
    yours = {gettext("Gentages"): series_words(with_end(rule, until)), gettext("Frist"): day_words(due)}
    task = _open(session, task_id, revision, actor, yours)
    start = task.starts_on if task.starts_on and task.starts_on <= due else None
    series, standing = proposed(rule, due, until, start=start), occurrences.series_of(task)
    if series == standing:
        raise InputError(
            gettext("Opgaven gentages allerede %(series_words)s.")
            % {"series_words": series_words(with_end(rule, until))},
            "rule",
        )
    closed = occurrences.last_closed(task)
    if closed is not None and due <= closed.due_on:
        said = gettext("Den næste frist skal ligge efter den gang, der sidst blev afsluttet (%(day)s).") % {
            "day": day_words(closed.due_on)
        }
        raise InputError(said, "due")
    if due != counted_from(task):
        move_to(session, task, due, words, actor, now)
    occurrences.change_rule(task, series, today=local_date(now))
    _record(task, standing, series, words, actor, now)
    return save_task(session, task)


def take_rule_away(
    session: Session, task_id: int, *, reason: str, revision: int | None, actor: Actor, now: datetime
) -> Task:
    """Lets a task fall due for the last time where it stands now."""
    words = required_words(reason, gettext("Skriv hvorfor opgaven ikke gentages mere."), "reason")
    task = _open(session, task_id, revision, actor, {gettext("Gentages"): gettext("ikke længere")})
    standing = occurrences.series_of(task)
    if standing is None and not occurrences.falls_due_again(task):
        raise InputError(gettext("Opgaven gentages ikke."), "rule")
    occurrences.change_rule(task, None, today=local_date(now))
    _record(task, standing, None, words, actor, now)
    return save_task(session, task)


def _open(session: Session, task_id: int, revision: int | None, actor: Actor, yours: dict[str, str]) -> Task:
    task = open_for_change(session, task_id, Right.CHANGE_TASK, revision, actor, yours)
    if not is_open(task.status, task.kind):
        raise InputError(gettext("Opgaven er afsluttet. Genåbn den, før gentagelsen ændres."), "rule")
    return task


def _record(task: Task, before: Series | None, after: Series | None, words: str, actor: Actor, now: datetime) -> None:
    told = [with_end(each.rule, each.until) if each and each.rule else None for each in (before, after)]
    record_event(task, EventKind.SERIES, actor, now, before=told[0], after=told[1], comment=words)
