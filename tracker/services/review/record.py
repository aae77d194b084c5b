"""What a decision about a proposal leaves behind: the facts that it changed, by whom and when.

Facts are kept as JSON: states and kinds by value, dates as ISO 8601, committees by name. From them a decision is told,
and taken back.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.agreement.values import Basis, DeadlineKind, TaskKind
from tracker.db.models import Proposal, ProposalCommittee, ProposalState, ReviewEvent
from tracker.domain.review import Decision
from tracker.services.actors import Actor

_PLAIN = (
    "set_aside",
    "by_person",
    "section",
    "title",
    "committees_inferred",
    "confidence",
    "quote",
    "start_offset",
    "end_offset",
    "expression",
    "expression_start",
    "expression_end",
    "recurrence",
    "rule",
    "explanation",
    "explanation_facts",  # after it, which takes those away that were there
    "decided_by_id",
)
_CODED = {
    "state": ProposalState,
    "kind": TaskKind,
    "basis": Basis,
    "deadline_kind": DeadlineKind,
    "starts_on": date.fromisoformat,
    "due_on": date.fromisoformat,
    "decided_at": datetime.fromisoformat,
}
"""What is stored as a text, and how it is read back."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Decisions that are made together: who, when, and the mark that they share."""

    actor: Actor
    now: datetime
    mark: str

    @classmethod
    def of(cls, actor: Actor, now: datetime) -> Stroke:
        """A new one."""
        return cls(actor, now, uuid.uuid4().hex)


def facts_of(proposal: Proposal) -> dict[str, Any]:
    """Everything about a proposal that a decision can change."""
    facts: dict[str, Any] = {name: getattr(proposal, name) for name in _PLAIN}
    for name in _CODED:
        value = getattr(proposal, name)
        facts[name] = value.isoformat() if isinstance(value, date) else value and str(value)
    facts["committees"] = [each.name for each in proposal.committees]
    return facts


def put_back(proposal: Proposal, facts: Mapping[str, Any]) -> None:
    """Gives a proposal back the facts that it had."""
    for name, value in facts.items():
        if name == "committees":
            name_committees(proposal, value)
        elif name in _CODED:
            setattr(proposal, name, None if value is None else _CODED[name](value))
        else:
            setattr(proposal, name, value)
    touch(proposal)


def name_committees(proposal: Proposal, names: Sequence[str]) -> None:
    """Gives a proposal other committees, the lead first."""
    wanted = list(dict.fromkeys(names))
    for row, name in zip(proposal.committees, wanted, strict=False):
        row.name = name
    for position in range(len(proposal.committees), len(wanted)):
        proposal.committees.append(ProposalCommittee(position=position, name=wanted[position]))
    del proposal.committees[len(wanted) :]


def touch(proposal: Proposal) -> None:
    """A change that lies in another table alone, as that of the committees, must count in the revision too."""
    flag_modified(proposal, "title")


def record(
    session: Session,
    proposal: Proposal,
    before: Mapping[str, Any] | None,
    decision: Decision,
    stroke: Stroke,
    *,
    reason: str | None = None,
    task_event_id: int | None = None,
    undoes_id: int | None = None,
) -> None:
    """Adds a line to the history: the facts that differ from `before`, or all where there was nothing before."""
    after = facts_of(proposal)
    changed = {name for name in after if before is None or before[name] != after[name]}
    session.add(
        ReviewEvent(
            agreement_id=proposal.agreement_id,
            proposal_id=proposal.id,
            stroke=stroke.mark,
            at=stroke.now,
            actor_id=stroke.actor.user_id,
            actor_name=stroke.actor.name,
            decision=decision,
            before=None if before is None else _json({name: before[name] for name in changed}),
            after=_json({name: after[name] for name in changed}),
            reason=reason,
            task_event_id=task_event_id,
            undoes_id=undoes_id,
        )
    )


def stored(facts: str) -> dict[str, Any]:
    """Facts as a line of the history holds them."""
    found: dict[str, Any] = json.loads(facts)
    return found


def _json(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
