"""A user's keys for other programs."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.domain.roles import Right
from tracker.domain.scopes import Scope
from tracker.errors import InputError
from tracker.services.access import tokens
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("tokens", __name__, url_prefix="/noegler")
FIRST_LIFETIME = 90


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """The visitor's keys, and the form for another one."""
    return _page(Form())


@blueprint.post("/")
@allowed(Right.READ)
def make() -> Response:
    """Makes a key, and shows it the one time that it can be seen."""
    form = Form.sent(request.form)
    scope = form.choice("scope", Scope, missing=_("Vælg, hvad nøglen må."))
    days = form.choice("days", int, missing=_("Vælg, hvor længe nøglen skal gælde."))
    made = None
    if scope is not None and days is not None and form.is_valid:
        try:
            with context.writing() as session:
                made = tokens.make_token(
                    session,
                    context.visitor().user_id,
                    form.value("name"),
                    scope,
                    days=days,
                    now=context.runtime().machine_clock.now(),
                )
        except InputError as error:
            form.refuse(error, "name")
    page = _page(Form(), made) if made else _page(form)
    return Response(page, 201 if made else 422, mimetype="text/html")


@blueprint.post("/<int:token_id>/traek-tilbage")
@allowed(Right.READ)
def withdraw(token_id: int) -> Response:
    """Ends a key at once."""
    with context.writing() as session:
        now = context.runtime().machine_clock.now()
        tokens.withdraw_token(session, context.visitor().user_id, token_id, now=now)
    flash(_("Nøglen er trukket tilbage og kan ikke bruges mere."), "success")
    return redirect(url_for("tokens.listing"))


def _page(form: Form, made: str | None = None) -> str:
    now = context.runtime().machine_clock.now()
    return render_template(
        "tokens/listing.html",
        form=form,
        made=made,
        keys=tokens.list_tokens(context.reading(), context.visitor().user_id),
        now=now,
        scopes=[(each.value, each.label) for each in Scope],
        lifetimes=[(str(days), _(words)) for days, words in tokens.LIFETIMES.items()],
        first_lifetime=str(FIRST_LIFETIME),
    )
