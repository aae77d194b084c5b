"""A corrected agreement: what differs, decided change by change; the former texts; and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.comparison import Outcome, mark_changes
from tracker.agreement.text.excerpts import body_start
from tracker.db.models import Agreement, AgreementSection
from tracker.db.queries.agreements.agreement_page import load_agreement
from tracker.db.queries.parts import versions
from tracker.domain.revision import tell_differences
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.language import count_of
from tracker.sayings import said
from tracker.services.agreements import rereading, revision_comparison, revision_takeover, revision_undo, revisions
from tracker.services.committees.register import load_register
from tracker.web import context, passages
from tracker.web.access import allowed, can
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext

blueprint = Blueprint("revisions", __name__, url_prefix="/aftaler/<int:agreement_id>")


@blueprint.get("/udgaver")
@allowed(Right.READ)
def listing(agreement_id: int) -> str:
    """The text in force, the corrected one that waits, and the former ones."""
    asked = request.args.get("dag")
    return _listing(agreement_id, Form({"signed_on": asked} if asked else {}))


@blueprint.post("/udgaver/laes-igen")
@allowed(Right.IMPORT)
def read_again(agreement_id: int) -> Response:
    """Reads the text in force once more, as signed on the day that was given."""
    form = Form.sent(request.form)
    signed_on = form.day("signed_on")
    if not form.is_valid:
        return Response(_listing(agreement_id, form), 422, mimetype="text/html")
    try:
        differs = _read_again(agreement_id, signed_on)
    except InputError:  # another draft waits
        flash(_("Der venter allerede en rettet udgave. Tag stilling til den, eller kassér den først."), "warning")
        differs = True
    if differs:
        return redirect(url_for("revisions.show", agreement_id=agreement_id))
    flash(_("Teksten er læst igen. Der er ingen ændringer."), "info")
    return redirect(url_for("revisions.listing", agreement_id=agreement_id))


def _read_again(agreement_id: int, signed_on: date | None) -> bool:
    runtime, session = context.runtime(), context.reading()
    register = load_register(session, runtime.settings.committees)
    reread = rereading.read_again(session, agreement_id, signed_on, conventions=runtime.conventions, register=register)
    with context.writing() as session:
        return rereading.prepare(session, agreement_id, reread, actor=context.visitor().actor, now=runtime.now())


def _listing(agreement_id: int, form: Form) -> str:
    session = context.reading()
    return render_template(
        "revisions/listing.html",
        agreement=load_agreement(session, agreement_id),
        versions=versions.versions_of(session, agreement_id),
        gone=versions.tasks_without_words(session, agreement_id),
        form=form,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a former text, cut for the page."""

    section: AgreementSection
    blocks: list[passages.Block]


@blueprint.get("/udgaver/<int:number>")
@allowed(Right.READ)
def former(agreement_id: int, number: int) -> str:
    """A text that was in force before."""
    session = context.reading()
    version = versions.load_former(session, agreement_id, number)
    return render_template(
        "revisions/former.html",
        agreement=load_agreement(session, agreement_id),
        version=version,
        parts=[_part(version.text, section) for section in version.text.sections],
    )


def _part(agreement: Agreement, section: AgreementSection) -> Part:
    text = agreement.text
    start = body_start(text, section.start_offset, section.end_offset, section.heading)
    return Part(section, passages.blocks(text, start, section.end_offset, pages=agreement.pages))


@blueprint.get("/rettelse")
@allowed(Right.READ)
def show(agreement_id: int) -> str:
    """The corrected text that waits against the one in force."""
    return _page(agreement_id)


@blueprint.post("/rettelse")
@allowed(Right.IMPORT)
def take_over(agreement_id: int) -> Response:
    """Puts the corrected text into force, each change as it was decided."""
    sent = ((name.removeprefix("aendring-"), value) for name, value in request.form.items())
    decisions = {key: value == "tag" for key, value in sent if value in _CHOICES}
    try:
        with context.writing() as session:
            result = revision_takeover.take_over(
                session, agreement_id, decisions, actor=context.visitor().actor, now=context.runtime().now()
            )
    except InputError as error:
        form = Form()
        form.refuse(error, otherwise="changed")
        return Response(_page(agreement_id, decisions, form), 422, mimetype="text/html")
    flash(_told(result), "success")
    if result.gone:
        gone = ngettext("%(num)s løfte er væk fra aftalen.", "%(num)s løfter er væk fra aftalen.", result.gone)
        flash(gone % {"num": result.gone}, "info")
    return redirect(url_for("revisions.listing", agreement_id=agreement_id))


def _told(result: revision_takeover.Takeover) -> str:
    """What was taken over, and what of it there is none of left out."""
    counts = (
        (result.taken, count_of(result.taken, "ændring taget over", "ændringer taget over")),
        (result.kept, count_of(result.kept, "beholdt", "beholdt")),
        (result.new, count_of(result.new, "nyt løfte", "nye løfter")),
    )
    told = ", ".join(count for number, count in counts if number)
    words = _("Udgave %(number)s gælder nu: %(told)s.") if told else _("Udgave %(number)s gælder nu.")
    return words % {"number": result.number, "told": told}


_CHOICES = ("tag", "behold")


@blueprint.post("/rettelse/anden")
@allowed(Right.IMPORT)
def release(agreement_id: int) -> Response:
    """Says that the text is an agreement of its own."""
    with context.writing() as session:
        other = revisions.release(session, agreement_id, actor=context.visitor().actor).id
    flash(_("Teksten er indlæst som en aftale for sig."), "success")
    return redirect(url_for("review.show", agreement_id=other))


@blueprint.post("/rettelse/kasser")
@allowed(Right.IMPORT)
def discard(agreement_id: int) -> Response:
    """Throws the corrected text away."""
    with context.writing() as session:
        revisions.discard(session, agreement_id, actor=context.visitor().actor)
    flash(_("Den rettede udgave er kasseret. Intet er ændret."), "success")
    return redirect(url_for("revisions.listing", agreement_id=agreement_id))


@blueprint.post("/udgaver/fortryd")
@allowed(Right.IMPORT)
def undo(agreement_id: int) -> Response:
    """Takes the last correction back."""
    with context.writing() as session:
        revision_undo.undo(session, agreement_id, actor=context.visitor().actor, now=context.runtime().now())
    flash(_("Rettelsen er fortrudt. Den rettede udgave venter igen."), "success")
    return redirect(url_for("revisions.show", agreement_id=agreement_id))


def _page(agreement_id: int, decisions: dict[str, bool] | None = None, form: Form | None = None) -> str:
    session = context.reading()
    agreement = load_agreement(session, agreement_id)
    comparison = revision_comparison.compare_draft(session, agreement_id)
    return render_template(
        "revisions/show.html",
        agreement=agreement,
        comparison=comparison,
        changed=comparison.of(Outcome.CHANGED),
        new=comparison.of(Outcome.NEW),
        gone=comparison.of(Outcome.GONE),
        same=comparison.of(Outcome.SAME),
        decisions=decisions or {},
        form=form or Form(),
        marked=lambda change: mark_changes(change.pair.old.quote, change.pair.new.quote),
        told=lambda change: [said(each) for each in tell_differences(change.pair)],
        may_take=lambda change: (
            change.task is None or can(Right.CHANGE_TASK, {owner.committee_id for owner in change.task.owners})
        ),
    )
