"""What the pages of an agreement show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from tracker.db.models import (
    Agreement,
    AgreementSection,
    AgreementVersion,
    AllocationRow,
    FindingRow,
    FindingSeen,
    Proposal,
    ProposalState,
    SavingRow,
    Task,
)
from tracker.db.queries.parts.versions import IN_FORCE
from tracker.domain.review import SURE
from tracker.domain.revision import Standing
from tracker.domain.status import Status
from tracker.errors import NotFoundError
from tracker.language import gettext


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in the list of agreements, and how far its review has come."""

    id: int
    title: str
    signed_on: date | None
    imported_at: datetime
    waiting: int
    accepted: int
    rejected: int
    corrected: bool = False  # a corrected text waits


def all_agreements(session: Session) -> Sequence[AgreementLine]:
    """Every agreement, the last signed first."""
    counts: dict[tuple[int, ProposalState], int] = {
        (agreement_id, state): count
        for agreement_id, state, count in session.execute(
            select(Proposal.agreement_id, Proposal.state, func.count())
            .where(~Proposal.set_aside)
            .group_by(Proposal.agreement_id, Proposal.state)
        )
    }
    waiting = select(AgreementVersion.agreement_id).where(AgreementVersion.standing == Standing.DRAFT)
    drafts = set(session.scalars(waiting))
    rows = session.execute(
        select(Agreement.id, Agreement.title, Agreement.signed_on, Agreement.imported_at)
        .where(IN_FORCE)
        .order_by(Agreement.signed_on.desc(), Agreement.id.desc())
    )
    return [
        AgreementLine(
            row.id,
            row.title,
            row.signed_on,
            row.imported_at,
            counts.get((row.id, ProposalState.WAITING), 0),
            counts.get((row.id, ProposalState.ACCEPTED), 0),
            counts.get((row.id, ProposalState.REJECTED), 0),
            row.id in drafts,
        )
        for row in rows
    ]


def load_agreement(session: Session, agreement_id: int) -> Agreement:
    """The agreement with its text; raises `NotFoundError`. Its lists have queries of their own."""
    agreement = session.get(Agreement, agreement_id, options=[raiseload("*")])
    if agreement is None or session.get(AgreementVersion, agreement_id) is not None:
        raise NotFoundError(gettext("Aftalen findes ikke."))
    return agreement


def sections_of(session: Session, agreement_id: int) -> Sequence[AgreementSection]:
    """The sections in the order of the text."""
    return session.scalars(
        select(AgreementSection)
        .where(AgreementSection.agreement_id == agreement_id)
        .order_by(AgreementSection.position)
    ).all()


def proposals_of(session: Session, agreement_id: int, state: ProposalState | None = None) -> Sequence[Proposal]:
    """The proposals in the order of the text, with committees, savings and the day of signing; all states, or one."""
    query = select(Proposal).where(Proposal.agreement_id == agreement_id, ~Proposal.set_aside)
    if state is not None:
        query = query.where(Proposal.state == state)
    return session.scalars(
        query.options(
            selectinload(Proposal.committees),
            joinedload(Proposal.saving).selectinload(SavingRow.amounts),
            joinedload(Proposal.agreement).load_only(Agreement.signed_on),
            raiseload("*"),
        ).order_by(Proposal.start_offset, Proposal.id)
    ).all()


def proposal_of(session: Session, agreement_id: int, proposal_id: int) -> Proposal:
    """One proposal of an agreement with its committees; raises `NotFoundError`."""
    found = session.scalar(
        select(Proposal)
        .where(Proposal.id == proposal_id, Proposal.agreement_id == agreement_id, ~Proposal.set_aside)
        .options(selectinload(Proposal.committees), raiseload("*"))
    )
    if found is None:
        raise NotFoundError(gettext("Forslaget findes ikke i aftalen. Måske er det samlet med et andet."))
    return found


def state_of(session: Session, proposal_id: int) -> ProposalState | None:
    """What became of a proposal; none where there is none."""
    return session.scalar(select(Proposal.state).where(Proposal.id == proposal_id, ~Proposal.set_aside))


def sure_proposals(session: Session, agreement_id: int) -> Sequence[Proposal]:
    """The proposals that wait, that the reader is sure of and has dated: what may be accepted together."""
    return [one for one in proposals_of(session, agreement_id, ProposalState.WAITING) if is_sure(one)]


def is_sure(proposal: Proposal) -> bool:
    """Whether a proposal waits as the reader found it, is dated, and the reader is sure of it."""
    dated = proposal.due_on is not None or proposal.starts_on is not None
    found = proposal.state is ProposalState.WAITING and not proposal.by_person
    return found and dated and proposal.confidence >= SURE


@dataclass(frozen=True, slots=True)
class MadeTask:
    """The task that a proposal became."""

    id: int
    title: str
    status: Status


def tasks_of_proposals(session: Session, agreement_id: int) -> Mapping[int, MadeTask]:
    """The tasks of an agreement by the id of their proposal."""
    rows = session.execute(
        select(Task.proposal_id, Task.id, Task.title, Task.status).where(
            Task.agreement_id == agreement_id, Task.proposal_id.is_not(None)
        )
    )
    return {row.proposal_id: MadeTask(row.id, row.title, row.status) for row in rows}


def findings_of(session: Session, agreement_id: int) -> Sequence[FindingRow]:
    """What a person should look at, in the order of the text."""
    return session.scalars(
        select(FindingRow)
        .where(FindingRow.agreement_id == agreement_id)
        .order_by(FindingRow.start_offset, FindingRow.id)
    ).all()


def findings_seen(session: Session, agreement_id: int) -> Mapping[int, FindingSeen]:
    """Who has looked at which unclear place, by the finding's id."""
    rows = session.scalars(select(FindingSeen).join(FindingRow).where(FindingRow.agreement_id == agreement_id))
    return {row.finding_id: row for row in rows}


def allocations_of(session: Session, agreement_id: int) -> Sequence[AllocationRow]:
    """The rows of the allocation tables."""
    return session.scalars(
        select(AllocationRow)
        .where(AllocationRow.agreement_id == agreement_id)
        .options(selectinload(AllocationRow.amounts))
        .order_by(AllocationRow.id)
    ).all()


def savings_of(session: Session, agreement_id: int) -> Sequence[SavingRow]:
    """The rows of the savings tables."""
    return session.scalars(
        select(SavingRow)
        .where(SavingRow.agreement_id == agreement_id)
        .options(selectinload(SavingRow.amounts))
        .order_by(SavingRow.id)
    ).all()
