"""Calendars to subscribe to: a secret address each, which can be withdrawn. Times here are the machine's own.

What a calendar shows is what the lists show: open tasks with a date, by the same query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.danish import date_words
from tracker.db.models import CalendarFeed, Committee, Task, User
from tracker.db.queries.feeds import dates_set_at, meetings_of
from tracker.db.queries.filters import TaskFilter
from tracker.db.queries.rows import TaskRow
from tracker.db.queries.tasks import list_tasks
from tracker.db.queries.times import times_ahead
from tracker.domain.calendar_names import host_of, sequence_of, uid_of
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.reports.calendar import DayEvent, calendar
from tracker.services.accounts import SEEN_STEP
from tracker.services.secret_tokens import digest, new_token

MOST_FEEDS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages are (an address without a slash at its end)."""

    base_url: str


def make_feed(session: Session, user_id: int, committee_id: int | None, *, now: datetime) -> str:
    """A new calendar of a committee's tasks and meetings, or of the tasks that the user is responsible for.

    Returns the secret part of its address, which can be read this once. Raises `NotFoundError` for an unknown
    committee and `InputError` for more calendars than anybody needs.
    """
    if committee_id is not None and session.get(Committee, committee_id) is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    if len(list_feeds(session, user_id)) >= MOST_FEEDS:
        raise InputError(
            gettext("Du har allerede %(most)s kalendere. Træk en tilbage først.") % {"most": MOST_FEEDS}, "committee"
        )
    token = new_token()
    session.add(CalendarFeed(user_id=user_id, committee_id=committee_id, token_digest=digest(token), created_at=now))
    session.flush()
    return token


def list_feeds(session: Session, user_id: int) -> Sequence[CalendarFeed]:
    """The user's calendars that are not withdrawn, the newest first, with their committees."""
    return session.scalars(
        select(CalendarFeed)
        .where(CalendarFeed.user_id == user_id, CalendarFeed.withdrawn_at.is_(None))
        .options(joinedload(CalendarFeed.committee))
        .order_by(CalendarFeed.id.desc())
    ).all()


def withdraw_feed(session: Session, user_id: int, feed_id: int, *, now: datetime) -> None:
    """Ends a calendar of the user; raises `NotFoundError`."""
    feed = session.get(CalendarFeed, feed_id)
    if feed is None or feed.user_id != user_id:
        raise NotFoundError(gettext("Kalenderen findes ikke."))
    feed.withdrawn_at = feed.withdrawn_at or now
    session.flush()


def find_feed(session: Session, token: str) -> CalendarFeed:
    """The calendar of a secret address; raises `NotFoundError` when it is unknown, withdrawn, or its user has left."""
    found = session.scalar(
        select(CalendarFeed)
        .join(CalendarFeed.user)
        .where(CalendarFeed.token_digest == digest(token), CalendarFeed.withdrawn_at.is_(None), User.active)
        .options(joinedload(CalendarFeed.user), joinedload(CalendarFeed.committee))
    )
    if found is None:
        raise NotFoundError(gettext("Kalenderen findes ikke, eller den er trukket tilbage."))
    return found


def is_use_stale(feed: CalendarFeed, *, now: datetime) -> bool:
    """Whether it should be recorded anew that the calendar is in use."""
    return feed.last_read_at is None or now - feed.last_read_at >= SEEN_STEP


def record_use(session: Session, feed_id: int, *, now: datetime) -> None:
    """Notes when a calendar was last fetched."""
    feed = session.get(CalendarFeed, feed_id)
    if feed is not None:
        feed.last_read_at = now
        session.flush()


def render_feed(session: Session, feed: CalendarFeed, *, place: Place, today: date, zone: ZoneInfo) -> bytes:
    """The calendar as iCalendar: each open task on its due date, and a committee's meetings."""
    if feed.committee is None:
        wanted, whose = TaskFilter(open=True, responsible_id=feed.user_id), feed.user.name
    else:
        wanted, whose = TaskFilter(open=True, committees=frozenset({feed.committee.id})), feed.committee.name
    rows = [row for row in list_tasks(session, wanted, today=today, zone=zone) if row.due_on]
    set_at = dates_set_at(session, [row.id for row in rows])
    events = [_task_event(row, row.due_on, row.occurrence, set_at[row.id], place) for row in rows if row.due_on]
    events += _events_ahead(session, {row.id: row for row in rows}, set_at, place)
    return calendar(f"Frister: {whose}", events + _meeting_events(session, feed, place))


def _events_ahead(
    session: Session, rows: Mapping[int, TaskRow], set_at: Mapping[int, datetime], place: Place
) -> list[DayEvent]:
    """The times at which repeated tasks fall due after the one at which they stand."""
    found = times_ahead(session, Task.id.in_(rows))
    return [_task_event(rows[each.task_id], each.due_on, each.number, set_at[each.task_id], place) for each in found]


def _task_event(row: TaskRow, due: date, occurrence: int, set_at: datetime, place: Place) -> DayEvent:
    """A time of a task. Each has a name of its own, also while it lies ahead."""
    repeats = row.rule is not None
    said = [row.title, row.actionable.explanation]
    said += [f"Aftalens ord: «{' '.join(row.quote.split())}»"] if row.quote else []
    return DayEvent(
        uid=uid_of(row.id, occurrence, base_url=place.base_url),
        on=due,
        summary=f"Frist: {row.title}",
        description="\n\n".join(said),
        address=f"{place.base_url}/opgaver/{row.id}",
        sequence=sequence_of(occurrence, version=row.deadline_version, revision=row.revision, repeats=repeats),
        changed_at=set_at,
    )


def _meeting_events(session: Session, feed: CalendarFeed, place: Place) -> list[DayEvent]:
    if feed.committee is None:
        return []
    name = feed.committee.name
    return [
        DayEvent(
            uid=f"moede-{meeting.id}@{host_of(place.base_url)}",
            on=meeting.held_on,
            summary=f"Møde: {name}" + (f" kl. {meeting.starts_at.replace(':', '.')}" if meeting.starts_at else ""),
            description=f"Møde i {name} {date_words(meeting.held_on)}.",
            address=f"{place.base_url}/udvalg/{feed.committee.id}",
            sequence=meeting.revision - 1,
            changed_at=feed.created_at,
        )
        for meeting in meetings_of(session, feed.committee.id)
    ]
