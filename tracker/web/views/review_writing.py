"""Forms of the review: a proposal corrected, split, merged with another, rejected with a reason, or added."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.agreement.text.excerpts import around
from tracker.db.models import Agreement, Proposal, ProposalState
from tracker.db.queries.agreements import agreement_page as queries
from tracker.domain.roles import Right
from tracker.errors import ConflictError, InputError
from tracker.services.committees.register import load_register
from tracker.services.review import changes as review_changes
from tracker.services.review import review
from tracker.web import context, passages, review_page
from tracker.web.access import allowed
from tracker.web.draft_form import SECOND, committee_names, draft_of, shown
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.views.review import back, conflict, parse_seen

blueprint = Blueprint("review_writing", __name__, url_prefix="/aftaler/<int:agreement_id>/gennemgang")

Change = Callable[[Session], Proposal]


@blueprint.route("/<int:proposal_id>/ret", methods=["GET", "POST"])
@allowed(Right.IMPORT)
def correct(agreement_id: int, proposal_id: int) -> str | Response:
    """Writes a proposal anew."""
    if request.method == "GET":
        proposal = _load(agreement_id, proposal_id)
        draft = review_changes.Draft.of(proposal)
        return _page("ret", agreement_id, proposal, shown(draft, seen=_seen(proposal)))
    form = Form.sent(request.form)
    draft_sent = draft_of(form)

    def change(session: Session) -> Proposal:
        assert draft_sent is not None  # noqa: S101 - a form without one is not valid
        return review_changes.correct(
            session, agreement_id, proposal_id, draft_sent, revision=_revision(form, "seen"), **_who()
        )

    return _save("ret", agreement_id, proposal_id, form, change, _("Forslaget er rettet."))


@blueprint.route("/<int:proposal_id>/del", methods=["GET", "POST"])
@allowed(Right.IMPORT)
def split(agreement_id: int, proposal_id: int) -> str | Response:
    """Makes two proposals of one."""
    if request.method == "GET":
        proposal = _load(agreement_id, proposal_id)
        draft = review_changes.Draft.of(proposal)
        return _page("del", agreement_id, proposal, shown(draft, second=draft, seen=_seen(proposal)))
    form = Form.sent(request.form)
    first, second = draft_of(form), draft_of(form, SECOND)

    def change(session: Session) -> Proposal:
        assert first is not None  # noqa: S101 - a form without them is not valid
        assert second is not None  # noqa: S101
        kept, _other = review_changes.split(
            session, agreement_id, proposal_id, first, second, revision=_revision(form, "seen"), **_who()
        )
        return kept

    return _save("del", agreement_id, proposal_id, form, change, _("Forslaget er delt i to."))


@blueprint.route("/<int:proposal_id>/saml", methods=["GET", "POST"])
@allowed(Right.IMPORT)
def merge(agreement_id: int, proposal_id: int) -> str | Response:
    """Makes one proposal of two: this and the one after it, or the one that is named."""
    if request.method == "GET":
        proposal = _load(agreement_id, proposal_id)
        other = _other(agreement_id, proposal)
        text = queries.load_agreement(context.reading(), agreement_id).text
        draft = review_changes.merged(proposal, other, text)
        form = shown(draft, seen=_seen(proposal), other=_seen(other))
        return _page("saml", agreement_id, proposal, form, other)
    form = Form.sent(request.form)
    draft_sent = draft_of(form)
    [(other_id, other_revision)] = parse_seen(form.value("other")).items()

    def change(session: Session) -> Proposal:
        assert draft_sent is not None  # noqa: S101 - a form without one is not valid
        return review_changes.merge(
            session,
            agreement_id,
            proposal_id,
            other_id,
            draft_sent,
            revisions=(_revision(form, "seen"), other_revision),
            **_who(),
        )

    return _save("saml", agreement_id, proposal_id, form, change, _("De to forslag er samlet til ét."))


@blueprint.get("/<int:proposal_id>/afvis")
@allowed(Right.IMPORT)
def reject(agreement_id: int, proposal_id: int) -> str:
    """Asks why a proposal is no commitment."""
    proposal = _load(agreement_id, proposal_id)
    return render_template(
        "review/reject.html",
        agreement=queries.load_agreement(context.reading(), agreement_id),
        proposal=proposal,
        seen=_seen(proposal),
    )


@blueprint.route("/tilfoej", methods=["GET", "POST"])
@allowed(Right.IMPORT)
def add(agreement_id: int) -> str | Response:
    """Adds what the reader missed: first its words, then what they promise, which the reader proposes."""
    if request.method == "GET":
        return _propose(agreement_id)
    form = Form.sent(request.form)
    draft = draft_of(form)
    near = _near(form.value("near"))

    def change(session: Session) -> Proposal:
        assert draft is not None  # noqa: S101 - a form without one is not valid
        return review_changes.add(session, agreement_id, draft, near=near, **_who())

    return _save("tilfoej", agreement_id, None, form, change, _("Løftet er tilføjet."))


def _propose(agreement_id: int) -> str:
    words, near = request.args.get("ord", "").strip(), _near(request.args.get("ved", ""))
    session = context.reading()
    agreement = queries.load_agreement(session, agreement_id)
    if not words:
        return render_template("review/words.html", agreement=agreement, form=Form(), near=near)
    try:
        runtime = context.runtime()
        register = load_register(session, runtime.settings.committees)
        draft, explanation = review_changes.propose(
            agreement, words, near, register=register, conventions=runtime.conventions
        )
    except InputError as error:
        form = Form({"ord": words}, {"ord": str(error)})
        return render_template("review/words.html", agreement=agreement, form=form, near=near)
    return _page("tilfoej", agreement_id, None, shown(draft, near=str(near)), explanation=explanation)


def _save(
    action: str, agreement_id: int, proposal_id: int | None, form: Form, change: Change, done: str
) -> str | Response:
    """Writes what the form says, and accepts it where that was asked; else shows what is wrong, or both versions."""
    if form.is_valid:
        try:
            with context.writing() as session:
                proposal = change(session)
                if form.value("accept_too"):
                    who = _who()
                    review.accept(
                        session, {proposal.id: None}, agreement_id=agreement_id, actor=who["actor"], now=who["now"]
                    )
                    done = _("%(done)s Det er nu en opgave.") % {"done": done}
                written, state = proposal.id, proposal.state
        except InputError as error:
            # the form asks for the lead first
            field = error.field.replace("committees", "lead") if error.field else None
            form.refuse(InputError(str(error), field), otherwise="title")
        except ConflictError as error:
            return conflict(agreement_id, error)
        else:
            flash(done, "success")
            if state is ProposalState.WAITING:
                return back(agreement_id, written)
            return back(
                agreement_id, review_page.following(context.reading(), agreement_id, written, ProposalState.WAITING)
            )
    proposal_shown = None if proposal_id is None else _load(agreement_id, proposal_id)
    other = None
    if action == "saml" and proposal_shown is not None:
        other = _load(agreement_id, next(iter(parse_seen(form.value("other")))))
    return Response(_page(action, agreement_id, proposal_shown, form, other), 422, mimetype="text/html")


def _page(
    action: str,
    agreement_id: int,
    proposal: Proposal | None,
    form: Form,
    other: Proposal | None = None,
    *,
    explanation: str | None = None,
) -> str:
    session = context.reading()
    agreement = queries.load_agreement(session, agreement_id)
    named = [form.value(name) for name in ("lead", f"{SECOND}lead")]
    return render_template(
        "review/write.html",
        action=action,
        agreement=agreement,
        proposal=proposal,
        other=other,
        form=form,
        second=SECOND,
        explanation=explanation,
        passage=_passage(agreement, [one for one in (proposal, other) if one is not None]),
        committees=committee_names(session, [*named, *form.several.get("others", ())]),
    )


def _passage(agreement: Agreement, proposals: list[Proposal]) -> list[passages.Block]:
    """The words of the proposals, with some of the text around them."""
    if not proposals:
        return []
    marked = [
        passages.Sentence(
            one.start_offset, one.end_offset, words_start=one.expression_start, words_end=one.expression_end
        )
        for one in proposals
    ]
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(around(agreement.text, one) for one in marked):
        if stretches and start <= stretches[-1][1]:
            start, end = stretches[-1][0], max(end, stretches.pop()[1])
        stretches.append((start, end))
    return [
        block
        for start, end in stretches
        for block in passages.blocks(agreement.text, start, end, marked, pages=agreement.pages)
    ]


def _load(agreement_id: int, proposal_id: int) -> Proposal:
    return queries.proposal_of(context.reading(), agreement_id, proposal_id)


def _other(agreement_id: int, proposal: Proposal) -> Proposal:
    """The proposal to merge with: the one that the address names, else the next that waits."""
    named = request.args.get("med", type=int)
    if named is None:
        named = review_page.following(context.reading(), agreement_id, proposal.id, ProposalState.WAITING)
    if named is None:
        raise InputError(_("Der er ikke et andet forslag at samle det med."))
    return _load(agreement_id, named)


def _seen(proposal: Proposal) -> str:
    return f"{proposal.id}.{proposal.revision}"


def _revision(form: Form, name: str) -> int:
    return next(iter(parse_seen(form.value(name)).values()))


def _near(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _who() -> review_changes.Who:
    runtime = context.runtime()
    return {"actor": context.visitor().actor, "now": runtime.now(), "conventions": runtime.conventions}
