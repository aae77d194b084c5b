"""A committee's meetings, its cut-off rule and the ways of its cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.agreement.values import TaskKind
from tracker.db.queries.committees.meetings_page import meetings_page
from tracker.domain.roles import Right
from tracker.domain.status import REPORTED_KINDS
from tracker.errors import InputError
from tracker.services.committees import meeting_rules
from tracker.services.meetings import meetings
from tracker.web import context, effects
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("meetings", __name__, url_prefix="/udvalg")

ROUTED_KINDS = tuple(kind for kind in TaskKind if kind in REPORTED_KINDS)
BODIES = tuple(f"body_{number}" for number in range(1, 5))
"""The fields for the bodies that a case goes on to."""


@blueprint.get("/<int:committee_id>/moeder")
@allowed(Right.READ)
def show(committee_id: int) -> str:
    """The committee's meetings and rules."""
    return _page(committee_id)


@blueprint.post("/<int:committee_id>/regel")
@allowed(Right.MEETINGS)
def set_cutoff(committee_id: int) -> Response:
    """Sets the cut-off rule, after its effect was shown."""
    form = Form.sent(request.form)
    days = form.choice("cutoff_days", int, missing=_("Skriv et helt antal arbejdsdage."))

    def change(session: Session) -> object:
        assert days is not None  # noqa: S101 - a form without a number is not valid
        at = form.value("cutoff_at") or None
        return meeting_rules.set_cutoff(session, committee_id, days, at, actor=context.visitor().actor)

    return _save(committee_id, "cutoff", form, change, _("Sidste frist for materialet"), _("Reglen er gemt."))


@blueprint.post("/<int:committee_id>/rute")
@allowed(Right.MEETINGS)
def set_route(committee_id: int) -> Response:
    """Sets the way of some kinds of cases, after its effect was shown."""
    form = Form.sent(request.form)
    kinds = {kind for kind in ROUTED_KINDS if form.value(kind.value)}
    bodies = [int(typed) for name in BODIES if (typed := form.value(name)).isascii() and typed.isdigit()]
    change = partial(
        meeting_rules.set_route,
        committee_id=committee_id,
        kinds=kinds,
        bodies=bodies,
        actor=context.visitor().actor,
    )
    return _save(committee_id, "route", form, change, _("Sagernes vej"), _("Ruten er gemt."))


@blueprint.post("/<int:committee_id>/moeder")
@allowed(Right.MEETINGS)
def add(committee_id: int) -> Response:
    """Adds a meeting."""
    form = Form.sent(request.form)
    held_on = form.day("held_on", missing=_("Skriv mødets dato."))

    def change(session: Session) -> object:
        assert held_on is not None  # noqa: S101 - a form without a date is not valid
        hour = form.value("starts_at") or None
        return meetings.add_meeting(session, committee_id, held_on, hour, actor=context.visitor().actor)

    return _save(committee_id, "add", form, change, _("Nyt møde"), _("Mødet er tilføjet."))


FIRST_FIELD = {"cutoff": "cutoff_days", "route": "kinds", "add": "held_on"}
"""The forms of the page, and the field that an error belongs to when it names none."""
WITHOUT_LOOKING = frozenset({"add"})
"""Forms that are saved at once: what they move is told afterwards, and easily taken back."""


def _save(
    committee_id: int, name: str, form: Form, change: Callable[[Session], object], heading: str, done: str
) -> Response:
    back = url_for("meetings.show", committee_id=committee_id)
    if form.is_valid:
        try:
            if name not in WITHOUT_LOOKING and not form.value(effects.SEEN):
                page = effects.show(change, form, heading=heading, action=request.path, back=back)
                return Response(page, mimetype="text/html")
            effects.make(change)
        except InputError as error:
            form.refuse(error, otherwise=FIRST_FIELD[name])
        else:
            flash(done, "success")
            return redirect(back)
    return Response(_page(committee_id, name, form), 422, mimetype="text/html")


def _page(committee_id: int, sent: str | None = None, form: Form | None = None) -> str:
    forms = {name: Form() for name in FIRST_FIELD}
    if sent and form:
        forms[sent] = form
    return render_template(
        "meetings/show.html",
        page=meetings_page(context.reading(), committee_id, today=context.runtime().today()),
        forms=forms,
        sent=sent,
        kinds=ROUTED_KINDS,
        bodies=BODIES,
    )
