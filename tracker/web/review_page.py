"""What the review of an agreement shows, gathered from the queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.db.models import Agreement, FindingRow, FindingSeen, Proposal, ProposalState, ReviewEvent
from tracker.db.queries.agreements import agreement_page as queries
from tracker.db.queries.agreements import review_history
from tracker.services.actors import Actor
from tracker.services.review.proposal_tasks import series_of
from tracker.web.agreement_text import Part, parts, shown_places
from tracker.web.series_page import Preview, preview


@dataclass(frozen=True, slots=True)
class AgreementText:
    """The text of an agreement with all that was found in it."""

    agreement: Agreement
    parts: Sequence[Part]
    proposals: Mapping[int, Proposal]
    tasks: Mapping[int, queries.MadeTask]
    findings: Mapping[int, FindingRow]
    seen: Mapping[int, FindingSeen]
    placed: frozenset[int]
    placed_findings: frozenset[int]

    def findings_on(self, proposal: Proposal) -> Sequence[FindingRow]:
        """What is unclear about the words of a proposal, and nobody has looked at."""
        return [
            one
            for one in self.findings.values()
            if one.id not in self.seen
            and one.start_offset < proposal.end_offset
            and proposal.start_offset < one.end_offset
        ]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review: the text, and the proposals in the `state` that is listed; the one with id `current` is open.

    `last` is what the visitor decided last and can take back; it concerns `last_size` proposals.
    """

    text: AgreementText
    state: ProposalState
    listed: Sequence[Proposal]
    current: int | None
    counts: Mapping[ProposalState, int]
    sure: int
    last: ReviewEvent | None
    last_size: int

    @property
    def total(self) -> int:
        """How many proposals there are."""
        return sum(self.counts.values())

    @property
    def decided(self) -> int:
        """How many do not wait."""
        return self.total - self.counts[ProposalState.WAITING]

    def neighbour(self, proposal: Proposal) -> Proposal | None:
        """The proposal that stands after one in the list."""
        at = self.listed.index(proposal)
        return self.listed[at + 1] if at + 1 < len(self.listed) else None


def dates_of(proposal: Proposal) -> Preview | None:
    """The dates on which the task of a proposal would fall due; none where it is done once."""
    series = series_of(proposal)
    return preview(series) if series and (series.rule or len(series.told) > 1) else None


def read_text(session: Session, agreement_id: int) -> AgreementText:
    """Gathers the text; raises `NotFoundError`."""
    agreement = queries.load_agreement(session, agreement_id)
    proposals = queries.proposals_of(session, agreement_id)
    findings = queries.findings_of(session, agreement_id)
    found = parts(agreement, queries.sections_of(session, agreement_id), proposals, findings)
    placed, placed_findings = shown_places(found)
    return AgreementText(
        agreement=agreement,
        parts=found,
        proposals={one.id: one for one in proposals},
        tasks=queries.tasks_of_proposals(session, agreement_id),
        findings={one.id: one for one in findings},
        seen=queries.findings_seen(session, agreement_id),
        placed=placed,
        placed_findings=placed_findings,
    )


def read(
    session: Session, agreement_id: int, *, state: ProposalState | None, wanted: int | None, actor: Actor
) -> ReviewPage:
    """Gathers the review. Without a `state` it lists what waits, or what is in the state of the proposal `wanted`."""
    text = read_text(session, agreement_id)
    chosen = text.proposals.get(wanted or 0)
    state = state or (chosen.state if chosen else ProposalState.WAITING)
    listed = [one for one in text.proposals.values() if one.state is state]
    shown = chosen if chosen in listed else next(iter(listed), None)
    counted = Counter(one.state for one in text.proposals.values())
    last = review_history.last_of(session, agreement_id, actor.user_id, actor.name)
    return ReviewPage(
        text=text,
        state=state,
        listed=listed,
        current=shown.id if shown else None,
        counts={each: counted[each] for each in ProposalState},
        sure=sum(queries.is_sure(one) for one in text.proposals.values()),
        last=last,
        last_size=review_history.size_of(session, last.stroke) if last else 0,
    )


def following(session: Session, agreement_id: int, proposal_id: int, state: ProposalState) -> int | None:
    """The proposal in `state` that comes after one in the text, or the last before it: where work goes on."""
    ids = [one.id for one in queries.proposals_of(session, agreement_id) if one.state is state or one.id == proposal_id]
    if proposal_id not in ids:
        return None
    at = ids.index(proposal_id)
    after, before = ids[at + 1 : at + 2], ids[max(0, at - 1) : at]
    return next(iter(after or before), None)
