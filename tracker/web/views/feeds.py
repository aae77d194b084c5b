"""Calendars to subscribe to: made and withdrawn on a page, fetched by a secret address without signing in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.db.queries.parts.choices import committee_choices
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.reports.calendar import MEDIA_TYPE
from tracker.services.lists import feeds
from tracker.web import context
from tracker.web.access import allowed, public
from tracker.web.forms import Form
from tracker.web.presentation import site_address
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _
from tracker.web.written import danish_choices

blueprint = Blueprint("feeds", __name__, url_prefix="/kalendere")
MINE = "mine"


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """The visitor's calendars, and the form for another one."""
    return _page(Form())


@blueprint.post("/")
@allowed(Right.READ)
def make() -> Response:
    """Makes a calendar, and shows its address the one time that it can be seen."""
    form = Form.sent(request.form)
    chosen = form.value("committee")
    committee_id = parse_id(chosen)
    made = None
    if committee_id is None and chosen != MINE:
        form.errors["committee"] = _("Vælg et udvalg, eller dine egne opgaver.")
    else:
        try:
            with context.writing() as session:
                now = context.runtime().machine_clock.now()
                made = feeds.make_feed(session, context.visitor().user_id, committee_id, now=now)
        except InputError as error:
            form.refuse(error, "committee")
    page = _page(Form(), made) if made else _page(form)
    return Response(page, 201 if made else 422, mimetype="text/html")


@blueprint.post("/<int:feed_id>/traek-tilbage")
@allowed(Right.READ)
def withdraw(feed_id: int) -> Response:
    """Ends a calendar at once."""
    with context.writing() as session:
        now = context.runtime().machine_clock.now()
        feeds.withdraw_feed(session, context.visitor().user_id, feed_id, now=now)
    flash(_("Kalenderen er trukket tilbage. Den kan ikke hentes mere."), "success")
    return redirect(url_for("feeds.listing"))


@blueprint.get("/<token>.ics")
@public
def fetch(token: str) -> Response:
    """The calendar; whoever has the address may fetch it, and nothing more."""
    runtime = context.runtime()
    feed = feeds.find_feed(context.reading(), token)
    content = feeds.render_feed(
        context.reading(),
        feed,
        base_url=site_address(""),
        today=runtime.today(),
        zone=runtime.zone,
    )
    now = runtime.machine_clock.now()
    if feeds.is_use_stale(feed, now=now):
        feed_id = feed.id
        with context.writing() as session:
            feeds.record_use(session, feed_id, now=now)
    response = Response(content, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()
    return response.make_conditional(request)


def _page(form: Form, made: str | None = None) -> str:
    return render_template(
        "feeds/listing.html",
        form=form,
        made=site_address(url_for("feeds.fetch", token=made)) if made else None,
        feeds=feeds.list_feeds(context.reading(), context.visitor().user_id),
        choices=[(MINE, _("Opgaver, som jeg er ansvarlig for")), *danish_choices(committee_choices(context.reading()))],
    )
