"""Proposals opened for a decision: locked, as they were seen, and told in Danish where somebody else was faster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import local_date
from tracker.db.models import AgreementVersion, Proposal, ProposalState, ReviewEvent, SavingRow
from tracker.domain.review import tell
from tracker.domain.revision import Standing
from tracker.errors import ConflictError, InputError, NotFoundError
from tracker.language import count_of, day_words, gettext, list_of
from tracker.services.review.record import facts_of

Seen = Mapping[int, int | None]
"""Proposals by id, each with the revision in which it was seen; none: whatever stands now."""


def open_proposals(
    session: Session, seen: Seen, *, agreement_id: int | None = None, yours: Mapping[str, str] | None = None
) -> list[Proposal]:
    """The proposals in the order of the text, as they stand now, locked until the transaction ends.

    Raises `NotFoundError` for those that do not exist (in the agreement, where one is given), and `ConflictError` with
    both versions where one is no longer as it was seen; `yours` says what was wanted.
    """
    found = lock(session, seen)
    mine = [one for one in found if agreement_id is None or one.agreement_id == agreement_id]
    missing = sorted(set(seen) - {one.id for one in mine})
    if missing:
        raise NotFoundError(_missing(missing, agreement_id))
    for proposal in mine:
        if proposal.set_aside or seen[proposal.id] not in (None, proposal.revision):
            raise conflict(session, proposal, yours or {})
    return mine


# The proposals of a corrected text are decided when it is taken over, and not before.
_DRAFTS = select(AgreementVersion.text_id).where(AgreementVersion.standing == Standing.DRAFT)


def lock(session: Session, ids: Iterable[int]) -> Sequence[Proposal]:
    """The proposals that there are, locked so that two people who decide at once decide one after the other."""
    return session.scalars(
        select(Proposal)
        .where(Proposal.id.in_(set(ids)), Proposal.agreement_id.not_in(_DRAFTS))
        .order_by(Proposal.agreement_id, Proposal.start_offset, Proposal.id)
        .options(selectinload(Proposal.committees), joinedload(Proposal.saving).selectinload(SavingRow.amounts))
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    ).all()


def require_waiting(proposal: Proposal) -> None:
    """Raises `InputError` unless the proposal waits."""
    if proposal.state is ProposalState.ACCEPTED:
        raise InputError(
            gettext("«%(title)s» er allerede en opgave. Ret opgaven, eller fortryd accepten først.")
            % {"title": proposal.title}
        )
    if proposal.state is ProposalState.REJECTED:
        raise InputError(gettext("«%(title)s» er afvist. Lad det vente igen først.") % {"title": proposal.title})


def last_decision(session: Session, proposal: Proposal) -> ReviewEvent | None:
    """What was last decided about a proposal."""
    return session.scalar(
        select(ReviewEvent).where(ReviewEvent.proposal_id == proposal.id).order_by(ReviewEvent.id.desc()).limit(1)
    )


def conflict(session: Session, proposal: Proposal, yours: Mapping[str, str]) -> ConflictError:
    """The error for a proposal that is no longer as it was seen, with both versions."""
    last = last_decision(session, proposal)
    who = (
        gettext("%(actor_name)s har afgjort") % {"actor_name": last.actor_name}
        if last
        else gettext("En anden har ændret")
    )
    when = f" ({day_words(local_date(last.at))}: {last.decision.label.lower()})" if last else ""
    state = gettext("Samlet med et andet eller fortrudt") if proposal.set_aside else proposal.state.label
    return ConflictError(
        gettext("%(who)s forslaget, siden du åbnede det%(when)s. Din ændring er ikke gemt. Se begge udgaver, og vælg.")
        % {"who": who, "when": when},
        theirs={gettext("Tilstand"): state, **tell(facts_of(proposal))},
        yours=yours,
    )


def _missing(ids: Sequence[int], agreement_id: int | None) -> str:
    numbers = list_of(str(each) for each in ids)
    where = " " + gettext("i aftale %(id)s") % {"id": agreement_id} if agreement_id is not None else ""
    return gettext("%(count)s findes ikke%(where)s: %(numbers)s.") % {
        "count": count_of(len(ids), "forslag", "forslag"),
        "where": where,
        "numbers": numbers,
    }
