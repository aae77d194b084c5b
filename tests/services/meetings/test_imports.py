"""Meetings from files: new, moved, cancelled, the same; again without doubles; and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee
from tests.services.meetings.test_meetings import report_at
from tracker.db.models import Committee, Meeting, MeetingImport
from tracker.documents.meetings import MeetingFile, MeetingLine
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.meetings.imports import Change, MeetingPlan, import_meetings, plan_import, undo_import

MAY, JUNE, JULY = date(2019, 5, 14), date(2019, 6, 11), date(2019, 7, 2)


@pytest.fixture
def culture(session: Session) -> Committee:
    found = make_committee(session, "Kultur- og Fritidsudvalget")
    found.abbreviation = "KFU"
    return found


def lines(*days: tuple[date, str | None] | date, name: str = "KFU", cancelled: bool = False) -> list[MeetingLine]:
    found = []
    for number, each in enumerate(days, 2):
        day, uid = each if isinstance(each, tuple) else (each, None)
        found.append(MeetingLine(number, name, day, "16:30", uid, cancelled))
    return found


def take_in(session: Session, found: Iterable[MeetingLine], actor: Actor = ADMINISTRATION) -> MeetingPlan:
    plan = plan_import(session, MeetingFile(list(found)), actor=actor)
    import_meetings(session, plan, file_name="moeder.ics", actor=actor, now=NOW)
    return plan


def changes(plan: MeetingPlan) -> list[str]:
    return [each.change.value for each in plan.meetings]


def standing(session: Session) -> list[tuple[date, bool]]:
    found = session.execute(select(Meeting.held_on, Meeting.cancelled).order_by(Meeting.held_on))
    return [(day, cancelled) for day, cancelled in found]


def last_import(session: Session) -> int:
    return session.scalars(select(func.max(MeetingImport.id))).one()


def test_the_same_file_twice_changes_nothing(session: Session, culture: Committee) -> None:
    for file in (lines(MAY, JUNE), lines((MAY, "a"), (JUNE, "b")), lines((MAY, "a"), (JUNE, "b"))):
        plan = take_in(session, file)
    assert changes(plan) == ["unchanged", "unchanged"]
    assert standing(session) == [(MAY, False), (JUNE, False)]
    assert session.scalars(select(Meeting.uid).order_by(Meeting.uid)).all() == ["a", "b"]


def test_a_moved_meeting_moves_and_does_not_stand_twice(session: Session, culture: Committee) -> None:
    take_in(session, lines((MAY, "a"), (JUNE, "b")))
    plan = take_in(session, lines((date(2019, 5, 21), "a"), (JUNE, "b")))
    assert changes(plan) == ["moved", "unchanged"]
    assert plan.meetings[0].was_on == MAY
    assert standing(session) == [(date(2019, 5, 21), False), (JUNE, False)]


def test_meetings_that_change_places_and_a_new_one_on_a_left_day_are_taken(
    session: Session, culture: Committee
) -> None:
    take_in(session, lines((MAY, "a"), (JUNE, "b")))
    plan = take_in(session, lines((JUNE, "a"), (MAY, "b")))
    assert changes(plan) == ["moved", "moved"]
    plan = take_in(session, lines((JULY, "b"), (MAY, "c")))
    assert changes(plan) == ["moved", "new"]
    assert standing(session) == [(MAY, False), (JUNE, False), (JULY, False)]


def test_a_cancelled_meeting_is_cancelled_and_comes_back_when_the_file_says_so(
    session: Session, culture: Committee
) -> None:
    take_in(session, lines((MAY, "a")))
    assert changes(take_in(session, lines((MAY, "a"), cancelled=True))) == ["cancelled"]
    assert changes(take_in(session, lines((MAY, "a"), cancelled=True))) == ["unchanged"]
    assert standing(session) == [(MAY, True)]
    assert changes(take_in(session, lines((MAY, "a")))) == ["restored"]
    assert changes(take_in(session, lines((JUNE, "x"), cancelled=True))) == ["unchanged"]  # never stood here
    assert standing(session) == [(MAY, False)]


def test_a_new_hour_is_taken_and_a_missing_one_takes_none_away(session: Session, culture: Committee) -> None:
    take_in(session, lines(MAY))
    assert changes(take_in(session, [MeetingLine(2, "KFU", MAY, "17:00")])) == ["hour"]
    assert changes(take_in(session, [MeetingLine(2, "KFU", MAY)])) == ["unchanged"]
    assert session.scalars(select(Meeting.starts_at)).one() == "17:00"


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("kfu", ""),
        ("Kultur- og Fritidsudvalget", ""),
        ("Møde i Kultur- og Fritidsudvalget", ""),
        ("Kultur og fritidsudvalgets møde", ""),
        ("Ordinært møde", "Politik · KFU"),
    ],
)
def test_a_committee_is_known_by_its_name_or_where_a_calendar_mentions_it(
    name: str, context: str, session: Session, culture: Committee
) -> None:
    plan = plan_import(session, MeetingFile([MeetingLine(2, name, MAY, context=context)]), actor=ADMINISTRATION)
    assert [each.committee_id for each in plan.meetings] == [culture.id]


def test_an_unknown_committee_is_told_and_can_be_chosen(session: Session, culture: Committee) -> None:
    file = MeetingFile([*lines(MAY, JUNE, name="Havneudvalget"), *lines(JULY)])
    plan = plan_import(session, file, actor=ADMINISTRATION)
    assert (plan.unknown, len(plan.meetings)) == ({"Havneudvalget": 2}, 1)
    chosen = plan_import(session, file, actor=ADMINISTRATION, chosen={"Havneudvalget": culture.id})
    assert (chosen.unknown, changes(chosen)) == ({}, ["new", "new", "new"])
    default = plan_import(session, MeetingFile(lines(MAY, name="")), actor=ADMINISTRATION, default=culture.id)
    assert changes(default) == ["new"]


def test_what_cannot_be_done_is_a_fault_and_the_rest_is_taken(session: Session, culture: Committee) -> None:
    take_in(session, lines((MAY, "a"), (JUNE, "b")))
    report_at(session, culture, MAY)
    plan = take_in(session, lines((date(2019, 5, 21), "a"), (JULY, "b"), (JULY, "c"), (JULY, "b")))
    assert [str(fault) for fault in plan.faults] == [
        "Linje 2: Mødet 14. maj 2019 kan ikke flyttes: 1 opgave er forelagt eller behandlet på det.",
        "Linje 4: Kultur- og Fritidsudvalget har allerede et andet møde 2. juli 2019.",
        "Linje 5: mødet 2. juli 2019 står to gange i filen.",
    ]
    assert changes(plan) == ["moved"]
    assert standing(session) == [(MAY, False), (JULY, False)]


def test_a_secretary_takes_in_the_meetings_of_her_own_committees(session: Session, culture: Committee) -> None:
    make_committee(session, "Skoleudvalget")
    secretary = Actor(None, "Rita Lund", Role.SECRETARY, frozenset({culture.id}))
    plan = take_in(session, [*lines(MAY), *lines(JUNE, name="Skoleudvalget")], secretary)
    assert changes(plan) == ["new"]
    assert str(plan.faults[0]) == "Linje 2: du kan ikke ændre møder i Skoleudvalget."
    with pytest.raises(ForbiddenError):
        undo_import(session, last_import(session), actor=Actor(None, "X", Role.MANAGEMENT), now=NOW)


def test_an_import_is_undone_whole(session: Session, culture: Committee) -> None:
    take_in(session, lines((MAY, "a"), (JUNE, "b"), (JULY, "c")))
    take_in(session, [*lines((JUNE, "a"), (MAY, "b"), (date(2019, 8, 6), "d")), *lines((JULY, "c"), cancelled=True)])
    assert standing(session) == [(MAY, False), (JUNE, False), (JULY, True), (date(2019, 8, 6), False)]
    undone = undo_import(session, last_import(session), actor=ADMINISTRATION, now=NOW)
    assert undone.undone_at == NOW
    assert standing(session) == [(MAY, False), (JUNE, False), (JULY, False)]
    assert session.scalars(select(Meeting.uid).order_by(Meeting.held_on)).all() == ["a", "b", "c"]
    with pytest.raises(InputError, match="allerede fortrudt"):
        undo_import(session, undone.id, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(NotFoundError):
        undo_import(session, 4711, actor=ADMINISTRATION, now=NOW)


def test_a_cancelled_meeting_whose_day_another_took_comes_back_by_undoing(session: Session, culture: Committee) -> None:
    take_in(session, lines((MAY, "a"), (JUNE, "b")))
    take_in(session, lines((MAY, "a"), cancelled=True))
    take_in(session, lines((MAY, "b")))
    assert standing(session) == [(MAY, False)]
    undo_import(session, last_import(session), actor=ADMINISTRATION, now=NOW)
    assert standing(session) == [(MAY, True), (JUNE, False)]


def test_an_import_that_was_changed_since_is_not_undone(session: Session, culture: Committee) -> None:
    take_in(session, lines((MAY, "a"), (JUNE, "b")))
    first = last_import(session)
    session.scalars(select(Meeting).where(Meeting.held_on == JUNE)).one().held_on = JULY
    with pytest.raises(InputError, match=r"Mødet 11. juni 2019 er ændret siden indlæsningen"):
        undo_import(session, first, actor=ADMINISTRATION, now=NOW)
    assert standing(session) == [(MAY, False), (JULY, False)]


def test_an_import_at_whose_meetings_tasks_were_reported_is_not_undone(session: Session, culture: Committee) -> None:
    take_in(session, lines(MAY))
    report_at(session, culture, MAY)
    with pytest.raises(InputError, match="kan ikke fjernes: 1 opgave er forelagt"):
        undo_import(session, last_import(session), actor=ADMINISTRATION, now=NOW)


def test_a_file_that_changes_nothing_leaves_no_record(session: Session, culture: Committee) -> None:
    take_in(session, lines(MAY))
    plan = plan_import(session, MeetingFile(lines(MAY)), actor=ADMINISTRATION)
    assert import_meetings(session, plan, file_name="x", actor=ADMINISTRATION, now=NOW) is None
    assert plan.counts == {Change.UNCHANGED: 1}
