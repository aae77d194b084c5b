"""Meetings by hand: added, moved, cancelled. What a task was reported at stays where it is."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from tracker.db.models import Committee, Meeting, MeetingOutcome, Task, TaskOwner
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import count_of, day_words, gettext, mark
from tracker.services.actors import Actor, require
from tracker.services.committees.meeting_rules import time_of_day


def add_meeting(session: Session, committee_id: int, held_on: date, starts_at: str | None, *, actor: Actor) -> Meeting:
    """Adds a meeting; one that was cancelled on that day is held after all."""
    lock_calendar(session, committee_id, actor)
    hour = _hour(starts_at)
    found = _on(session, committee_id, held_on)
    if found is not None and not found.cancelled:
        raise InputError(gettext("Udvalget har allerede et møde %(day)s.") % {"day": day_words(held_on)}, "held_on")
    if found is None:
        found = Meeting(committee_id=committee_id, held_on=held_on)
        session.add(found)
    found.starts_at, found.cancelled = hour, False
    session.flush()
    return found


def move_meeting(session: Session, meeting_id: int, held_on: date, starts_at: str | None, *, actor: Actor) -> Meeting:
    """Moves a meeting to another day or hour. The day cannot move when tasks were reported at the meeting."""
    meeting = _open(session, meeting_id, actor)
    hour = _hour(starts_at)
    if held_on != meeting.held_on:
        refuse_if_reported(session, meeting, mark("flyttes"))
        there = _on(session, meeting.committee_id, held_on)
        if there is not None and not there.cancelled:
            raise InputError(gettext("Udvalget har allerede et møde %(day)s.") % {"day": day_words(held_on)}, "held_on")
        if there is not None:
            session.delete(there)
            session.flush()
    meeting.held_on, meeting.starts_at = held_on, hour
    session.flush()
    return meeting


def cancel_meeting(session: Session, meeting_id: int, *, actor: Actor) -> Meeting:
    """Cancels a meeting, unless tasks were reported at it."""
    meeting = _open(session, meeting_id, actor)
    refuse_if_reported(session, meeting, mark("aflyses"))
    meeting.cancelled = True
    session.flush()
    return meeting


def restore_meeting(session: Session, meeting_id: int, *, actor: Actor) -> Meeting:
    """Holds a cancelled meeting after all."""
    meeting = _open(session, meeting_id, actor)
    meeting.cancelled = False
    session.flush()
    return meeting


def lock_calendar(session: Session, committee_id: int, actor: Actor) -> Committee:
    """The committee, whose meetings nobody else changes until the transaction ends; asks for the right to do so."""
    committee = session.scalar(select(Committee).where(Committee.id == committee_id).with_for_update())
    if committee is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    require(actor, Right.MEETINGS, [committee_id])
    return committee


def reported_count(session: Session, meeting: Meeting) -> int:
    """How many tasks stand as reported at a meeting, or have an outcome of it."""
    reported = (
        select(Task.id)
        .join(TaskOwner, TaskOwner.task_id == Task.id)
        .where(TaskOwner.committee_id == meeting.committee_id, Task.presented_on == meeting.held_on)
    )
    treated = select(MeetingOutcome.task_id).where(MeetingOutcome.meeting_id == meeting.id)
    return session.scalars(select(func.count()).select_from(union(reported, treated).subquery())).one()


def refuse_if_reported(session: Session, meeting: Meeting, verb: str) -> None:
    """Raises `InputError` when a meeting cannot be moved or cancelled any more; `verb` says which, in Danish."""
    why = reported_words(session, meeting, verb)
    if why:
        raise InputError(why, "held_on")


def reported_words(session: Session, meeting: Meeting, verb: str) -> str | None:
    """Why a meeting cannot be moved or cancelled any more; none when it can."""
    count = reported_count(session, meeting)
    if not count:
        return None
    return gettext("Mødet %(day)s kan ikke %(verb)s: %(count)s forelagt eller behandlet på det.") % {
        "day": day_words(meeting.held_on),
        "verb": gettext(verb),
        "count": count_of(count, "opgave er", "opgaver er"),
    }


def _open(session: Session, meeting_id: int, actor: Actor) -> Meeting:
    found = session.get(Meeting, meeting_id)
    if found is None:
        raise NotFoundError(gettext("Mødet findes ikke."))
    lock_calendar(session, found.committee_id, actor)
    session.refresh(found)
    return found


def _on(session: Session, committee_id: int, held_on: date) -> Meeting | None:
    return session.scalar(select(Meeting).where(Meeting.committee_id == committee_id, Meeting.held_on == held_on))


def _hour(typed: str | None) -> str | None:
    if not typed:
        return None
    try:
        return time_of_day(typed)
    except InputError as error:
        raise InputError(str(error), "starts_at") from None
