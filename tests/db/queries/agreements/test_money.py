"""The money of an agreement that nothing follows up on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement
from tests.readings import POLICY
from tracker.db.models import Proposal
from tracker.db.queries.agreements.money import list_unplaced_money
from tracker.services.review import review


def test_money_in_a_section_without_a_proposal_is_left_without_a_task(session: Session) -> None:
    found = list_unplaced_money(session, import_agreement(session))
    assert [(row.section, row.title, row.amounts) for row in found] == [("1.9", "Legepladser", {2020: 900_000})]


def test_money_is_left_without_a_task_when_the_last_proposal_of_its_section_is_rejected(session: Session) -> None:
    agreement_id = import_agreement(session, accept=False)
    only = session.scalars(select(Proposal.id).where(Proposal.title == POLICY.task)).one()
    review.reject(session, {only: None}, actor=ADMINISTRATION, now=NOW)
    assert [row.section for row in list_unplaced_money(session, agreement_id)] == ["1.1", "1.9"]
