"""The register of committees: what they are called, who follows whom, and what documents name beside them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services.committees import handover, register
from tracker.services.committees.register import Entry, FormerName
from tracker.services.review import unknown_committees
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext

blueprint = Blueprint("register", __name__, url_prefix="/udvalg/register")

EMPTY_ROWS = 2
"""Rows for former names that the form offers beyond those there are."""

LONGEST_NAME = 200


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """Every committee, and the names in agreements that are none of them."""
    session = context.reading()
    committees = register.load_committees(session)
    return render_template(
        "register/listing.html",
        standing=[each for each in committees if each.registered and not each.has_ended(context.runtime().today())],
        ended=[each for each in committees if each.registered and each.has_ended(context.runtime().today())],
        unknown=unknown_committees.list_unknown(session),
        choices=[(each.id, each.name) for each in committees if each.registered],
        entry_of=Entry.of,
    )


@blueprint.post("/ukendte")
@allowed(Right.IMPORT)
def answer() -> Response:
    """Says of a name in an agreement that it is a new committee, or which one it is."""
    name, chosen = request.form.get("name", ""), request.form.get("committee", "")
    actor, now = context.visitor().actor, context.runtime().now()
    with context.writing() as session:
        if request.form.get("decision") == "same":
            if not chosen.isdigit():
                raise InputError(_("Vælg det udvalg, som navnet betyder."), "committee")
            known = register.load_committee(session, int(chosen)).name
            moved = unknown_committees.map_to(session, name, int(chosen), actor=actor, now=now)
            said = ngettext(
                "«%(name)s» er %(known)s. %(num)s opgave har skiftet udvalg.",
                "«%(name)s» er %(known)s. %(num)s opgaver har skiftet udvalg.",
                moved,
            ) % {"num": moved, "name": name, "known": known}
        else:
            unknown_committees.confirm(session, [name], actor=actor)
            said = _("%(name)s står nu i registret.") % {"name": name}
    flash(said, "success")
    agreement = request.form.get("agreement", "")
    if agreement.isdigit():
        return redirect(url_for("agreements.findings", agreement_id=int(agreement)))
    return redirect(url_for("register.listing"))


@blueprint.post("/ukendte/alle")
@allowed(Right.IMPORT)
def confirm_all() -> Response:
    """Takes every name into the register."""
    with context.writing() as session:
        names = [each.name for each in unknown_committees.list_unknown(session)]
        count = len(unknown_committees.confirm(session, names, actor=context.visitor().actor))
    flash(ngettext("%(num)s udvalg er oprettet.", "%(num)s udvalg er oprettet.", count) % {"num": count}, "success")
    return redirect(url_for("register.listing"))


@blueprint.get("/nyt")
@allowed(Right.ADMINISTER)
def new() -> str:
    """An empty form."""
    return _page(Entry(""), Form())


@blueprint.post("/nyt")
@allowed(Right.ADMINISTER)
def add() -> Response:
    """Adds a committee."""
    return _save(None)


@blueprint.get("/<int:committee_id>")
@allowed(Right.ADMINISTER)
def show(committee_id: int) -> str:
    """What the register says of a committee, to correct."""
    committee = register.load_committee(context.reading(), committee_id)
    return _page(Entry.of(committee), Form(), committee_id)


@blueprint.post("/<int:committee_id>")
@allowed(Right.ADMINISTER)
def correct(committee_id: int) -> Response:
    """Stores what was corrected."""
    return _save(committee_id)


def _save(committee_id: int | None) -> Response:
    form = Form.sent(request.form)
    entry = _entry(form, request.form)
    actor = context.visitor().actor
    if form.is_valid:
        try:
            with context.writing() as session:
                if committee_id is None:
                    register.add(session, entry, actor=actor)
                else:
                    register.correct(session, committee_id, entry, actor=actor)
        except InputError as error:
            form.refuse(error, otherwise="name")
    if not form.is_valid:
        return Response(_page(entry, form, committee_id), 422, mimetype="text/html")
    flash(_("%(name)s er gemt.") % {"name": entry.name}, "success")
    return redirect(url_for("register.listing"))


def _entry(form: Form, fields: MultiDict[str, str]) -> Entry:
    rows = sum(1 for name in fields if name.startswith("former-"))
    former = [(form.text(f"former-{row}", longest=LONGEST_NAME), form.day(f"until-{row}")) for row in range(rows)]
    return Entry(
        name=form.text("name", missing=_("Skriv udvalgets navn."), longest=LONGEST_NAME),
        abbreviations=_words(form.text("abbreviations")),
        former_names=tuple(FormerName(name, until) for name, until in former if name),
        administrations=tuple(line.strip() for line in form.text("administrations").split("\n") if line.strip()),
        subjects=_words(form.text("subjects")),
        chair=form.text("chair", longest=LONGEST_NAME) or None,
        valid_from=form.day("valid_from"),
        valid_until=form.day("valid_until"),
        successor=form.value("successor") or None,
    )


def _words(text: str) -> tuple[str, ...]:
    parts = text.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _page(entry: Entry, form: Form, committee_id: int | None = None) -> str:
    committees = register.load_committees(context.reading())
    return render_template(
        "register/form.html",
        entry=entry,
        form=form,
        committee_id=committee_id,
        former=[*entry.former_names, *[FormerName("")] * EMPTY_ROWS],
        successors=[(each.name, each.name) for each in committees if each.id != committee_id],
    )


@blueprint.get("/<int:committee_id>/overdragelse")
@allowed(Right.ADMINISTER)
def hand_over_form(committee_id: int) -> str:
    """Asks who takes over and when; with both in the address, what would move."""
    form = Form.sent(request.args)
    chosen, last_day = form.value("successor"), form.day("last_day")
    plan = None
    if request.args and not chosen.isdigit():
        form.errors["successor"] = _("Vælg det udvalg, der tager over.")
    if request.args and last_day is None:
        form.errors.setdefault("last_day", _("Skriv udvalgets sidste dag."))
    if request.args and form.is_valid and last_day:
        try:
            plan = handover.preview(context.reading(), committee_id, int(chosen), last_day)
        except InputError as error:
            form.refuse(error, otherwise="successor")
    committee = register.load_committee(context.reading(), committee_id)
    committees = register.load_committees(context.reading())
    return render_template(
        "register/handover.html",
        committee=committee,
        successors=[(each.id, each.name) for each in committees if each.id != committee_id],
        form=form,
        chosen=committee.successor.id if committee.successor else "",
        plan=plan,
    )


@blueprint.post("/<int:committee_id>/overdragelse")
@allowed(Right.ADMINISTER)
def hand_over(committee_id: int) -> Response:
    """Moves the tasks that were shown."""
    form = Form.sent(request.form)
    successor = form.choice("successor", int, missing=_("Vælg det udvalg, der tager over."))
    seen = form.choice("seen", int, missing=_("Se listen over opgaver igen."))
    last_day = form.day("last_day", missing=_("Skriv udvalgets sidste dag."))
    if successor is None or seen is None or last_day is None:
        raise InputError(next(iter(form.errors.values())))
    with context.writing() as session:
        moved = handover.hand_over(
            session,
            committee_id,
            successor,
            last_day=last_day,
            secretaries_follow=form.value("secretaries") == "1",
            seen=seen,
            actor=context.visitor().actor,
            now=context.runtime().now(),
        )
        heir, count = moved.successor.name, len(moved.tasks)
    said = ngettext("%(num)s opgave er overdraget til %(heir)s.", "%(num)s opgaver er overdraget til %(heir)s.", count)
    flash(said % {"num": count, "heir": heir}, "success")
    return redirect(url_for("committees.show", committee_id=successor))
