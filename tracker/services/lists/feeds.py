"""Calendars to subscribe to: a secret address each, which can be withdrawn. Times here are the machine's own.

What a calendar shows is what the lists show: open tasks with a date, by the same query.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.danish import date_words
from tracker.db.models import CalendarFeed, Committee, User
from tracker.db.queries.exchange.feeds import meetings_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.domain.calendar_names import host_of
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.reports.calendar import DayEvent, calendar
from tracker.services.access.accounts import SEEN_STEP
from tracker.services.access.secret_tokens import digest, new_token
from tracker.services.lists.due_calendar import due_events

MOST_FEEDS = 20


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


def render_feed(session: Session, feed: CalendarFeed, *, base_url: str, today: date, zone: ZoneInfo) -> bytes:
    """The calendar as iCalendar: each open task on its due date, and a committee's meetings."""
    if feed.committee is None:
        wanted, whose = TaskFilter(open=True, responsible_id=feed.user_id), feed.user.name
    else:
        wanted, whose = TaskFilter(open=True, committees=frozenset({feed.committee.id})), feed.committee.name
    events = due_events(session, wanted, base_url, today=today, zone=zone)
    return calendar(f"Frister: {whose}", events + _meeting_events(session, feed, base_url))


def _meeting_events(session: Session, feed: CalendarFeed, base_url: str) -> list[DayEvent]:
    if feed.committee is None:
        return []
    name = feed.committee.name
    return [
        DayEvent(
            uid=f"moede-{meeting.id}@{host_of(base_url)}",
            on=meeting.held_on,
            summary=f"Møde: {name}" + (f" kl. {meeting.starts_at.replace(':', '.')}" if meeting.starts_at else ""),
            description=f"Møde i {name} {date_words(meeting.held_on)}.",
            address=f"{base_url}/udvalg/{feed.committee.id}",
            sequence=meeting.revision - 1,
            changed_at=feed.created_at,
        )
        for meeting in meetings_of(session, feed.committee.id)
    ]
