"""A person says of proposals that they are commitments, or that they are none.

Every decision is a line in the history that is never changed, and can be taken back (`tracker.services.review.undo`).
Whoever decides tells the revision that was seen; where somebody else was faster, nothing is written and `ConflictError`
carries both versions. All raise `ForbiddenError` for those who may not review, and `NotFoundError` for a proposal that
does not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.db.models import Proposal, ProposalState
from tracker.domain.review import Decision
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.review.proposal_tasks import make_tasks, newest_events
from tracker.services.review.proposals import Seen, lock, open_proposals
from tracker.services.review.record import Stroke, facts_of, record, touch


@dataclass(frozen=True, slots=True)
class AcceptResult:
    """What accepting made. `untouched` are proposals that were accepted before, or that others changed meanwhile."""

    task_ids: tuple[int, ...] = ()
    untouched: tuple[int, ...] = ()
    left_waiting: int = 0
    stroke: str | None = None


def accept(
    session: Session, seen: Seen, *, actor: Actor, now: datetime, agreement_id: int | None = None
) -> AcceptResult:
    """Makes one task of each proposal. One that was accepted before is left as it is.

    Raises `InputError` for one that was rejected.
    """
    require(actor, Right.IMPORT)
    chosen = open_proposals(session, seen, agreement_id=agreement_id, yours={gettext("Afgørelse"): gettext("Acceptér")})
    for proposal in chosen:
        if proposal.state is ProposalState.REJECTED:
            raise InputError(gettext("«%(title)s» er afvist. Lad det vente igen først.") % {"title": proposal.title})
    return _accept(session, chosen, actor, now)


def accept_together(session: Session, seen: Seen, *, agreement_id: int, actor: Actor, now: datetime) -> AcceptResult:
    """Accepts, of many proposals, those that still stand as they were seen; the others are left and told."""
    require(actor, Right.IMPORT)
    found = [one for one in lock(session, seen) if one.agreement_id == agreement_id]
    same = [one for one in found if seen[one.id] in (None, one.revision) and one.state is ProposalState.WAITING]
    result = _accept(session, same, actor, now)
    left = tuple(sorted(set(seen) - {one.id for one in same}))
    return AcceptResult(result.task_ids, left, count_waiting(session, {agreement_id}), result.stroke)


def accept_dated(session: Session, agreement_id: int, *, actor: Actor, now: datetime) -> AcceptResult:
    """Accepts what waits, has a date, and is as the reader found it: what a person changed waits for a person."""
    require(actor, Right.IMPORT)
    dated = or_(Proposal.starts_on.is_not(None), Proposal.due_on.is_not(None))
    ids = session.scalars(
        select(Proposal.id).where(
            Proposal.agreement_id == agreement_id,
            Proposal.state == ProposalState.WAITING,
            dated,
            ~Proposal.by_person,
        )
    )
    result = accept_together(session, dict.fromkeys(ids), agreement_id=agreement_id, actor=actor, now=now)
    return AcceptResult(result.task_ids, (), result.left_waiting, result.stroke)


def reject(
    session: Session,
    seen: Seen,
    *,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    agreement_id: int | None = None,
) -> int:
    """Says that proposals are no commitments; returns how many waited. Raises `InputError` for one that is a task."""
    require(actor, Right.IMPORT)
    chosen = open_proposals(session, seen, agreement_id=agreement_id, yours={gettext("Afgørelse"): gettext("Afvis")})
    for proposal in chosen:
        if proposal.state is ProposalState.ACCEPTED:
            raise InputError(
                gettext("«%(title)s» er allerede en opgave. Fortryd accepten, eller lad opgaven udgå i stedet.")
                % {"title": proposal.title}
            )
    waiting = [proposal for proposal in chosen if proposal.state is ProposalState.WAITING]
    words = (reason or "").strip() or None
    _decide(session, waiting, ProposalState.REJECTED, Decision.REJECTED, Stroke.of(actor, now), reason=words)
    session.flush()
    return len(waiting)


def reconsider(
    session: Session, seen: Seen, *, actor: Actor, now: datetime, agreement_id: int | None = None
) -> Sequence[Proposal]:
    """Lets rejected proposals wait again."""
    require(actor, Right.IMPORT)
    chosen = open_proposals(
        session, seen, agreement_id=agreement_id, yours={gettext("Afgørelse"): gettext("Lad det vente igen")}
    )
    for proposal in chosen:
        if proposal.state is not ProposalState.REJECTED:
            raise InputError(gettext("«%(title)s» er ikke afvist.") % {"title": proposal.title})
    _decide(session, chosen, ProposalState.WAITING, Decision.RECONSIDERED, Stroke.of(actor, now))
    session.flush()
    return chosen


def count_waiting(session: Session, agreement_ids: Collection[int]) -> int:
    """How many proposals of agreements wait."""
    waiting = (Proposal.state == ProposalState.WAITING) & Proposal.agreement_id.in_(agreement_ids)
    return session.scalar(select(func.count()).where(waiting)) or 0


def _accept(session: Session, chosen: Sequence[Proposal], actor: Actor, now: datetime) -> AcceptResult:
    waiting = [proposal for proposal in chosen if proposal.state is ProposalState.WAITING]
    stroke = Stroke.of(actor, now)
    made = make_tasks(session, waiting, actor=actor, now=now)
    newest = newest_events(session, [task.id for task in made])
    events = {proposal.id: newest[task.id] for proposal, task in zip(waiting, made, strict=True)}
    _decide(session, waiting, ProposalState.ACCEPTED, Decision.ACCEPTED, stroke, task_events=events)
    session.flush()
    return AcceptResult(
        task_ids=tuple(task.id for task in made),
        untouched=tuple(one.id for one in chosen if one not in waiting),
        left_waiting=count_waiting(session, {proposal.agreement_id for proposal in chosen}),
        stroke=stroke.mark if waiting else None,
    )


def _decide(
    session: Session,
    proposals: Sequence[Proposal],
    state: ProposalState,
    decision: Decision,
    stroke: Stroke,
    *,
    reason: str | None = None,
    task_events: dict[int, int] | None = None,
) -> None:
    for proposal in proposals:
        before = facts_of(proposal)
        waits = state is ProposalState.WAITING
        proposal.state = state
        proposal.decided_at = None if waits else stroke.now
        proposal.decided_by_id = None if waits else stroke.actor.user_id
        touch(proposal)
        event = (task_events or {}).get(proposal.id)
        record(session, proposal, before, decision, stroke, reason=reason, task_event_id=event)
