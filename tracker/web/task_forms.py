"""A form of a task's page: who sends it and when, the change that it makes, and what is shown where it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import Task
from tracker.db.queries.parts.choices import Choice
from tracker.errors import ConflictError, InputError
from tracker.web import context, task_page
from tracker.web.forms import Form

Change = Callable[[Session], Task]
"""Makes the change and gives the task that is shown afterwards."""


def who_and_when(form: Form) -> task_page.WhoAndWhen:
    """Who changes, when, and which revision of the task was seen. A form without a readable revision is an old one."""
    seen = form.value("revision")
    return {
        "revision": int(seen) if seen.isascii() and seen.isdigit() else -1,
        "actor": context.visitor().actor,
        "now": context.runtime().now(),
    }


def save(
    task_id: int,
    name: str,
    form: Form,
    change: Change,
    done: str | Callable[[Task], str],
    *,
    anchor: str = "history",
    shown: Callable[[], str] | None = None,
) -> Response:
    """Makes a change, says that it is `done`, and shows its task at `anchor`; else shows the form with what is wrong,
    or both versions. A form that has a page of its own is `shown` there."""
    if form.is_valid:
        try:
            with context.writing() as session:
                task = change(session)
                changed, said = task.id, done if isinstance(done, str) else done(task)
        except InputError as error:
            form.refuse(error, otherwise=task_page.FIRST_FIELD[name])
        except ConflictError as error:
            return _conflict(task_id, form, error)
        else:
            flash(said, "success")
            return redirect(url_for("tasks.show", task_id=changed, _anchor=anchor))
    again = shown() if shown else page(task_id, name, form)
    return Response(again, 422, mimetype="text/html")


def _read(task_id: int) -> task_page.TaskPage:
    runtime = context.runtime()
    return task_page.read(context.reading(), task_id, runtime.policy, now=runtime.now(), zone=runtime.zone)


def page(task_id: int, sent: str | None = None, form: Form | None = None, *, found: Sequence[Choice] = ()) -> str:
    """The page of a task; `form`, by the name `sent`, stands as it was sent. `found` are the tasks among which somebody
    is asked to choose the one to wait for."""
    read = _read(task_id)
    forms = task_page.forms(sent, form)
    return render_template("tasks/show.html", page=read, task=read.task, forms=forms, sent=sent, found=found)


def _conflict(task_id: int, form: Form, error: ConflictError) -> Response:
    task = _read(task_id).task
    kept = {name: text for name, text in form.values.items() if name not in {"csrf_token", "revision"}}
    written = [*(owner.committee.name for owner in task.owners), *(text for text in kept.values() if " " in text)]
    page = render_template(
        "tasks/conflict.html", task=task, error=error, kept=kept, written=written, address=request.path
    )
    return Response(page, 409, mimetype="text/html")
