"""The first page: how it stands, in figures that lead to what they count."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.db.queries.committees.committee_page import list_committees
from tracker.db.queries.parts.latest import latest_words
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.overview import overview
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.history import describe, written_in
from tracker.domain.roles import Right
from tracker.web import charts, context
from tracker.web.access import allowed
from tracker.web.selection import list_address

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
@allowed(Right.READ)
def show() -> str:
    """The figures, committee by state, what the visitor is responsible for, and what happened last."""
    session, runtime, actor = context.reading(), context.runtime(), context.visitor().actor
    today = runtime.today()
    mine = list_tasks(session, TaskFilter(open=True, responsible_id=actor.user_id), today=today, zone=runtime.zone)
    shown = overview(session, today=today, zone=runtime.zone)
    months, later = charts.due_by_month(shown.by_month, today)
    return render_template(
        "overview/show.html",
        overview=shown,
        months=months,
        later=later,
        mine=mine,
        latest=[
            (
                word,
                describe(word.kind, word.before, word.after, word.presented_on),
                written_in(word.kind, word.before, word.after),
            )
            for word in latest_words(session)
        ],
        committees=[
            each for each in list_committees(session, today=today, zone=runtime.zone) if each.id in actor.committees
        ],
        list_address=list_address,
    )
