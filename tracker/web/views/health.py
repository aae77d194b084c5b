"""A page for the machines that watch the machine."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from tracker.web import context
from tracker.web.access import public
from tracker.web.pulse import take_pulse

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@public
def health() -> Response:
    """200 when the database answers, its schema is the program's own and the scheduler is alive; else 503."""
    pulse = take_pulse(context.runtime())
    response = jsonify(pulse.as_json())
    response.status_code = 200 if pulse.is_well else 503
    return response
