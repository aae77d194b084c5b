"""Links from a task to its cases and agenda items."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import Task
from tracker.domain.links import LinkKind
from tracker.domain.roles import Right
from tracker.services.tasks import links
from tracker.web import context, task_forms
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("links", __name__, url_prefix="/opgaver/<int:task_id>/links")


@blueprint.post("/")
@allowed(Right.SET_STATUS)
def add(task_id: int) -> Response:
    """Adds a link."""
    form = Form.sent(request.form)
    kind = form.choice("kind", LinkKind, missing=_("Vælg, hvad linket fører til."))
    title, address = form.text("title"), form.text("address", missing=_("Skriv adressen på sagen eller punktet."))

    def change(session: Session) -> Task:
        assert kind is not None  # noqa: S101 - a form without a kind is not valid
        link = links.add_link(
            session,
            task_id,
            kind,
            title=title,
            address=address,
            actor=context.visitor().actor,
            now=context.runtime().now(),
        )
        return link.task

    return task_forms.save(task_id, "link", form, change, _("Linket er tilføjet."), anchor="links")


@blueprint.post("/<int:link_id>/fjern")
@allowed(Right.SET_STATUS)
def remove(task_id: int, link_id: int) -> Response:
    """Takes a link away."""
    with context.writing() as session:
        links.remove_link(session, task_id, link_id, actor=context.visitor().actor, now=context.runtime().now())
    flash(_("Linket er fjernet. Adressen står stadig i historikken."), "success")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="links"))
