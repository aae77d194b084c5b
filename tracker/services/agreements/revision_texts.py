"""The text in force and another change places, with what was read from each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from tracker.db.models import (
    Agreement,
    AgreementSection,
    AgreementVersion,
    AllocationRow,
    FindingRow,
    Proposal,
    RevisionChange,
    SavingRow,
)

_PARTS = (AllocationRow, SavingRow, FindingRow)
_TEXT = ("text", "pages", "file_name", "organisation", "signed_on", "imported_at", "imported_by_id")


def swap_texts(session: Session, version: AgreementVersion) -> None:
    """The agreement and the other text change places, with all that was read from each but its proposals."""
    here, there = version.agreement_id, version.text_id
    session.flush()
    for table in _PARTS:
        session.execute(_swapped(table, here, there))
    # Places in a text are unique, also half-way: those that come here pass below zero.
    positions = AgreementSection
    session.execute(
        update(positions)
        .where(positions.agreement_id == there)
        .values(position=-1 - positions.position)
        .execution_options(synchronize_session=False)
    )
    session.execute(_swapped(positions, here, there))
    session.execute(
        update(positions)
        .where(positions.position < 0)
        .values(position=-1 - positions.position)
        .execution_options(synchronize_session=False)
    )
    one, other = session.get_one(Agreement, here), session.get_one(Agreement, there)
    digests = one.digest, other.digest
    one.digest = f"{here} and {there}"
    session.flush()
    other.digest = digests[0]
    session.flush()
    one.digest = digests[1]
    for name in _TEXT:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)
    session.flush()


def _swapped(table: Any, here: int, there: int) -> Any:
    return (
        update(table)
        .where(table.agreement_id.in_([here, there]))
        .values(agreement_id=case((table.agreement_id == here, there), else_=here))
        .execution_options(synchronize_session=False)
    )


def swap_savings(session: Session, pairs: Mapping[int, tuple[Proposal, Proposal]]) -> None:
    """Gives proposals the rows of the new table; a row belongs to one proposal at any time."""
    rows = {key: new.saving_id for key, (_old, new) in pairs.items()}
    for _old, new in pairs.values():
        new.saving_id = None
    session.flush()
    for key, (old, _new) in pairs.items():
        old.saving_id = rows[key]
    session.flush()


def return_savings(
    session: Session, pairs: Mapping[int, tuple[Proposal, Proposal]], changes: Mapping[int, RevisionChange]
) -> None:
    """Gives proposals the rows back that `swap_savings` took from them."""
    rows = {key: old.saving_id for key, (old, _twin) in pairs.items()}
    for key, (old, _twin) in pairs.items():
        old.saving_id = changes[key].before["saving_id"]
    session.flush()
    for key, (_old, twin) in pairs.items():
        twin.saving_id = rows[key]
    session.flush()


def move_set_aside(session: Session, here: int, there: int) -> None:
    """What a split or a merge has put aside stays with the text that it was found in, as that goes to `there`."""
    session.execute(
        update(Proposal)
        .where(Proposal.agreement_id == here, Proposal.set_aside)
        .values(agreement_id=there)
        .execution_options(synchronize_session=False)
    )
