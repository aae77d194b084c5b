"""Answers from a mail, without signing in: what a link still lets its holder do, and doing it.

Looking changes nothing. An answer acts as the person whom the mail went to, with that person's rights; the same answer
to the same line counts once, however often it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import local_date
from tracker.danish import date_words
from tracker.db.inserting import insert_new
from tracker.db.models import DeadlineRequest, MailAnswer, Reminder, Task, TaskEvent, User
from tracker.db.queries.reminders.reminders import people_around
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.queries.tasks.tasks import one_task
from tracker.domain.answers import Answer, RequestState
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice
from tracker.domain.roles import Right, may
from tracker.domain.status import Status, is_open
from tracker.errors import InputError, NotFoundError
from tracker.language import day_words, gettext, mark
from tracker.sayings import Quote, Saying, joined
from tracker.services.actors import Actor, require
from tracker.services.mails.answer_links import Ticket
from tracker.services.reminders import notices
from tracker.services.tasks import tasks


class Ended(StrEnum):
    """Why a link lets its holder do nothing more."""

    EXPIRED = "expired"
    MOVED = "moved"
    OTHERS = "others"  # the task is another's now
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that somebody gave about the task and its present deadline."""

    name: str
    answer: Answer
    at: datetime
    comment: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the holder of a link sees. `mailed_on` is the day of the mail; `wish` a new deadline that waits."""

    reminder_id: int
    row: TaskRow
    name: str
    language: str
    mailed_on: date
    ended: Ended | None
    answers: Sequence[GivenAnswer]
    wish: DeadlineRequest | None


def may_answer(user: User, committees: frozenset[int]) -> bool:
    """Whether the answers are offered to `user`, by the rights on a task that `committees` own."""
    actor = Actor.of(user)
    return may(actor.role, Right.SET_STATUS, own=actor.committees, concerned=committees)


def look(session: Session, ticket: Ticket, *, now: datetime, zone: ZoneInfo) -> Desk:
    """What stands about the line of a link. Raises `NotFoundError` where the line is not there."""
    line = _line(session, ticket)
    today = local_date(now, zone)
    row = one_task(session, line.task_id, today=today, zone=zone)
    ended = _ended(session, line, ticket, today)
    given = session.scalars(
        select(MailAnswer)
        .join(Reminder, MailAnswer.reminder_id == Reminder.id)
        .where(Reminder.task_id == line.task_id, Reminder.deadline_version == row.deadline_version)
        .order_by(MailAnswer.id)
    )
    return Desk(
        reminder_id=line.id,
        row=row,
        name=line.recipient.name,
        language=line.recipient.language,
        mailed_on=line.message.day if line.message else local_date(line.planned_at, zone),
        ended=ended,
        answers=[GivenAnswer(each.name, each.answer, each.at, each.comment) for each in given],
        wish=waiting_request(session, line.task_id),
    )


def give(
    session: Session,
    ticket: Ticket,
    answer: Answer,
    *,
    comment: str = "",
    proposed_on: date | None = None,
    now: datetime,
    zone: ZoneInfo,
) -> bool:
    """Gives an answer; false when the same was given by this link before, and nothing happens.

    Raises `InputError` for a link that holds no more and for a wish without date or reason, `NotFoundError`,
    `ForbiddenError`.
    """
    line = _line(session, ticket)
    # The task first, locked: of two people at once the second sees what the first has done.
    session.scalar(select(Task.id).where(Task.id == line.task_id).with_for_update())
    if session.scalar(select(MailAnswer.id).where(MailAnswer.reminder_id == line.id, MailAnswer.answer == answer)):
        return False
    ended = _ended(session, line, ticket, local_date(now, zone))
    if ended is not None:
        raise InputError(ENDED_WORDS[ended], "answer")
    actor = Actor.of(line.recipient)
    words = comment.strip() or None
    if answer is Answer.NEW_DATE:
        wish = _wish(session, line, actor, proposed_on, words, now)
        words = f"{date_words(wish.proposed_on)}: {wish.reason}"
    elif answer is Answer.DONE:
        tasks.set_status(session, line.task_id, Status.DONE, comment=words, revision=None, actor=actor, now=now)
    elif answer is Answer.ON_TRACK:
        _on_track(session, line, actor, words, now)
    mailed_on = line.message.day if line.message else local_date(line.planned_at, zone)
    task, event = tasks.note(
        session,
        line.task_id,
        EventKind.ANSWER,
        before=mailed_on.isoformat(),
        after=answer.value,
        comment=words if answer is Answer.NOT_MINE else None,
        actor=actor,
        now=now,
    )
    row = {"reminder_id": line.id, "answer": answer, "at": now, "name": actor.name, "comment": words}
    insert_new(session, MailAnswer, [row])
    if answer is Answer.NOT_MINE:
        told = notices.who_decides(people_around(session, task), but=actor.user_id)
        notices.tell(session, task, Notice.NOT_MINE, told, event=event, actor=actor, now=now)
    return True


def waiting_request(session: Session, task_id: int) -> DeadlineRequest | None:
    """The wish for another deadline that nobody has decided; one that a moved date has overtaken does not count."""
    return session.scalar(
        select(DeadlineRequest)
        .join(Task, DeadlineRequest.task_id == Task.id)
        .where(
            DeadlineRequest.task_id == task_id,
            DeadlineRequest.state == RequestState.WAITING,
            DeadlineRequest.deadline_version == Task.deadline_version,
        )
        .options(joinedload(DeadlineRequest.asked_by))
        .order_by(DeadlineRequest.id)
    )


def decide(
    session: Session, task_id: int, request_id: int, *, grant: bool, words: str, actor: Actor, now: datetime
) -> DeadlineRequest:
    """Moves the deadline as somebody wished, or says no with a reason.

    Raises `InputError` where it is decided already or overtaken, `NotFoundError`, `ForbiddenError`.
    """
    session.scalar(select(Task.id).where(Task.id == task_id).with_for_update())
    found = session.get(DeadlineRequest, request_id, populate_existing=True)
    if found is None or found.task_id != task_id:
        raise NotFoundError(gettext("Ønsket findes ikke."))
    waiting = waiting_request(session, task_id)
    if waiting is None or waiting.id != found.id:
        raise InputError(gettext("Ønsket er allerede afgjort, eller fristen er flyttet siden."), "decision")
    task = session.get_one(Task, task_id, options=[selectinload(Task.owners)])
    require(actor, Right.CHANGE_TASK, [owner.committee_id for owner in task.owners])
    said = words.strip() or None
    if not grant and said is None:
        raise InputError(gettext("Skriv hvorfor ønsket afslås."), "decision")
    if grant:
        wish = Saying("Ønsket af %(name)s: %(words)s", name=found.asked_by.name, words=Quote(found.reason))
        reason = joined(wish, Quote(said)) if said else wish
        tasks.move_deadline(session, task_id, found.proposed_on, reason=reason, revision=None, actor=actor, now=now)
    found.state = RequestState.GRANTED if grant else RequestState.REFUSED
    found.decided_by, found.decided_at, found.decision = actor.name, now, said
    task, event = tasks.note(
        session,
        task_id,
        EventKind.REQUEST,
        before=found.state.value,
        after=found.proposed_on.isoformat(),
        comment=said,
        actor=actor,
        now=now,
    )
    if not grant:
        notices.tell(session, task, Notice.REFUSED, [found.asked_by_id], event=event, actor=actor, now=now)
    return found


ENDED_WORDS = {
    Ended.EXPIRED: mark("Linket er for gammelt."),
    Ended.MOVED: mark("Fristen er flyttet, siden mailen blev sendt."),
    Ended.OTHERS: mark("Opgaven er givet til andre, siden mailen blev sendt."),
    Ended.CLOSED: mark("Opgaven er afsluttet."),
}


def _line(session: Session, ticket: Ticket) -> Reminder:
    line = session.scalar(
        select(Reminder)
        .where(Reminder.id == ticket.reminder_id)
        .options(joinedload(Reminder.recipient).selectinload(User.committees), joinedload(Reminder.message))
    )
    if line is None:
        raise NotFoundError(gettext("Linket hører til en påmindelse, der ikke findes mere."))
    return line


def _ended(session: Session, line: Reminder, ticket: Ticket, today: date) -> Ended | None:
    task = session.get_one(Task, line.task_id, options=[selectinload(Task.owners)], populate_existing=True)
    if ticket.last_day < today:
        return Ended.EXPIRED
    if not is_open(task.status, task.kind):
        return Ended.CLOSED
    if task.deadline_version != line.deadline_version:
        return Ended.MOVED
    given_away = select(func.count()).where(
        TaskEvent.task_id == task.id,
        TaskEvent.kind.in_((EventKind.OWNER, EventKind.RESPONSIBLE)),
        TaskEvent.at > line.planned_at,
    )
    owners = frozenset(owner.committee_id for owner in task.owners)
    if session.scalar(given_away) or not line.recipient.active or not may_answer(line.recipient, owners):
        return Ended.OTHERS
    return None


def _on_track(session: Session, line: Reminder, actor: Actor, words: str | None, now: datetime) -> None:
    """Says that the status holds; a task that nobody had begun is under way now."""
    status = session.get_one(Task, line.task_id).status
    wanted = Status.IN_PROGRESS if status is Status.NOT_STARTED else status
    tasks.set_status(session, line.task_id, wanted, comment=words, revision=None, actor=actor, now=now)


def _wish(
    session: Session, line: Reminder, actor: Actor, proposed_on: date | None, words: str | None, now: datetime
) -> DeadlineRequest:
    task = session.get_one(Task, line.task_id)
    if proposed_on is None:
        raise InputError(gettext("Skriv den dato, du foreslår."), "proposed_on")
    if proposed_on == task.due_on:
        raise InputError(gettext("Fristen er allerede %(day)s.") % {"day": day_words(proposed_on)}, "proposed_on")
    if proposed_on < local_date(now):
        raise InputError(gettext("Datoen er gået. Foreslå en dag, der kommer."), "proposed_on")
    if words is None:
        raise InputError(gettext("Skriv hvorfor der er behov for en ny frist."), "comment")
    standing = waiting_request(session, line.task_id)
    if standing is not None:
        day = day_words(standing.proposed_on)
        raise InputError(
            gettext("%(name)s har allerede ønsket fristen flyttet til %(day)s.")
            % {"name": standing.asked_by.name, "day": day},
            "proposed_on",
        )
    assert actor.user_id is not None  # noqa: S101 - the recipient of a mail is a user
    wish = DeadlineRequest(
        task_id=task.id,
        deadline_version=task.deadline_version,
        proposed_on=proposed_on,
        reason=words,
        asked_by_id=actor.user_id,
        asked_at=now,
        state=RequestState.WAITING,
    )
    session.add(wish)
    task, event = tasks.note(
        session,
        task.id,
        EventKind.REQUEST,
        before=RequestState.WAITING.value,
        after=proposed_on.isoformat(),
        comment=words,
        actor=actor,
        now=now,
    )
    told = notices.who_decides(people_around(session, task), but=actor.user_id)
    notices.tell(session, task, Notice.WISHED, told, event=event, actor=actor, now=now)
    return wish
