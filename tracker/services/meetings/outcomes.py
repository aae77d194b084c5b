"""What a meeting did with the case of a task.

Decided by the last body on the case's way ends the task as «forelagt»; decided by one before it sends the case on.
Postponed and sent back give the next meeting, its cut-off and its reminders; what is sent back is in progress again.
Taken off the agenda leaves the plan, from the day after the meeting on. The days follow from what is recorded here
(`tracker.domain.meetings`).
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import Meeting, MeetingOutcome, Task
from tracker.db.queries.parts.calendars import load_calendars
from tracker.domain.history import EventKind
from tracker.domain.outcomes import Outcome
from tracker.domain.roles import Right
from tracker.domain.status import REPORTED_KINDS, Status, is_open
from tracker.errors import InputError, NotFoundError
from tracker.language import day_words, gettext
from tracker.services.actors import Actor, require
from tracker.services.tasks.record import conflict_of, lock_task, record_event, save_task
from tracker.services.tasks.tasks import settle_status


def record_outcome(
    session: Session,
    task_id: int,
    meeting_id: int,
    outcome: Outcome,
    *,
    comment: str | None = None,
    revision: int | None,
    actor: Actor,
    now: datetime,
    zone: ZoneInfo,
) -> Task:
    """Records what a meeting did with a task; said again for the same meeting, the newer counts.

    Who plans the meetings of the committee may. Raises as the changes of a task do (`tracker.services.tasks.tasks`).
    """
    meeting = session.scalar(select(Meeting).where(Meeting.id == meeting_id).with_for_update())
    if meeting is None:
        raise NotFoundError(gettext("Mødet findes ikke."))
    require(actor, Right.MEETINGS, [meeting.committee_id])
    task = lock_task(session, task_id)
    if revision is not None and revision != task.revision:
        raise conflict_of(task, {gettext("Udfald"): outcome.label})
    is_last, committee = _place(session, task, meeting)
    _refuse(task, meeting, outcome, committee, now, zone)
    _store(session, task, meeting, outcome, now)
    record_event(
        task,
        EventKind.OUTCOME,
        actor,
        now,
        before=committee,
        after=outcome.value,
        comment=comment.strip() or None if comment else None,
        presented_on=meeting.held_on,
    )
    if outcome is Outcome.DECIDED and is_last:
        return settle_status(
            session, task, Status.PRESENTED, comment=None, presented_on=meeting.held_on, actor=actor, now=now
        )
    if outcome is Outcome.SENT_BACK and task.status is Status.DONE:
        return settle_status(session, task, Status.IN_PROGRESS, comment=None, presented_on=None, actor=actor, now=now)
    return save_task(session, task)


def _place(session: Session, task: Task, meeting: Meeting) -> tuple[bool, str]:
    """Whether the meeting's committee has the last word on the case, and its name."""
    lead = task.owners[0].committee_id if task.owners else None
    calendars = load_calendars(session)
    path = [body.committee_id for body in calendars.path(lead, task.kind)]
    name = calendars.by_committee[meeting.committee_id].committee
    if meeting.committee_id not in {*path, *(owner.committee_id for owner in task.owners)}:
        raise InputError(gettext("Opgaven behandles ikke i %(name)s.") % {"name": name}, "meeting")
    return path[-1] == meeting.committee_id, name


def _refuse(task: Task, meeting: Meeting, outcome: Outcome, committee: str, now: datetime, zone: ZoneInfo) -> None:
    if task.kind not in REPORTED_KINDS:
        raise InputError(gettext("Opgaven afsluttes uden at blive forelagt et udvalg."), "outcome")
    if not is_open(task.status, task.kind):
        raise InputError(
            gettext("Opgaven er afsluttet (%(status)s). Genåbn den først.") % {"status": task.status.label.lower()},
            "outcome",
        )
    if meeting.cancelled:
        raise InputError(
            gettext("Mødet i %(committee)s %(day)s er aflyst.")
            % {"committee": committee, "day": day_words(meeting.held_on)},
            "meeting",
        )
    if meeting.held_on > local_date(now, zone) and outcome is not Outcome.TAKEN_OFF:
        raise InputError(
            gettext("Mødet er ikke holdt endnu. En sag kan kun tages af dagsordenen før mødet."), "outcome"
        )


def _store(session: Session, task: Task, meeting: Meeting, outcome: Outcome, now: datetime) -> None:
    standing = session.scalar(
        select(MeetingOutcome).where(MeetingOutcome.task_id == task.id, MeetingOutcome.meeting_id == meeting.id)
    )
    if standing is None:
        standing = MeetingOutcome(task_id=task.id, meeting_id=meeting.id)
        session.add(standing)
    standing.outcome, standing.deadline_version, standing.at = outcome, task.deadline_version, now
