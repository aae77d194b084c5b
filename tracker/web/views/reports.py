"""The status report: on the page as it will be, and as a file for an agenda or a sheet."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request
from werkzeug.datastructures import MultiDict

from tracker.db.queries.parts.choices import agreement_choices, committee_choices
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import DANISH, speaking
from tracker.reports.formats import FORMATS
from tracker.reports.status_report import StatusReport, page_tables
from tracker.services.lists.reports import Wanted, status_report
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.selection import Selection, refuse_unread
from tracker.web.translation import gettext as _
from tracker.web.translation import language_named, named_language

blueprint = Blueprint("reports", __name__, url_prefix="/rapport")


@blueprint.get("/")
@allowed(Right.READ)
def show() -> Response:
    """The report that the address asks for, with all tasks unless it says otherwise, and the files it can become."""
    asked = MultiDict(request.args)
    asked.setdefault("vis", "alle")
    asked.setdefault("sorter", "punkt")
    form = Form.sent(asked)
    wanted = _wanted(asked, form)
    report = _report(wanted, form) if wanted else None
    session = context.reading()
    agreements, committees = agreement_choices(session), committee_choices(session)
    page = render_template(
        "reports/show.html",
        form=form,
        report=report,
        tables=page_tables(report) if report else (),
        formats=FORMATS.values(),
        address=_address(wanted) if wanted else {},
        agreements=agreements,
        committees=committees,
        named=[name for _number, name in (*agreements, *committees)],
    )
    return Response(page, 200 if report else 422, mimetype="text/html")


@blueprint.get("/opgaver.<ending>")
@allowed(Right.READ)
def download(ending: str) -> Response:
    """The tasks that the address asks for, as a file: in Danish whoever fetches it, since it goes on an agenda, or in
    the language that the address names, so that an address is the same file for everybody."""
    file_format = FORMATS.get(ending)
    if file_format is None:
        raise NotFoundError(_("Den slags fil findes ikke. Vælg Word, PDF, Excel eller CSV."))
    form = Form.sent(MultiDict(request.args))
    wanted = _wanted(request.args, form)
    language = named_language()
    with speaking(language):
        report = _report(wanted, form) if wanted else None
        content = file_format.write(report) if report else b""
    if report is None:
        raise InputError(" ".join(form.errors.values()))
    response = Response(content, content_type=file_format.media_type)
    marked = f"-{language}" if language != DANISH else ""
    name = f"opfoelgning-{report.day.isoformat()}{marked}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wanted(address: MultiDict[str, str], form: Form) -> Wanted | None:
    refuse_unread(address)
    selection = Selection.parse(address)
    day, since = form.day("pr"), form.day("siden")
    if not form.is_valid:
        return None
    return Wanted(
        selection.filter,
        day or context.runtime().today(),
        since,
        order=selection.order,
        descending=selection.descending,
    )


def _report(wanted: Wanted, form: Form) -> StatusReport | None:
    runtime = context.runtime()
    try:
        return status_report(context.reading(), wanted, today=runtime.today(), zone=runtime.zone)
    except InputError as error:
        form.refuse(error, "pr")
        return None


def _address(wanted: Wanted) -> dict[str, str | list[str]]:
    """The report in the address of its files."""
    shown = Selection(wanted.filter, wanted.order, wanted.descending)
    days: dict[str, date | None] = {"pr": wanted.day, "siden": wanted.since}
    return shown.address() | {name: day.isoformat() for name, day in days.items() if day} | language_named()
