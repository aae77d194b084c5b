"""A person says of proposals that they are commitments or none; accepting makes one task, and only once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement
from tests.readings import CULTURE, PARENTS, POLICY, READING_EVALUATION, SCHOOLS
from tracker.agreement.values import Basis, TaskKind
from tracker.db.engine import Database
from tracker.db.models import Proposal, ProposalState, ReviewEvent, Task, TaskEvent
from tracker.domain.review import Decision
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.review import review
from tracker.services.review.record import stored

BO = Actor(None, "Bo Berg", Role.ADMINISTRATION)


def bring_in(session: Session) -> int:
    return import_agreement(session, accept=False)


def accept_dated(session: Session, agreement_id: int) -> review.AcceptResult:
    return review.accept_dated(session, agreement_id, actor=ADMINISTRATION, now=NOW)


def proposals(session: Session) -> dict[str, Proposal]:
    return {proposal.title: proposal for proposal in session.scalars(select(Proposal))}


def all_tasks(session: Session) -> dict[str, Task]:
    return {task.title: task for task in session.scalars(select(Task))}


def count(session: Session, table: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_accepting_makes_one_task_of_each_dated_commitment(session: Session) -> None:
    result = accept_dated(session, bring_in(session))
    task = all_tasks(session)[POLICY.task]
    assert len(result.task_ids) == 3
    assert result.left_waiting == 2
    assert (task.due_on, task.kind, task.basis) == (date(2019, 5, 31), TaskKind.PRESENTATION, Basis.EXPLICIT)
    assert (task.status, task.section, task.revision) == (Status.NOT_STARTED, "1.1", 1)
    assert [version.due_on for version in task.deadlines] == [date(2019, 5, 31)]
    assert [(event.actor_name, event.at) for event in task.events] == [("Anna Holm", NOW)]
    assert task.proposal is not None
    assert task.proposal.state is ProposalState.ACCEPTED


def test_the_lead_committee_stands_first(session: Session) -> None:
    accept_dated(session, bring_in(session))
    owners = all_tasks(session)[READING_EVALUATION.task].owners
    assert [(owner.position, owner.committee.name) for owner in owners] == [(0, SCHOOLS), (1, CULTURE)]


def test_accepting_twice_makes_nothing_new(session: Session) -> None:
    agreement_id = bring_in(session)
    accept_dated(session, agreement_id)
    assert accept_dated(session, agreement_id).task_ids == ()
    assert (count(session, Task), count(session, TaskEvent)) == (3, 3)


def test_accepting_an_accepted_proposal_by_name_leaves_it_alone(session: Session) -> None:
    accept_dated(session, bring_in(session))
    accepted = proposals(session)[POLICY.task].id
    result = review.accept(session, {accepted: None}, actor=ADMINISTRATION, now=NOW)
    assert (result.task_ids, result.untouched) == ((), (accepted,))


def test_what_a_person_rejected_is_never_accepted_in_bulk(session: Session) -> None:
    agreement_id = bring_in(session)
    rejected = proposals(session)[POLICY.task].id
    assert review.reject(session, {rejected: None}, actor=ADMINISTRATION, now=NOW) == 1
    accept_dated(session, agreement_id)
    assert POLICY.task not in all_tasks(session)
    assert proposals(session)[POLICY.task].state is ProposalState.REJECTED


def test_a_rejected_proposal_can_be_taken_up_again(session: Session) -> None:
    agreement_id = bring_in(session)
    rejected = proposals(session)[POLICY.task].id
    review.reject(session, {rejected: None}, actor=ADMINISTRATION, now=NOW)
    review.reconsider(session, {rejected: None}, actor=ADMINISTRATION, now=NOW)
    accept_dated(session, agreement_id)
    assert POLICY.task in all_tasks(session)
    with pytest.raises(InputError, match="ikke afvist"):
        review.reconsider(session, {rejected: None}, actor=ADMINISTRATION, now=NOW)


def test_a_proposal_that_is_a_task_cannot_be_rejected(session: Session) -> None:
    accept_dated(session, bring_in(session))
    with pytest.raises(InputError, match="allerede en opgave"):
        review.reject(session, {proposals(session)[POLICY.task].id: None}, actor=ADMINISTRATION, now=NOW)


def test_an_unknown_proposal_is_said_to_be_unknown(session: Session) -> None:
    with pytest.raises(NotFoundError):
        review.accept(session, {4711: None}, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(NotFoundError):
        review.reject(session, {4711: None}, actor=ADMINISTRATION, now=NOW)


def test_an_undated_commitment_becomes_a_task_only_when_a_person_asks_for_it(session: Session) -> None:
    accept_dated(session, bring_in(session))
    assert PARENTS.task not in all_tasks(session)
    undated = proposals(session)[PARENTS.task].id
    review.accept(session, {undated: None}, actor=ADMINISTRATION, now=NOW)
    assert all_tasks(session)[PARENTS.task].due_on is None


def test_a_saving_becomes_one_task_that_falls_due_in_every_year_with_money(session: Session) -> None:
    accept_dated(session, bring_in(session))
    task = all_tasks(session)["Færre annoncer"]
    assert (task.kind, task.basis, task.section) == (TaskKind.IMPLEMENTATION, Basis.BUDGET_YEAR, None)
    assert [owner.committee.name for owner in task.owners] == [CULTURE]
    assert [each.due_on for each in task.occurrences] == [date(2019, 12, 31), date(2020, 12, 31)]
    assert (task.starts_on, task.due_on) == (date(2019, 1, 1), date(2019, 12, 31))


def test_a_row_of_zeros_waits_for_a_person(session: Session) -> None:
    accept_dated(session, bring_in(session))
    zeros = proposals(session)["Flyttet til drift"]
    assert zeros.state is ProposalState.WAITING
    review.accept(session, {zeros.id: None}, actor=ADMINISTRATION, now=NOW)
    task = all_tasks(session)["Flyttet til drift"]
    assert (task.due_on, task.occurrences) == (None, [])


def test_an_allocation_is_never_a_task_alone(session: Session) -> None:
    accept_dated(session, bring_in(session))
    assert "Legepladser" not in all_tasks(session)


def test_every_decision_is_recorded_with_who_when_and_from_to(session: Session) -> None:
    agreement_id = bring_in(session)
    found = proposals(session)
    policy, parents = found[POLICY.task], found[PARENTS.task]
    review.accept(session, {policy.id: None}, actor=ADMINISTRATION, now=NOW)
    review.reject(session, {parents.id: None}, actor=BO, now=NOW, reason=" Det er en hensigt. ")
    lines = session.scalars(select(ReviewEvent).order_by(ReviewEvent.id)).all()
    assert [(line.decision, line.actor_name, line.at, line.reason) for line in lines] == [
        (Decision.ACCEPTED, "Anna Holm", NOW, None),
        (Decision.REJECTED, "Bo Berg", NOW, "Det er en hensigt."),
    ]
    assert (stored(lines[1].before or "")["state"], stored(lines[1].after)["state"]) == ("waiting", "rejected")
    assert {line.agreement_id for line in lines} == {agreement_id}


def test_whoever_saw_an_older_version_is_told_both_and_changes_nothing(session: Session) -> None:
    bring_in(session)
    policy = proposals(session)[POLICY.task]
    seen = policy.revision
    review.reject(session, {policy.id: seen}, actor=BO, now=NOW)
    with pytest.raises(ConflictError, match="Bo Berg har afgjort forslaget, siden du åbnede det") as told:
        review.accept(session, {policy.id: seen}, actor=ADMINISTRATION, now=NOW)
    assert told.value.theirs["Tilstand"] == "Afvist"
    assert told.value.theirs["Frist"] == "31. maj 2019"
    assert told.value.yours == {"Afgørelse": "Acceptér"}
    assert count(session, Task) == 0


def test_many_at_once_leave_alone_what_another_changed_meanwhile(session: Session) -> None:
    agreement_id = bring_in(session)
    found = proposals(session)
    seen = {one.id: one.revision for one in found.values()}
    policy = found[POLICY.task].id
    review.reject(session, {policy: None}, actor=BO, now=NOW)
    result = review.accept_together(session, seen, agreement_id=agreement_id, actor=ADMINISTRATION, now=NOW)
    assert (len(result.task_ids), result.untouched) == (4, (policy,))
    assert POLICY.task not in all_tasks(session)


def test_what_was_rejected_is_not_accepted_by_name_either(session: Session) -> None:
    bring_in(session)
    policy = proposals(session)[POLICY.task].id
    review.reject(session, {policy: None}, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(InputError, match="er afvist"):
        review.accept(session, {policy: None}, actor=ADMINISTRATION, now=NOW)


def test_a_proposal_of_another_agreement_is_unknown_in_this_one(session: Session) -> None:
    agreement_id = bring_in(session)
    policy = proposals(session)[POLICY.task].id
    with pytest.raises(NotFoundError, match=f"1 forslag findes ikke i aftale {agreement_id + 1}: {policy}"):
        review.accept(session, {policy: None}, agreement_id=agreement_id + 1, actor=ADMINISTRATION, now=NOW)


def test_management_decides_nothing(session: Session) -> None:
    bring_in(session)
    policy = proposals(session)[POLICY.task].id
    director = Actor(None, "Dorte Dam", Role.MANAGEMENT)
    for decide in (review.accept, review.reject, review.reconsider):
        with pytest.raises(ForbiddenError, match="gennemgå aftaler"):
            decide(session, {policy: None}, actor=director, now=NOW)


def test_two_who_accept_the_same_at_once_make_one_task(database: Database) -> None:
    """Each in a session of its own; the second waits for the first, and finds it done."""
    with database.writing() as session:
        import_agreement(session, accept=False)
        policy = proposals(session)[POLICY.task].id
    ready, told = threading.Barrier(2), []

    def run() -> None:
        ready.wait(timeout=10)
        try:
            with database.writing() as session:
                told.append(len(review.accept(session, {policy: 1}, actor=BO, now=NOW).task_ids))
        except ConflictError as error:
            told.append(error.theirs["Tilstand"])

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(told, key=str) == [1, "Accepteret"]
    with database.reading() as session:
        assert (count(session, Task), count(session, ReviewEvent)) == (1, 1)
