"""Overdragelse: somebody leaves, and what was on the desk goes to another in one step."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.db.queries.parts.choices import people_choices
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services.people import leaving
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext

blueprint = Blueprint("leaving", __name__, url_prefix="/drift/brugere")

NOBODY = "ingen"


@blueprint.get("/<int:user_id>/overdragelse")
@allowed(Right.ADMINISTER)
def show(user_id: int) -> str:
    """What would move, and to whom."""
    return _page(user_id, Form())


@blueprint.post("/<int:user_id>/overdragelse")
@allowed(Right.ADMINISTER)
def hand_over(user_id: int) -> Response:
    """Moves what was shown."""
    form, runtime = Form.sent(request.form), context.runtime()
    chosen = form.value("successor")
    successor = None if chosen == NOBODY else parse_id(chosen)
    if successor is None and chosen != NOBODY:
        form.errors["successor"] = _("Vælg, hvem der tager over, eller «Ingen».")
    if form.is_valid:
        try:
            with context.writing() as session:
                moved = leaving.hand_over(
                    session,
                    user_id,
                    successor,
                    seen=[found for each in form.value("seen").split(",") if (found := parse_id(each)) is not None],
                    committees_follow=bool(form.value("committees")),
                    leaves=bool(form.value("leaves")),
                    actor=context.visitor().actor,
                    times=runtime.times(),
                    today=runtime.today(),
                )
                name, count = moved.user.name, len(moved.tasks)
        except InputError as error:
            form.refuse(error, otherwise="successor")
        else:
            said = ngettext(
                "%(num)s opgave fra %(name)s er overdraget.", "%(num)s opgaver fra %(name)s er overdraget.", count
            )
            flash(said % {"num": count, "name": name}, "success")
            return redirect(url_for("users.show", user_id=user_id))
    return Response(_page(user_id, form), 422, mimetype="text/html")


def _page(user_id: int, form: Form) -> str:
    session = context.reading()
    return render_template(
        "users/handover.html",
        desk=leaving.desk_of(session, user_id, today=context.runtime().today()),
        form=form,
        people=[each for each in people_choices(session) if each[0] != user_id],
        nobody=NOBODY,
        is_self=user_id == context.visitor().user_id,
    )
