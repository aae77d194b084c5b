"""The year by month and committee, made to be printed on A4."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.deadlines.almanac import month_end
from tracker.db.queries.parts.choices import committee_choices
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.year_wheel import WheelLine, year_wheel
from tracker.domain.roles import Right
from tracker.language import month_words
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.selection import list_address

blueprint = Blueprint("year_wheel", __name__, url_prefix="/aarshjul")

EARLIEST, LATEST = 1990, 2100


@blueprint.get("/")
@allowed(Right.READ)
def this_year() -> Response:
    """The year that it is, or the one that the form of the page asks for."""
    wanted = request.args.get("aar", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else context.runtime().today().year
    return redirect(url_for("year_wheel.show", year=year, udvalg=request.args.get("udvalg") or None))


@blueprint.get("/<int:year>")
@allowed(Right.READ)
def show(year: int) -> str:
    """The wheel of a year; of one committee, where the address says so."""
    if not EARLIEST <= year <= LATEST:
        abort(404)
    session, runtime = context.reading(), context.runtime()
    committees = committee_choices(session)
    typed = request.args.get("udvalg", "")
    chosen = next((each for each in committees if str(each[0]) == typed), None)
    wheel = year_wheel(
        session, year, committee_id=chosen[0] if chosen else None, today=runtime.today(), zone=runtime.zone
    )
    return render_template(
        "year_wheel/show.html",
        wheel=wheel,
        months=list(zip(map(month_words, range(1, 13)), wheel.months, strict=True)),
        committees=committees,
        chosen=chosen,
        due_address=lambda month, line: _due_address(year, month, line),
    )


def _due_address(year: int, month: int, line: WheelLine) -> str:
    """The list that shows exactly the tasks which a line counts."""
    committees = frozenset() if line.committee_id is None else frozenset({line.committee_id})
    return list_address(
        TaskFilter(
            open=True,
            committees=committees,
            without_committee=line.committee_id is None,
            due_from=date(year, month, 1),
            due_to=month_end(year, month),
        )
    )
