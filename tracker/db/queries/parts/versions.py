"""Which texts are agreements, and which are other versions of one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from tracker.db.models import Agreement, AgreementVersion, Proposal, Task
from tracker.domain.revision import Standing
from tracker.errors import NotFoundError
from tracker.language import gettext

IN_FORCE = Agreement.id.not_in(select(AgreementVersion.text_id))
"""That a text is an agreement, and neither a corrected one that waits nor a former one."""


_SHOWN = (Agreement.file_name, Agreement.imported_at, Agreement.signed_on)


def versions_of(session: Session, agreement_id: int) -> Sequence[AgreementVersion]:
    """The other versions of an agreement without their texts, the newest first; a draft is the newest of all."""
    return session.scalars(
        select(AgreementVersion)
        .where(AgreementVersion.agreement_id == agreement_id)
        .options(
            joinedload(AgreementVersion.text).load_only(*_SHOWN, raiseload=True),
            selectinload(AgreementVersion.changes),
            raiseload("*"),
        )
        .order_by(AgreementVersion.number.desc())
    ).all()


def load_former(session: Session, agreement_id: int, number: int) -> AgreementVersion:
    """A former text with its sections; raises `NotFoundError`."""
    found = session.scalar(
        select(AgreementVersion)
        .where(
            AgreementVersion.agreement_id == agreement_id,
            AgreementVersion.number == number,
            AgreementVersion.standing == Standing.FORMER,
        )
        .options(joinedload(AgreementVersion.text).selectinload(Agreement.sections), raiseload("*"))
    )
    if found is None:
        raise NotFoundError(gettext("Udgaven findes ikke."))
    return found


def tasks_without_words(session: Session, agreement_id: int) -> Sequence[Task]:
    """The tasks whose promise no longer stands in the agreement, in the order of their due dates."""
    return session.scalars(
        select(Task)
        .join(Proposal, Task.proposal_id == Proposal.id)
        .where(Task.agreement_id == agreement_id, Proposal.agreement_id != Task.agreement_id)
        .options(raiseload("*"))
        .order_by(Task.due_on, Task.id)
    ).all()
