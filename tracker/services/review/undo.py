"""Taking decisions back: the last of mine, one proposal's, or all that were made at one stroke.

A decision is taken back when nothing has been decided about its proposal since. The task of an acceptance is dropped,
with its history, when nobody has worked on it; where somebody has, the acceptance stands, and the task is dropped on
its own page if that is what is wanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import Proposal, ProposalState, ReviewEvent, Task, TaskEvent
from tracker.db.queries.agreements.review_history import last_of, last_standing, standing
from tracker.domain.review import WHOLE, Decision
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import count_of, day_words, gettext, mark
from tracker.services.actors import Actor, require
from tracker.services.review.proposal_tasks import WITHDRAWN, newest_events, tasks_of
from tracker.services.review.proposals import lock
from tracker.services.review.record import Stroke, facts_of, put_back, record, stored
from tracker.services.tasks import origin

ALREADY = mark("Afgørelsen er allerede fortrudt.")


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was taken back: the decision and its proposals, and a sentence on each one that had to stand."""

    decision: Decision
    proposal_ids: tuple[int, ...]
    left: tuple[str, ...] = ()


def undo_last(session: Session, agreement_id: int, *, actor: Actor, now: datetime) -> UndoResult:
    """Takes back what `actor` decided last in the agreement, and has not taken back."""
    require(actor, Right.IMPORT)
    last = last_of(session, agreement_id, actor.user_id, actor.name)
    if last is None:
        raise InputError(gettext("Du har ingen afgørelse i aftalen at fortryde."))
    return undo_stroke(session, agreement_id, last.stroke, actor=actor, now=now)


def undo_stroke(session: Session, agreement_id: int, stroke: str, *, actor: Actor, now: datetime) -> UndoResult:
    """Takes back everything that was decided at one stroke and still stands; what must stand is told.

    Raises `InputError` where nothing can be taken back.
    """
    require(actor, Right.IMPORT)
    return _take_back(session, (ReviewEvent.agreement_id == agreement_id) & (ReviewEvent.stroke == stroke), actor, now)


def undo_proposals(
    session: Session, agreement_id: int, proposal_ids: Sequence[int], *, actor: Actor, now: datetime
) -> UndoResult:
    """Takes back the last decision about each proposal, whoever made it; a split or a merge as a whole."""
    require(actor, Right.IMPORT)
    known = {one.id for one in lock(session, proposal_ids) if one.agreement_id == agreement_id}
    last = last_standing(session, known)
    for proposal_id in proposal_ids:
        if proposal_id not in known:
            raise NotFoundError(
                gettext("Forslag %(proposal_id)s findes ikke i aftale %(agreement_id)s.")
                % {"proposal_id": proposal_id, "agreement_id": agreement_id}
            )
        if proposal_id not in last:
            raise InputError(
                gettext("Der er ingen afgørelse af forslag %(proposal_id)s at fortryde.") % {"proposal_id": proposal_id}
            )
    strokes = {event.stroke for event in last.values() if event.decision in WHOLE}
    chosen = ReviewEvent.id.in_([event.id for event in last.values()])
    return _take_back(session, chosen | ReviewEvent.stroke.in_(strokes), actor, now)


def _take_back(session: Session, wanted: ColumnElement[bool], actor: Actor, now: datetime) -> UndoResult:
    # Looked up, locked, and looked up again: of two who take back the same, the second finds it done.
    ids = {event.proposal_id for event in session.scalars(standing().where(wanted))}
    proposals = {one.id: one for one in lock(session, ids)}
    events = session.scalars(standing().where(wanted).order_by(ReviewEvent.id.desc())).all()
    if not events:
        raise InputError(gettext(ALREADY))
    made = tasks_of(session, ids)
    reasons = _reasons_to_stand(session, events, proposals, made)
    if reasons and (len(reasons) == len(events) or any(event.decision in WHOLE for event in events)):
        raise InputError(_all_stand(list(reasons.values())))
    stroke = Stroke.of(actor, now)
    undone = [event for event in events if event.id not in reasons]
    for event in undone:
        _undo(session, event, proposals[event.proposal_id], made.get(event.proposal_id), stroke)
    session.flush()
    return UndoResult(events[0].decision, tuple(event.proposal_id for event in undone), tuple(reasons.values()))


def _undo(session: Session, event: ReviewEvent, proposal: Proposal, task: Task | None, stroke: Stroke) -> None:
    current = facts_of(proposal)
    if event.before is None:  # the decision made the proposal
        proposal.state, proposal.set_aside = ProposalState.REJECTED, True
    else:
        put_back(proposal, stored(event.before))
    if event.decision is Decision.ACCEPTED and task is not None:
        origin.withdraw(task, reason=WITHDRAWN, actor=stroke.actor, now=stroke.now)
    record(session, proposal, current, Decision.UNDONE, stroke, undoes_id=event.id)


def _reasons_to_stand(
    session: Session, events: Sequence[ReviewEvent], proposals: Mapping[int, Proposal], made: Mapping[int, Task]
) -> dict[int, str]:
    """By the id of each decision that cannot be taken back, why."""
    latest = last_standing(session, proposals)
    newest = newest_events(session, [task.id for task in made.values()])
    found = {}
    for event in events:
        proposal = proposals[event.proposal_id]
        later = latest[proposal.id]
        task = made.get(proposal.id)
        now = facts_of(proposal)
        if later.id != event.id:
            found[event.id] = gettext("«%(title)s» er siden %(decision)s af %(actor_name)s. Fortryd det først.") % {
                "title": proposal.title,
                "decision": later.decision.label.lower(),
                "actor_name": later.actor_name,
            }
        elif any(now[name] != value for name, value in stored(event.after).items()):
            found[event.id] = gettext("«%(title)s» er ændret siden, så afgørelsen kan ikke fortrydes.") % {
                "title": proposal.title
            }
        elif event.decision is Decision.ACCEPTED and task is not None and newest[task.id] != event.task_event_id:
            found[event.id] = _worked_on(session.get_one(TaskEvent, newest[task.id]), proposal)
    return found


def _worked_on(event: TaskEvent, proposal: Proposal) -> str:
    return gettext(
        "%(actor_name)s har arbejdet på opgaven «%(title)s» (%(day)s), så accepten kan ikke "
        "fortrydes. Lad opgaven udgå på dens egen side i stedet."
    ) % {"actor_name": event.actor_name, "title": proposal.title, "day": day_words(local_date(event.at))}


def _all_stand(reasons: Sequence[str]) -> str:
    if len(reasons) == 1:
        return reasons[0]
    return gettext("%(reasons)s Det samme gælder %(count)s mere.") % {
        "reasons": reasons[0],
        "count": count_of(len(reasons) - 1, "forslag", "forslag"),
    }
