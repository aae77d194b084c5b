"""The steps on the way to a task's end."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from tracker.db.models import Task
from tracker.domain.roles import Right
from tracker.services.tasks import steps
from tracker.web import context, task_forms
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("steps", __name__, url_prefix="/opgaver/<int:task_id>/trin")


@blueprint.post("/")
@allowed(Right.SET_STATUS)
def add(task_id: int) -> Response:
    """Adds a step for each line."""
    form = Form.sent(request.form)
    text = form.text("steps", missing=_("Skriv mindst ét trin."))

    def change(session: Session) -> Task:
        return steps.add_steps(session, task_id, text, actor=context.visitor().actor, now=context.runtime().now())

    return task_forms.save(task_id, "steps", form, change, _("Trinnene er tilføjet."), anchor="steps")


@blueprint.post("/<int:step_id>")
@allowed(Right.SET_STATUS)
def change(task_id: int, step_id: int) -> Response:
    """Ticks a step, opens it again, moves it up or takes it away, as the pressed button says."""
    actor, now, asked = context.visitor().actor, context.runtime().now(), request.form.get("do", "")
    with context.writing() as session:
        match asked:
            case "done" | "open":
                steps.set_done(session, task_id, step_id, done=asked == "done", actor=actor, now=now)
            case "up":
                steps.move_up(session, task_id, step_id, actor=actor)
            case "remove":
                steps.remove_step(session, task_id, step_id, actor=actor, now=now)
            case _other:
                raise BadRequest
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="steps"))
