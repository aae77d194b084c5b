"""Brugere: who may sign in and as what, for the administrator."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import User
from tracker.db.queries.operation.people import last_mail, list_people_lines, person_line
from tracker.db.queries.parts.choices import committee_choices
from tracker.domain.roles import Right, Role
from tracker.errors import InputError
from tracker.services.mails import account_mails
from tracker.services.mails.account_mails import ACCOUNT_MAILS, AccountMail
from tracker.services.people import users
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.words import MESSAGE_WORDS

blueprint = Blueprint("users", __name__, url_prefix="/drift/brugere")

LONGEST_NAME, LONGEST_ADDRESS = 200, 254


@blueprint.get("/")
@allowed(Right.ADMINISTER)
def listing() -> str:
    """Every user."""
    return render_template("users/listing.html", lines=list_people_lines(context.reading()))


@blueprint.get("/ny")
@allowed(Right.ADMINISTER)
def new() -> str:
    """An empty form."""
    return _new_page(Form())


@blueprint.post("/ny")
@allowed(Right.ADMINISTER)
def add() -> Response:
    """Adds a user and, if asked, sends an invitation."""
    form = Form.sent(request.form)
    name, email, role = _fields(form)
    if form.is_valid and role is not None:
        try:
            with context.writing() as session:
                user = users.add_user(
                    session,
                    email=email,
                    name=name,
                    role=role,
                    committees=_names(session, form),
                    actor=context.visitor().actor,
                    now=context.runtime().now(),
                )
                if form.value("invite"):
                    _send(session, user)
                user_id = user.id
        except InputError as error:
            form.refuse(error, otherwise="name")
        else:
            invited = _("%(name)s er tilføjet, og en invitation er på vej til %(email)s.")
            said = invited if form.value("invite") else _("%(name)s er tilføjet.")
            flash(said % {"name": name, "email": email}, "success")
            return redirect(url_for("users.show", user_id=user_id))
    return Response(_new_page(form), 422, mimetype="text/html")


@blueprint.get("/<int:user_id>")
@allowed(Right.ADMINISTER)
def show(user_id: int) -> str:
    """One user: what is known, and what can be changed."""
    return _page(user_id, Form())


@blueprint.post("/<int:user_id>")
@allowed(Right.ADMINISTER)
def change(user_id: int) -> Response:
    """Stores what was corrected."""
    form = Form.sent(request.form)
    name, email, role = _fields(form)
    if form.is_valid and role is not None:
        try:
            with context.writing() as session:
                users.change_user(
                    session,
                    user_id,
                    email=email,
                    name=name,
                    role=role,
                    committees=form.ids("committees"),
                    actor=context.visitor().actor,
                    times=context.runtime().times(),
                )
        except InputError as error:
            form.refuse(error, otherwise="name")
        else:
            flash(_("%(name)s er gemt.") % {"name": name}, "success")
            return redirect(url_for("users.show", user_id=user_id))
    return Response(_page(user_id, form), 422, mimetype="text/html")


@blueprint.post("/<int:user_id>/link")
@allowed(Right.ADMINISTER)
def send_link(user_id: int) -> Response:
    """Sends a link that signs the user in: an invitation to who has not been here yet."""
    with context.writing() as session:
        user = users.load_user(session, user_id)
        if not user.active:
            raise InputError(_("%(name)s er ikke aktiv, og får ingen mails.") % {"name": user.name})
        kind, email = _send(session, user), user.email
    said = {
        AccountMail.INVITATION: _("En invitation er på vej til %(email)s."),
        AccountMail.LINK: _("Et link er på vej til %(email)s."),
    }
    flash(said[kind] % {"email": email}, "success")
    return redirect(url_for("users.show", user_id=user_id))


@blueprint.post("/<int:user_id>/deaktiver")
@allowed(Right.ADMINISTER)
def deactivate(user_id: int) -> Response:
    """Makes a user inactive."""
    times = context.runtime().times()
    with context.writing() as session:
        name = users.deactivate(session, user_id, actor=context.visitor().actor, times=times).name
    flash(_("%(name)s er ikke længere aktiv: logget ud, og uden mails.") % {"name": name}, "success")
    return redirect(url_for("users.show", user_id=user_id))


@blueprint.post("/<int:user_id>/aktiver")
@allowed(Right.ADMINISTER)
def reactivate(user_id: int) -> Response:
    """Lets a user in again."""
    now = context.runtime().now()
    with context.writing() as session:
        name = users.reactivate(session, user_id, actor=context.visitor().actor, now=now).name
    flash(_("%(name)s er aktiv igen.") % {"name": name}, "success")
    return redirect(url_for("users.show", user_id=user_id))


def _fields(form: Form) -> tuple[str, str, Role | None]:
    return (
        form.text("name", missing=_("Skriv brugerens navn."), longest=LONGEST_NAME),
        form.text("email", missing=_("Skriv brugerens mailadresse."), longest=LONGEST_ADDRESS),
        form.choice("role", Role, missing=_("Vælg en rolle.")),
    )


def _names(session: Session, form: Form) -> list[str]:
    chosen = set(form.ids("committees"))
    return [name for committee_id, name in committee_choices(session) if committee_id in chosen]


def _send(session: Session, user: User) -> AccountMail:
    runtime = context.runtime()
    return account_mails.queue_for(
        session,
        user,
        actor=context.visitor().actor,
        times=runtime.times(),
        zone=runtime.zone,
        sender=runtime.sender,
    )


def _new_page(form: Form) -> str:
    return render_template(
        "users/new.html", form=form, roles=_roles(), committees=committee_choices(context.reading()), chosen=()
    )


def _page(user_id: int, form: Form) -> str:
    session = context.reading()
    person = person_line(session, user_id)
    return render_template(
        "users/show.html",
        person=person,
        form=form,
        roles=_roles(),
        committees=committee_choices(session),
        chosen=form.ids("committees") if form.values else [committee_id for committee_id, _name in person.committees],
        is_self=user_id == context.visitor().user_id,
        mail=last_mail(session, user_id, sorted(ACCOUNT_MAILS)),
        state_words=MESSAGE_WORDS,
    )


def _roles() -> list[tuple[str, str]]:
    return [(role.value, _(role.label)) for role in Role]
