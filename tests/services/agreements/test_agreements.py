"""An agreement comes in once, whole; accepting makes one task of each commitment, and only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement, make_committee
from tests.readings import CULTURE, POLICY, READING, READING_EVALUATION, SCHOOLS, SIGNED_ON, TEXT
from tracker.agreement.values import Head
from tracker.db.engine import Database
from tracker.db.models import (
    Agreement,
    Committee,
    Proposal,
    ProposalState,
    Task,
)
from tracker.documents import Document
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError
from tracker.services.actors import Actor
from tracker.services.agreements import agreements
from tracker.services.agreements.agreements import ImportResult
from tracker.services.review import changes as review_changes
from tracker.services.review import review
from tracker.services.review.changes import Draft


def bring_in(session: Session, text: str = TEXT, *, title: str | None = None) -> ImportResult:
    return agreements.import_reading(
        session, Document(text, "aftale.txt"), READING, actor=ADMINISTRATION, now=NOW, title=title
    )


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
        session, Document(TEXT, "a", pages=pages), READING, actor=ADMINISTRATION, now=NOW
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
        session, Document(TEXT, "mappe/Budget 2019.txt"), untitled, actor=ADMINISTRATION, now=NOW
    )
    assert result.title == "Budget 2019"


def test_a_committee_that_the_table_lacks_is_offered(session: Session) -> None:
    make_committee(session, CULTURE)
    assert bring_in(session).new_committees == (SCHOOLS,)
    assert set(session.scalars(select(Committee.name))) == {CULTURE, SCHOOLS}


def test_management_may_not_import(session: Session) -> None:
    director = Actor(None, "Dorte Dam", Role.MANAGEMENT)
    with pytest.raises(ForbiddenError, match="Som ledelse kan du ikke indlæse"):
        agreements.import_reading(session, Document(TEXT, "a"), READING, actor=director, now=NOW)


def test_an_import_that_fails_stores_nothing(database: Database) -> None:
    broken = replace(READING, savings=(replace(READING.savings[0], title=None),))  # type: ignore[arg-type]

    def fail(session: Session) -> None:
        agreements.import_reading(session, Document(TEXT, "a"), broken, actor=ADMINISTRATION, now=NOW)

    with pytest.raises(Exception, match=r"NOT NULL|not-null|null value"), database.writing() as session:
        fail(session)
    with database.reading() as session:
        assert (count(session, Agreement), count(session, Proposal), count(session, Committee)) == (0, 0, 0)


def test_importing_again_leaves_alone_what_a_person_changed_or_rejected(session: Session) -> None:
    agreement_id = bring_in(session).agreement_id
    found = proposals(session)
    review.reject(session, {found[POLICY.task].id: None}, actor=ADMINISTRATION, now=NOW)
    corrected = found[READING_EVALUATION.task]
    draft = replace(Draft.of(corrected), due_on=date(2021, 10, 31))
    review_changes.correct(session, agreement_id, corrected.id, draft, revision=None, actor=ADMINISTRATION, now=NOW)
    assert bring_in(session).already_known
    review.accept_dated(session, agreement_id, actor=ADMINISTRATION, now=NOW)
    assert list(all_tasks(session)) == ["Færre annoncer"]
    assert corrected.due_on == date(2021, 10, 31)


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
