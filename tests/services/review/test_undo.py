"""Decisions are taken back: mine, one proposal's, or a batch; a task is dropped with its history, never removed."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement
from tests.readings import CULTURE, PARENTS, POLICY, SCHOOLS
from tracker.db.engine import Database
from tracker.db.models import Proposal, ProposalState, ReviewEvent, Task
from tracker.db.queries.agreements.review_history import history_of
from tracker.domain.review import Decision
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.review import changes as review_changes
from tracker.services.review import review
from tracker.services.review import undo as review_undo
from tracker.services.review.changes import Draft
from tracker.services.tasks import tasks
from tracker.services.tasks.split import Part, split_off

BO = Actor(None, "Bo Berg", Role.ADMINISTRATION)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def agreement(session: Session) -> int:
    return import_agreement(session, accept=False)


def proposal(session: Session, title: str = POLICY.task) -> Proposal:
    return session.scalars(select(Proposal).where(Proposal.title == title, ~Proposal.set_aside)).one()


def task(session: Session, title: str = POLICY.task) -> Task:
    return session.scalars(select(Task).where(Task.title == title)).one()


def accept(session: Session, title: str = POLICY.task) -> Task:
    review.accept(session, {proposal(session, title).id: None}, actor=ADMINISTRATION, now=NOW)
    return task(session, title)


def undo(session: Session, agreement: int, actor: Actor = ADMINISTRATION) -> review_undo.UndoResult:
    return review_undo.undo_last(session, agreement, actor=actor, now=LATER)


def test_taking_an_acceptance_back_drops_the_task_with_its_history(session: Session, agreement: int) -> None:
    made = accept(session)
    assert undo(session, agreement).decision is Decision.ACCEPTED
    session.expire_all()
    assert (proposal(session).state, proposal(session).decided_at) == (ProposalState.WAITING, None)
    assert made.status is Status.DROPPED
    assert [(event.after, event.comment) for event in made.events] == [
        ("not_started", None),
        ("dropped", "Accept fortrudt."),
    ]
    assert [version.due_on for version in made.deadlines] == [date(2019, 5, 31)]


def test_accepting_again_opens_the_same_task_with_a_new_version_of_its_date(session: Session, agreement: int) -> None:
    made = accept(session)
    undo(session, agreement)
    review.accept(session, {proposal(session).id: None}, actor=BO, now=LATER)
    session.expire_all()
    assert task(session).id == made.id
    assert made.status is Status.NOT_STARTED
    assert [(each.number, each.due_on, each.moved) for each in made.deadlines] == [
        (1, date(2019, 5, 31), False),
        (2, date(2019, 5, 31), False),
    ]
    assert made.deadline_version == 2
    assert proposal(session).state is ProposalState.ACCEPTED


def test_what_was_corrected_in_between_is_what_the_task_then_says(session: Session, agreement: int) -> None:
    made = accept(session)
    undo(session, agreement)
    waiting = proposal(session)
    draft = replace(Draft.of(waiting), title="Idrætspolitik", committees=(SCHOOLS, CULTURE), due_on=date(2019, 6, 30))
    review_changes.correct(session, agreement, waiting.id, draft, revision=None, actor=BO, now=LATER)
    review.accept(session, {waiting.id: None}, actor=BO, now=LATER)
    session.expire_all()
    assert (made.title, made.due_on) == ("Idrætspolitik", date(2019, 6, 30))
    assert [owner.committee.name for owner in made.owners] == [SCHOOLS, CULTURE]
    assert [each.due_on for each in made.deadlines] == [date(2019, 5, 31), date(2019, 6, 30)]
    assert not any(each.moved for each in made.deadlines)


def test_the_years_of_a_saving_are_open_again_when_it_is_accepted_again(session: Session, agreement: int) -> None:
    made = accept(session, "Færre annoncer")
    undo(session, agreement)
    assert {each.status for each in made.occurrences} == {Status.DROPPED}
    review.accept(session, {proposal(session, "Færre annoncer").id: None}, actor=BO, now=LATER)
    assert [(each.due_on.year, each.status) for each in made.occurrences] == [
        (2019, Status.NOT_STARTED),
        (2020, Status.NOT_STARTED),
    ]


@pytest.mark.parametrize("work", ["comment", "status", "part"])
def test_a_task_that_somebody_works_on_is_not_taken_away(work: str, session: Session, agreement: int) -> None:
    made = accept(session)
    if work == "comment":
        tasks.comment(session, made.id, "Vi er i gang.", actor=BO, now=LATER)
    elif work == "status":
        tasks.set_status(session, made.id, Status.IN_PROGRESS, revision=None, actor=BO, now=LATER)
    else:  # a part would be left behind
        split_off(session, made.id, Part("Evaluering"), reason="To.", revision=None, actor=BO, now=LATER)
    with pytest.raises(InputError, match="Bo Berg har arbejdet på opgaven"):
        undo(session, agreement)
    assert proposal(session).state is ProposalState.ACCEPTED
    assert made.status is not Status.DROPPED


def test_a_rejection_is_taken_back(session: Session, agreement: int) -> None:
    review.reject(session, {proposal(session).id: None}, actor=ADMINISTRATION, now=NOW)
    undo(session, agreement)
    assert proposal(session).state is ProposalState.WAITING


def test_a_correction_is_taken_back_to_the_letter(session: Session, agreement: int) -> None:
    one = proposal(session)
    before = Draft.of(one), one.explanation, one.rule, one.deadline_kind, one.basis, one.start_offset, one.end_offset
    draft = replace(
        Draft.of(one), title="Andet", committees=(SCHOOLS,), due_on=date(2020, 1, 1), quote="skal skrives forfra"
    )
    review_changes.correct(session, agreement, one.id, draft, revision=None, actor=ADMINISTRATION, now=NOW)
    assert one.by_person
    undo(session, agreement)
    session.expire_all()
    after = Draft.of(one), one.explanation, one.rule, one.deadline_kind, one.basis, one.start_offset, one.end_offset
    assert after == before
    assert not one.by_person


def test_my_decisions_are_taken_back_one_after_the_other_and_not_anothers(session: Session, agreement: int) -> None:
    accept(session)
    review.reject(session, {proposal(session, PARENTS.task).id: None}, actor=ADMINISTRATION, now=NOW)
    review.reject(session, {proposal(session, "Færre annoncer").id: None}, actor=BO, now=NOW)
    assert [undo(session, agreement).decision for _ in range(2)] == [Decision.REJECTED, Decision.ACCEPTED]
    assert proposal(session, "Færre annoncer").state is ProposalState.REJECTED
    with pytest.raises(InputError, match="Du har ingen afgørelse"):
        undo(session, agreement)


def test_a_batch_is_taken_back_at_once_but_for_what_somebody_works_on(session: Session, agreement: int) -> None:
    result = review.accept_dated(session, agreement, actor=ADMINISTRATION, now=NOW)
    tasks.comment(session, task(session).id, "Vi er i gang.", actor=BO, now=LATER)
    undone = undo(session, agreement)
    assert (len(result.task_ids), len(undone.proposal_ids), len(undone.left)) == (3, 2, 1)
    assert POLICY.task in undone.left[0]
    dropped = session.scalars(select(Task.title).where(Task.status == Status.DROPPED))
    assert POLICY.task not in set(dropped)


def test_one_of_a_batch_is_taken_back_alone(session: Session, agreement: int) -> None:
    review.accept_dated(session, agreement, actor=ADMINISTRATION, now=NOW)
    review_undo.undo_proposals(session, agreement, [proposal(session).id], actor=BO, now=LATER)
    assert proposal(session).state is ProposalState.WAITING
    assert proposal(session, "Færre annoncer").state is ProposalState.ACCEPTED


def test_what_was_decided_again_since_stands_until_that_is_taken_back(session: Session, agreement: int) -> None:
    one = proposal(session)
    draft = replace(Draft.of(one), title="Ny titel")
    review_changes.correct(session, agreement, one.id, draft, revision=None, actor=ADMINISTRATION, now=NOW)
    review.accept(session, {one.id: None}, actor=BO, now=NOW)
    with pytest.raises(InputError, match=r"er siden accepteret af Bo Berg\. Fortryd det først"):
        undo(session, agreement)
    undo(session, agreement, BO)
    undo(session, agreement)
    assert proposal(session).title == POLICY.task


def test_nothing_is_taken_back_twice(session: Session, agreement: int) -> None:
    result = review.accept_dated(session, agreement, actor=ADMINISTRATION, now=NOW)
    assert result.stroke is not None
    review_undo.undo_stroke(session, agreement, result.stroke, actor=BO, now=LATER)
    with pytest.raises(InputError, match="allerede fortrudt"):
        review_undo.undo_stroke(session, agreement, result.stroke, actor=ADMINISTRATION, now=LATER)


def test_two_who_take_back_the_same_at_once_do_it_once(database: Database) -> None:
    with database.writing() as session:
        agreement = import_agreement(session)
        stroke = session.scalars(select(ReviewEvent.stroke)).first()
    assert stroke is not None
    ready, told = threading.Barrier(2), []

    def run() -> None:
        ready.wait(timeout=10)
        try:
            with database.writing() as session:
                told.append(len(review_undo.undo_stroke(session, agreement, stroke, actor=BO, now=LATER).proposal_ids))
        except InputError as error:
            told.append(str(error))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(told, key=str) == [3, "Afgørelsen er allerede fortrudt."]


def test_the_history_keeps_what_was_taken_back(session: Session, agreement: int) -> None:
    accept(session)
    undo(session, agreement)
    assert [line.decision for line in history_of(session, agreement)] == [Decision.UNDONE, Decision.ACCEPTED]


def test_unknown_proposals_and_those_without_a_decision_are_told(session: Session, agreement: int) -> None:
    with pytest.raises(NotFoundError, match=f"Forslag 4711 findes ikke i aftale {agreement}"):
        review_undo.undo_proposals(session, agreement, [4711], actor=BO, now=LATER)
    with pytest.raises(InputError, match="ingen afgørelse af forslag"):
        review_undo.undo_proposals(session, agreement, [proposal(session).id], actor=BO, now=LATER)


def test_management_takes_nothing_back(session: Session, agreement: int) -> None:
    accept(session)
    with pytest.raises(ForbiddenError):
        undo(session, agreement, Actor(None, "Dorte Dam", Role.MANAGEMENT))
