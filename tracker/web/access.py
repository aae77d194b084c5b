"""Who may open which page. Every view declares its audience; one that does not is never served.

The declaration is about the kind of page. Where a right holds only for some committees, the service that makes the
change asks for it (`tracker.services.actors.require`), and `can` tells the templates which forms to offer.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker.domain.roles import Right, may
from tracker.domain.scopes import Scope
from tracker.errors import ForbiddenError
from tracker.services.access.accounts import SignedIn
from tracker.web import context
from tracker.web.api import bearer
from tracker.web.translation import gettext as _

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may open a view: everybody, or those signed in who have `right` for some committee at least.

    A view with `demonstration_only` does not exist in a real installation. One with a `scope` is for other programs,
    which come with a key. One `of_public_page` does not exist while that page is off, and an `impersonal` one is the
    same for everybody: it never looks for who is signed in, so that it can be kept by whoever passes it on.
    """

    right: Right | None
    demonstration_only: bool = False
    scope: Scope | None = None
    of_public_page: bool = False
    impersonal: bool = False

    @property
    def is_public(self) -> bool:
        """Whether no sign-in is asked for."""
        return self.right is None

    def admits(self, visitor: SignedIn) -> bool:
        """Whether `visitor` may open the page at all."""
        own = visitor.actor.committees
        return self.right is None or may(visitor.actor.role, self.right, own=own, concerned=own)


AUDIENCES: dict[object, Audience] = {}
"""The audience of each view function."""


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declares a view that anybody may open."""
    AUDIENCES[view] = Audience(None)
    return view


def published(view: Callable[P, R]) -> Callable[P, R]:
    """Declares a view of the public page: anybody may open it, and it knows nobody."""
    AUDIENCES[view] = Audience(None, of_public_page=True, impersonal=True)
    return view


def allowed(
    right: Right, *, demonstration_only: bool = False, of_public_page: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declares a view for those who have `right`."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        AUDIENCES[view] = Audience(right, demonstration_only, of_public_page=of_public_page)
        return view

    return declare


def by_token(scope: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declares a view for other programs, whose key reaches as far as `scope`."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        AUDIENCES[view] = Audience(Right.READ, scope=scope)
        return view

    return declare


def is_impersonal() -> bool:
    """Whether the page that is asked for is one that knows nobody, and there is such a page."""
    audience = AUDIENCES.get(current_app.view_functions[request.endpoint]) if request.endpoint else None
    return audience is not None and audience.impersonal and context.runtime().settings.public.enabled


def guard() -> Response | None:
    """Runs before every view: lets it through, sends to the sign-in page, or refuses."""
    if request.endpoint is None:  # no such page; Flask answers 404 or 405
        return None
    audience = AUDIENCES.get(current_app.view_functions[request.endpoint])
    if audience is None:
        msg = f"the view {request.endpoint} does not declare its audience"
        raise RuntimeError(msg)
    if audience.demonstration_only and not context.runtime().demonstration:
        abort(404)
    if audience.of_public_page and not context.runtime().settings.public.enabled:
        abort(404)
    if audience.is_public:
        return None
    if audience.scope is not None:
        bearer.admit(audience.scope)
        return None
    visitor = context.visitor_or_none()
    if visitor is None:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=wanted if wanted != "/" else None))
    if not audience.admits(visitor):
        raise ForbiddenError(_("Din rolle giver ikke adgang til denne side."))
    return None


def can(right: Right, concerned: Set[int] = frozenset()) -> bool:
    """Whether the visitor has `right` over something that the committees `concerned` own."""
    visitor = context.visitor_or_none()
    return visitor is not None and may(visitor.actor.role, right, own=visitor.actor.committees, concerned=concerned)


def may_change_some(right: Right) -> bool:
    """Whether the visitor has `right` over some tasks at least: a secretary over those of her committees."""
    visitor = context.visitor_or_none()
    return visitor is not None and Audience(right).admits(visitor)
