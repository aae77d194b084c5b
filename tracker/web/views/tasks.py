"""Tasks: the list of them, and each one with what people say and do about it."""

from __future__ import annotations

from functools import partial
from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker.db.models import Task
from tracker.db.queries.agreements.passages import search_passages
from tracker.db.queries.parts.waits import held_up_by
from tracker.db.queries.tasks.tasks import page_of_tasks
from tracker.domain.history import EventKind, describe
from tracker.domain.outcomes import Outcome
from tracker.domain.roles import Right
from tracker.domain.status import Light, Status
from tracker.errors import InputError
from tracker.language import DANISH, speaking
from tracker.reports.calendar import MEDIA_TYPE
from tracker.reports.formats import FORMATS
from tracker.services.lists import saved_views
from tracker.services.lists.due_calendar import render_list
from tracker.services.mails import answers
from tracker.services.meetings import outcomes
from tracker.services.tasks import lights, tasks
from tracker.services.tasks import split as task_split
from tracker.services.tasks.waits import late_words
from tracker.web import context, task_forms
from tracker.web.access import allowed, may_change_some
from tracker.web.bulk_form import ACTIONS
from tracker.web.filter_form import filter_form
from tracker.web.forms import Form
from tracker.web.presentation import site_address
from tracker.web.search_hits import task_hits, text_hits
from tracker.web.selection import SIZES, Selection, address_words, refuse_unread, unread
from tracker.web.translation import gettext as _
from tracker.web.translation import language_named

blueprint = Blueprint("tasks", __name__, url_prefix="/opgaver")

TEXTS_SHOWN = 3
"""Passages of agreements that stand under a list of tasks that was searched."""


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """The tasks that the address asks for."""
    return _list_page(Selection.parse(request.args), Form())


