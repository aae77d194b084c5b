"""An agreement comes in once, whole; accepting makes one task of each commitment, and only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement, make_committee
from tests.readings import CULTURE, PARENTS, POLICY, READING, READING_EVALUATION, SCHOOLS, SIGNED_ON, TEXT
from tracker.agreement.values import Basis, Head, TaskKind
from tracker.db.engine import Database
from tracker.db.models import (
    Agreement,
    Committee,
    Proposal,
    ProposalState,
    Task,
    TaskEvent,
)
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services import agreements
from tracker.services.actors import Actor
from tracker.services.agreements import ImportResult


def bring_in(session: Session, text: str = TEXT, *, title: str | None = None) -> ImportResult:
    return agreements.import_reading(
        session, text=text, file_name="aftale.txt", reading=READING, actor=ADMINISTRATION, now=NOW, title=title
    )


def accept_dated(session: Session, agreement_id: int) -> agreements.AcceptResult:
    return agreements.accept(session, agreement_id=agreement_id, actor=ADMINISTRATION, now=NOW)


def proposals(session: Session) -> dict[str, Proposal]:
    return {proposal.title: proposal for proposal in session.scalars(select(Proposal))}


def all_tasks(session: Session) -> dict[str, Task]:
    return {task.title: task for task in session.scalars(select(Task))}


def count(session: Session, table: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_everything_that_was_read_is_stored(session: Session) -> None:
    result = bring_in(session)
    agreement = session.get_one(Agreement, result.agreement_id)
    assert (result.commitments, result.savings, result.findings) == (3, 2, 1)
    assert not result.already_known
    assert (agreement.title, agreement.signed_on, agreement.text) == ("Aftale om budget 2019", SIGNED_ON, TEXT)
    assert [section.number for section in agreement.sections] == ["1.1", "1.2"]
    assert {amount.year: amount.kroner for amount in agreement.allocations[0].amounts} == {2019: 250_000, 2020: 150_000}
    assert [finding.message for finding in agreement.findings] == ["Løftet har ingen frist."]


def test_a_proposal_keeps_its_place_in_the_text(session: Session) -> None:
    bring_in(session)
    proposal = proposals(session)[POLICY.task]
    assert TEXT[proposal.start_offset : proposal.end_offset] == proposal.quote == POLICY.quote
    assert TEXT[proposal.expression_start : proposal.expression_end] == proposal.expression == "inden sommeren 2019"
    assert [each.name for each in proposals(session)[READING_EVALUATION.task].committees] == [SCHOOLS, CULTURE]


def test_the_pages_are_kept_so_that_a_place_can_be_told_by_its_page(session: Session) -> None:
    pages = (0, TEXT.index("1.2"))
    result = agreements.import_reading(
        session, text=TEXT, pages=pages, file_name="a", reading=READING, actor=ADMINISTRATION, now=NOW
    )
    session.expire_all()
    agreement = session.get_one(Agreement, result.agreement_id)
    assert agreement.pages == pages
    assert [agreement.page_at(each.start_offset) for each in agreement.sections] == [1, 2]


def test_an_agreement_whose_file_tells_no_pages_has_none(session: Session) -> None:
    agreement = session.get_one(Agreement, bring_in(session).agreement_id)
    session.expire_all()
    assert agreement.pages == ()
    assert agreement.page_at(0) is None


def test_importing_makes_proposals_and_no_tasks(session: Session) -> None:
    bring_in(session)
    assert {proposal.state for proposal in proposals(session).values()} == {ProposalState.WAITING}
    assert all_tasks(session) == {}


def test_the_same_text_again_changes_nothing_and_says_so(session: Session) -> None:
    first = bring_in(session)
    again = bring_in(session, title="Et andet navn")
    assert again.already_known
    assert (again.agreement_id, again.title, again.commitments) == (first.agreement_id, first.title, 3)
    assert (count(session, Agreement), count(session, Proposal)) == (1, 5)


def test_another_text_is_another_agreement(session: Session) -> None:
    assert bring_in(session).agreement_id != bring_in(session, TEXT + "\nTilføjelse.").agreement_id


def test_a_text_without_a_title_is_called_by_its_file(session: Session) -> None:
    untitled = replace(READING, agreement=Head(None, None, None))
    result = agreements.import_reading(
        session, text=TEXT, file_name="mappe/Budget 2019.txt", reading=untitled, actor=ADMINISTRATION, now=NOW
    )
    assert result.title == "Budget 2019"


def test_a_committee_that_the_table_lacks_is_offered(session: Session) -> None:
    make_committee(session, CULTURE)
    assert bring_in(session).new_committees == (SCHOOLS,)
    assert set(session.scalars(select(Committee.name))) == {CULTURE, SCHOOLS}


def test_management_may_not_import(session: Session) -> None:
    director = Actor(None, "Dorte Dam", Role.MANAGEMENT)
    with pytest.raises(ForbiddenError, match="Som ledelse kan du ikke indlæse"):
        agreements.import_reading(session, text=TEXT, file_name="a", reading=READING, actor=director, now=NOW)


def test_an_import_that_fails_stores_nothing(database: Database) -> None:
    broken = replace(READING, savings=(replace(READING.savings[0], title=None),))  # type: ignore[arg-type]

    def fail(session: Session) -> None:
        agreements.import_reading(session, text=TEXT, file_name="a", reading=broken, actor=ADMINISTRATION, now=NOW)

    with pytest.raises(Exception, match=r"NOT NULL|not-null|null value"), database.writing() as session:
        fail(session)
    with database.reading() as session:
        assert (count(session, Agreement), count(session, Proposal), count(session, Committee)) == (0, 0, 0)


def test_accepting_makes_one_task_of_each_dated_commitment(session: Session) -> None:
    result = accept_dated(session, bring_in(session).agreement_id)
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
    accept_dated(session, bring_in(session).agreement_id)
    owners = all_tasks(session)[READING_EVALUATION.task].owners
    assert [(owner.position, owner.committee.name) for owner in owners] == [(0, SCHOOLS), (1, CULTURE)]


def test_accepting_twice_makes_nothing_new(session: Session) -> None:
    agreement_id = bring_in(session).agreement_id
    accept_dated(session, agreement_id)
    assert accept_dated(session, agreement_id).task_ids == ()
    assert (count(session, Task), count(session, TaskEvent)) == (3, 3)


def test_accepting_an_accepted_proposal_by_name_leaves_it_alone(session: Session) -> None:
    accept_dated(session, bring_in(session).agreement_id)
    accepted = proposals(session)[POLICY.task].id
    result = agreements.accept(session, proposal_ids=[accepted], actor=ADMINISTRATION, now=NOW)
    assert (result.task_ids, result.untouched) == ((), 1)


def test_what_a_person_rejected_is_never_accepted_in_bulk(session: Session) -> None:
    agreement_id = bring_in(session).agreement_id
    rejected = proposals(session)[POLICY.task].id
    assert agreements.reject(session, [rejected], actor=ADMINISTRATION, now=NOW) == 1
    accept_dated(session, agreement_id)
    assert POLICY.task not in all_tasks(session)
    assert proposals(session)[POLICY.task].state is ProposalState.REJECTED


def test_a_rejected_proposal_can_be_taken_up_again(session: Session) -> None:
    agreement_id = bring_in(session).agreement_id
    rejected = proposals(session)[POLICY.task].id
    agreements.reject(session, [rejected], actor=ADMINISTRATION, now=NOW)
    agreements.reconsider(session, rejected, actor=ADMINISTRATION)
    accept_dated(session, agreement_id)
    assert POLICY.task in all_tasks(session)
    with pytest.raises(InputError, match="ikke afvist"):
        agreements.reconsider(session, rejected, actor=ADMINISTRATION)


def test_a_proposal_that_is_a_task_cannot_be_rejected(session: Session) -> None:
    accept_dated(session, bring_in(session).agreement_id)
    with pytest.raises(InputError, match="allerede en opgave"):
        agreements.reject(session, [proposals(session)[POLICY.task].id], actor=ADMINISTRATION, now=NOW)


def test_an_unknown_proposal_is_said_to_be_unknown(session: Session) -> None:
    with pytest.raises(NotFoundError):
        agreements.accept(session, proposal_ids=[4711], actor=ADMINISTRATION, now=NOW)
    with pytest.raises(NotFoundError):
        agreements.reject(session, [4711], actor=ADMINISTRATION, now=NOW)


def test_an_undated_commitment_becomes_a_task_only_when_a_person_asks_for_it(session: Session) -> None:
    accept_dated(session, bring_in(session).agreement_id)
    assert PARENTS.task not in all_tasks(session)
    undated = proposals(session)[PARENTS.task].id
    agreements.accept(session, proposal_ids=[undated], actor=ADMINISTRATION, now=NOW)
    assert all_tasks(session)[PARENTS.task].due_on is None


def test_a_saving_becomes_one_task_that_falls_due_in_every_year_with_money(session: Session) -> None:
    accept_dated(session, bring_in(session).agreement_id)
    task = all_tasks(session)["Færre annoncer"]
    assert (task.kind, task.basis, task.section) == (TaskKind.IMPLEMENTATION, Basis.BUDGET_YEAR, None)
    assert [owner.committee.name for owner in task.owners] == [CULTURE]
    assert [each.due_on for each in task.occurrences] == [date(2019, 12, 31), date(2020, 12, 31)]
    assert (task.starts_on, task.due_on) == (date(2019, 1, 1), date(2019, 12, 31))


def test_a_row_of_zeros_waits_for_a_person(session: Session) -> None:
    accept_dated(session, bring_in(session).agreement_id)
    zeros = proposals(session)["Flyttet til drift"]
    assert zeros.state is ProposalState.WAITING
    agreements.accept(session, proposal_ids=[zeros.id], actor=ADMINISTRATION, now=NOW)
    task = all_tasks(session)["Flyttet til drift"]
    assert (task.due_on, task.occurrences) == (None, [])


def test_an_allocation_is_never_a_task_alone(session: Session) -> None:
    accept_dated(session, bring_in(session).agreement_id)
    assert "Legepladser" not in all_tasks(session)


def test_two_who_import_the_same_text_at_once_store_it_once(postgres_database: Database) -> None:
    """On PostgreSQL both can look before either writes; the second waits for the first and finds what it stored."""
    import threading

    ready, results = threading.Barrier(2), []

    def run() -> None:
        with postgres_database.writing() as session:
            session.scalar(select(func.count()).select_from(Agreement))
            ready.wait(timeout=10)
            results.append(import_agreement(session, accept=False))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with postgres_database.reading() as session:
        assert count(session, Agreement) == 1
    assert len(set(results)) == 1
    assert len(results) == 2
