"""Committees: what must be on the agenda of the next meetings."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from tracker.db.queries.committees.committee_page import committee_page, list_committees
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.domain.roles import Right
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.selection import list_address

blueprint = Blueprint("committees", __name__, url_prefix="/udvalg")

MEETINGS_AHEAD = 4
"""Meetings that are shown though nothing must be on them; a later one is shown when something must."""


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """All committees, with their next meeting and what they have open."""
    runtime = context.runtime()
    committees = list_committees(context.reading(), today=runtime.today(), zone=runtime.zone)
    own = context.visitor().actor.committees
    return render_template(
        "committees/listing.html",
        own=[each for each in committees if each.id in own],
        others=[each for each in committees if each.id not in own],
        open_address=lambda each: list_address(TaskFilter(open=True, committees=frozenset({each.id}))),
        overdue_address=lambda each: list_address(TaskFilter(overdue=True, committees=frozenset({each.id}))),
    )


@blueprint.get("/<int:committee_id>")
@allowed(Right.READ)
def show(committee_id: int) -> str:
    """One committee: its next meetings with what must be on each, and what no meeting can take in time."""
    runtime = context.runtime()
    page = committee_page(context.reading(), committee_id, today=runtime.today(), zone=runtime.zone)
    meetings = [
        each for place, each in enumerate(page.meetings) if place < MEETINGS_AHEAD or each.tasks or each.passing
    ]
    return render_template(
        "committees/show.html",
        page=page,
        meetings=meetings,
        list_url=url_for("tasks.listing", udvalg=committee_id),
    )
