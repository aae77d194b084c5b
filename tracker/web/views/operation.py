"""Whether the machine runs and the mails went out: for the administrator."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker.db.queries import outbox
from tracker.db.queries.alarms import list_alarms
from tracker.db.queries.audit import last_backup
from tracker.domain.roles import Right
from tracker.services import failures
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.pulse import take_pulse
from tracker.web.translation import gettext as _
from tracker.web.words import LEASE_WORDS, MESSAGE_WORDS

blueprint = Blueprint("operation", __name__, url_prefix="/drift")

SHOWN_ALARMS = 100


@blueprint.get("/")
@allowed(Right.ADMINISTER)
def show() -> str:
    """The pulse of the installation, the outbox by state, and what needs a person."""
    session = context.reading()
    runtime = context.runtime()
    return render_template(
        "operation/show.html",
        pulse=take_pulse(runtime),
        leases=outbox.leases(session),
        counts=outbox.counts_by_state(session),
        alarms=list_alarms(session, now=runtime.machine_clock.now(), limit=SHOWN_ALARMS),
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
