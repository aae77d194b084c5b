"""Agreements: their text with the commitments marked, what waits for a person, the money, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.clarity import unknown_committee
from tracker.db.models import Agreement, AgreementSection, AllocationRow, Proposal, ProposalState, SavingRow
from tracker.db.queries import agreement_page as queries
from tracker.db.queries.choices import registered_choices
from tracker.db.queries.money import list_unplaced_money
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services import review
from tracker.web import context, passages
from tracker.web.access import allowed
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext

blueprint = Blueprint("agreements", __name__, url_prefix="/aftaler")


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section of the text, cut for the page. `chapter` is set where a new chapter begins; `page` is where it stands
    in the file, where that told."""

    section: AgreementSection
    page: int | None
    chapter: str | None
    blocks: Sequence[passages.Block]


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """Every agreement."""
    return render_template("agreements/listing.html", agreements=queries.all_agreements(context.reading()))


@blueprint.get("/<int:agreement_id>")
@allowed(Right.READ)
def show(agreement_id: int) -> str:
    """The whole text, with a contents list and the commitments marked."""
    session = context.reading()
    agreement = queries.load_agreement(session, agreement_id)
    proposals = queries.proposals_of(session, agreement_id)
    sections = queries.sections_of(session, agreement_id)
    return render_template(
        "agreements/show.html",
        agreement=agreement,
        sections=list(_texts(agreement, sections, proposals)),
        tasks=queries.tasks_of_proposals(session, agreement_id),
        proposals={proposal.id: proposal for proposal in proposals},
    )


def _texts(
    agreement: Agreement, sections: Sequence[AgreementSection], proposals: Sequence[Proposal]
) -> Sequence[SectionText]:
    text = agreement.text
    sentences = [_sentence(each) for each in proposals if each.state is not ProposalState.REJECTED]
    texts, chapter = [], None
    for section in sections:
        inside = [one for one in sentences if section.start_offset <= one.start < section.end_offset]
        found = passages.blocks(
            text,
            passages.body_start(text, section.start_offset, section.end_offset, section.number + section.title),
            section.end_offset,
            inside,
            pages=agreement.pages,
        )
        page = agreement.page_at(section.start_offset)
        texts.append(SectionText(section, page, section.chapter if section.chapter != chapter else None, found))
        chapter = section.chapter
    return texts


def _sentence(proposal: Proposal) -> passages.Sentence:
    return passages.Sentence(
        proposal.start_offset, proposal.end_offset, proposal.id, proposal.expression_start, proposal.expression_end
    )


@blueprint.get("/<int:agreement_id>/forslag")
@allowed(Right.READ)
def proposals(agreement_id: int) -> str:
    """What the reader found and nobody has decided yet, and what was rejected."""
    session = context.reading()
    waiting = queries.proposals_of(session, agreement_id, ProposalState.WAITING)
    return render_template(
        "agreements/proposals.html",
        agreement=queries.load_agreement(session, agreement_id),
        waiting=waiting,
        sure=queries.sure_proposals(session, agreement_id),
        rejected=queries.proposals_of(session, agreement_id, ProposalState.REJECTED),
    )


@blueprint.post("/<int:agreement_id>/forslag/accepter-sikre")
@allowed(Right.IMPORT)
def accept_sure(agreement_id: int) -> Response:
    """Accepts every proposal that waits, has a date, and of which the reader is sure."""
    chosen = [each.id for each in queries.sure_proposals(context.reading(), agreement_id)]
    with context.writing() as session:
        result = review.accept_together(
            session,
            dict.fromkeys(chosen),
            agreement_id=agreement_id,
            actor=context.visitor().actor,
            now=context.runtime().now(),
        )
    count = len(result.task_ids)
    flash(
        ngettext("%(num)s forslag er blevet til en opgave.", "%(num)s forslag er blevet til opgaver.", count), "success"
    )
    return redirect(url_for("agreements.proposals", agreement_id=agreement_id))


@blueprint.post("/<int:agreement_id>/forslag/<int:proposal_id>")
@allowed(Right.IMPORT)
def decide(agreement_id: int, proposal_id: int) -> Response:
    """Accepts a proposal, rejects it, or lets a rejected one wait again."""
    actor, now = context.visitor().actor, context.runtime().now()
    decision = request.form.get("decision")
    with context.writing() as session:
        match decision:
            case "accept":
                review.accept(session, {proposal_id: None}, agreement_id=agreement_id, actor=actor, now=now)
                said = _("Forslaget er blevet til en opgave.")
            case "reject":
                review.reject(session, {proposal_id: None}, agreement_id=agreement_id, actor=actor, now=now)
                said = _("Forslaget er afvist. Det står nederst på siden og kan hentes frem igen.")
            case "reconsider":
                review.reconsider(session, {proposal_id: None}, agreement_id=agreement_id, actor=actor, now=now)
                said = _("Forslaget venter igen.")
            case _:
                raise InputError(_("Vælg, om forslaget skal accepteres eller afvises."))
    flash(said, "success")
    return redirect(url_for("agreements.proposals", agreement_id=agreement_id))


@blueprint.get("/<int:agreement_id>/oekonomi")
@allowed(Right.READ)
def money(agreement_id: int) -> str:
    """The tables of allocations and savings."""
    session = context.reading()
    allocations = queries.allocations_of(session, agreement_id)
    savings = queries.savings_of(session, agreement_id)
    return render_template(
        "agreements/money.html",
        agreement=queries.load_agreement(session, agreement_id),
        allocations=allocations,
        savings=savings,
        allocation_years=_years(allocations),
        saving_years=_years(savings),
    )


def _years(rows: Sequence[AllocationRow] | Sequence[SavingRow]) -> list[int]:
    return sorted({amount.year for row in rows for amount in row.amounts})


@blueprint.get("/<int:agreement_id>/uklarheder")
@allowed(Right.READ)
def findings(agreement_id: int) -> str:
    """What a person should look at before relying on the agreement."""
    session = context.reading()
    return render_template(
        "agreements/findings.html",
        agreement=queries.load_agreement(session, agreement_id),
        findings=queries.findings_of(session, agreement_id),
        committees=registered_choices(session),
        unknown_committee=unknown_committee,
        unplaced=list_unplaced_money(session, agreement_id),
    )
