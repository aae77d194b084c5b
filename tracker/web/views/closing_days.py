"""The days on which the town hall is closed: for the administrator, since they move every committee's cut-offs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.queries.committees.closing_days import list_closing_days
from tracker.documents.closing_days import parse_closing_days
from tracker.domain.roles import Right
from tracker.errors import DocumentError, InputError
from tracker.services.meetings import closing_days
from tracker.web import context, effects
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext
from tracker.web.uploads import sent_document
from tracker.web.written import danish_within

Result = TypeVar("Result")

blueprint = Blueprint("closing_days", __name__, url_prefix="/drift/lukkedage")


@blueprint.get("/")
@allowed(Right.ADMINISTER)
def show() -> str:
    """All closing days, with the forms that add some."""
    return _page(Form(), Form())


@blueprint.post("/")
@allowed(Right.ADMINISTER)
def add() -> Response:
    """Adds a day or a span."""
    form = Form.sent(request.form)
    name = form.text("name", missing=_("Skriv, hvad der er lukket for."))
    first_on = form.day("first_on", missing=_("Skriv den første dag."))
    last_on = form.day("last_on")
    every_year = bool(form.value("every_year"))

    def change(session: Session) -> object:
        assert first_on is not None  # noqa: S101 - a form without a date is not valid
        return closing_days.add_closing_day(
            session,
            name=name,
            first_on=first_on,
            last_on=last_on,
            every_year=every_year,
            actor=context.visitor().actor,
        )

    if form.is_valid:
        try:
            said = _("Lukkedagen er tilføjet.") if _carry_out(change) else _("Den lukkedag stod her i forvejen.")
        except InputError as error:
            form.refuse(error, otherwise="name")
        else:
            flash(said, "success")
            return redirect(url_for("closing_days.show"))
    return Response(_page(form, Form()), 422, mimetype="text/html")


@blueprint.post("/tabel")
@allowed(Right.ADMINISTER)
def add_table() -> Response:
    """Adds what a pasted or uploaded table holds, all or nothing."""
    form = Form.sent(request.form)
    try:
        lines = parse_closing_days(_table(form))
        change = partial(closing_days.add_closing_days, lines=lines, actor=context.visitor().actor)
        new, known = _carry_out(change)
    except (InputError, DocumentError) as error:
        form.errors["table"] = str(error)
        return Response(_page(Form(), form), 422, mimetype="text/html")
    said = ngettext(
        "%(num)s lukkedag er tilføjet; %(known)s stod her i forvejen.",
        "%(num)s lukkedage er tilføjet; %(known)s stod her i forvejen.",
        new,
    )
    flash(said % {"num": new, "known": known}, "success")
    return redirect(url_for("closing_days.show"))


@blueprint.post("/<int:closing_day_id>/fjern")
@allowed(Right.ADMINISTER)
def remove(closing_day_id: int) -> Response:
    """Takes a closing day away."""
    change = partial(closing_days.remove_closing_day, closing_day_id=closing_day_id, actor=context.visitor().actor)
    removed = _carry_out(change)
    flash(danish_within(_("«%(name)s» er fjernet.") % {"name": removed.name}, [removed.name]), "success")
    return redirect(url_for("closing_days.show"))


def _carry_out(change: Callable[[Session], Result]) -> Result:
    """Makes a change, says how many tasks it moved, and returns what it gave."""
    results: list[Result] = []
    effects.make(lambda session: results.append(change(session)))
    return results[0]


def _table(form: Form) -> str:
    document = sent_document()
    if document is not None:
        return document.text
    text = form.text("table", missing=_("Indsæt linjer fra et regneark, eller vælg en fil."), longest=100_000)
    if "table" in form.errors:
        raise InputError(form.errors["table"], "table")
    return text


def _page(form: Form, table: Form) -> str:
    found = list_closing_days(context.reading(), today=context.runtime().today())
    return render_template("closing_days/show.html", days=found, form=form, table=table)
