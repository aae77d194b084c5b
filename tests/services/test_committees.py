"""The register of committees, and their meetings."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee
from tracker.db.models import Committee, Meeting
from tracker.documents.meetings import MeetingLine
from tracker.domain.meetings import DEFAULT_CUTOFF_DAYS
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.committees import MeetingsResult, add_meetings, find_committee
from tracker.services.register import register_committees
from tracker.settings import CommitteeSettings

REGISTER = [
    CommitteeSettings(name="Økonomiudvalget", abbreviations=("ØU", "ØKU"), cutoff_days=5),
    CommitteeSettings(name="Kulturudvalget"),
]


def test_registering_adds_what_is_missing_and_keeps_what_is_known(session: Session) -> None:
    known = make_committee(session, "Kulturudvalget").id
    register_committees(session, REGISTER)
    register_committees(session, REGISTER)
    found = {each.name: each for each in session.scalars(select(Committee))}
    assert set(found) == {"Økonomiudvalget", "Kulturudvalget"}
    assert found["Kulturudvalget"].id == known
    assert (found["Økonomiudvalget"].abbreviation, found["Økonomiudvalget"].cutoff_days) == ("ØU", 5)
    assert found["Kulturudvalget"].cutoff_days == DEFAULT_CUTOFF_DAYS


def test_a_committee_is_found_by_name_or_abbreviation_whatever_the_case(session: Session) -> None:
    register_committees(session, REGISTER)
    assert find_committee(session, "øu").name == find_committee(session, " økonomiUdvalget ").name == "Økonomiudvalget"
    with pytest.raises(NotFoundError, match="Der er: Kulturudvalget, Økonomiudvalget"):
        find_committee(session, "Havneudvalget")


def test_meetings_are_added_once_and_take_a_new_hour(session: Session) -> None:
    register_committees(session, REGISTER)
    lines = [
        MeetingLine(2, "ØU", date(2019, 6, 11), None),
        MeetingLine(3, "Kulturudvalget", date(2019, 6, 11), "17:00"),
    ]
    assert add_meetings(session, lines, actor=ADMINISTRATION) == MeetingsResult(2, 0)
    again = [MeetingLine(2, "ØU", date(2019, 6, 11), "16:00"), MeetingLine(3, "ØU", date(2019, 8, 13), None)]
    assert add_meetings(session, again, actor=ADMINISTRATION) == MeetingsResult(1, 1)
    hours = session.scalars(select(Meeting.starts_at).order_by(Meeting.held_on, Meeting.committee_id)).all()
    assert sorted(hours, key=str) == ["16:00", "17:00", None]


def test_a_meeting_of_an_unknown_committee_names_its_line(session: Session) -> None:
    register_committees(session, REGISTER)
    with pytest.raises(InputError, match="Linje 7: Udvalget «Havneudvalget» findes ikke"):
        add_meetings(session, [MeetingLine(7, "Havneudvalget", date(2019, 6, 11), None)], actor=ADMINISTRATION)


def test_a_secretary_plans_the_meetings_of_her_own_committees(session: Session) -> None:
    register_committees(session, REGISTER)
    hers = find_committee(session, "Kulturudvalget").id
    secretary = Actor(None, "Søren Sø", Role.SECRETARY, frozenset({hers}))
    assert add_meetings(session, [MeetingLine(2, "Kulturudvalget", date(2019, 6, 11), None)], actor=secretary).new == 1
    with pytest.raises(ForbiddenError, match="ændre møder"):
        add_meetings(session, [MeetingLine(2, "ØU", date(2019, 6, 11), None)], actor=secretary)
