"""The accessibility statement that the law asks public bodies for."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.web import context
from tracker.web.access import public

blueprint = Blueprint("accessibility", __name__)


@blueprint.get("/tilgaengelighed/")
@public
def show() -> str:
    """The statement: what holds, what does not, how it was measured, and whom to tell."""
    return render_template("accessibility/show.html", settings=context.runtime().settings.accessibility)