@blueprint.get("/frister.ics")
@allowed(Right.READ)
def calendar() -> Response:
    """The dates of the tasks that the address asks for, in Danish as every calendar."""
    refuse_unread(request.args)
    runtime, wanted = context.runtime(), Selection.parse(request.args).filter
    with speaking(DANISH):
        content = render_list(context.reading(), wanted, site_address(""), today=runtime.today(), zone=runtime.zone)
    response = Response(content, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="frister.ics"'
    return response


def _list_page(selection: Selection, naming: Form) -> str:
    """The tasks of `selection`; the form that gives it a name stands as it was sent."""
    session, runtime = context.reading(), context.runtime()
    page = page_of_tasks(
        session,
        selection.filter,
        today=runtime.today(),
        order=selection.order,
        descending=selection.descending,
        number=selection.page,
        size=selection.size,
        zone=runtime.zone,
    )
    words = selection.filter.text
    in_texts = search_passages(session, words, agreement_id=selection.filter.agreement_id, size=TEXTS_SHOWN)
    return render_template(
        "tasks/listing.html",
        page=page,
        hits=task_hits(session, page.rows, words),
        in_texts=in_texts,
        text_hits=text_hits(in_texts.hits, words),
        selection=selection,
        filters=filter_form(session, selection),
        unread=unread(request.args),
        naming=naming,
        address=_address,
        page_address=lambda number: _address(selection.at(number)),
        sizes=[(size, _address(selection.sized(size))) for size in SIZES] if page.total > SIZES[0] else [],
        formats=FORMATS.values(),
        views=saved_views.list_views(session, context.visitor().user_id),
        address_words=address_words(selection),
        actions={name: action for name, action in ACTIONS.items() if action.is_there and may_change_some(action.right)},
        whole=MultiDict(selection.whole().address()),
        file_address=lambda ending: _file_address(selection, ending),
        calendar_address=url_for("tasks.calendar", **selection.whole().address()),  # type: ignore[arg-type]
        program_address=site_address(url_for("api.list_tasks", **selection.whole().address())),  # type: ignore[arg-type]
    )


def _file_address(selection: Selection, ending: str) -> str:
    address = selection.whole().address() | language_named()
    return url_for("reports.download", ending=ending, **address)  # type: ignore[arg-type]


def _address(selection: Selection) -> str:
    return url_for("tasks.listing", **selection.address())  # type: ignore[arg-type]


@blueprint.post("/visninger")
@allowed(Right.READ)
def save_view() -> Response:
    """Keeps the list under a name."""
    form = Form.sent(request.form)
    selection = Selection.parse(MultiDict(parse_qsl(form.value("address"))))
    try:
        with context.writing() as session:
            view = saved_views.save_view(
                session,
                form.value("name"),
                address_words(selection),
                shared=form.value("shared") == "1",
                actor=context.visitor().actor,
                now=context.runtime().machine_clock.now(),
            )
            said = _("Visningen «%(name)s» er gemt.") % {"name": view.name}
    except InputError as error:
        form.refuse(error, otherwise="name")
        return Response(_list_page(selection, form), 422, mimetype="text/html")
    flash(said, "success")
    return redirect(_address(selection))


@blueprint.post("/visninger/<int:view_id>/slet")
@allowed(Right.READ)
def forget_view(view_id: int) -> Response:
    """Deletes a view of one's own."""
    with context.writing() as session:
        saved_views.forget_view(session, view_id, actor=context.visitor().actor)
    flash(_("Visningen er slettet."), "success")
    return redirect(url_for("tasks.listing"))


@blueprint.get("/<int:task_id>")
@allowed(Right.READ)
def show(task_id: int) -> str:
    """The task, with the forms that the visitor may use."""
    return task_forms.page(task_id)


@blueprint.post("/<int:task_id>/status")
@allowed(Right.SET_STATUS)
def set_status(task_id: int) -> Response:
    """Sets the status, with a comment. «Forelagt» asks for the day of the meeting."""
    form = Form.sent(request.form)
    status = form.choice("status", Status, missing=_("Vælg en status."))
    presented_on = form.day("presented_on") if status is Status.PRESENTED else None
    comment = form.text("comment")

    def change(session: Session) -> Task:
        assert status is not None  # noqa: S101 - a form without a status is not valid
        return tasks.set_status(
            session, task_id, status, comment=comment, presented_on=presented_on, **task_forms.who_and_when(form)
        )

    return task_forms.save(task_id, "status", form, change, _status_saved)


def _status_saved(task: Task) -> str:
    """A repeated task has gone on to its next time, which nobody who closed it expects to read as «ikke startet»."""
    newest = task.events[-1]
    if newest.kind is EventKind.OCCURRENCE:
        return describe(newest.kind, newest.before, newest.after)
    return _("Status er gemt.")


@blueprint.post("/<int:task_id>/kommentar")
@allowed(Right.COMMENT)
def comment(task_id: int) -> Response:
    """Adds a comment."""
    form = Form.sent(request.form)
    text = form.text("comment", missing=_("Skriv en kommentar."))
    change = partial(
        tasks.comment, task_id=task_id, text=text, actor=context.visitor().actor, now=context.runtime().now()
    )
    return task_forms.save(task_id, "comment", form, change, _("Kommentaren er gemt."))


@blueprint.post("/<int:task_id>/frist")
@allowed(Right.CHANGE_TASK)
def move_deadline(task_id: int) -> Response:
    """Moves the due date, with the reason; the dates before stay visible."""
    form = Form.sent(request.form)
    due = form.day("due", missing=_("Skriv den nye frist."))
    reason = form.text("reason", missing=_("Skriv hvorfor fristen flyttes."))

    def change(session: Session) -> Task:
        assert due is not None  # noqa: S101 - a form without a date is not valid
        moved = tasks.move_deadline(session, task_id, due, reason=reason, **task_forms.who_and_when(form))
        late = held_up_by(session, [task_id])
        if late:
            flash(late_words(late[task_id]), "warning")
        return moved

    return task_forms.save(
        task_id, "deadline", form, change, _("Den nye frist er gemt. Den tidligere står stadig på opgaven.")
    )


@blueprint.post("/<int:task_id>/udfald")
@allowed(Right.MEETINGS)
def record_outcome(task_id: int) -> Response:
    """Records what a meeting did with the task."""
    form = Form.sent(request.form)
    meeting = form.choice("meeting", int, missing=_("Vælg mødet."))
    outcome = form.choice("outcome", Outcome, missing=_("Vælg, hvad der skete med sagen."))
    comment = form.text("comment")

    def change(session: Session) -> Task:
        assert meeting is not None  # noqa: S101 - a form without a meeting is not valid
        assert outcome is not None  # noqa: S101 - nor one without an outcome
        zone = context.runtime().zone
        return outcomes.record_outcome(
            session, task_id, meeting, outcome, comment=comment, zone=zone, **task_forms.who_and_when(form)
        )

    return task_forms.save(task_id, "outcome", form, change, _("Udfaldet er gemt."))


@blueprint.post("/<int:task_id>/udvalg")
@allowed(Right.CHANGE_TASK)
def change_owners(task_id: int) -> Response:
    """Gives the task to other committees, the lead first, with the reason."""
    form = Form.sent(request.form)
    lead = form.choice("lead", int, missing=_("Vælg det udvalg, der har opgaven."))
    others = [each for each in form.ids("others") if each != lead]
    reason = form.text("reason", missing=_("Skriv hvorfor opgaven skifter udvalg."))

    def change(session: Session) -> Task:
        assert lead is not None  # noqa: S101 - a form without a committee is not valid
        return tasks.change_owners(session, task_id, [lead, *others], reason=reason, **task_forms.who_and_when(form))

    return task_forms.save(task_id, "owners", form, change, _("Opgaven har fået nyt udvalg."))


@blueprint.post("/<int:task_id>/ansvarlig")
@allowed(Right.CHANGE_TASK)
def set_responsible(task_id: int) -> Response:
    """Names the person responsible, or nobody."""
    form = Form.sent(request.form)
    chosen = form.value("user")
    user_id = form.choice("user", int, missing=_("Vælg en person, eller «Ingen».")) if chosen else None

    def change(session: Session) -> Task:
        return tasks.set_responsible(session, task_id, user_id, **task_forms.who_and_when(form))

    return task_forms.save(task_id, "responsible", form, change, _("Den ansvarlige er gemt."))


@blueprint.post("/<int:task_id>/lys")
@allowed(Right.SET_STATUS)
def set_light(task_id: int) -> Response:
    """Sets a light by hand, with the reason, or lets it follow the dates again."""
    form = Form.sent(request.form)
    chosen = form.value("light")
    light = form.choice("light", Light, missing=_("Vælg grøn, gul eller rød.")) if chosen else None
    reason = form.text("reason", missing=_("Skriv hvorfor lyset sættes.") if light else None)

    def change(session: Session) -> Task:
        return lights.set_light(session, task_id, light, reason=reason, **task_forms.who_and_when(form))

    return task_forms.save(task_id, "light", form, change, _("Trafiklyset er gemt."))


@blueprint.post("/<int:task_id>/del")
@allowed(Right.CHANGE_TASK)
def split(task_id: int) -> Response:
    """Splits a part off as a task of its own, and shows that one."""
    form = Form.sent(request.form)
    title = form.text("title", missing=_("Skriv hvad den nye opgave hedder."))
    due = form.day("due")
    chosen = form.value("committee")
    committee = form.choice("committee", int, missing=_("Vælg udvalget for den nye opgave.")) if chosen else None
    rest = form.text("rest")
    reason = form.text("reason", missing=_("Skriv hvorfor opgaven deles."))
    part = task_split.Part(title, due, [committee] if committee is not None else [])

    def change(session: Session) -> Task:
        return task_split.split_off(session, task_id, part, reason=reason, rest=rest, **task_forms.who_and_when(form))

    return task_forms.save(task_id, "split", form, change, _("Delen er nu en opgave for sig. Her er den."))


@blueprint.post("/<int:task_id>/paamind")
@allowed(Right.COMMENT)
def nudge(task_id: int) -> Response:
    """Reminds those who follow the task, now."""
    form = Form.sent(request.form)
    try:
        with context.writing() as session:
            told = tasks.nudge(session, task_id, actor=context.visitor().actor, now=context.runtime().now())
    except InputError as error:
        form.refuse(error, otherwise="nudge")
        return Response(task_forms.page(task_id, "nudge", form), 422, mimetype="text/html")
    flash(_("Påmindelsen er på vej til %(names)s.") % {"names": told}, "success")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="reminders"))


