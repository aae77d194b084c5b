"""Taking in an agreement: a file with its text, or the text itself."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.reader import read
from tracker.documents import Document
from tracker.domain.roles import Right
from tracker.errors import DocumentError, InputError, ReadingError
from tracker.services import agreements
from tracker.services.register import load_register, register_committees
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
    """Reads the file and stores what it holds, or says what is wrong with it; then nothing is stored."""
    form = Form.sent(request.form)
    signed_on = form.day("signed_on")
    title = form.text("title", longest=300)
    try:
        document = _document() if form.is_valid else None
        result = _store(document, signed_on, title or None) if document else None
    except InputError as error:
        form.refuse(error, otherwise="file")
    except (DocumentError, ReadingError) as error:
        form.errors["file"] = str(error)
    if not form.is_valid or document is None or result is None:
        return Response(_page(form), 422, mimetype="text/html")
    for note in document.notes:
        flash(note, "info")
    return _summary(result)


def _document() -> Document:
    document = sent_document()
    if document is not None:
        return document
    raise InputError(_("Vælg en fil med aftalens tekst."), "file")


def _store(document: Document, signed_on: date | None, title: str | None) -> agreements.ImportResult:
    runtime = context.runtime()
    register = load_register(context.reading(), runtime.settings.committees)
    reading = read(document.text, signed_on=signed_on, conventions=runtime.conventions, register=register)
    with context.writing() as session:
        register_committees(session, runtime.settings.committees)
        return agreements.import_reading(
            session,
            text=document.text,
            pages=document.pages,
            file_name=document.name,
            reading=reading,
            actor=context.visitor().actor,
            now=runtime.now(),
            title=title,
        )


def _summary(result: agreements.ImportResult) -> Response:
    if result.already_known:
        flash(_("Teksten er indlæst før, så der er ikke ændret noget."), "info")
    else:
        said = _("Aftalen er indlæst: %(commitments)s løfter, %(savings)s besparelser og %(findings)s uklarheder.")
        counts = {"commitments": result.commitments, "savings": result.savings, "findings": result.findings}
        flash(said % counts, "success")
    return redirect(url_for("review.show", agreement_id=result.agreement_id))


def _page(form: Form) -> str:
    return render_template("imports/show.html", form=form, limit=context.runtime().settings.imports.limit_megabytes)
