"""What is overdue: management's page, made to be printed on A4."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from tracker.db.queries.tasks.overdue import by_committee, list_overdue
from tracker.db.queries.tasks.trend import overdue_trend
from tracker.domain.roles import Right
from tracker.web import charts, context
from tracker.web.access import allowed

blueprint = Blueprint("overdue", __name__, url_prefix="/overskredne")


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """The overdue tasks, the longest over first; by committee when the address says so."""
    runtime = context.runtime()
    rows = list_overdue(context.reading(), today=runtime.today(), zone=runtime.zone)
    grouped = request.args.get("saml") == "udvalg"
    groups = by_committee(rows) if grouped else [(None, rows)]
    points = overdue_trend(context.reading(), today=runtime.today(), zone=runtime.zone)
    return render_template(
        "overdue/listing.html", rows=rows, groups=groups, grouped=grouped, trend=charts.trend(points)
    )