@blueprint.post("/<int:task_id>/oensker/<int:request_id>")
@allowed(Right.CHANGE_TASK)
def decide(task_id: int, request_id: int) -> Response:
    """Moves the deadline as somebody wished in a mail, or says no with a reason."""
    form = Form.sent(request.form)
    grant = form.value("grant") == "yes"
    words = form.text("decision", missing=None if grant else _("Skriv hvorfor ønsket afslås."))

    def change(session: Session) -> Task:
        decided = answers.decide(
            session,
            task_id,
            request_id,
            grant=grant,
            words=words,
            actor=context.visitor().actor,
            now=context.runtime().now(),
        )
        return decided.task

    done = _("Ønsket er imødekommet, og fristen er flyttet.") if grant else _("Ønsket er afslået.")
    return task_forms.save(task_id, "decision", form, change, done)


@blueprint.post("/<int:task_id>/udgaaet")
@allowed(Right.CHANGE_TASK)
def drop(task_id: int) -> Response:
    """Closes a task that will not be done, with the reason."""
    form = Form.sent(request.form)
    reason = form.text("reason", missing=_("Skriv hvorfor opgaven udgår."))

    def change(session: Session) -> Task:
        return tasks.drop(session, task_id, reason=reason, **task_forms.who_and_when(form))

    return task_forms.save(task_id, "drop", form, change, _("Opgaven er udgået."))


@blueprint.post("/<int:task_id>/genaabn")
@allowed(Right.SET_STATUS)
def reopen(task_id: int) -> Response:
    """Opens a closed task again."""
    form = Form.sent(request.form)
    words = form.text("comment")

    def change(session: Session) -> Task:
        return tasks.reopen(session, task_id, comment=words, **task_forms.who_and_when(form))

    return task_forms.save(task_id, "reopen", form, change, _("Opgaven er åben igen."))
