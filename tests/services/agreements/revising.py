"""What a person does with a corrected agreement, and what stands afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW
from tracker.agreement.comparison import Outcome
from tracker.db.models import Agreement, Proposal, Task
from tracker.services.agreements import revision_comparison, revision_takeover, revision_undo
from tracker.services.agreements.revision_takeover import Takeover

LATER = NOW + timedelta(days=30)
REASON = "Rettet aftale 8. november 2018 (rettet.docx)."


def take_over(session: Session, agreement_id: int, *, take: bool = True) -> Takeover:
    asked = revision_comparison.compare_draft(session, agreement_id).asked
    decisions = dict.fromkeys((change.key for change in asked), take)
    result = revision_takeover.take_over(session, agreement_id, decisions, actor=ADMINISTRATION, now=LATER)
    session.expire_all()
    return result


def undo(session: Session, agreement_id: int) -> None:
    revision_undo.undo(session, agreement_id, actor=ADMINISTRATION, now=LATER)
    session.expire_all()


def outcomes(session: Session, agreement_id: int) -> Counter[Outcome]:
    return Counter(change.outcome for change in revision_comparison.compare_draft(session, agreement_id).changes)


def snapshot(session: Session, agreement_id: int) -> object:
    """Everything about the agreement and its tasks that people see, but their histories."""
    session.expire_all()
    agreement = session.get_one(Agreement, agreement_id)
    proposals = session.scalars(select(Proposal).where(Proposal.agreement_id == agreement_id).order_by(Proposal.id))
    found = session.scalars(select(Task).order_by(Task.id))
    return (
        agreement.text,
        agreement.digest,
        agreement.file_name,
        [(each.number, each.title, each.start_offset) for each in agreement.sections],
        [(each.id, each.title, each.quote, each.start_offset, each.due_on, each.state) for each in proposals],
        [(each.id, each.title, each.section, each.due_on, each.status, each.kind) for each in found],
        [[owner.committee.name for owner in each.owners] for each in session.scalars(select(Task).order_by(Task.id))],
    )


def holds(session: Session, agreement_id: int) -> None:
    """Every proposal of the agreement stands where it says, in the text in force."""
    text = session.get_one(Agreement, agreement_id).text
    for each in session.scalars(select(Proposal).where(Proposal.agreement_id == agreement_id)):
        assert text[each.start_offset : each.end_offset] == each.quote
        if each.expression_start is not None and each.expression_end is not None:
            assert text[each.expression_start : each.expression_end] == each.expression
