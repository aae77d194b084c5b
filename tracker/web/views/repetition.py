"""How often a task falls due: the rule, with its dates to look at before it is saved."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.agreement.deadlines.almanac import end_of_term
from tracker.db.models import Task
from tracker.db.queries.tasks.task_page import load_task
from tracker.domain.rhythms import RHYTHMS, choice_of, rhythm_words
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services.actors import require
from tracker.services.tasks import occurrences, repetition
from tracker.web import context, series_page, task_forms
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("repetition", __name__, url_prefix="/opgaver/<int:task_id>/gentagelse")


@blueprint.get("/")
@allowed(Right.CHANGE_TASK)
def show(task_id: int) -> str:
    """The form, with the rule that stands; for a task that falls due once, to the end of the council's term."""
    return _page(task_id, None)


@blueprint.post("/")
@allowed(Right.CHANGE_TASK)
def change(task_id: int) -> Response:
    """Shows the dates that a rule would give; with «save» it is set."""
    form = Form.sent(request.form)
    offered = _options(load_task(context.reading(), task_id))
    chosen = form.choice("rule", offered.index, missing=_("Vælg, hvor tit opgaven skal gentages."))
    rule = offered[chosen or 0]
    due = form.day("due", missing=_("Skriv den næste frist."))
    until = form.day("until")
    saves = form.value("step") == "save"
    found = None
    if form.is_valid and due is not None:
        try:
            found = series_page.preview(repetition.proposed(rule, due, until))
        except InputError as error:
            form.refuse(error, otherwise="rule")
    # Asked for last: the dates stay on the page while the reason is written.
    reason = form.text("reason", missing=_("Skriv hvorfor gentagelsen ændres.") if saves else None)
    if not saves or not form.is_valid or due is None:
        return Response(_page(task_id, form, found), 200 if form.is_valid else 422, mimetype="text/html")

    def save(session: Session) -> Task:
        told = task_forms.who_and_when(form)
        return repetition.set_rule(session, task_id, rule, due, until, reason=reason, **told)

    return task_forms.save(
        task_id,
        "repetition",
        form,
        save,
        _("Gentagelsen er gemt."),
        anchor="times",
        shown=lambda: _page(task_id, form),
    )


@blueprint.post("/fjern")
@allowed(Right.CHANGE_TASK)
def take_away(task_id: int) -> Response:
    """Lets the task fall due for the last time where it stands."""
    form = Form.sent(request.form)
    reason = form.text("reason", missing=_("Skriv hvorfor opgaven ikke gentages mere."))

    def save(session: Session) -> Task:
        return repetition.take_rule_away(session, task_id, reason=reason, **task_forms.who_and_when(form))

    return task_forms.save(
        task_id,
        "repetition",
        form,
        save,
        _("Opgaven gentages ikke mere."),
        shown=lambda: _page(task_id, form, removes=True),
    )


def _page(task_id: int, form: Form | None, found: series_page.Preview | None = None, *, removes: bool = False) -> str:
    task = load_task(context.reading(), task_id)
    require(context.visitor().actor, Right.CHANGE_TASK, [owner.committee_id for owner in task.owners])
    return render_template(
        "tasks/repetition.html",
        task=task,
        form=form if form and not removes else Form(_standing(task)),
        removal=form if form and removes else Form(),
        preview=found,
        times=series_page.times_of(task),
        options=[(rule, rhythm_words(rule).capitalize()) for rule in _options(task)],
    )


def _options(task: Task) -> list[str]:
    """The rules to choose among: the usual ones, and the one that stands."""
    standing = _standing(task)["rule"]
    return [*([standing] if standing and standing not in RHYTHMS else []), *RHYTHMS]


def _standing(task: Task) -> dict[str, str]:
    """What the form shows at first."""
    series, due = occurrences.series_of(task), repetition.counted_from(task)
    until = series.until if series else end_of_term(due or context.runtime().today(), context.runtime().conventions)
    return {
        "rule": choice_of(series.rule) if series and series.rule else "",
        "due": _written(due),
        "until": _written(until),
    }


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
