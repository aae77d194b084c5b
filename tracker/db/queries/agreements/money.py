"""The money of an agreement that nothing follows up on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.agreement.values import AllocationType
from tracker.db.models import AllocationRow, Proposal, ProposalState


@dataclass(frozen=True, slots=True)
class UnplacedMoney:
    """An allocation whose section has neither a task nor a proposal that may become one. Kroner by year."""

    section: str
    title: str
    type: AllocationType
    amounts: Mapping[int, int]
    start: int
    end: int


def list_unplaced_money(session: Session, agreement_id: int) -> list[UnplacedMoney]:
    """The allocations of an agreement that are left without a task, in the order of the table."""
    followed = select(Proposal.id).where(
        Proposal.agreement_id == agreement_id,
        Proposal.section == AllocationRow.section,
        Proposal.state != ProposalState.REJECTED,
    )
    rows = session.scalars(
        select(AllocationRow)
        .where(AllocationRow.agreement_id == agreement_id, ~followed.exists())
        .options(selectinload(AllocationRow.amounts))
        .order_by(AllocationRow.id)
    )
    return [
        UnplacedMoney(
            section=row.section,
            title=row.title,
            type=row.type,
            amounts={amount.year: amount.kroner for amount in row.amounts},
            start=row.start_offset,
            end=row.end_offset,
        )
        for row in rows
    ]
