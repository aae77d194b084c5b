"""What the installation promises about reminders, for everybody who relies on them."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.web.access import public

blueprint = Blueprint("promise", __name__)


@blueprint.get("/paamindelser/")
@public
def show() -> str:
    """The promise in Danish; docs/reminders.md says how it is kept."""
    return render_template("promise/show.html")
