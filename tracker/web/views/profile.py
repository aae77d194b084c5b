"""Min profil: language, calendar file, password and absence; and for the administrator everybody's absences."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.db.queries.parts.choices import people_choices
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.language import LANGUAGES
from tracker.services.access import accounts
from tracker.services.people import profiles
from tracker.web import context, signed_in
from tracker.web.access import allowed, can
from tracker.web.forms import Form
from tracker.web.security import safe_target
from tracker.web.translation import gettext as _

blueprint = Blueprint("profile", __name__, url_prefix="/profil")


@blueprint.get("/")
@allowed(Right.READ)
def show() -> str:
    """What the visitor has set, and the forms to change it."""
    return _page(Form(), Form())


@blueprint.post("/")
@allowed(Right.READ)
def save() -> Response:
    """Saves language and calendar file."""
    form = Form.sent(request.form)
    try:
        with context.writing() as session:
            profiles.set_preferences(
                session,
                context.visitor().user_id,
                language=form.value("language"),
                calendar_attached=bool(form.value("calendar_attached")),
            )
    except InputError as error:
        form.refuse(error, otherwise="language")
        return Response(_page(form, Form()), 422, mimetype="text/html")
    flash(_("Din profil er gemt."), "success")
    return redirect(url_for("profile.show"))


@blueprint.get("/adgangskode")
@allowed(Right.READ)
def password() -> str:
    """Asks for a new password."""
    return _password_page(Form())


@blueprint.post("/adgangskode")
@allowed(Right.READ)
def save_password() -> Response:
    """Stores a new password. The visitor stays signed in here, and nowhere else."""
    form, visitor = Form.sent(request.form), context.visitor()
    new = form.values.get("password", "")
    if form.values.get("again", "") != new:
        form.errors["again"] = _("De to er ikke ens. Skriv den nye adgangskode igen.")
    if form.is_valid and _asks_current():
        found = signed_in.check_password(visitor.email, form.values.get("current", ""))
        if found != visitor.user_id:
            form.errors["current"] = _("Det er ikke din nuværende adgangskode.")
    if form.is_valid:
        try:
            with context.writing() as session:
                now = context.runtime().machine_clock.now()
                accounts.set_password(session, visitor.user_id, new, now=now)
        except InputError as error:
            form.refuse(error, otherwise="password")
    if not form.is_valid:
        return Response(_password_page(form), 422, mimetype="text/html")
    response = signed_in.begin(redirect(url_for("profile.show")), visitor.user_id)
    flash(_("Adgangskoden er gemt."), "success")
    return response


@blueprint.post("/sprog")
@allowed(Right.READ)
def switch_language() -> Response:
    """Speaks the other language from now on, and stays on the page that was shown."""
    form = Form.sent(request.form)
    with context.writing() as session:
        profiles.set_language(session, context.visitor().user_id, form.value("language"))
    return redirect(safe_target(form.value("next")) or url_for("profile.show"))


@blueprint.post("/fravaer")
@allowed(Right.READ)
def add_absence() -> Response:
    """Says that the visitor, or for an administrator somebody else, is away."""
    form = Form.sent(request.form)
    starts_on = form.day("starts_on", missing=_("Skriv den første dag."))
    ends_on = form.day("ends_on", missing=_("Skriv den sidste dag."))
    substitute = form.choice("substitute", int, missing=_("Vælg en stedfortræder."))
    for_all = "user" in form.values
    user_id = form.choice("user", int, missing=_("Vælg en person.")) if for_all else context.visitor().user_id
    if form.is_valid:
        assert starts_on and ends_on and substitute is not None and user_id is not None  # noqa: S101, PT018 - is valid
        runtime = context.runtime()
        try:
            with context.writing() as session:
                profiles.add_absence(
                    session,
                    user_id,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    substitute_id=substitute,
                    instead=form.value("instead") != "no",
                    actor=context.visitor().actor,
                    now=runtime.now(),
                    today=runtime.today(),
                )
        except InputError as error:
            form.refuse(error, otherwise="starts_on")
        else:
            flash(_("Fraværet er gemt."), "success")
            return redirect(url_for("profile.everybody" if for_all else "profile.show"))
    page = _everybody(form) if for_all and can(Right.ADMINISTER) else _page(Form(), form)
    return Response(page, 422, mimetype="text/html")


@blueprint.post("/fravaer/<int:absence_id>/fjern")
@allowed(Right.READ)
def remove_absence(absence_id: int) -> Response:
    """Takes an absence back."""
    form = Form.sent(request.form)
    with context.writing() as session:
        profiles.remove_absence(session, absence_id, actor=context.visitor().actor)
    flash(_("Fraværet er fjernet."), "success")
    return redirect(url_for("profile.everybody" if form.value("all") else "profile.show"))


@blueprint.get("/fravaer")
@allowed(Right.ADMINISTER)
def everybody() -> str:
    """Who is away and who stands in, for the administrator."""
    return _everybody(Form())


def _asks_current() -> bool:
    """Whether the password of before must be told: whoever finds an open browser must not take the user over."""
    has_one = accounts.has_password(context.reading(), context.visitor().user_id)
    return has_one and not signed_in.came_by_link()


def _password_page(form: Form) -> str:
    return render_template(
        "profile/password.html", form=form, asks_current=_asks_current(), shortest=accounts.MINIMUM_PASSWORD
    )


def _page(form: Form, absence: Form) -> str:
    session, visitor = context.reading(), context.visitor()
    return render_template(
        "profile/show.html",
        form=form,
        absence=absence,
        languages=list(LANGUAGES.items()),
        language=visitor.language,
        calendar_attached=visitor.calendar_attached,
        absences=profiles.absences(session, today=context.runtime().today(), user_id=visitor.user_id),
        people=[(user, name) for user, name in people_choices(session) if user != visitor.user_id],
    )


def _everybody(form: Form) -> str:
    session = context.reading()
    return render_template(
        "profile/everybody.html",
        absence=form,
        absences=profiles.absences(session, today=context.runtime().today()),
        people=people_choices(session),
    )
