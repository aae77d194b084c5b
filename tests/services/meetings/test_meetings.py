"""Meetings by hand: added, moved, cancelled, by those whose meetings they are; what was reported stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task
from tracker.db.models import Committee, Meeting
from tracker.db.queries.parts.calendars import load_calendars
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.meetings.meetings import add_meeting, cancel_meeting, move_meeting, restore_meeting
from tracker.services.tasks.tasks import set_status

MAY, JUNE = date(2019, 5, 14), date(2019, 6, 11)


@pytest.fixture
def culture(session: Session) -> Committee:
    return make_committee(session, "Kulturudvalget", meetings=[MAY])


def days(session: Session, committee: Committee) -> tuple[date, ...]:
    return load_calendars(session).by_committee[committee.id].meetings


def the_meeting(session: Session) -> Meeting:
    return session.scalars(select(Meeting)).one()


def report_at(session: Session, committee: Committee, day: date) -> None:
    task = make_task(session, owners=[committee])
    set_status(
        session,
        task.id,
        Status.PRESENTED,
        presented_on=day,
        revision=None,
        actor=ADMINISTRATION,
        now=datetime(2019, 6, 20, tzinfo=UTC),
    )


def test_a_meeting_is_added_with_its_hour_and_stands_once(session: Session, culture: Committee) -> None:
    assert add_meeting(session, culture.id, JUNE, "16.30", actor=ADMINISTRATION).starts_at == "16:30"
    assert days(session, culture) == (MAY, JUNE)
    with pytest.raises(InputError, match=r"allerede et møde 11. juni 2019"):
        add_meeting(session, culture.id, JUNE, None, actor=ADMINISTRATION)
    with pytest.raises(InputError, match="klokkeslæt") as caught:
        add_meeting(session, culture.id, date(2019, 7, 1), "aften", actor=ADMINISTRATION)
    assert caught.value.field == "starts_at"


def test_a_cancelled_meeting_counts_no_more_until_it_is_held_after_all(session: Session, culture: Committee) -> None:
    meeting = the_meeting(session)
    cancel_meeting(session, meeting.id, actor=ADMINISTRATION)
    assert days(session, culture) == ()
    restore_meeting(session, meeting.id, actor=ADMINISTRATION)
    assert days(session, culture) == (MAY,)
    cancel_meeting(session, meeting.id, actor=ADMINISTRATION)
    assert add_meeting(session, culture.id, MAY, "17", actor=ADMINISTRATION).id == meeting.id
    assert days(session, culture) == (MAY,)


def test_a_meeting_is_moved_but_not_onto_another(session: Session, culture: Committee) -> None:
    other = add_meeting(session, culture.id, JUNE, None, actor=ADMINISTRATION)
    with pytest.raises(InputError, match=r"allerede et møde 14. maj 2019"):
        move_meeting(session, other.id, MAY, None, actor=ADMINISTRATION)
    move_meeting(session, other.id, date(2019, 6, 18), "17:00", actor=ADMINISTRATION)
    assert days(session, culture) == (MAY, date(2019, 6, 18))


def test_a_meeting_is_moved_onto_the_day_of_a_cancelled_one(session: Session, culture: Committee) -> None:
    other = add_meeting(session, culture.id, JUNE, None, actor=ADMINISTRATION)
    cancel_meeting(
        session, session.scalars(select(Meeting.id).where(Meeting.held_on == MAY)).one(), actor=ADMINISTRATION
    )
    move_meeting(session, other.id, MAY, None, actor=ADMINISTRATION)
    assert days(session, culture) == (MAY,)


def test_a_meeting_at_which_tasks_were_reported_stays_on_its_day(session: Session, culture: Committee) -> None:
    report_at(session, culture, MAY)
    meeting = the_meeting(session)
    with pytest.raises(InputError, match="kan ikke aflyses: 1 opgave er forelagt eller behandlet på det"):
        cancel_meeting(session, meeting.id, actor=ADMINISTRATION)
    with pytest.raises(InputError, match="kan ikke flyttes"):
        move_meeting(session, meeting.id, JUNE, None, actor=ADMINISTRATION)
    assert move_meeting(session, meeting.id, MAY, "17", actor=ADMINISTRATION).starts_at == "17:00"


def test_a_secretary_plans_the_meetings_of_her_own_committees(session: Session, culture: Committee) -> None:
    other = make_committee(session, "Skoleudvalget", meetings=[JUNE])
    secretary = Actor(None, "Søren Sø", Role.SECRETARY, frozenset({culture.id}))
    add_meeting(session, culture.id, JUNE, None, actor=secretary)
    foreign = session.scalars(select(Meeting.id).where(Meeting.committee_id == other.id)).one()
    with pytest.raises(ForbiddenError, match="ændre møder"):
        add_meeting(session, other.id, MAY, None, actor=secretary)
    with pytest.raises(ForbiddenError):
        cancel_meeting(session, foreign, actor=secretary)
    with pytest.raises(NotFoundError):
        cancel_meeting(session, 4711, actor=secretary)
    with pytest.raises(NotFoundError):
        add_meeting(session, 4711, MAY, None, actor=secretary)
