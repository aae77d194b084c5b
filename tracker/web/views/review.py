"""The review of an agreement: what the reader found, said yes or no to, written anew, and taken back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import ProposalState
from tracker.db.queries.agreements import agreement_page as queries
from tracker.db.queries.agreements.review_history import history_of, standing_ids
from tracker.domain.review import WHOLE
from tracker.domain.roles import Right
from tracker.errors import ConflictError, InputError
from tracker.services.review import review
from tracker.services.review import undo as review_undo
from tracker.web import context, review_page
from tracker.web.access import allowed
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext

blueprint = Blueprint("review", __name__, url_prefix="/aftaler/<int:agreement_id>/gennemgang")

LISTS = {
    "venter": ProposalState.WAITING,
    "accepteret": ProposalState.ACCEPTED,
    "afvist": ProposalState.REJECTED,
}
"""What the address calls the states."""
SHOWN_LINES = 300
"""How many lines of the history stand on its page."""


@blueprint.get("/")
@allowed(Right.READ)
def show(agreement_id: int) -> str:
    """The text, and beside it the proposals that wait or, when asked for, those that were decided."""
    page = review_page.read(
        context.reading(),
        agreement_id,
        state=LISTS.get(request.args.get("vis", "")),
        wanted=request.args.get("forslag", type=int),
        actor=context.visitor().actor,
    )
    return render_template(
        "review/show.html",
        page=page,
        text=page.text,
        agreement=page.text.agreement,
        lists=LISTS,
        dates_of=review_page.dates_of,
    )


@blueprint.post("/")
@allowed(Right.IMPORT)
def decide(agreement_id: int) -> Response:
    """Accepts a proposal, rejects it, lets a rejected one wait again, or takes the last decision about it back."""
    decision = next((name for name in _DECISIONS if name in request.form), None)
    if decision is None:
        raise InputError(_("Vælg, om forslaget skal accepteres eller afvises."))
    seen = parse_seen(request.form[decision])
    [proposal_id] = seen
    was = queries.state_of(context.reading(), proposal_id)
    after = review_page.following(context.reading(), agreement_id, proposal_id, was) if was else None
    reason = request.form.get("reason", "").strip()[:2000]

    def change(session: Session) -> str:
        return _DECISIONS[decision](session, agreement_id, seen, reason)

    return save(agreement_id, change, forward=(was, after))


@blueprint.route("/sikre", methods=["GET", "POST"])
@allowed(Right.IMPORT)
def sure(agreement_id: int) -> str | Response:
    """What would be accepted together; and accepts those that were chosen."""
    if request.method == "GET":
        session = context.reading()
        return render_template(
            "review/sure.html",
            agreement=queries.load_agreement(session, agreement_id),
            proposals=queries.sure_proposals(session, agreement_id),
            dates_of=review_page.dates_of,
        )
    seen = {one: revision for each in request.form.getlist("forslag") for one, revision in parse_seen(each).items()}
    with context.writing() as session:
        result = review.accept_together(
            session,
            seen,
            agreement_id=agreement_id,
            actor=context.visitor().actor,
            now=context.runtime().now(),
        )
    count, left = len(result.task_ids), len(result.untouched)
    said = ngettext("%(num)s forslag er blevet til en opgave.", "%(num)s forslag er blevet til opgaver.", count)
    flash(said % {"num": count}, "success" if count else "info")
    if left:
        said = ngettext(
            "%(num)s forslag blev ændret eller afgjort af en anden imens og er ikke rørt.",
            "%(num)s forslag blev ændret eller afgjort af andre imens og er ikke rørt.",
            left,
        )
        flash(said % {"num": left}, "warning")
    return redirect(url_for("review.show", agreement_id=agreement_id))


@blueprint.post("/fortryd")
@allowed(Right.IMPORT)
def undo(agreement_id: int) -> Response:
    """Takes back what was decided at one stroke, or what was last decided about one proposal."""
    actor, now = context.visitor().actor, context.runtime().now()
    with context.writing() as session:
        if "forslag" in request.form:
            ids = list(parse_seen(request.form["forslag"]))
            result = review_undo.undo_proposals(session, agreement_id, ids, actor=actor, now=now)
        else:
            stroke = request.form.get("afgoerelse", "")
            result = review_undo.undo_stroke(session, agreement_id, stroke, actor=actor, now=now)
    count = len(result.proposal_ids)
    said = ngettext("Fortrudt for %(num)s forslag: %(what)s.", "Fortrudt for %(num)s forslag: %(what)s.", count)
    flash(said % {"num": count, "what": result.decision.label.lower()}, "success")
    for sentence in result.left:
        flash(sentence, "warning")
    return back(agreement_id, min(result.proposal_ids))


@blueprint.get("/historik")
@allowed(Right.READ)
def history(agreement_id: int) -> str:
    """Who decided what, when, from what to what."""
    session = context.reading()
    agreement = queries.load_agreement(session, agreement_id)
    lines = history_of(session, agreement_id, limit=SHOWN_LINES)
    strokes = [list(found) for _stroke, found in itertools.groupby(lines, key=lambda line: line.stroke)]
    return render_template(
        "review/history.html",
        agreement=agreement,
        strokes=strokes,
        standing=standing_ids(session, agreement_id),
        whole=WHOLE,
        limit=SHOWN_LINES if len(lines) == SHOWN_LINES else None,
    )


def parse_seen(value: str) -> Mapping[int, int]:
    """A proposal and the revision in which it was seen, as the page's buttons say it: «12.3»."""
    number, _point, revision = value.partition(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in (number, revision)):
        raise InputError(_("Forslaget kan ikke genkendes. Åbn siden igen, og prøv en gang til."))
    return {int(number): int(revision)}


