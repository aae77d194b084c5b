"""Which tasks a task waits for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import Task
from tracker.db.queries.parts.choices import Choice
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder
from tracker.db.queries.tasks.tasks import page_of_tasks
from tracker.domain.roles import Right
from tracker.services.tasks import waits
from tracker.web import context, task_forms
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.routing import parse_id
from tracker.web.selection import LONGEST_SEARCH
from tracker.web.translation import gettext as _

blueprint = Blueprint("waits", __name__, url_prefix="/opgaver/<int:task_id>/venter-paa")

MOST_FOUND = 10
_ADDRESS = re.compile(r"(?:\S*/opgaver/)?([0-9]+)/?(?:[?#]\S*)?")
"""The number of a task, or the address of its page."""


@blueprint.post("/")
@allowed(Right.SET_STATUS)
def add(task_id: int) -> Response:
    """Lets the task wait for another: the one that is chosen, that has the number or the address, or that alone has
    the words. Where several have them, somebody chooses."""
    form = Form.sent(request.form)
    words = form.text("awaited", longest=LONGEST_SEARCH)
    found = _asked(task_id, form.value("choice"), words)
    if len(found) != 1:
        form.errors["choice" if found else "awaited"] = _not_one(words, found)
        return Response(task_forms.page(task_id, "wait", form, found=found), 422, mimetype="text/html")
    awaited_id = found[0][0]

    def change(session: Session) -> Task:
        return waits.add_wait(session, task_id, awaited_id, actor=context.visitor().actor, now=context.runtime().now())

    return task_forms.save(task_id, "wait", form, change, _("Opgaven venter nu på den anden."), anchor="waits")


@blueprint.post("/<int:awaited_id>/fjern")
@allowed(Right.SET_STATUS)
def remove(task_id: int, awaited_id: int) -> Response:
    """Lets the task wait for another no longer."""
    with context.writing() as session:
        waits.end_wait(session, task_id, awaited_id, actor=context.visitor().actor, now=context.runtime().now())
    flash(_("Opgaven venter ikke længere på den anden."), "success")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="waits"))


def _asked(task_id: int, chosen: str, words: str) -> Sequence[Choice]:
    """The tasks that can be meant, as far as a page shows them."""
    number = parse_id(chosen)
    told = _ADDRESS.fullmatch(words)
    if number is None and told is not None:
        number = parse_id(told[1])
    if number is not None:
        return [(number, words)]
    if not words:
        return []
    runtime = context.runtime()
    wanted = TaskFilter(open=True, text=words)
    page = page_of_tasks(
        context.reading(),
        wanted,
        today=runtime.today(),
        order=TaskOrder.MATCH,
        size=MOST_FOUND,
        zone=runtime.zone,
    )
    return [(row.id, row.title) for row in page.rows if row.id != task_id]


def _not_one(words: str, found: Sequence[Choice]) -> str:
    if found:
        return _("Flere opgaver passer til «%(words)s». Vælg en af dem.") % {"words": words}
    if words:
        return _("Ingen åben opgave passer til «%(words)s». Prøv færre ord.") % {"words": words}
    return _("Vælg en opgave, eller skriv ord fra dens titel.")
