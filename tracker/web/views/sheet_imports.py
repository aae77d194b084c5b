"""A sheet of tasks that comes back: looked at first, taken in, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.models import SheetImport
from tracker.db.queries.exchange.sheet_imports import changed_tasks, list_sheet_imports
from tracker.domain.roles import Right
from tracker.errors import DocumentError, ForbiddenError, InputError
from tracker.reports.formats import FORMATS
from tracker.reports.left_out import LeftOut, left_out_book
from tracker.services.sheets import imports
from tracker.services.sheets import undo as sheet_undo
from tracker.services.sheets.changes import CHOICES
from tracker.services.sheets.lines import SheetLine, sheet_lines
from tracker.services.sheets.plan import SETTLING, Fate, PlannedRow, Settlement, SheetPlan
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext
from tracker.web.uploads import sent_tables

blueprint = Blueprint("sheet_imports", __name__, url_prefix="/opgaver/regneark")

SHOWN = 200
"""Rows of each fate on a page; all that are left out can be fetched."""


@blueprint.get("/")
@allowed(Right.SET_STATUS)
def show() -> str:
    """The form, and the imports that can be undone."""
    return _page(Form())


@blueprint.post("/")
@allowed(Right.SET_STATUS)
def look() -> Response:
    """Reads the file; no task is changed."""
    runtime, form = context.runtime(), Form.sent(request.form)
    try:
        name, lines = _sent_lines()
    except (InputError, DocumentError) as error:
        form.errors["file"] = str(error)
        return Response(_page(form), 422, mimetype="text/html")
    with context.writing() as session:
        found = imports.look(session, lines, file_name=name, actor=context.visitor().actor, now=runtime.now()).id
    return redirect(url_for("sheet_imports.preview", import_id=found))


@blueprint.get("/<int:import_id>")
@allowed(Right.SET_STATUS)
def preview(import_id: int) -> Response:
    """What the sheet would do; of one that is taken in, what it did."""
    runtime, actor = context.runtime(), context.visitor().actor
    session = context.reading()
    found = imports.one_import(session, import_id, actor=actor)
    if found.taken_at is not None:
        return Response(_outcome(session, found), mimetype="text/html")
    try:
        with context.writing() as session:
            plan = imports.preview(session, import_id, actor=actor, now=runtime.now(), zone=runtime.zone)
    except InputError as error:
        return Response(_page(Form(errors={"file": str(error)})), 422, mimetype="text/html")
    page = render_template("sheets/preview.html", found=found, plan=plan, fate=Fate, most=SHOWN)
    return Response(page, mimetype="text/html")


@blueprint.post("/<int:import_id>/gem")
@allowed(Right.SET_STATUS)
def take_in(import_id: int) -> Response:
    """Takes in the rows that can be."""
    runtime = context.runtime()
    with context.writing() as session:
        found = imports.take_in(
            session,
            import_id,
            settlements=_settlements(),
            actor=context.visitor().actor,
            now=runtime.now(),
            zone=runtime.zone,
        )
        changed = len(found.changes)
    said = ngettext("%(num)s opgave er ændret.", "%(num)s opgaver er ændret.", changed) % {"num": changed}
    flash(said, "success" if changed else "info")
    return redirect(url_for("sheet_imports.preview", import_id=import_id))


@blueprint.get("/<int:import_id>/fejl.xlsx")
@allowed(Right.SET_STATUS)
def left_out(import_id: int) -> Response:
    """The rows that are not taken in, each with the reason, to be mended and sent in again."""
    runtime, actor = context.runtime(), context.visitor().actor
    with context.writing() as session:
        found = imports.one_import(session, import_id, actor=actor)
        rows = imports.left_out(session, found, actor=actor, now=runtime.now(), zone=runtime.zone)
        name, made = found.file_name, found.at
    book = left_out_book(name, [_row(each) for each in rows], made)
    response = Response(book, content_type=FORMATS["xlsx"].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="fejl-{import_id}.xlsx"'
    return response


@blueprint.post("/<int:import_id>/fortryd")
@allowed(Right.SET_STATUS)
def undo(import_id: int) -> Response:
    """Takes an import back."""
    actor, now = context.visitor().actor, context.runtime().now()
    try:
        with context.writing() as session:
            found = imports.one_import(session, import_id, actor=actor, lock=True)
            count = sheet_undo.undo(session, found, actor=actor, now=now)
    except (InputError, ForbiddenError) as error:
        return Response(_page(Form(errors={"undo": str(error)})), 422, mimetype="text/html")
    said = ngettext(
        "Indlæsningen af %(num)s opgave er fortrudt.", "Indlæsningen af %(num)s opgaver er fortrudt.", count
    )
    flash(said % {"num": count}, "success")
    return redirect(url_for("sheet_imports.show"))


def _settlements() -> Mapping[int, Settlement]:
    """What was chosen of the rows in conflict, by the task's id; what says nothing is as if it were not there."""
    found = {}
    for name, typed in request.form.items():
        task_id = parse_id(name.removeprefix("set-")) if name.startswith("set-") else None
        seen = parse_id(typed)
        if task_id is not None and seen is not None:
            chosen = {field: request.form.get(f"valg-{task_id}-{field}") for field in CHOICES}
            known = {field: value == "ark" for field, value in chosen.items() if value in {"ark", "nu"}}
            found[task_id] = Settlement(seen, known)
    return found


def _sent_lines() -> tuple[str, Sequence[SheetLine]]:
    sent = sent_tables()
    if sent is None:
        raise InputError(_("Vælg et regneark."), "file")
    name, tables = sent
    return name, sheet_lines(tables)


def _page(form: Form) -> str:
    return render_template(
        "sheets/import.html",
        form=form,
        imports=list_sheet_imports(context.reading()),
        limit=context.runtime().settings.imports.limit_megabytes,
    )


def _outcome(session: Session, found: SheetImport) -> str:
    runtime = context.runtime()
    rows = imports.left_out(session, found, actor=context.visitor().actor, now=runtime.now(), zone=runtime.zone)
    return render_template(
        "sheets/outcome.html",
        found=found,
        changed=changed_tasks(session, found),
        plan=SheetPlan(rows),
        fate=Fate,
        most=SHOWN,
        settling=SETTLING,
    )


def _row(row: PlannedRow) -> LeftOut:
    why = f"{row.column}: {row.message}" if row.column else row.message or ""
    if row.fate is Fate.CONFLICT:
        why = f"{why} {_(SETTLING)}"
    return LeftOut(row.line.cells, why, row.column)
