"""What was decided about the proposals of an agreement, and what of it still stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload, load_only, raiseload

from tracker.db.models import Proposal, ReviewEvent
from tracker.domain.review import Decision


def standing() -> Select[ReviewEvent]:
    """The decisions that have not been taken back, as a query to narrow."""
    undo = aliased(ReviewEvent)
    return select(ReviewEvent).where(
        ReviewEvent.decision != Decision.UNDONE,
        ~select(undo.id).where(undo.undoes_id == ReviewEvent.id).exists(),
    )


def last_standing(session: Session, proposal_ids: Collection[int]) -> Mapping[int, ReviewEvent]:
    """The last decision about each proposal that still stands, by the proposal's id."""
    query = standing().where(ReviewEvent.proposal_id.in_(proposal_ids)).order_by(ReviewEvent.id)
    return {event.proposal_id: event for event in session.scalars(query)}


def last_of(session: Session, agreement_id: int, user_id: int | None, name: str) -> ReviewEvent | None:
    """What a user decided last in an agreement and has not taken back; without a user, by the name."""
    return session.scalar(
        standing()
        .where(ReviewEvent.agreement_id == agreement_id, _by(user_id, name))
        .options(joinedload(ReviewEvent.proposal).options(load_only(Proposal.title), raiseload("*")))
        .order_by(ReviewEvent.id.desc())
        .limit(1)
    )


def history_of(session: Session, agreement_id: int, *, limit: int | None = None) -> Sequence[ReviewEvent]:
    """The decisions in an agreement with the proposals' titles, the newest first."""
    return session.scalars(
        select(ReviewEvent)
        .where(ReviewEvent.agreement_id == agreement_id)
        .options(joinedload(ReviewEvent.proposal).options(load_only(Proposal.title), raiseload("*")), raiseload("*"))
        .order_by(ReviewEvent.id.desc())
        .limit(limit)
    ).all()


def standing_ids(session: Session, agreement_id: int) -> frozenset[int]:
    """The ids of the decisions that are the last about their proposal and can be taken back."""
    query = standing().where(ReviewEvent.agreement_id == agreement_id)
    last = query.with_only_columns(func.max(ReviewEvent.id)).group_by(ReviewEvent.proposal_id)
    return frozenset(session.scalars(last))


def size_of(session: Session, stroke: str) -> int:
    """How many decisions that still stand were made at one stroke."""
    ids = standing().where(ReviewEvent.stroke == stroke).with_only_columns(ReviewEvent.id).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def _by(user_id: int | None, name: str) -> ColumnElement[bool]:
    if user_id is not None:
        return ReviewEvent.actor_id == user_id
    return ReviewEvent.actor_id.is_(None) & (ReviewEvent.actor_name == name)
