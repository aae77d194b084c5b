"""Meetings from a calendar or a spreadsheet: looked at first, taken in, and taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.db.queries.committees.meeting_imports import list_imports
from tracker.db.queries.parts.choices import committee_choices
from tracker.documents.meeting_files import horizon, parse_meetings
from tracker.documents.meetings import MOST_MEETINGS, MeetingFile, MeetingLine
from tracker.documents.sheets import Fault
from tracker.domain.roles import Right
from tracker.errors import DocumentError, InputError
from tracker.language import mark
from tracker.services.meetings.effects import effect_of
from tracker.services.meetings.imports import Change, MeetingPlan, import_meetings, plan_import, undo_import
from tracker.web import context, effects
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.uploads import sent_document

blueprint = Blueprint("meeting_imports", __name__, url_prefix="/udvalg/moeder/indlaes")

CHANGE_WORDS = {
    Change.NEW: mark("Nyt møde"),
    Change.MOVED: mark("Flyttes"),
    Change.HOUR: mark("Nyt klokkeslæt"),
    Change.CANCELLED: mark("Aflyses"),
    Change.RESTORED: mark("Holdes alligevel"),
    Change.UNCHANGED: mark("Uændret"),
}
LONGEST_PASTE = 500_000


@blueprint.get("/")
@allowed(Right.MEETINGS)
def show() -> str:
    """The form, and the imports that can be undone."""
    return _page(Form({"committee": request.args.get("udvalg", "")}))


@blueprint.post("/")
@allowed(Right.MEETINGS)
def look() -> Response:
    """Reads the file and shows what it would do; nothing is stored."""
    form = Form.sent(request.form)
    runtime = context.runtime()
    try:
        name, text = _text(form)
        file = parse_meetings(
            text, zone=runtime.zone, until=horizon(runtime.today()), with_committee=_default(form) is None
        )
    except (InputError, DocumentError) as error:
        form.errors["file"] = str(error)
        return Response(_page(form), 422, mimetype="text/html")
    return Response(_preview(file, name, form), mimetype="text/html")


@blueprint.post("/gem")
@allowed(Right.MEETINGS)
def take_in() -> Response:
    """Takes in the lines that were shown, or shows them again by the committees that were chosen for unknown names."""
    form = Form.sent(request.form)
    file = _shown(form)
    if not form.value(effects.SEEN):
        return Response(_preview(file, form.value("name"), form), mimetype="text/html")
    taken: list[MeetingPlan] = []

    def change(session: Session) -> None:
        plan = _plan(session, file, form)
        taken.append(plan)
        visitor, now = context.visitor(), context.runtime().now()
        import_meetings(session, plan, file_name=form.value("name"), actor=visitor.actor, now=now)

    effects.make(change)
    flash(_counts(taken[0]), "success")
    return redirect(url_for("meeting_imports.show"))


@blueprint.post("/<int:import_id>/fortryd")
@allowed(Right.MEETINGS)
def undo(import_id: int) -> Response:
    """Takes an import back."""
    actor, now = context.visitor().actor, context.runtime().now()
    try:
        effects.make(partial(undo_import, import_id=import_id, actor=actor, now=now))
    except InputError as error:
        form = Form(errors={"undo": str(error)})
        return Response(_page(form), 422, mimetype="text/html")
    flash(_("Indlæsningen er fortrudt."), "success")
    return redirect(url_for("meeting_imports.show"))


def _text(form: Form) -> tuple[str, str]:
    """The name and the text of what was sent."""
    document = sent_document()
    if document is not None:
        return document.name, document.text
    text = form.text("text", longest=LONGEST_PASTE)
    if form.errors or not text:
        raise InputError(form.errors.get("text") or _("Vælg en fil med møder, eller indsæt linjerne."), "file")
    return _("Indsat tekst"), text


def _default(form: Form) -> int | None:
    typed = form.value("committee")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _plan(session: Session, file: MeetingFile, form: Form) -> MeetingPlan:
    places = [name.removeprefix("unknown-") for name in form.values if name.startswith("unknown-")]
    chosen = {
        form.values[f"unknown-{place}"]: int(form.value(f"chosen-{place}"))
        for place in places
        if form.value(f"chosen-{place}").isdigit()
    }
    return plan_import(session, file, actor=context.visitor().actor, default=_default(form), chosen=chosen)


def _preview(file: MeetingFile, name: str, form: Form) -> str:
    runtime = context.runtime()
    plans: list[MeetingPlan] = []

    def change(session: Session) -> None:
        plan = _plan(session, file, form)
        plans.append(plan)
        import_meetings(session, plan, file_name=name, actor=context.visitor().actor, now=runtime.now())

    with context.writing() as session:
        moved = effect_of(session, change, today=runtime.today(), zone=runtime.zone, keep=False)
    kept = {key: text for key, text in form.values.items() if key.startswith(("unknown-", "chosen-"))}
    return render_template(
        "meetings/import_preview.html",
        plan=plans[0],
        moved=moved,
        name=name,
        form=form,
        kept=kept,
        lines=_packed(file),
        words=CHANGE_WORDS,
        change=Change,
        committees=committee_choices(context.reading()),
    )


def _packed(file: MeetingFile) -> str:
    """What was read, to be sent along with the page: nothing is stored before the visitor says so."""
    lines = [{**asdict(line), "held_on": line.held_on.isoformat()} for line in file.lines]
    return json.dumps({"lines": lines, "faults": [asdict(fault) for fault in file.faults]}, ensure_ascii=False)


def _shown(form: Form) -> MeetingFile:
    """What the page sent back; raises `InputError` when it is not what such a page holds."""
    try:
        found = json.loads(form.value("lines"))
        lines: Sequence[MeetingLine] = [
            MeetingLine(**{**each, "held_on": date.fromisoformat(each["held_on"])}) for each in found["lines"]
        ]
        faults = [Fault(int(each["number"]), str(each["message"])) for each in found["faults"]]
    except (ValueError, TypeError, KeyError):
        raise InputError(_("Siden er for gammel eller ændret. Vælg filen igen.")) from None
    if len(lines) > MOST_MEETINGS or not all(_holds(line) for line in lines):
        raise InputError(_("Siden er for gammel eller ændret. Vælg filen igen."))
    return MeetingFile(lines, faults)


def _holds(line: MeetingLine) -> bool:
    texts = (line.committee, line.context, line.starts_at or "", line.uid or "")
    return all(isinstance(text, str) and len(text) <= 600 for text in texts) and len(line.starts_at or "") <= 5


def _counts(plan: MeetingPlan) -> str:
    parts = [f"{_(CHANGE_WORDS[change])}: {count}" for change, count in plan.counts.items()]
    return _("Indlæst. %(counts)s.") % {"counts": ", ".join(parts)} if parts else _("Der var ingen møder at indlæse.")


def _page(form: Form) -> str:
    actor = context.visitor().actor
    return render_template(
        "meetings/import.html",
        form=form,
        imports=list_imports(context.reading()),
        committees=committee_choices(context.reading()),
        limit=context.runtime().settings.imports.limit_megabytes,
        actor=actor,
    )
