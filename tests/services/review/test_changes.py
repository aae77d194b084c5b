"""A person writes proposals: corrects, splits, merges and adds; offsets always point at the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement
from tests.readings import CULTURE, PARENTS, POLICY, READING_EVALUATION, SCHOOLS, TEXT
from tracker.agreement.deadlines import DEFAULT, Summer
from tracker.agreement.values import Basis, DeadlineKind, TaskKind
from tracker.db.models import Agreement, Proposal, ProposalState
from tracker.domain.roles import Role
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.services.actors import Actor
from tracker.services.review import changes as review_changes
from tracker.services.review import review
from tracker.services.review import undo as review_undo
from tracker.services.review.changes import Draft, Who

BO = Actor(None, "Bo Berg", Role.ADMINISTRATION)
WHO: Who = {"actor": ADMINISTRATION, "now": NOW}
HEARING = Draft(
    title="Høring af klubberne",
    kind=TaskKind.IMPLEMENTATION,
    committees=(CULTURE,),
    starts_on=None,
    due_on=date(2019, 4, 1),
    quote="Klubberne høres undervejs.",
)


@pytest.fixture
def agreement(session: Session) -> int:
    return import_agreement(session, accept=False)


def proposal(session: Session, title: str = POLICY.task) -> Proposal:
    return session.scalars(select(Proposal).where(Proposal.title == title, ~Proposal.set_aside)).one()


def correct(session: Session, one: Proposal, **changes: object) -> Proposal:
    draft = replace(Draft.of(one), **changes)  # type: ignore[arg-type]
    return review_changes.correct(session, one.agreement_id, one.id, draft, revision=one.revision, **WHO)


def points_at_its_words(one: Proposal) -> bool:
    quote = TEXT[one.start_offset : one.end_offset] == one.quote
    if one.expression is None:
        return quote and one.expression_start is None
    return quote and TEXT[one.expression_start : one.expression_end] == one.expression


@pytest.mark.parametrize(
    ("changes", "due", "words"),
    [
        ({"title": "Idrætspolitik"}, date(2019, 5, 31), "inden sommeren 2019"),
        ({"due_on": date(2019, 5, 15)}, date(2019, 5, 15), "inden sommeren 2019"),
        ({"quote": "skal skrives  forfra. En ny idrætspolitik"}, date(2019, 5, 31), "inden sommeren 2019"),
        ({"expression": "sommeren 2019"}, date(2019, 5, 31), "sommeren 2019"),
        ({"expression": "", "due_on": None}, None, None),
        ({"kind": TaskKind.DECISION, "committees": (SCHOOLS,)}, date(2019, 5, 31), "inden sommeren 2019"),
    ],
)
def test_a_correction_changes_what_is_said_and_keeps_the_rest(
    changes: dict[str, object], due: date | None, words: str | None, session: Session, agreement: int
) -> None:
    one = correct(session, proposal(session), **changes)
    session.expire_all()
    assert (one.due_on, one.expression) == (due, words)
    assert points_at_its_words(one)
    assert (one.state, one.by_person, one.section) == (ProposalState.WAITING, True, "1.1")


def test_a_date_that_a_person_sets_says_so_and_one_that_the_words_give_says_how(
    session: Session, agreement: int
) -> None:
    one = correct(session, proposal(session), due_on=date(2019, 5, 15))
    assert (one.rule, one.explanation) == ("person", "Fristen er sat af Anna Holm i gennemgangen.")
    one = correct(session, one, due_on=date(2019, 5, 31))
    assert one.rule != "person"
    assert one.explanation is not None
    assert "31. maj 2019" in one.explanation or "1. juni 2019" in one.explanation
    assert (one.deadline_kind, one.basis) == (DeadlineKind.BY, Basis.EXPLICIT)


def test_an_undated_promise_is_given_a_date(session: Session, agreement: int) -> None:
    one = correct(session, proposal(session, PARENTS.task), due_on=date(2020, 1, 31))
    assert (one.deadline_kind, one.basis) == (DeadlineKind.BY, Basis.EXPLICIT)
    review.accept(session, {one.id: None}, **WHO)
    assert one.state is ProposalState.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": "  "}, "title", "Skriv, hvad opgaven er"),
        ({"title": "x" * 301}, "title", "højst have 300 tegn; det har 301"),
        ({"quote": "Det står der ikke."}, "quote", "De ord står ikke i aftalen"),
        ({"quote": " "}, "quote", "Skriv de ord i aftalen"),
        ({"expression": "inden jul"}, "expression", "De ord står ikke i aftalen"),
        ({"committees": ("Festudvalget",)}, "committees", "Udvalget «Festudvalget» findes ikke"),
        ({"starts_on": date(2019, 6, 1)}, "starts_on", "efter fristen"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    changes: dict[str, object], field: str, said: str, session: Session, agreement: int
) -> None:
    one = proposal(session)
    with pytest.raises(InputError, match=said) as refused:
        correct(session, one, **changes)
    assert refused.value.field == field
    assert one.revision == 1


def test_a_task_or_a_rejected_proposal_is_not_corrected(session: Session, agreement: int) -> None:
    policy, parents = proposal(session), proposal(session, PARENTS.task)
    review.accept(session, {policy.id: None}, **WHO)
    review.reject(session, {parents.id: None}, **WHO)
    for one, said in ((policy, "allerede en opgave"), (parents, "er afvist")):
        with pytest.raises(InputError, match=said):
            correct(session, one, title="Andet")


def test_two_who_correct_at_once_are_shown_each_others_words(session: Session, agreement: int) -> None:
    one = proposal(session)
    first, second = replace(Draft.of(one), title="Først"), replace(Draft.of(one), due_on=date(2019, 1, 1))
    review_changes.correct(session, agreement, one.id, first, revision=1, actor=BO, now=NOW)
    with pytest.raises(ConflictError, match="Bo Berg har afgjort forslaget") as told:
        review_changes.correct(session, agreement, one.id, second, revision=1, **WHO)
    assert (told.value.theirs["Opgave"], told.value.theirs["Frist"]) == ("Først", "31. maj 2019")
    assert (told.value.yours["Opgave"], told.value.yours["Frist"]) == (POLICY.task, "1. januar 2019")


def test_a_change_of_committees_alone_counts_as_a_change(session: Session, agreement: int) -> None:
    one = correct(session, proposal(session), committees=(SCHOOLS, CULTURE))
    assert one.revision == 2
    one = correct(session, one, committees=(CULTURE,))
    session.expire_all()
    assert [each.name for each in one.committees] == [CULTURE]


def test_a_proposal_is_split_in_two_with_a_date_and_an_owner_each(session: Session, agreement: int) -> None:
    one = proposal(session)
    first = replace(Draft.of(one), title="Ny idrætspolitik", quote="En ny idrætspolitik")
    second = replace(HEARING, quote="forelægges udvalget inden sommeren 2019", expression="inden sommeren 2019")
    kept, new = review_changes.split(session, agreement, one.id, first, second, revision=1, **WHO)
    assert (kept.id, kept.title, new.title) == (one.id, "Ny idrætspolitik", HEARING.title)
    assert points_at_its_words(kept)
    assert points_at_its_words(new)
    assert (new.section, new.due_on, new.by_person) == ("1.1", date(2019, 4, 1), True)
    review_undo.undo_last(session, agreement, **WHO)
    assert proposal(session).quote == POLICY.quote
    assert new.set_aside


def test_a_fault_in_the_second_half_names_its_own_field(session: Session, agreement: int) -> None:
    one = proposal(session)
    with pytest.raises(InputError) as refused:
        review_changes.split(session, agreement, one.id, Draft.of(one), replace(HEARING, title=""), revision=1, **WHO)
    assert refused.value.field == "second-title"
    assert len(session.scalars(select(Proposal)).all()) == 5


def test_a_split_is_not_taken_back_when_one_half_was_decided(session: Session, agreement: int) -> None:
    one = proposal(session)
    _kept, new = review_changes.split(session, agreement, one.id, Draft.of(one), HEARING, revision=1, **WHO)
    review.accept(session, {new.id: None}, actor=BO, now=NOW)
    with pytest.raises(InputError, match="Høring af klubberne» er siden accepteret"):
        review_undo.undo_last(session, agreement, **WHO)
    assert proposal(session).state is ProposalState.WAITING


def test_two_proposals_become_one(session: Session, agreement: int) -> None:
    first, second = proposal(session, READING_EVALUATION.task), proposal(session, PARENTS.task)
    draft = review_changes.merged(first, second, TEXT)
    assert (draft.due_on, draft.committees) == (date(2021, 11, 30), (SCHOOLS, CULTURE))
    kept = review_changes.merge(session, agreement, first.id, second.id, draft, revisions=(1, 1), **WHO)
    assert kept.quote.split() == [*READING_EVALUATION.quote.split(), *PARENTS.quote.split()]
    assert points_at_its_words(kept)
    assert second.set_aside
    with pytest.raises(ConflictError, match="har afgjort"):
        review.accept(session, {second.id: None}, **WHO)
    review_undo.undo_last(session, agreement, **WHO)
    session.expire_all()
    assert not second.set_aside
    assert (first.quote, second.state) == (READING_EVALUATION.quote, ProposalState.WAITING)


def test_of_two_that_stand_far_apart_the_words_of_the_first_are_kept(session: Session, agreement: int) -> None:
    text = TEXT + "x " * 500 + "Målet nås i 2020."
    first = proposal(session)
    far = Proposal(start_offset=len(text) - 17, end_offset=len(text), quote="Målet nås i 2020.", title="Mål")
    assert review_changes.merged(first, far, text).quote == POLICY.quote


def test_a_row_of_savings_is_neither_split_nor_merged(session: Session, agreement: int) -> None:
    one, row = proposal(session), proposal(session, "Færre annoncer")
    with pytest.raises(InputError, match="række for række"):
        review_changes.split(session, agreement, row.id, Draft.of(row), HEARING, revision=1, **WHO)
    with pytest.raises(InputError, match="række for række"):
        review_changes.merge(session, agreement, one.id, row.id, Draft.of(one), revisions=(1, 1), **WHO)
    with pytest.raises(InputError, match="to forskellige"):
        review_changes.merge(session, agreement, one.id, one.id, Draft.of(one), revisions=(1, 1), **WHO)


def test_what_the_reader_missed_is_added_from_the_marked_words(session: Session, agreement: int) -> None:
    stored = session.get_one(Agreement, agreement)
    draft, explanation = review_changes.propose(stored, "skal skrives forfra.", TEXT.index("skal skrives"))
    assert (draft.quote, draft.due_on, explanation) == ("skal skrives forfra.", None, None)
    new = review_changes.add(session, agreement, replace(draft, title="Politikken skrives"), near=0, **WHO)
    assert (new.section, new.state, new.by_person) == ("1.1", ProposalState.WAITING, True)
    assert points_at_its_words(new)
    review_undo.undo_last(session, agreement, **WHO)
    assert new.set_aside


def test_the_marked_sentence_is_read_for_its_date_kind_and_committee(session: Session, agreement: int) -> None:
    stored = session.get_one(Agreement, agreement)
    draft, explanation = review_changes.propose(stored, "Indsatsen evalueres i efteråret 2021.", 0)
    assert (draft.kind, draft.starts_on, draft.due_on) == (
        TaskKind.EVALUATION,
        date(2021, 9, 1),
        date(2021, 11, 30),
    )
    assert draft.expression == "i efteråret 2021"
    assert explanation is not None
    new = review_changes.add(session, agreement, draft, near=0, **WHO)
    assert (new.deadline_kind, new.explanation, new.section) == (DeadlineKind.DURING, explanation, "1.2")


def test_the_words_are_read_as_the_municipality_reads_them(session: Session, agreement: int) -> None:
    """Where «inden sommeren» means before the summer recess, that is what marking and correcting propose too."""
    recess = replace(DEFAULT, summer=Summer.RECESS)
    stored = session.get_one(Agreement, agreement)
    draft, _explanation = review_changes.propose(stored, POLICY.quote, 0, conventions=recess)
    assert draft.due_on == date(2019, 6, 30)
    one = proposal(session)
    draft = replace(Draft.of(one), due_on=date(2019, 6, 30))
    review_changes.correct(session, agreement, one.id, draft, revision=1, conventions=recess, **WHO)
    assert one.rule != "person"


def test_management_writes_nothing(session: Session, agreement: int) -> None:
    director = Actor(None, "Dorte Dam", Role.MANAGEMENT)
    with pytest.raises(ForbiddenError):
        review_changes.add(session, agreement, HEARING, near=0, actor=director, now=NOW)
