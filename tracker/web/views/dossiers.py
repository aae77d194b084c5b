"""Aktindsigt: everything on one task, to read, print and give out."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from tracker.domain.roles import Right
from tracker.language import DANISH, speaking
from tracker.reports.word import dossier_docx
from tracker.web import context, dossier
from tracker.web.access import allowed

blueprint = Blueprint("dossiers", __name__, url_prefix="/opgaver")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/<int:task_id>/aktindsigt")
@allowed(Right.DISCLOSE)
def show(task_id: int) -> str:
    """The file on a task as a page."""
    return render_template("tasks/dossier.html", dossier=dossier.read(context.reading(), task_id), task_id=task_id)


@blueprint.get("/<int:task_id>/aktindsigt.docx")
@allowed(Right.DISCLOSE)
def download(task_id: int) -> Response:
    """The same as a document."""
    with speaking(DANISH):  # a document of the authority, whoever fetches it
        document = dossier_docx(dossier.read(context.reading(), task_id))
    response = Response(document, content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="aktindsigt-opgave-{task_id}.docx"'
    return response
