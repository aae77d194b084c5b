"""Ændringer: who did what and when, over all tasks, users and rules, for the administrator."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from tracker.clock import local_date
from tracker.db.models import TaskEvent
from tracker.db.queries.operation.audit import LAST_PAGE, AuditFilter, Event, Release, audit_page
from tracker.db.queries.parts.choices import all_people_choices
from tracker.db.told import told
from tracker.domain import administration, history
from tracker.domain.administration import AdministrationKind
from tracker.domain.roles import Right
from tracker.language import day_words
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.policy_form import in_words
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _

blueprint = Blueprint("audit", __name__, url_prefix="/drift/aendringer")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done. `address` leads to the task that it was done to; `written` is what in `what` people have
    written."""

    at: datetime
    who: str
    what: str
    words: str
    title: str = ""
    address: str = ""
    written: Sequence[str] = ()


@blueprint.get("/")
@allowed(Right.ADMINISTER)
def listing() -> str:
    """The newest first, by person and day if asked."""
    form = Form.sent(MultiDict(request.args))
    wanted = AuditFilter(parse_id(form.value("person")), form.day("dag"))
    number = min(max(parse_id(form.value("side")) or 1, 1), LAST_PAGE)
    session = context.reading()
    events, more = audit_page(session, wanted, number, zone=context.runtime().zone)
    return render_template(
        "operation/audit.html",
        form=form,
        lines=[_line(event) for event in events],
        people=all_people_choices(session),
        older=_address(form, number + 1) if more and number < LAST_PAGE else None,
        newer=_address(form, number - 1) if number > 1 else None,
    )


def _address(form: Form, number: int) -> str:
    person, day = form.value("person") or None, form.value("dag") or None
    return url_for("audit.listing", person=person, dag=day, side=number if number > 1 else None)


def _line(event: Event) -> Line:
    if isinstance(event, TaskEvent):
        return Line(
            event.at,
            history.who_words(event.actor_name, event.sheet),
            history.describe(event.kind, event.before, event.after, event.presented_on),
            told(event, "comment") or "",
            event.task.title,
            url_for("tasks.show", task_id=event.task_id),
            history.written_in(event.kind, event.before, event.after),
        )
    if isinstance(event, Release):
        return Line(event.at, event.actor_name, _release_words(event), "")
    rule = event.kind is AdministrationKind.POLICY
    before, after = (_rule(each) if rule else each for each in (event.before, event.after))
    words = f"{before} → {after}" if before and after else before or after
    said = administration.describe(event.kind, event.subject)
    return Line(
        event.at, event.actor_name, said, words or "", written=administration.written_in(event.kind, event.subject)
    )


def _release_words(event: Release) -> str:
    said = _("Mails sendes igen, efter at databasen blev lagt tilbage fra en kopi fra %(day)s.")
    if event.sent_until is None:
        until = _("Intet regnes som sendt siden kopien.")
    else:
        until = _("Mails til og med %(day)s regnes som sendt.") % {"day": day_words(event.sent_until)}
    return f"{said % {'day': day_words(local_date(event.since))}} {until}"


def _rule(stored: str | None) -> str | None:
    changes: Mapping[str, object] | None = json.loads(stored) if stored else None
    if changes is None:
        return None
    return ", ".join(f"{name}: {words}" for name, words in in_words(changes)) or _("ingen egen regel")
