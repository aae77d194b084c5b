"""An agreement comes in: its text and all that was read from it are stored.

Every commitment becomes a proposal, and so does every row of savings; `tracker.services.review` makes tasks of them.
The same text is stored once. Money is never a task alone: it shows on the tasks of its section.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.agreement.comparison import letters
from tracker.agreement.values import Basis, Commitment, DeadlineKind, Reading, Saving, TaskKind
from tracker.db.models import (
    Agreement,
    AgreementSection,
    AgreementVersion,
    AllocationAmount,
    AllocationRow,
    Committee,
    FindingRow,
    Proposal,
    ProposalCommittee,
    ProposalState,
    SavingAmount,
    SavingRow,
)
from tracker.documents import Document
from tracker.domain.roles import Right
from tracker.sayings import Saying, listed
from tracker.services.actors import Actor, require
from tracker.services.review.proposal_tasks import saving_windows


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import stored. When `already_known`, it changed nothing and counts what stood before."""

    agreement_id: int
    title: str
    already_known: bool
    imported_at: datetime
    signed_on: date | None
    commitments: int
    savings: int
    waiting: int
    findings: int
    new_committees: tuple[str, ...] = ()


def import_reading(
    session: Session, document: Document, reading: Reading, *, actor: Actor, now: datetime, title: str | None = None
) -> ImportResult:
    """Stores `document` and what was read from it; the same text as before changes nothing, however it is set.

    `title` stands in for the title that was read; without either it is the name of the file. Raises `ForbiddenError`.
    """
    require(actor, Right.IMPORT)
    known = find_same(session, document.text)
    if known is not None:
        return _counted(session, known, already_known=True)
    added = add_text(session, document, reading, actor=actor, now=now, title=title)
    if added is None:
        return _counted(session, session.scalars(_by_digest(document.text)).one(), already_known=True)
    new = offer_committees(session, _committees_in(reading))
    return _counted(session, added, already_known=False, new_committees=new)


def known(session: Session, agreement_id: int) -> ImportResult:
    """What an import of an agreement that is stored already tells."""
    return _counted(session, session.get_one(Agreement, agreement_id), already_known=True)


def find_same(session: Session, text: str) -> Agreement | None:
    """The agreement that has this text, or had it before a correction: the same letters and figures, however set."""
    found = session.scalar(_by_digest(text))
    if found is None:
        wanted = letters(text)
        texts = session.execute(select(Agreement.id, Agreement.text))
        same = next((row.id for row in texts if letters(row.text) == wanted), None)
        found = session.get(Agreement, same) if same is not None else None
    version = session.get(AgreementVersion, found.id) if found else None
    return session.get_one(Agreement, version.agreement_id) if version else found


def add_text(
    session: Session,
    document: Document,
    reading: Reading,
    *,
    actor: Actor,
    now: datetime,
    title: str | None = None,
    again_as: str = "",
) -> Agreement | None:
    """Stores a text with everything that was read from it; none when somebody stored the same text meanwhile.

    `again_as` tells one reading of a text that is stored already from the others.
    """
    agreement = Agreement(
        title=title or reading.agreement.title or PurePath(document.name).stem,
        organisation=reading.agreement.organisation,
        signed_on=reading.agreement.signed_on,
        file_name=document.name,
        digest=_digest(document.text + again_as),
        text=document.text,
        pages=document.pages,
        imported_at=now,
        imported_by_id=actor.user_id,
    )
    try:
        with session.begin_nested():
            session.add(agreement)
    except IntegrityError:
        return None
    _store(agreement, reading)
    session.flush()
    return agreement