def save(
    agreement_id: int, change: Callable[[Session], str], *, forward: tuple[ProposalState | None, int | None]
) -> Response:
    """Makes a change and goes on to the proposal that comes next; or shows both versions."""
    try:
        with context.writing() as session:
            said = change(session)
    except ConflictError as error:
        return conflict(agreement_id, error)
    flash(said, "success")
    state, after = forward
    return back(agreement_id, after, state)


def back(agreement_id: int, proposal_id: int | None, state: ProposalState | None = None) -> Response:
    """To the review, at a proposal."""
    listed = next((name for name, each in LISTS.items() if each is state and state is not ProposalState.WAITING), None)
    anchor = f"forslag-{proposal_id}" if proposal_id else "koe"
    return redirect(url_for("review.show", agreement_id=agreement_id, forslag=proposal_id, vis=listed, _anchor=anchor))


def conflict(agreement_id: int, error: ConflictError) -> Response:
    """Both versions, with what was sent, so that it can be saved on top of what now stands."""
    session = context.reading()
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    body = render_template(
        "review/conflict.html",
        agreement=queries.load_agreement(session, agreement_id),
        error=error,
        address=request.full_path.rstrip("?"),
        sent=renewed(session, agreement_id, sent),
    )
    return Response(body, 409, mimetype="text/html")


def renewed(session: Session, agreement_id: int, sent: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """What was sent, as if the newest versions had been seen; none where a proposal no longer waits."""
    waiting = {one.id: one for one in queries.proposals_of(session, agreement_id, ProposalState.WAITING)}
    found = []
    for name, value in sent:
        if name in _DECISIONS or name in {"seen", "other"}:
            [proposal_id] = parse_seen(value)
            if proposal_id not in waiting:
                return None
            found.append((name, f"{proposal_id}.{waiting[proposal_id].revision}"))
        else:
            found.append((name, value))
    return found


def _accept(session: Session, agreement_id: int, seen: Mapping[int, int | None], _reason: str) -> str:
    made = review.accept(
        session, seen, agreement_id=agreement_id, actor=context.visitor().actor, now=context.runtime().now()
    )
    return _("Forslaget er blevet til en opgave.") if made.task_ids else _("Forslaget var allerede en opgave.")


def _reject(session: Session, agreement_id: int, seen: Mapping[int, int | None], reason: str) -> str:
    review.reject(
        session,
        seen,
        agreement_id=agreement_id,
        reason=reason,
        actor=context.visitor().actor,
        now=context.runtime().now(),
    )
    return _("Forslaget er afvist.")


def _reconsider(session: Session, agreement_id: int, seen: Mapping[int, int | None], _reason: str) -> str:
    review.reconsider(
        session, seen, agreement_id=agreement_id, actor=context.visitor().actor, now=context.runtime().now()
    )
    return _("Forslaget venter igen.")


def _undo(session: Session, agreement_id: int, seen: Mapping[int, int | None], _reason: str) -> str:
    result = review_undo.undo_proposals(
        session, agreement_id, list(seen), actor=context.visitor().actor, now=context.runtime().now()
    )
    return _("Fortrudt: %(what)s.") % {"what": result.decision.label.lower()}


_DECISIONS: Mapping[str, Callable[[Session, int, Mapping[int, int | None], str], str]] = {
    "accept": _accept,
    "reject": _reject,
    "reconsider": _reconsider,
    "undo": _undo,
}
