"""The operations: each calls one query or one service, as the pages do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from sqlalchemy.orm import Session

from tracker.db.models import Task as TaskModel
from tracker.db.queries.exchange.interface import list_agreements, list_committees
from tracker.db.queries.tasks.task_page import load_task
from tracker.db.queries.tasks.tasks import one_task, page_of_tasks
from tracker.domain.history import describe
from tracker.domain.recurrence import with_end
from tracker.domain.rhythms import series_words
from tracker.domain.scopes import Scope
from tracker.domain.status import is_open
from tracker.errors import ConflictError, InputError
from tracker.services.tasks import occurrences, steps, tasks, waits
from tracker.web import context
from tracker.web.access import public
from tracker.web.api import models
from tracker.web.api.document import build
from tracker.web.api.operations import Answered, operation
from tracker.web.api.problems import ProblemError
from tracker.web.security import csrf
from tracker.web.selection import Selection
from tracker.web.translation import gettext as _

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)  # keys come in a header, which no other site's form can send

Answer = tuple[Answered, Mapping[str, str]]
MOST_IN_A_TAG = 9
"""Digits of a revision: no task is changed more often."""


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The description of the interface (OpenAPI 3.1)."""
    return jsonify(build())


@blueprint.get("/tasks")
@operation("The tasks of a list, page by page", models.TaskPage, query=models.TaskQuery)
def list_tasks(query: models.TaskQuery) -> Answer:
    """The filters and the order are those of the page «Opgaver»."""
    runtime, selection = context.runtime(), Selection.parse(request.args)
    page = page_of_tasks(
        context.reading(),
        selection.filter,
        today=runtime.today(),
        order=selection.order,
        descending=selection.descending,
        number=query.side,
        size=selection.size,
        zone=runtime.zone,
    )
    following = selection.at(page.number + 1).address() if page.number < page.pages else None
    return models.TaskPage(
        tasks=[models.Task.of(row) for row in page.rows],
        total=page.total,
        page=page.number,
        pages=page.pages,
        next=url_for("api.list_tasks", **following) if following is not None else None,  # type: ignore[arg-type]
    ), {}


@blueprint.get("/tasks/<int:task_id>")
@operation("One task", models.Task, versioned=True)
def get_task(task_id: int) -> Answer:
    """Its `ETag` is what a change must name in `If-Match`."""
    runtime = context.runtime()
    row = one_task(context.reading(), task_id, today=runtime.today(), zone=runtime.zone)
    return models.Task.of(row), {"ETag": f'"{row.revision}"'}


@blueprint.get("/tasks/<int:task_id>/history")
@operation("What happened to a task", models.History)
def get_history(task_id: int) -> Answer:
    """Lines are added and never changed."""
    task = load_task(context.reading(), task_id)
    events = [
        models.Event(
            id=event.id,
            at=event.at,
            who=event.actor_name,
            kind=event.kind,
            before=event.before,
            after=event.after,
            comment=event.comment,
            presented_on=event.presented_on,
            sheet=event.sheet,
            words=describe(event.kind, event.before, event.after, event.presented_on),
        )
        for event in task.events
    ]
    return models.History(events=events), {}


@blueprint.get("/tasks/<int:task_id>/times")
@operation("The times at which a task falls due again", models.Times)
def get_times(task_id: int) -> Answer:
    """A status that closes the task closes the time at which it stands, and the task goes on to the next."""
    task = load_task(context.reading(), task_id)
    series, current = occurrences.series_of(task), occurrences.current_of(task)
    rule = with_end(series.rule, series.until) if series and series.rule else None
    times = [
        models.Time(
            number=each.number,
            starts_on=each.starts_on,
            due_on=each.due_on,
            closed=not is_open(each.status, task.kind),
            current=each is current,
            status=task.status if each is current else each.status,
        )
        for each in task.occurrences
    ]
    return models.Times(
        rule=rule,
        first=task.series.due_on if task.series else None,
        until=series.until if series else None,
        words=series_words(rule) if rule else None,
        times=times,
    ), {}


@blueprint.get("/tasks/<int:task_id>/steps")
@operation("The steps of a task", models.Steps)
def get_steps(task_id: int) -> Answer:
    """In their order."""
    steps = [
        models.Step(id=each.id, title=each.title, done_at=each.done_at, done_by=each.done_by)
        for each in load_task(context.reading(), task_id).steps
    ]
    return models.Steps(steps=steps), {}


@blueprint.get("/committees")
@operation("The committees and their meetings", models.Committees)
def get_committees() -> Answer:
    """By name."""
    found = list_committees(context.reading())
    return models.Committees(
        committees=[models.Committee(id=each.id, name=each.name, meetings=list(days)) for each, days in found]
    ), {}


@blueprint.get("/agreements")
@operation("The agreements", models.Agreements)
def get_agreements() -> Answer:
    """The newest first."""
    return models.Agreements(
        agreements=[
            models.Agreement(id=each.id, title=each.title, organisation=each.organisation, signed_on=each.signed_on)
            for each in list_agreements(context.reading())
        ]
    ), {}


@blueprint.post("/tasks/<int:task_id>/status")
@operation("Set the status", models.Task, scope=Scope.WRITE, body=models.StatusChange, versioned=True)
def set_status(task_id: int, body: models.StatusChange) -> Answer:
    """«Presented» needs the day of the meeting. A closed task is opened by `reopen`."""
    return _change(task_id, tasks.set_status, body.status, comment=body.comment, presented_on=body.presented_on)


