"""Whether the machine runs and the mails went out: for the administrator."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.db.queries import outbox
from tracker.domain.roles import Right
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.pulse import take_pulse
from tracker.web.words import LEASE_WORDS, MESSAGE_WORDS

blueprint = Blueprint("operation", __name__, url_prefix="/drift")


@blueprint.get("/")
@allowed(Right.ADMINISTER)
def show() -> str:
    """The pulse of the installation, the outbox by state, and what went wrong."""
    session = context.reading()
    return render_template(
        "operation/show.html",
        pulse=take_pulse(context.runtime()),
        leases=outbox.leases(session),
        counts=outbox.counts_by_state(session),
        troubled=outbox.troubled_messages(session),
        state_words=MESSAGE_WORDS,
        lease_words=LEASE_WORDS,
        settings=context.runtime().settings,
    )
