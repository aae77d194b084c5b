"""A corrected agreement that was taken over is taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION
from tests.revised import SQUARE, SQUARE_CORRECTED, bring_in, correct, proposal_with, task_with
from tests.services.agreements.revising import LATER, REASON, holds, outcomes, snapshot, take_over, undo
from tracker.agreement.comparison import Outcome
from tracker.db.models import Proposal, ProposalState
from tracker.errors import InputError
from tracker.services.review import review
from tracker.services.tasks import tasks


def test_taking_it_back_puts_everything_where_it_was_and_the_draft_waits_again(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    before = snapshot(session, agreement)
    take_over(session, agreement)
    undo(session, agreement)
    assert snapshot(session, agreement) == before
    assert outcomes(session, agreement) == {Outcome.CHANGED: 2, Outcome.NEW: 1, Outcome.GONE: 1, Outcome.SAME: 3}
    task = task_with(session, "torvet")
    assert [(each.due_on, each.reason) for each in task.deadlines] == [
        (SQUARE, None),
        (SQUARE_CORRECTED, REASON),
        (SQUARE, "Rettelsen af aftalen er fortrudt."),
    ]
    take_over(session, agreement)
    assert task_with(session, "torvet").due_on == SQUARE_CORRECTED


def test_what_people_did_since_stays_when_it_is_taken_back(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    take_over(session, agreement)
    task = task_with(session, "torvet")
    later = date(2021, 9, 1)
    tasks.move_deadline(session, task.id, later, reason="Udbud.", revision=None, actor=ADMINISTRATION, now=LATER)
    trees = proposal_with(session, "plantes")
    review.accept(session, {trees.id: None}, actor=ADMINISTRATION, now=LATER)
    undo(session, agreement)
    assert task_with(session, "torvet").due_on == later
    assert session.get_one(Proposal, trees.id).state is ProposalState.ACCEPTED
    holds(session, agreement)


def test_it_cannot_be_taken_back_when_a_new_promise_has_been_decided(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    with pytest.raises(InputError, match="ingen rettelse"):
        undo(session, agreement)
    correct(session, agreement)
    take_over(session, agreement)
    review.accept(session, {proposal_with(session, "lys i parken").id: None}, actor=ADMINISTRATION, now=LATER)
    with pytest.raises(InputError, match="nye løfter"):
        undo(session, agreement)