@blueprint.post("/tasks/<int:task_id>/deadline")
@operation("Move the due date", models.Task, scope=Scope.WRITE, body=models.DeadlineChange, versioned=True)
def move_deadline(task_id: int, body: models.DeadlineChange) -> Answer:
    """The first date stays, and the move is counted. Tasks in `awaited_by` that are due before the new date are
    `too_late`."""
    return _change(task_id, tasks.move_deadline, body.due_on, reason=body.reason)


@blueprint.post("/tasks/<int:task_id>/owners")
@operation(
    "Give the task to other committees", models.Task, scope=Scope.WRITE, body=models.OwnersChange, versioned=True
)
def change_owners(task_id: int, body: models.OwnersChange) -> Answer:
    """The lead first."""
    return _change(task_id, tasks.change_owners, body.committees, reason=body.reason)


@blueprint.post("/tasks/<int:task_id>/responsible")
@operation("Name who is responsible", models.Task, scope=Scope.WRITE, body=models.ResponsibleChange, versioned=True)
def set_responsible(task_id: int, body: models.ResponsibleChange) -> Answer:
    """A user, or nobody."""
    return _change(task_id, tasks.set_responsible, body.user)


@blueprint.post("/tasks/<int:task_id>/drop")
@operation("Close a task that will not be done", models.Task, scope=Scope.WRITE, body=models.Reason, versioned=True)
def drop(task_id: int, body: models.Reason) -> Answer:
    """With the reason."""
    return _change(task_id, tasks.drop, reason=body.reason)


@blueprint.post("/tasks/<int:task_id>/reopen")
@operation("Open a closed task again", models.Task, scope=Scope.WRITE, body=models.OptionalComment, versioned=True)
def reopen(task_id: int, body: models.OptionalComment) -> Answer:
    """It is then in progress."""
    return _change(task_id, tasks.reopen, comment=body.comment)


@blueprint.post("/tasks/<int:task_id>/comments")
@operation("Add a comment", models.Task, scope=Scope.WRITE, body=models.CommentText, versioned=True)
def comment(task_id: int, body: models.CommentText) -> Answer:
    """It changes nothing else."""

    return _change(task_id, _beside(tasks.comment, body.text))


@blueprint.post("/tasks/<int:task_id>/waits")
@operation("Let the task wait for another", models.Task, scope=Scope.WRITE, body=models.WaitChange, versioned=True)
def change_wait(task_id: int, body: models.WaitChange) -> Answer:
    """Or no longer. Tasks that would wait for each other in a circle are refused."""
    service = waits.add_wait if body.waits else waits.end_wait
    return _change(task_id, _beside(service, body.task))


@blueprint.post("/tasks/<int:task_id>/steps")
@operation("Add steps", models.Task, scope=Scope.WRITE, body=models.NewSteps, versioned=True)
def add_steps(task_id: int, body: models.NewSteps) -> Answer:
    """After those that stand."""
    return _change(task_id, _beside(steps.add_steps, body.text))


@blueprint.post("/tasks/<int:task_id>/steps/done")
@operation("Tick a step", models.Task, scope=Scope.WRITE, body=models.StepMark, versioned=True)
def mark_step(task_id: int, body: models.StepMark) -> Answer:
    """Or open it again."""
    return _change(task_id, _beside(steps.set_done, body.step, done=body.done))


def _beside(service: Callable[..., TaskModel], *values: Any, **words: Any) -> Callable[..., TaskModel]:
    """A service that changes nothing that a revision counts, so that it asks for none."""

    def change(session: Session, task_id: int, *, revision: int | None, **who_and_when: Any) -> TaskModel:
        return service(session, task_id, *values, **words, **who_and_when)

    return change


def _change(task_id: int, service: Callable[..., TaskModel], *values: Any, **words: Any) -> Answer:
    """Makes a change of the version that `If-Match` names, and answers the task as it then stands."""
    runtime, revision = context.runtime(), _revision()
    with context.writing() as session:
        try:
            service(
                session,
                task_id,
                *values,
                **words,
                revision=revision,
                actor=context.visitor().actor,
                now=runtime.now(),
            )
        except ConflictError as error:
            raise ProblemError(HTTPStatus.PRECONDITION_FAILED, str(error)) from None
        except InputError as error:
            raise ProblemError(HTTPStatus.CONFLICT, str(error)) from None
    row = one_task(context.reading(), task_id, today=runtime.today(), zone=runtime.zone)
    return models.Task.of(row), {"ETag": f'"{row.revision}"'}


def _revision() -> int | None:
    """The revision in `If-Match`; none for `*`, which asks for whatever stands."""
    tag = request.headers.get("If-Match", "").strip()
    if not tag:
        raise ProblemError(
            HTTPStatus.PRECONDITION_REQUIRED,
            _("Hent opgaven først, og send dens ETag i headeren If-Match, så ingen andres ændring går tabt."),
        )
    if tag == "*":
        return None
    number = tag.strip('"')
    if tag != f'"{number}"' or not (number.isascii() and number.isdigit()) or len(number) > MOST_IN_A_TAG:
        raise ProblemError(HTTPStatus.PRECONDITION_FAILED, _("Opgavens ETag er en anden. Hent opgaven igen."))
    return int(number)
