"""The menu: which pages a visitor is offered, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for

from tracker.web import access, context
from tracker.web.translation import gettext as _
from tracker.web.translation import pgettext


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu; `active` when the page shown belongs to it."""

    text: str
    address: str
    active: bool


def menu() -> list[Item]:
    """The lines for the visitor: nobody is offered a page that would be refused."""
    visitor = context.visitor_or_none()
    if visitor is None:
        return []
    offered = (
        (_("Overblik"), "overview.show"),
        (_("Opgaver"), "tasks.listing"),
        (_("Overskredne"), "overdue.listing"),
        (pgettext("several", "Udvalg"), "committees.listing"),
        (_("Aftaler"), "agreements.listing"),
        (_("Rapport"), "reports.show"),
        (_("Postkasse"), "mailbox.listing"),
        (_("Drift"), "operation.show"),
    )
    return [
        Item(text, url_for(endpoint), _belongs(endpoint))
        for text, endpoint in offered
        if _is_open(endpoint, access.AUDIENCES.get(current_app.view_functions.get(endpoint)))
    ]


def _is_open(endpoint: str, audience: access.Audience | None) -> bool:
    visitor = context.visitor()
    if audience is None or endpoint not in current_app.view_functions:
        return False
    if audience.demonstration_only and not context.runtime().demonstration:
        return False
    return audience.admits(visitor)


def _belongs(endpoint: str) -> bool:
    return (request.endpoint or "").split(".")[0] == endpoint.split(".")[0]
