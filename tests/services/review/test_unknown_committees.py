"""Committees that an agreement names and the register lacks: made so that none is lost, and answered by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement, make_user
from tests.readings import CULTURE, READING, READING_EVALUATION, SCHOOLS, TEXT
from tracker.agreement.promises.clarity import unknown_committee_words
from tracker.agreement.values import Finding, FindingKind
from tracker.db.models import Committee, FindingRow, Meeting, Proposal, Task
from tracker.documents import Document
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.agreements import agreements
from tracker.services.committees import register
from tracker.services.committees.committees import find_committee
from tracker.services.committees.register import Entry
from tracker.services.review import unknown_committees
from tracker.services.review.unknown_committees import Unknown
from tracker.services.tasks import tasks


def names(session: Session) -> set[str]:
    return set(session.scalars(select(Committee.name)))


def import_with_finding(session: Session, name: str) -> int:
    """An agreement that mentions a committee which owns nothing in it."""
    finding = Finding("1.1", FindingKind.UNKNOWN_COMMITTEE, unknown_committee_words(name), 0, 5)
    reading = replace(READING, findings=(finding,))
    return agreements.import_reading(session, Document(TEXT, "a"), reading, actor=ADMINISTRATION, now=NOW).agreement_id


def test_what_the_register_lacks_is_listed_with_where_it_stands(session: Session) -> None:
    register.add(session, Entry(SCHOOLS), actor=COMMAND_LINE)
    agreement = import_agreement(session)
    assert unknown_committees.list_unknown(session) == [
        Unknown(CULTURE, ((agreement, "Aftale om budget 2019"),), proposals=4, tasks=3)
    ]


def test_a_committee_that_only_a_finding_names_is_listed_too(session: Session) -> None:
    agreement = import_with_finding(session, "Havneudvalget")
    found = {each.name: each for each in unknown_committees.list_unknown(session)}
    assert found["Havneudvalget"] == Unknown("Havneudvalget", ((agreement, "Aftale om budget 2019"),), 0, 0)
    assert unknown_committees.confirm(session, ["Havneudvalget"], actor=ADMINISTRATION) == ["Havneudvalget"]
    assert find_committee(session, "Havneudvalget").registered
    assert session.scalars(select(FindingRow)).all() == []


def test_one_that_is_new_is_taken_into_the_register_as_it_is(session: Session) -> None:
    import_agreement(session)
    assert unknown_committees.confirm(session, [CULTURE, SCHOOLS, CULTURE], actor=ADMINISTRATION) == [CULTURE, SCHOOLS]
    assert unknown_committees.list_unknown(session) == []
    assert unknown_committees.confirm(session, [CULTURE], actor=ADMINISTRATION) == []


def test_another_name_of_a_committee_gives_it_everything_that_named_the_other(session: Session) -> None:
    import_agreement(session)
    target = register.add(session, Entry("Fritidsudvalget"), actor=COMMAND_LINE)
    other = find_committee(session, CULTURE)
    other.meetings.append(Meeting(held_on=date(2019, 3, 5)))
    other.secretaries.append(make_user(session, "Rita Lund", role=Role.SECRETARY))
    session.flush()
    moved = unknown_committees.map_to(session, CULTURE, target.id, actor=ADMINISTRATION, now=NOW)
    session.expire_all()
    assert moved == 3
    assert CULTURE not in names(session)
    assert find_committee(session, CULTURE).id == target.id
    assert ([each.held_on for each in target.meetings], [each.name for each in target.secretaries]) == (
        [date(2019, 3, 5)],
        ["Rita Lund"],
    )
    task = session.scalars(select(Task).where(Task.title == READING_EVALUATION.task)).one()
    assert [owner.committee.name for owner in task.owners] == [SCHOOLS, "Fritidsudvalget"]
    assert (task.events[-1].after, task.events[-1].comment) == (
        f"{SCHOOLS} og Fritidsudvalget",
        f"«{CULTURE}» er et andet navn for Fritidsudvalget.",
    )
    named = {each.name for proposal in session.scalars(select(Proposal)) for each in proposal.committees}
    assert named == {SCHOOLS, "Fritidsudvalget"}


def test_a_task_that_both_own_is_owned_once(session: Session) -> None:
    import_agreement(session)
    target = find_committee(session, SCHOOLS)
    unknown_committees.map_to(session, CULTURE, target.id, actor=ADMINISTRATION, now=NOW)
    session.expire_all()
    task = session.scalars(select(Task).where(Task.title == READING_EVALUATION.task)).one()
    assert [(owner.position, owner.committee.name) for owner in task.owners] == [(0, SCHOOLS)]
    proposal = session.scalars(select(Proposal).where(Proposal.title == READING_EVALUATION.task)).one()
    assert [each.name for each in proposal.committees] == [SCHOOLS]


def test_the_next_document_that_uses_the_name_is_read_as_the_committee(session: Session) -> None:
    import_with_finding(session, "Havneudvalget")
    target = register.add(session, Entry("Teknikudvalget"), actor=COMMAND_LINE)
    assert unknown_committees.map_to(session, "Havneudvalget", target.id, actor=ADMINISTRATION, now=NOW) == 0
    known = {each.name: each for each in register.load_register(session).committees}
    assert known["Teknikudvalget"].former_names == ("Havneudvalget",)


def test_a_task_changed_by_hand_afterwards_keeps_its_history(session: Session) -> None:
    import_agreement(session)
    target = register.add(session, Entry("Fritidsudvalget"), actor=COMMAND_LINE)
    unknown_committees.map_to(session, CULTURE, target.id, actor=ADMINISTRATION, now=NOW)
    task = session.scalars(select(Task).where(Task.title == READING_EVALUATION.task)).one()
    tasks.comment(session, task.id, "Set.", actor=ADMINISTRATION, now=NOW)
    assert len(session.get_one(Task, task.id, populate_existing=True).events) == 3


def test_what_cannot_be_is_refused(session: Session) -> None:
    import_agreement(session)
    target = register.add(session, Entry(SCHOOLS), actor=COMMAND_LINE)
    other = register.add(session, Entry("Havneudvalget"), actor=COMMAND_LINE)
    with pytest.raises(InputError, match="står i registret"):
        unknown_committees.map_to(session, "Havneudvalget", target.id, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(InputError, match="står i registret"):
        unknown_committees.map_to(session, SCHOOLS, target.id, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(NotFoundError, match="Ingen aftale nævner"):
        unknown_committees.map_to(session, "Vejudvalget", other.id, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(InputError, match="Skriv udvalgets navn"):
        unknown_committees.confirm(session, [" "], actor=ADMINISTRATION)
    director = Actor(None, "Dorte Dam", Role.MANAGEMENT)
    with pytest.raises(ForbiddenError):
        unknown_committees.confirm(session, [CULTURE], actor=director)
    with pytest.raises(ForbiddenError):
        unknown_committees.map_to(session, CULTURE, target.id, actor=director, now=NOW)
