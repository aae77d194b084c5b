"""Changing many tasks at once: what is chosen, what would happen, what did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from tracker.db.models import Task
from tracker.db.queries.parts.choices import committee_choices, people_choices
from tracker.db.queries.tasks.orders import sort_rows
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.publication import Extent
from tracker.domain.roles import Right
from tracker.domain.status import Status
from tracker.errors import InputError, NotFoundError
from tracker.services.tasks import bulk
from tracker.web import access, context
from tracker.web.access import allowed
from tracker.web.bulk_form import ACTIONS, Action
from tracker.web.forms import Form
from tracker.web.routing import parse_id
from tracker.web.selection import Selection, refuse_unread
from tracker.web.translation import gettext as _

blueprint = Blueprint("bulk", __name__, url_prefix="/opgaver/ret")
WHOLE_LIST = "alle"


@blueprint.get("/")
@allowed(Right.SET_STATUS)
def choose() -> Response:
    """The tasks that were ticked, or the whole list, and the form for the change."""
    rows = _rows(request.args.getlist("opgave"))
    if request.args.get("omfang") == WHOLE_LIST:
        refuse_unread(request.args)
        selection, runtime = Selection.parse(request.args), context.runtime()
        found = list_tasks(context.reading(), selection.filter, today=runtime.today(), zone=runtime.zone)
        rows = sort_rows(found, selection.order, descending=selection.descending)
    return _form(_action(), rows, Form())


@blueprint.post("/")
@allowed(Right.SET_STATUS)
def change() -> Response:
    """Shows what would happen; makes it happen when the form says that it was shown."""
    form, action = Form.sent(request.form), _action()
    make = action.read(form)
    seen = _seen(form)
    if make is None:
        return _form(action, _rows([str(task_id) for task_id in seen]), form)
    confirmed = form.value("trin") == "gem"
    try:
        with context.writing() as session:
            outcomes = (bulk.change_many if confirmed else bulk.preview)(session, seen, make)
    except InputError as error:
        form.refuse(error, "opgave")
        return _form(action, [], form)
    kept = {name: form.values.get(name, "") for name in action.fields}
    page = render_template(
        "bulk/outcome.html", action=action, name=_name(), outcomes=outcomes, kept=kept, confirmed=confirmed
    )
    return Response(page, mimetype="text/html")


def _name() -> str:
    return request.values.get("hvad", "")


def _action() -> Action:
    action = ACTIONS.get(_name())
    if action is None or not action.is_there:
        raise NotFoundError(_("Den ændring findes ikke. Vælg en på listen over opgaver."))
    return action


def _seen(form: Form) -> Mapping[int, int | None]:
    """The tasks of a form; once they were shown, each with the revision that was."""
    pairs = [each.partition(":") for each in form.several.get("opgave", ())]
    return {task_id: parse_id(revision) for typed, _colon, revision in pairs if (task_id := parse_id(typed))}


def _rows(ids: Sequence[str]) -> Sequence[TaskRow]:
    wanted = [task_id for each in ids if (task_id := parse_id(each)) is not None][: bulk.MOST_AT_ONCE + 1]
    if not wanted:
        return []
    runtime = context.runtime()
    found = load_rows(context.reading(), today=runtime.today(), where=Task.id.in_(wanted), zone=runtime.zone)
    return sorted(found, key=lambda row: wanted.index(row.id))


def _form(action: Action, rows: Sequence[TaskRow], form: Form) -> Response:
    session = context.reading()
    mine = [row for row in rows if access.can(action.right, frozenset(each.id for each in row.committees))]
    page = render_template(
        "bulk/form.html",
        action=action,
        name=_name(),
        rows=mine[: bulk.MOST_AT_ONCE],
        left_out=len(rows) - len(mine[: bulk.MOST_AT_ONCE]),
        form=form,
        statuses=[(each.value, each.label) for each in Status if each is not Status.DROPPED],
        committees=committee_choices(session),
        people=people_choices(session),
        extents=[(each.value, each.label) for each in (Extent.SENTENCE, Extent.NONE)],
    )
    return Response(page, 422 if form.errors else 200, mimetype="text/html")
