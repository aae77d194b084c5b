"""Taking in an agreement: a file with its text, or the text itself."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.reader import read
from tracker.agreement.values import Reading
from tracker.db.queries.parts.choices import agreement_choices
from tracker.documents import Document
from tracker.domain.roles import Right
from tracker.errors import DocumentError, InputError, ReadingError
from tracker.language import count_of
from tracker.services.agreements import agreements, recognition, revisions
from tracker.services.agreements.recognition import Arrival, Recognition
from tracker.services.agreements.rereading import read_corrected
from tracker.services.committees.register import load_register, register_committees
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.uploads import sent_document

blueprint = Blueprint("imports", __name__, url_prefix="/import")


@blueprint.get("/")
@allowed(Right.IMPORT)
def show() -> str:
    """The empty form."""
    return _page(Form())


@blueprint.post("/")
@allowed(Right.IMPORT)
def take_in() -> Response:
    """Reads the file and stores what it holds, or says what is wrong with it; then nothing is stored.

    A text that corrects an agreement, or looks as if it did, waits as a draft, and its changes are shown.
    """
    form = Form.sent(request.form)
    signed_on = form.day("signed_on")
    title = form.text("title", longest=300)
    document, answer = None, None
    try:
        if form.is_valid:
            document = _document()
            answer = _store(document, signed_on, title or None, form.value("revises"))
    except InputError as error:
        form.refuse(error, otherwise="file")
    except (DocumentError, ReadingError) as error:
        form.errors["file"] = str(error)
    if answer is None or document is None:
        return Response(_page(form), 422, mimetype="text/html")
    for note in document.notes:
        flash(note, "info")
    return answer


def _document() -> Document:
    document = sent_document()
    if document is not None:
        return document
    raise InputError(_("Vælg en fil med aftalens tekst."), "file")


def _store(document: Document, signed_on: date | None, title: str | None, revises: str) -> Response:
    runtime = context.runtime()
    session = context.reading()
    register = load_register(session, runtime.settings.committees)
    reading = read(document.text, signed_on=signed_on, conventions=runtime.conventions, register=register)
    found = recognition.recognise(session, document.text, reading)
    if revises.isdigit() or (not revises and found.arrival is Arrival.RESEMBLES):
        corrected = int(revises) if revises else found.agreement_id or 0
        reading = read_corrected(
            session, corrected, document.text, reading, conventions=runtime.conventions, register=register
        )
        return _compared(document, reading, corrected, None if revises else found)
    if not revises and found.agreement_id is not None:  # another file of the same agreement
        return _known(agreements.known(session, found.agreement_id), signed_on)
    with context.writing() as session:
        register_committees(session, runtime.settings.committees)
        result = agreements.import_reading(
            session, document, reading, actor=context.visitor().actor, now=runtime.now(), title=title
        )
    return _summary(result)


def _compared(document: Document, reading: Reading, corrected: int, guessed: Recognition | None) -> Response:
    """Keeps the text as a draft, and leads to what it says otherwise; `guessed` where nobody said that it corrects."""
    with context.writing() as session:
        revisions.prepare(
            session, corrected, document, reading, actor=context.visitor().actor, now=context.runtime().now()
        )
    if guessed is not None:
        said = _(
            "Teksten ligner «%(title)s»: %(share)s %% af ordlyden er fælles. Er det en rettet udgave, så tag stilling "
            "til ændringerne her. Er det en anden aftale, så sig det nederst på siden."
        )
        flash(said % {"title": guessed.title, "share": round(100 * guessed.share)}, "info")
    return redirect(url_for("revisions.show", agreement_id=corrected))


def _known(result: agreements.ImportResult, signed_on: date | None) -> Response:
    """The same text again; who gave another day of signing is led to where that can be corrected."""
    flash(_("Teksten er indlæst før, så der er ikke ændret noget."), "info")
    if signed_on in (None, result.signed_on):
        return redirect(url_for("review.show", agreement_id=result.agreement_id))
    flash(_("Er aftalen indgået en anden dag, så angiv dagen her, og lad teksten blive læst igen."), "info")
    return redirect(url_for("revisions.listing", agreement_id=result.agreement_id, dag=signed_on, _anchor="laes-igen"))


def _summary(result: agreements.ImportResult) -> Response:
    if result.already_known:
        return _known(result, None)
    found = {
        "commitments": count_of(result.commitments, "løfte", "løfter"),
        "savings": count_of(result.savings, "besparelse", "besparelser"),
        "findings": count_of(result.findings, "uklarhed", "uklarheder"),
    }
    flash(_("Aftalen er indlæst: %(commitments)s, %(savings)s og %(findings)s.") % found, "success")
    return redirect(url_for("review.show", agreement_id=result.agreement_id))


def _page(form: Form) -> str:
    return render_template(
        "imports/show.html",
        form=form,
        limit=context.runtime().settings.imports.limit_megabytes,
        agreements=agreement_choices(context.reading()),
    )
