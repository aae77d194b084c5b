"""A page for the machines that watch the machine."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from tracker.web import context, metrics
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


@blueprint.get("/metrics")
@public
def show_metrics() -> Response:
    """Figures for Prometheus; no such page unless it is configured, and 401 for whoever may not see them."""
    runtime = context.runtime()
    settings = runtime.settings.watching
    if not metrics.is_offered(settings):
        abort(404)
    if not metrics.may_see(settings, request.headers.get("Authorization", ""), request.remote_addr):
        return Response("", 401, {"WWW-Authenticate": "Bearer"})
    return Response(metrics.measure(runtime), content_type=metrics.CONTENT_TYPE)
