"""What calendars that are subscribed to call a deadline: what the calendar file of a mail calls it, too."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes, policy

import icalendar
import pytest
from sqlalchemy import select, update

from tests.factories import ADMINISTRATION
from tests.outboxes import DAY, TownHall, morning
from tracker.clock import COPENHAGEN
from tracker.db.engine import Database
from tracker.db.models import Committee, Task, User
from tracker.jobs import deliver, plan_and_queue
from tracker.services.lists import feeds
from tracker.services.tasks import repetition, tasks

BASE_URL = "http://127.0.0.1:8000"
Events = dict[str, tuple[int, date]]


@pytest.fixture
def hall(sqlite_database: Database) -> TownHall:
    hall = TownHall(sqlite_database)
    hall.secretaries(1, due=DAY + timedelta(days=10))
    hall.change(lambda session: session.execute(update(User).values(calendar_attached=True)))
    how = {"revision": None, "actor": ADMINISTRATION, "now": morning(DAY - timedelta(days=2))}
    hall.change(lambda session: tasks.move_deadline(session, 1, DAY, reason="Høring.", **how))
    return hall


def events(content: bytes) -> Events:
    """The number of changes and the day of each event, by its lasting name."""
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(event["UID"]): (event["SEQUENCE"], event.decoded("DTSTART")) for event in found}


def of_the_mail(hall: TownHall) -> Events:
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    (attached,) = message_from_bytes(hall.transport.handed_over[-1][1], policy=policy.default).iter_attachments()
    content = attached.get_content()
    return events(content if isinstance(content, bytes) else content.encode())


def of_the_feed(hall: TownHall) -> Events:
    with hall.database.writing() as session:
        user, committee = session.scalars(select(User.id)).one(), session.scalars(select(Committee.id)).one()
        feed = feeds.find_feed(session, feeds.make_feed(session, user, committee, now=hall.clock.now()))
        return events(feeds.render_feed(session, feed, base_url=BASE_URL, today=DAY, zone=COPENHAGEN))


def test_a_deadline_has_one_name_in_calendar_and_mail_and_keeps_it_when_it_moves(hall: TownHall) -> None:
    assert of_the_mail(hall) == of_the_feed(hall) == {"opgave-1@127.0.0.1": (1, DAY)}


def test_so_does_each_time_of_a_task_that_repeats(hall: TownHall) -> None:
    how = {"revision": None, "actor": ADMINISTRATION, "now": morning(DAY - timedelta(days=1))}
    hall.change(lambda session: repetition.set_rule(session, 1, "FREQ=YEARLY", DAY, None, reason="Aftalt.", **how))
    mailed, ahead = of_the_mail(hall), of_the_feed(hall)
    assert list(mailed) == ["opgave-1@127.0.0.1"]
    assert mailed.items() <= ahead.items()
    assert len(ahead) > 1
    with hall.database.reading() as session:
        revision = session.get_one(Task, 1).revision
    assert mailed["opgave-1@127.0.0.1"] == (revision - 1, DAY)
