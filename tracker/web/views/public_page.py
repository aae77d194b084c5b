"""The public page: what was promised and what became of it, for anybody, and the same for everybody.

No cookie is read or set here and no form changes anything, so browsers and proxies may keep what they get.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.clock import start_of_day
from tracker.db.queries.public import public_page as queries
from tracker.web import context, public_data
from tracker.web.access import public, published
from tracker.web.presentation import site_address
from tracker.web.public_list import list_of_commitments, shown
from tracker.web.public_selection import PublicSelection
from tracker.web.routing import parse_id

blueprint = Blueprint("public", __name__)
PREFIX = "/offentlig"


@blueprint.get(f"{PREFIX}/")
@published
def listing() -> Response:
    """The agreements that are shown."""
    agreements = queries.list_agreements(context.reading(), today=context.runtime().today())
    return _kept(render_template("public/agreements.html", agreements=agreements), _changed())


@blueprint.get(f"{PREFIX}/<int:agreement_id>")
@published
def show(agreement_id: int) -> Response:
    """An agreement: figures, and its approved commitments."""
    session, today = context.reading(), context.runtime().today()
    agreement = queries.find_agreement(session, agreement_id, today=today)
    selection = PublicSelection.parse(request.args)
    found = list_of_commitments(session, agreement, selection, today=today)

    def address(other: PublicSelection) -> str:
        return url_for("public.show", agreement_id=agreement_id, **other.address())  # type: ignore[arg-type]

    return _kept(
        render_template(
            "public/agreement.html",
            agreement=agreement,
            **shown(found, address),
            files=[_file(agreement_id, ending, 1) for ending in public_data.MEDIA_TYPES],
        ),
        _changed(agreement_id),
    )


@blueprint.get(f"{PREFIX}/<int:agreement_id>/<int:task_id>")
@published
def commitment(agreement_id: int, task_id: int) -> Response:
    """One commitment."""
    session, today = context.reading(), context.runtime().today()
    agreement = queries.find_agreement(session, agreement_id, today=today)
    found = queries.find_commitment(session, agreement_id, task_id, today=today)
    page = render_template("public/commitment.html", agreement=agreement, commitment=found)
    return _kept(page, _changed(agreement_id, task_id))


@blueprint.get(f"{PREFIX}/<int:agreement_id>.<any(json, csv):ending>")
@published
def file(agreement_id: int, ending: str) -> Response:
    """The same facts for programs and spreadsheets, the whole agreement; a long one in several files."""
    session, today = context.reading(), context.runtime().today()
    agreement = queries.find_agreement(session, agreement_id, today=today)
    number, size = parse_id(request.args.get("side")) or 1, public_data.LINES_IN_A_FILE
    page = queries.page_of_commitments(session, agreement_id, today=today, number=number, size=size)
    following = site_address(_file(agreement_id, ending, page.number + 1)[1]) if page.number < page.pages else None
    content = public_data.write(ending, agreement, page, today=today, following=following)
    response = Response(content, content_type=public_data.MEDIA_TYPES[ending])
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    if ending == "csv":
        response.headers["Content-Disposition"] = f"attachment; filename=aftale-{agreement_id}-{page.number}.csv"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _kept(response, _changed(agreement_id))


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Search engines may read the public page, and have nothing to look for elsewhere."""
    if not context.runtime().settings.public.enabled:
        abort(404)
    lines = ("User-agent: *", f"Allow: {PREFIX}/", "Allow: /static/", "Allow: /tilgaengelighed/", "Disallow: /", "")
    return _kept(Response("\n".join(lines), content_type="text/plain; charset=utf-8"))


def _file(agreement_id: int, ending: str, number: int) -> tuple[str, str]:
    address = url_for(
        "public.file",
        agreement_id=agreement_id,
        ending=ending,
        side=number if number > 1 else None,
    )
    return ending.upper(), address


def _changed(agreement_id: int | None = None, task_id: int | None = None) -> datetime:
    """When what is shown last changed, in the whole seconds that HTTP counts: no earlier than it did, and not to come.

    A new day changes what is late, and so all pages.
    """
    runtime = context.runtime()
    last = queries.changed_at(context.reading(), agreement_id, task_id)
    changed = max(filter(None, (last, start_of_day(runtime.today(), runtime.zone))))
    return min(changed + timedelta(seconds=1), runtime.machine_clock.now()).replace(microsecond=0)


def _kept(content: str | Response, changed: datetime | None = None) -> Response:
    """An answer that browsers and proxies may keep for a while, and that is not sent again while it is the same."""
    response = make_response(content)
    response.last_modified = changed
    response.cache_control.public = True
    response.cache_control.max_age = context.runtime().settings.public.max_age_seconds
    response.add_etag()
    return response.make_conditional(request)
