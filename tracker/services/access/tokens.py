"""Keys by which other programs act as a user. All times are the machine's own.

A key is shown once, when it is made; the database knows its SHA-256 only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import ApiToken, User
from tracker.domain.scopes import Scope
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext, mark
from tracker.services.access.accounts import SEEN_STEP, SignedIn
from tracker.services.access.secret_tokens import digest, new_token
from tracker.services.actors import Actor

PREFIX = "aft_"
"""Makes a key that leaked into a text recognisable for those who search for such things."""

LIFETIMES = {30: mark("30 dage"), 90: mark("90 dage"), 365: mark("1 år")}
"""How many days a key may last, and how that is said."""

MOST_TOKENS = 20


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who acts by a key, how far it reaches, and whether its use should be recorded anew."""

    visitor: SignedIn
    scope: Scope
    token_id: int
    is_stale: bool


def make_token(session: Session, user_id: int, name: str, scope: Scope, *, days: int, now: datetime) -> str:
    """A new key for the user, lasting `days`; the only time that it can be read.

    Raises `InputError` for a name that is missing, a span that is not offered, or more keys than anybody needs.
    """
    words = " ".join(name.split())
    if not words:
        raise InputError(gettext("Skriv, hvad nøglen skal bruges til."), "name")
    if len(words) > 100:
        raise InputError(gettext("Navnet må højst have 100 tegn."), "name")
    if days not in LIFETIMES:
        raise InputError(gettext("Vælg, hvor længe nøglen skal gælde."), "days")
    if len([each for each in list_tokens(session, user_id) if each.expires_at > now]) >= MOST_TOKENS:
        raise InputError(
            gettext("Du har allerede %(most_tokens)s nøgler. Træk en tilbage først.") % {"most_tokens": MOST_TOKENS},
            "name",
        )
    token = new_token(PREFIX)
    session.add(
        ApiToken(
            user_id=user_id,
            name=words,
            token_digest=digest(token),
            scope=scope,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    session.flush()
    return token


def list_tokens(session: Session, user_id: int) -> Sequence[ApiToken]:
    """The keys of a user that are not withdrawn, the newest first."""
    return session.scalars(
        select(ApiToken)
        .where(ApiToken.user_id == user_id, ApiToken.withdrawn_at.is_(None))
        .order_by(ApiToken.id.desc())
    ).all()


def withdraw_token(session: Session, user_id: int, token_id: int, *, now: datetime) -> None:
    """Ends a key of the user; raises `NotFoundError`. What was withdrawn stays so."""
    token = session.get(ApiToken, token_id)
    if token is None or token.user_id != user_id:
        raise NotFoundError(gettext("Nøglen findes ikke."))
    token.withdrawn_at = token.withdrawn_at or now
    session.flush()


def find_bearer(session: Session, token: str, *, now: datetime) -> Bearer | None:
    """Who acts by this key; none for one that is unknown, withdrawn, expired, or whose user has left."""
    found = session.scalar(
        select(ApiToken)
        .join(ApiToken.user)
        .where(
            ApiToken.token_digest == digest(token),
            ApiToken.withdrawn_at.is_(None),
            ApiToken.expires_at > now,
            User.active,
        )
        .options(joinedload(ApiToken.user).selectinload(User.committees))
    )
    if found is None:
        return None
    used_at = found.last_used_at
    visitor = SignedIn(found.user_id, found.user.email, Actor.of(found.user), used_at or now)
    return Bearer(visitor, found.scope, found.id, used_at is None or now - used_at >= SEEN_STEP)


def record_use(session: Session, token_id: int, *, now: datetime) -> None:
    """Notes when a key was last used."""
    token = session.get(ApiToken, token_id)
    if token is not None:
        token.last_used_at = now
        session.flush()
