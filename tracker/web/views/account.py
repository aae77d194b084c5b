"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.services import accounts
from tracker.web import context, signed_in
from tracker.web.access import public
from tracker.web.forms import Form
from tracker.web.security import safe_target
from tracker.web.translation import gettext as _

blueprint = Blueprint("account", __name__)


@blueprint.get("/log-ind")
@public
def sign_in() -> str | Response:
    """The sign-in page; whoever is signed in goes on at once."""
    if context.visitor_or_none() is not None:
        return redirect(_target())
    return render_template("account/sign_in.html", form=Form(), next=safe_target(request.args.get("next")))


@blueprint.post("/log-ind")
@public
def sign_in_sent() -> Response:
    """Signs in by e-mail and password."""
    form = Form.sent(request.form)
    email = form.text("email", missing=_("Skriv din e-mailadresse."), longest=254)
    password = form.values.get("password", "")
    if not password:
        form.errors["password"] = _("Skriv din adgangskode.")
    user_id = _check(email, password) if form.is_valid else None
    if user_id is None:
        if form.is_valid:
            form.errors["email"] = _("E-mailadressen eller adgangskoden er forkert.")
        page = render_template("account/sign_in.html", form=form, next=safe_target(request.args.get("next")))
        return Response(page, 422, mimetype="text/html")
    return signed_in.begin(redirect(_target()), user_id)


def _check(email: str, password: str) -> int | None:
    now = context.runtime().machine_clock.now()
    address = request.remote_addr or "?"
    with context.writing() as writer:
        accounts.begin_attempt(writer, email, address, now=now)
    # Without a write transaction: argon2 takes its time, and on SQLite everybody else would wait.
    user_id = accounts.check_password(context.reading(), email, password)
    if user_id is not None:
        with context.writing() as writer:
            accounts.end_attempt(writer, email, address)
    return user_id


@blueprint.get("/log-ind/link/<token>")
@public
def link(token: str) -> str | Response:
    """Shows whom a link would sign in. Only a press signs in, since mail scanners open links; a demonstration's link
    goes straight on."""
    holder = accounts.look_at_link(context.reading(), token, now=context.runtime().machine_clock.now())
    if holder.reusable and context.runtime().demonstration:
        return signed_in.begin(redirect(url_for("overview.show")), holder.user_id)
    return render_template("account/link.html", holder=holder)


@blueprint.post("/log-ind/link/<token>")
@public
def link_used(token: str) -> Response:
    """Signs in by a link, and uses it up."""
    with context.writing() as writer:
        user_id = accounts.use_link(writer, token, now=context.runtime().machine_clock.now())
    return signed_in.begin(redirect(url_for("overview.show")), user_id)


@blueprint.post("/log-ud")
@public
def sign_out() -> Response:
    """Signs out. Open to all, so that a page that was left open can always be left for good."""
    response = signed_in.end(redirect(url_for("account.sign_in")))
    flash(_("Du er logget ud."), "success")
    return response


def _target() -> str:
    return safe_target(request.args.get("next")) or url_for("overview.show")
