"""One meeting: what must be on its agenda, and the meeting itself moved or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.queries.committees.agenda import agenda_of
from tracker.domain.outcomes import Outcome
from tracker.domain.roles import Right
from tracker.errors import ConflictError, InputError
from tracker.services.meetings import meetings, outcomes
from tracker.web import context, effects
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("agendas", __name__, url_prefix="/udvalg/moeder")


@blueprint.get("/<int:meeting_id>")
@allowed(Right.READ)
def show(meeting_id: int) -> str:
    """The agenda list of a meeting."""
    return _page(meeting_id, Form())


@blueprint.post("/<int:meeting_id>/flyt")
@allowed(Right.MEETINGS)
def move(meeting_id: int) -> Response:
    """Moves the meeting to another day or hour, after the effect was shown."""
    form = Form.sent(request.form)
    held_on = form.day("held_on", missing=_("Skriv mødets nye dato."))

    def change(session: Session) -> object:
        assert held_on is not None  # noqa: S101 - a form without a date is not valid
        hour = form.value("starts_at") or None
        return meetings.move_meeting(session, meeting_id, held_on, hour, actor=context.visitor().actor)

    return _save(meeting_id, form, change, _("Flyt mødet"), _("Mødet er flyttet."))


@blueprint.post("/<int:meeting_id>/aflys")
@allowed(Right.MEETINGS)
def cancel(meeting_id: int) -> Response:
    """Cancels the meeting, after the effect was shown."""
    change = partial(meetings.cancel_meeting, meeting_id=meeting_id, actor=context.visitor().actor)
    return _save(meeting_id, Form.sent(request.form), change, _("Aflys mødet"), _("Mødet er aflyst."))


@blueprint.post("/<int:meeting_id>/hold")
@allowed(Right.MEETINGS)
def restore(meeting_id: int) -> Response:
    """Holds a cancelled meeting after all."""
    change = partial(meetings.restore_meeting, meeting_id=meeting_id, actor=context.visitor().actor)
    return _save(meeting_id, Form.sent(request.form), change, _("Hold mødet alligevel"), _("Mødet holdes alligevel."))


@blueprint.post("/<int:meeting_id>/udfald/<int:task_id>")
@allowed(Right.MEETINGS)
def record_outcome(meeting_id: int, task_id: int) -> Response:
    """Records what the meeting did with a task."""
    form = Form.sent(request.form)
    outcome = form.choice("outcome", Outcome, missing=_("Vælg, hvad der skete med sagen."))
    comment = form.text("comment")
    seen = form.value("revision")
    runtime = context.runtime()
    if outcome is not None and form.is_valid:
        try:
            with context.writing() as session:
                outcomes.record_outcome(
                    session,
                    task_id,
                    meeting_id,
                    outcome,
                    comment=comment,
                    revision=int(seen) if seen.isascii() and seen.isdigit() else -1,
                    actor=context.visitor().actor,
                    now=runtime.now(),
                    zone=runtime.zone,
                )
        except (InputError, ConflictError) as error:
            form.errors["outcome"] = str(error)
        else:
            flash(_("Udfaldet er gemt."), "success")
            return redirect(url_for("agendas.show", meeting_id=meeting_id))
    return Response(_page(meeting_id, form, task_id), 422, mimetype="text/html")


def _save(meeting_id: int, form: Form, change: Callable[[Session], object], heading: str, done: str) -> Response:
    back = url_for("agendas.show", meeting_id=meeting_id)
    if form.is_valid:
        try:
            if not form.value(effects.SEEN):
                page = effects.show(change, form, heading=heading, action=request.path, back=back)
                return Response(page, mimetype="text/html")
            effects.make(change)
        except InputError as error:
            form.refuse(error, otherwise="held_on")
        else:
            flash(done, "success")
            return redirect(back)
    return Response(_page(meeting_id, form), 422, mimetype="text/html")


def _page(meeting_id: int, form: Form, sent: int | None = None) -> str:
    runtime = context.runtime()
    agenda = agenda_of(context.reading(), meeting_id, today=runtime.today(), zone=runtime.zone)
    return render_template("meetings/agenda.html", agenda=agenda, form=form, no_form=Form(), sent=sent)
