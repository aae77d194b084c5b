"""Who asks: the key in the header `Authorization: Bearer …`. Cookies count for nothing here."""

from __future__ import annotations

from http import HTTPStatus

from flask import g, request

from tracker.domain.scopes import Scope
from tracker.services.access import tokens
from tracker.web import context
from tracker.web.api.problems import ProblemError
from tracker.web.translation import gettext as _


def admit(scope: Scope) -> None:
    """Makes the key's user the visitor of this request; ends it with 401 or 403."""
    now = context.runtime().machine_clock.now()
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    found = tokens.find_bearer(context.reading(), token.strip(), now=now) if kind.lower() == "bearer" else None
    if found is None:
        raise ProblemError(
            HTTPStatus.UNAUTHORIZED,
            _("Send en gyldig nøgle i headeren Authorization: Bearer. Nøgler laves på siden «Nøgler»."),
            headers={"WWW-Authenticate": 'Bearer realm="tracker"'},
        )
    if not found.scope.covers(scope):
        raise ProblemError(
            HTTPStatus.FORBIDDEN,
            _("Nøglen giver kun adgang til at læse."),
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'},
        )
    if found.is_stale:
        with context.writing() as writer:
            tokens.record_use(writer, found.token_id, now=now)
    g.visitor = found.visitor