def _by_digest(text: str) -> Select[Agreement]:
    return select(Agreement).where(Agreement.digest == _digest(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _counted(
    session: Session, agreement: Agreement, *, already_known: bool, new_committees: tuple[str, ...] = ()
) -> ImportResult:
    def count(condition: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).where(condition)) or 0

    mine = (Proposal.agreement_id == agreement.id) & ~Proposal.set_aside
    return ImportResult(
        agreement_id=agreement.id,
        title=agreement.title,
        already_known=already_known,
        imported_at=agreement.imported_at,
        signed_on=agreement.signed_on,
        commitments=count(mine & Proposal.saving_id.is_(None)),
        savings=count(mine & Proposal.saving_id.is_not(None)),
        waiting=count(mine & (Proposal.state == ProposalState.WAITING)),
        findings=count(FindingRow.agreement_id == agreement.id),
        new_committees=new_committees,
    )


def _store(agreement: Agreement, reading: Reading) -> None:
    agreement.sections = [
        AgreementSection(
            position=position,
            number=section.number,
            title=section.title,
            chapter=section.chapter,
            start_offset=section.start,
            end_offset=section.end,
        )
        for position, section in enumerate(reading.sections)
    ]
    agreement.allocations = [
        AllocationRow(
            section=row.section,
            title=row.title,
            type=row.type,
            start_offset=row.start,
            end_offset=row.end,
            amounts=[AllocationAmount(year=year, kroner=kroner) for year, kroner in row.amounts.items()],
        )
        for row in reading.allocations
    ]
    agreement.findings = [
        FindingRow(
            section=finding.section,
            kind=finding.kind,
            message=finding.message,
            start_offset=finding.start,
            end_offset=finding.end,
        )
        for finding in reading.findings
    ]
    agreement.proposals = [_proposal_of_commitment(each) for each in reading.commitments]
    for saving in reading.savings:
        row = _saving_row(saving)
        agreement.savings.append(row)
        agreement.proposals.append(_proposal_of_saving(saving, row, agreement.text))


def _proposal_of_commitment(commitment: Commitment) -> Proposal:
    proposal = Proposal(
        section=commitment.section,
        title=commitment.task,
        kind=commitment.kind,
        basis=commitment.deadline.basis if commitment.deadline else None,
        committees=_named(commitment.committees),
        committees_inferred=commitment.committees_inferred,
        confidence=commitment.confidence,
        quote=commitment.quote,
        start_offset=commitment.start,
        end_offset=commitment.end,
    )
    deadline = commitment.deadline
    if deadline is not None:
        proposal.starts_on, proposal.due_on = deadline.start, deadline.due
        proposal.deadline_kind, proposal.recurrence = deadline.kind, deadline.series
        proposal.rule, proposal.explanation = deadline.rule, deadline.explanation
        proposal.expression = deadline.expression
        proposal.expression_start, proposal.expression_end = deadline.expression_start, deadline.expression_end
    return proposal


def _saving_row(saving: Saving) -> SavingRow:
    return SavingRow(
        code=saving.code,
        title=saving.title,
        committee=saving.committee,
        investment=saving.investment,
        start_offset=saving.start,
        end_offset=saving.end,
        amounts=[SavingAmount(year=year, kroner=kroner) for year, kroner in saving.amounts.items()],
    )


def _proposal_of_saving(saving: Saving, row: SavingRow, text: str) -> Proposal:
    """One proposal a code. A row of zeros has no year to follow up on, so it has no date and waits for a person."""
    windows = saving_windows(row)
    proposal = Proposal(
        saving=row,
        title=saving.title,
        kind=TaskKind.IMPLEMENTATION,
        basis=Basis.BUDGET_YEAR,
        committees=_named([saving.committee] if saving.committee else []),
        committees_inferred=False,
        confidence=1.0,
        quote=text[saving.start : saving.end],
        start_offset=saving.start,
        end_offset=saving.end,
        rule="saving",
        explanation=Saying("Besparelsen har ingen beløb i tabellen; en person afgør, om den skal følges."),
    )
    if windows:
        proposal.starts_on, proposal.due_on = windows[0]
        proposal.deadline_kind = DeadlineKind.RECURRING
        proposal.explanation = Saying(
            "Besparelsen står i budgettet for %(years)s og følges op ved udgangen af hvert år.",
            years=listed(*(day.year for _first, day in windows)),
        )
    return proposal


def _named(committees: Sequence[str]) -> list[ProposalCommittee]:
    return [ProposalCommittee(position=place, name=name) for place, name in enumerate(dict.fromkeys(committees))]


def offer_committees(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """Makes the committees that are named and not yet known, so that none is lost; returns their names."""
    known = set(session.scalars(select(Committee.name)))
    return tuple(name for name in dict.fromkeys(names) if name not in known and _offer(session, name))


def _committees_in(reading: Reading) -> list[str]:
    named = [name for commitment in reading.commitments for name in commitment.committees]
    return [*named, *(saving.committee for saving in reading.savings if saving.committee)]


def _offer(session: Session, name: str) -> bool:
    try:
        with session.begin_nested():
            session.add(Committee(name=name))
    except IntegrityError:  # another import was faster
        return False
    return True
