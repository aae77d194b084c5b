"""Whether the machine runs and the mails went out: for the administrator."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.db.queries.operation import outbox
from tracker.db.queries.operation.alarms import list_alarms
from tracker.db.queries.operation.audit import last_backup
from tracker.db.queries.operation.bounces import list_failed_addresses, list_unclear
from tracker.db.queries.operation.heartbeat import BOUNCES, work_of
from tracker.db.queries.operation.holds import hold_of
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services.mails import bounces, failures
from tracker.services.operation import restoring
from tracker.services.people import users
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.pulse import take_pulse
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext
from tracker.web.words import LEASE_WORDS, MESSAGE_WORDS

blueprint = Blueprint("operation", __name__, url_prefix="/drift")

SHOWN_ALARMS = 100


@blueprint.get("/")
@allowed(Right.ADMINISTER)
def show() -> str:
    """The pulse of the installation, the outbox by state, and what needs a person."""
    return _page()


def _page(sent: tuple[int, Form] | None = None, restored: Form | None = None) -> str:
    """The page; `sent` is the form of a user's address that was refused, `restored` that of a database put back."""
    session = context.reading()
    runtime = context.runtime()
    return render_template(
        "operation/show.html",
        pulse=take_pulse(runtime),
        leases=outbox.leases(session),
        counts=outbox.counts_by_state(session),
        alarms=list_alarms(session, now=runtime.machine_clock.now(), limit=SHOWN_ALARMS),
        reading=work_of(session, BOUNCES),
        addresses=list_failed_addresses(session),
        unclear=list_unclear(session, limit=SHOWN_ALARMS),
        sent=sent,
        hold=hold_of(session),
        restored=restored or Form(),
        empty=Form(),
        state_words=MESSAGE_WORDS,
        lease_words=LEASE_WORDS,
        settings=runtime.settings,
        backup=last_backup(session),
        is_sqlite=runtime.database.is_sqlite,
    )


@blueprint.post("/mails/<int:message_id>/send-igen")
@allowed(Right.ADMINISTER)
def send_again(message_id: int) -> Response:
    """Puts a mail that failed back into the outbox."""
    with context.writing() as session:
        failures.send_again(session, message_id, actor=context.visitor().actor, times=context.runtime().times())
    flash(_("Mailen er lagt i udbakken igen."), "success")
    return redirect(url_for("operation.show"))


@blueprint.post("/mails/<int:message_id>/haandteret")
@allowed(Right.ADMINISTER)
def note_handled(message_id: int) -> Response:
    """Notes that the recipient of a mail that failed was told in another way."""
    now = context.runtime().machine_clock.now()
    with context.writing() as session:
        failures.note_handled(session, message_id, actor=context.visitor().actor, now=now)
    flash(_("Det er noteret, at modtageren har fået besked."), "success")
    return redirect(url_for("operation.show"))


@blueprint.post("/genskabt")
@allowed(Right.ADMINISTER)
def release() -> Response:
    """Lets mails go again after the database was put back from a copy."""
    form = Form.sent(request.form)
    sent_until = None
    if form.value("decision") != "all":
        sent_until = form.day("sent_until", missing=_("Skriv, til og med hvilken dag mails er sendt."))
        if sent_until is None:
            return Response(_page(restored=form), 422, mimetype="text/html")
    runtime, actor = context.runtime(), context.visitor().actor
    try:
        with context.writing() as session:
            given = restoring.release(
                session, runtime.policy, sent_until, actor=actor, times=runtime.times(), zone=runtime.zone
            )
    except InputError as error:
        form.refuse(error, otherwise="sent_until")
        return Response(_page(restored=form), 422, mimetype="text/html")
    said = ngettext("%(num)s påmindelse regnes som sendt.", "%(num)s påmindelser regnes som sendt.", given)
    flash(" ".join(filter(None, (_("Mails sendes igen."), said % {"num": given} if given else ""))), "success")
    return redirect(url_for("operation.show"))


@blueprint.post("/adresser/<int:user_id>")
@allowed(Right.ADMINISTER)
def correct_address(user_id: int) -> Response:
    """Corrects an address that mails come back from; what came back goes again."""
    form = Form.sent(request.form)
    try:
        with context.writing() as session:
            again = users.correct_address(
                session,
                user_id,
                form.value("email"),
                actor=context.visitor().actor,
                times=context.runtime().times(),
            )
    except InputError as error:
        form.refuse(error, otherwise="email")
        return Response(_page((user_id, form)), 422, mimetype="text/html")
    said = ngettext("%(num)s mail sendes igen.", "%(num)s mails sendes igen.", again) % {"num": again} if again else ""
    flash(" ".join(filter(None, (_("Adressen er gemt."), said))), "success")
    return redirect(url_for("operation.show"))


@blueprint.post("/retur/<int:bounce_id>/set")
@allowed(Right.ADMINISTER)
def note_bounce_seen(bounce_id: int) -> Response:
    """Notes that somebody has looked at a mail that came back and was not understood."""
    now = context.runtime().machine_clock.now()
    with context.writing() as session:
        bounces.note_seen(session, bounce_id, actor=context.visitor().actor, now=now)
    flash(_("Det er noteret, at du har set returmailen."), "success")
    return redirect(url_for("operation.show"))
