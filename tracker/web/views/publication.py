"""Approving what citizens see: of a task its words, of an agreement that it is shown at all. Each is seen first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import PublishedAgreement, Task
from tracker.db.queries.agreements.agreement_page import load_agreement
from tracker.db.queries.public import public_page
from tracker.db.queries.public import publication as queries
from tracker.db.queries.public.public_page import Commitment, PublicAgreement
from tracker.db.queries.tasks import task_page
from tracker.domain.publication import Extent, Wording, extent_of
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services.public import agreements, publication
from tracker.services.public.publication import Draft
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.public_list import list_of_commitments, shown
from tracker.web.public_selection import PublicSelection
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _

blueprint = Blueprint("publication", __name__)
OF_TASK = "/opgaver/<int:task_id>/offentlig"
OF_AGREEMENT = "/aftaler/<int:agreement_id>/offentlig"
approving = allowed(Right.PUBLISH, of_public_page=True)


@blueprint.get(f"{OF_TASK}/")
@approving
def show(task_id: int) -> Response:
    """What citizens see of a task, or would see, and the form to change and approve it."""
    session = context.reading()
    standing = queries.publication_of(session, task_id)
    if standing is None:
        return _task(task_id, Form({"title": task_page.load_task(session, task_id).title}))
    words = public_page.wording_of(standing.wording)
    values = {"title": words.title, "status_text": words.status_text or "", "extent": extent_of(words.passage)}
    return _task(task_id, Form(values))


@blueprint.post(f"{OF_TASK}/")
@approving
def approve(task_id: int) -> Response:
    """Shows how citizens would see it; shows it to them when the form says that this was seen."""
    form = Form.sent(request.form)
    if form.value("trin") != "godkend":
        return _task(task_id, form)
    change = partial(
        publication.approve,
        task_id=task_id,
        draft=_draft(form),
        seal=form.value("seal"),
        revision=parse_id(form.value("revision")) or -1,
    )
    return _change_task(task_id, form, change, _("Teksten er godkendt og vises på den offentlige side."))


@blueprint.post(f"{OF_TASK}/tag-ned")
@approving
def withdraw(task_id: int) -> Response:
    """Shows a task no more."""
    done = _("Opgaven er taget af den offentlige side. Teksten er gemt, så den kan vises igen.")
    return _change_task(task_id, None, partial(publication.withdraw, task_id=task_id), done)


@blueprint.post(f"{OF_TASK}/vis-igen")
@approving
def show_again(task_id: int) -> Response:
    """Shows a wording that was approved before."""
    change = partial(publication.show_again, task_id=task_id, number=parse_id(request.form.get("number")) or 0)
    return _change_task(task_id, None, change, _("Teksten vises på den offentlige side."))


def _change_task(task_id: int, form: Form | None, change: Callable[..., Task], done: str) -> Response:
    address = url_for("publication.show", task_id=task_id)
    return _change(form, change, done, again=partial(_task, task_id), address=address)


def _task(task_id: int, form: Form) -> Response:
    session = context.reading()
    task = task_page.load_task(session, task_id)
    standing = queries.publication_of(session, task_id)
    draft = _composed(session, task, form) if task.words else None
    stored = public_page.wording_of(standing.wording) if standing and standing.shown else None
    page = render_template(
        "publication/task.html",
        task=task,
        form=form,
        standing=standing,
        wordings=queries.wordings_of(session, task_id),
        extents=[(each.value, each.label) for each in Extent],
        agreement=queries.published_agreement(session, task.agreement_id) if task.agreement_id else None,
        draft=draft,
        drafted=_seen(session, task_id, draft, context.runtime().now()) if draft and draft != stored else None,
        current=_seen(session, task_id, stored, standing.wording.approved_at) if standing and stored else None,
    )
    return Response(page, 422 if form.errors else 200, mimetype="text/html")


def _seen(session: Session, task_id: int, wording: Wording, approved_at: datetime) -> Commitment:
    today = context.runtime().today()
    return public_page.commitment_in_words(session, task_id, wording, approved_at=approved_at, today=today)


def _composed(session: Session, task: Task, form: Form) -> Wording | None:
    """The wording that the form would approve; none, with what is wrong in the form, where there can be none."""
    try:
        return publication.compose(session, task, _draft(form))
    except InputError as error:
        form.refuse(error, "title")
        return None


def _draft(form: Form) -> Draft:
    chosen = form.value("extent")
    extent = Extent(chosen) if chosen in set(Extent) else Extent.AROUND
    return Draft(form.value("title"), form.value("status_text"), extent)


@blueprint.get(f"{OF_AGREEMENT}/")
@approving
def agreement(agreement_id: int) -> Response:
    """Whether an agreement is shown, and which of its tasks are."""
    session = context.reading()
    standing = queries.published_agreement(session, agreement_id)
    title = standing.title if standing else load_agreement(session, agreement_id).title
    return _agreement(agreement_id, Form({"title": title, "introduction": _introduction(standing)}))


@blueprint.post(f"{OF_AGREEMENT}/")
@approving
def publish_agreement(agreement_id: int) -> Response:
    """Shows an agreement, with the approved ones of its tasks."""
    form = Form.sent(request.form)
    change = partial(
        agreements.publish_agreement,
        agreement_id=agreement_id,
        title=form.value("title"),
        introduction=form.value("introduction"),
    )
    return _change_agreement(agreement_id, form, change, _("Aftalen vises på den offentlige side."))


@blueprint.post(f"{OF_AGREEMENT}/tag-ned")
@approving
def withdraw_agreement(agreement_id: int) -> Response:
    """Shows an agreement no more."""
    change = partial(agreements.withdraw_agreement, agreement_id=agreement_id)
    done = _("Aftalen er taget af den offentlige side. De godkendte tekster er gemt, så den kan vises igen.")
    return _change_agreement(agreement_id, None, change, done)


@blueprint.get(f"{OF_AGREEMENT}/visning")
@approving
def preview(agreement_id: int) -> str:
    """The whole agreement as citizens see it, or would see it."""
    session, today = context.reading(), context.runtime().today()
    seen = _as_shown(session, agreement_id)
    selection = PublicSelection.parse(request.args)
    found = list_of_commitments(session, seen, selection, today=today)

    def address(other: PublicSelection) -> str:
        return url_for("publication.preview", agreement_id=agreement_id, **other.address())  # type: ignore[arg-type]

    return render_template(
        "public/agreement.html",
        agreement=seen,
        **shown(found, address),
        files=(),
        preview=url_for("publication.agreement", agreement_id=agreement_id),
    )


def _as_shown(session: Session, agreement_id: int) -> PublicAgreement:
    standing = queries.published_agreement(session, agreement_id)
    stored = load_agreement(session, agreement_id)
    return PublicAgreement(
        id=agreement_id,
        title=standing.title if standing else stored.title,
        introduction=standing.introduction if standing else None,
        organisation=stored.organisation,
        signed_on=stored.signed_on,
        figures=public_page.figures_of(session, agreement_id, today=context.runtime().today()),
    )


def _change_agreement(
    agreement_id: int, form: Form | None, change: Callable[..., PublishedAgreement], done: str
) -> Response:
    address = url_for("publication.agreement", agreement_id=agreement_id)
    return _change(form, change, done, again=partial(_agreement, agreement_id), address=address)


def _change(
    form: Form | None, change: Callable[..., object], done: str, *, again: Callable[[Form], Response], address: str
) -> Response:
    """Makes a change and says so at `address`; a form that is refused is shown `again`, with what is wrong."""
    try:
        with context.writing() as session:
            change(session, actor=context.visitor().actor, now=context.runtime().now())
    except InputError as error:
        if form is not None:
            form.refuse(error, "title")
            return again(form)
        flash(str(error), "error")
    else:
        flash(done, "success")
    return redirect(address)


def _agreement(agreement_id: int, form: Form) -> Response:
    session = context.reading()
    page = render_template(
        "publication/agreement.html",
        agreement=load_agreement(session, agreement_id),
        standing=queries.published_agreement(session, agreement_id),
        lines=queries.list_approvable(session, agreement_id),
        form=form,
    )
    return Response(page, 422 if form.errors else 200, mimetype="text/html")


def _introduction(standing: PublishedAgreement | None) -> str:
    return (standing.introduction if standing else None) or ""
