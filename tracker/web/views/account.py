"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.services.access import accounts
from tracker.services.mails import account_mails
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
    user_id = signed_in.check_password(email, password) if form.is_valid else None
    if user_id is None:
        if form.is_valid:
            form.errors["email"] = _("E-mailadressen eller adgangskoden er forkert.")
        page = render_template("account/sign_in.html", form=form, next=safe_target(request.args.get("next")))
        return Response(page, 422, mimetype="text/html")
    return signed_in.begin(redirect(_target()), user_id)


@blueprint.get("/log-ind/glemt")
@public
def forgotten() -> str:
    """Asks for the address of whoever has forgotten the password, or has none."""
    return render_template("account/forgotten.html", form=Form())


@blueprint.post("/log-ind/glemt")
@public
def send_link() -> Response:
    """Sends a link to the address, if a user has it; the answer is the same if nobody has."""
    form = Form.sent(request.form)
    email = form.text("email", missing=_("Skriv din e-mailadresse."), longest=254)
    if not form.is_valid:
        return Response(render_template("account/forgotten.html", form=form), 422, mimetype="text/html")
    runtime = context.runtime()
    times = runtime.times()
    with context.writing() as writer:
        # Counted like a try to sign in: neither mailboxes nor addresses are to be tried out from here.
        accounts.begin_attempt(writer, email, signed_in.address(), now=times.machine)
        account_mails.ask_for_link(writer, email, times=times, zone=runtime.zone, sender=runtime.sender)
    said = _("Har %(email)s en bruger her, er der nu en mail på vej med et link. Se også efter i uønsket post.")
    flash(said % {"email": email}, "success")
    return redirect(url_for("account.sign_in"))


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
    """Signs in by a link, uses it up, and offers to choose a password: whoever comes so has none at hand."""
    with context.writing() as writer:
        user_id = accounts.use_link(writer, token, now=context.runtime().machine_clock.now())
    return signed_in.begin(redirect(url_for("profile.password")), user_id, by_link=True)


@blueprint.post("/log-ud")
@public
def sign_out() -> Response:
    """Signs out. Open to all, so that a page that was left open can always be left for good."""
    response = signed_in.end(redirect(url_for("account.sign_in")))
    flash(_("Du er logget ud."), "success")
    return response


def _target() -> str:
    return safe_target(request.args.get("next")) or url_for("overview.show")
