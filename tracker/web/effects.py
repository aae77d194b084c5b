"""Changes that move cut-offs: their effect is shown first, and they are made when the visitor has seen it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import flash, render_template
from sqlalchemy.orm import Session

from tracker.services.meetings.effects import Moved, effect_of
from tracker.web import context
from tracker.web.forms import Form
from tracker.web.translation import ngettext

SEEN = "seen"
"""The field that says that the visitor has seen the effect."""


def make(change: Callable[[Session], object]) -> Sequence[Moved]:
    """Makes a change, and tells on the next page how many tasks it moved."""
    moved = _measured(change, keep=True)
    if moved:
        said = ngettext(
            "Sidste dag for materialet er flyttet for %(num)s opgave.",
            "Sidste dag for materialet er flyttet for %(num)s opgaver.",
            len(moved),
        )
        flash(said % {"num": len(moved)}, "info")
    return moved


def show(change: Callable[[Session], object], form: Form, *, heading: str, action: str, back: str) -> str:
    """The page that shows what a change would move, with the form again to go through with it."""
    moved = _measured(change, keep=False)
    kept = {name: text for name, text in form.values.items() if name != "csrf_token"}
    return render_template("meetings/effect.html", moved=moved, kept=kept, heading=heading, action=action, back=back)


def _measured(change: Callable[[Session], object], *, keep: bool) -> Sequence[Moved]:
    runtime = context.runtime()
    with context.writing() as session:
        return effect_of(session, change, today=runtime.today(), zone=runtime.zone, keep=keep)
