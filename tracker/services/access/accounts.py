"""Signing in: passwords, one-time links, sessions that can be revoked, and a limit on guessing.

All times are the machine's own, never those of a clock that a demonstration has moved. Tokens are random, are handed
out once and stored only as their SHA-256, so that whoever reads the database cannot sign in with what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import SignInAttempt, SignInLink, SignInSession, User
from tracker.domain.roles import Role
from tracker.errors import InputError, NotFoundError, TooManyAttemptsError
from tracker.language import DANISH, count_of, gettext
from tracker.services.access.secret_tokens import digest, new_token
from tracker.services.actors import Actor

ATTEMPT_WINDOW = timedelta(minutes=15)
ATTEMPTS_BY_EMAIL = 10
ATTEMPTS_BY_ADDRESS = 50
"""A town hall often shares one address, so that limit is wider."""

LINK_LIFETIME = timedelta(hours=24)
INVITATION_LIFETIME = timedelta(days=7)
"""Whoever is invited may be away for some days."""

MINIMUM_PASSWORD = 12
SEEN_STEP = timedelta(minutes=5)
"""How exactly it is recorded when a session was last used: not with a write on every page."""

_HASHER = PasswordHasher()
_NOBODYS_HASH = (  # of a random password that was not kept; lets an unknown user cost what a known one costs
    "$argon2id$v=19$m=65536,t=3,p=4$yWYOE9JO/p/mxhnQkh4kCQ$hDEQakw206zBLE/PeeTFzN8gSaNSJ/qEELOBdO8Es/w"
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, as long as a request lasts, and when the session was last recorded as in use."""

    user_id: int
    email: str
    actor: Actor
    seen_at: datetime
    language: str = DANISH
    calendar_attached: bool = False


def normal_email(email: str) -> str:
    """The form in which addresses are stored and compared."""
    return email.strip().lower()


def hash_password(password: str) -> str:
    """The argon2id hash of `password`; raises `InputError` for one that is too short."""
    if len(password) < MINIMUM_PASSWORD:
        raise InputError(
            gettext("Adgangskoden skal have mindst %(minimum_password)s tegn.")
            % {"minimum_password": MINIMUM_PASSWORD},
            "password",
        )
    return _HASHER.hash(password)


def find_user(session: Session, email: str) -> int:
    """The id of the active user with this address; raises `NotFoundError`."""
    user_id = session.scalar(select(User.id).where(User.email == normal_email(email), User.active))
    if user_id is None:
        raise NotFoundError(
            gettext("Ingen aktiv bruger har adressen «%(email)s». «tracker users list» viser dem, der er.")
            % {"email": email}
        )
    return user_id


def set_password(session: Session, user_id: int, password: str, *, now: datetime) -> None:
    """Gives a user another password; sessions and links from before it open nothing any more.

    Raises `InputError` for one that is too short.
    """
    session.execute(update(User).where(User.id == user_id).values(password_hash=hash_password(password)))
    shut_out(session, user_id, now=now)


def has_password(session: Session, user_id: int) -> bool:
    """Whether a user has chosen a password, or comes by links alone."""
    return session.scalar(select(User.password_hash).where(User.id == user_id)) is not None


def has_been_here(session: Session, user_id: int) -> bool:
    """Whether a user has ever signed in."""
    return session.scalar(select(SignInSession.id).where(SignInSession.user_id == user_id).limit(1)) is not None


def shut_out(session: Session, user_id: int, *, now: datetime) -> None:
    """Signs a user out everywhere and ends the links that were made for him, but for a demonstration's."""
    close_all_sessions(session, user_id, now=now)
    end_links(session, user_id, now=now)


def end_links(session: Session, user_id: int, *, now: datetime) -> None:
    """Ends the links of a user that were not used yet, but for a demonstration's."""
    unused = SignInLink.used_at.is_(None), SignInLink.expires_at > now, SignInLink.reusable.is_(False)
    session.execute(update(SignInLink).where(SignInLink.user_id == user_id, *unused).values(expires_at=now))


def begin_attempt(session: Session, email: str, address: str, *, now: datetime) -> None:
    """Counts a try to sign in before it is looked at, so that many at once are all counted.

    Raises `TooManyAttemptsError` when `email` or `address` (of the network) has tried too often lately. A try that
    turns out well is taken back by `end_attempt`.
    """
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - ATTEMPT_WINDOW))
    limits = (
        (SignInAttempt.email == normal_email(email)[:254], ATTEMPTS_BY_EMAIL),
        (SignInAttempt.address == address, ATTEMPTS_BY_ADDRESS),
    )
    for condition, limit in limits:
        _refuse_above(session, condition, limit, now)
    session.add(SignInAttempt(email=normal_email(email)[:254], address=address, at=now))
    session.flush()


def _refuse_above(session: Session, condition: ColumnElement[bool], limit: int, now: datetime) -> None:
    lately = select(func.count(), func.min(SignInAttempt.at)).where(condition, SignInAttempt.at >= now - ATTEMPT_WINDOW)
    count, first = session.execute(lately).one()
    if count >= limit:
        seconds = max(1, int((first + ATTEMPT_WINDOW - now).total_seconds()))
        minutes = -(-seconds // 60)
        raise TooManyAttemptsError(
            gettext("Der er prøvet for mange gange. Vent %(minutes)s, og prøv igen.")
            % {"minutes": count_of(minutes, "minut", "minutter")},
            seconds,
        )


def end_attempt(session: Session, email: str, address: str) -> None:
    """Forgets the failed tries of `email` from `address`: the right person has come."""
    session.execute(
        delete(SignInAttempt).where(SignInAttempt.email == normal_email(email)[:254], SignInAttempt.address == address)
    )


def check_password(session: Session, email: str, password: str) -> int | None:
    """The id of the active user who has this e-mail and password; none otherwise.

    Takes as long for an address that nobody has as for a wrong password, so that an answer does not tell who is a user.
    """
    user = session.scalar(select(User).where(User.email == normal_email(email)))
    known = user.password_hash if user and user.active else None
    try:
        _HASHER.verify(known or _NOBODYS_HASH, password)
    except (VerificationError, InvalidHashError):
        return None
    return user.id if user and known else None


def open_session(session: Session, user_id: int, *, now: datetime, lifetime: timedelta) -> str:
    """Signs a user in for at most `lifetime`; returns the token for the browser's cookie."""
    token = new_token()
    session.add(
        SignInSession(
            token_digest=digest(token), user_id=user_id, created_at=now, last_seen_at=now, expires_at=now + lifetime
        )
    )
    session.flush()
    return token


def find_session(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Who holds `token`; none when it is unknown, expired or revoked, or the user is no longer active."""
    query = (
        select(SignInSession)
        .where(
            SignInSession.token_digest == digest(token),
            SignInSession.revoked_at.is_(None),
            SignInSession.expires_at > now,
        )
        .options(joinedload(SignInSession.user).selectinload(User.committees))
    )
    found = session.scalar(query)
    if found is None or not found.user.active:
        return None
    user = found.user
    return SignedIn(
        found.user_id, user.email, Actor.of(user), found.last_seen_at, user.language, user.calendar_attached
    )


def close_session(session: Session, token: str, *, now: datetime) -> None:
    """Revokes the session of `token`, if there is one."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.token_digest == digest(token), SignInSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def close_all_sessions(session: Session, user_id: int, *, now: datetime) -> None:
    """Signs a user out everywhere."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.user_id == user_id, SignInSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )


@dataclass(frozen=True, slots=True)
class Person:
    """A user who can sign in."""

    id: int
    name: str
    role: Role


def list_people(session: Session) -> Sequence[Person]:
    """The active users, in the order in which they were made."""
    query = select(User.id, User.name, User.role).where(User.active).order_by(User.id)
    return [Person(row.id, row.name, row.role) for row in session.execute(query)]


def create_link(
    session: Session, user_id: int, *, now: datetime, lifetime: timedelta = LINK_LIFETIME, reusable: bool = False
) -> str:
    """A token that signs the user in once within `lifetime`; a demonstration's may be used again."""
    token = new_token()
    session.add(SignInLink(token_digest=digest(token), user_id=user_id, expires_at=now + lifetime, reusable=reusable))
    session.flush()
    return token


def link_address(base_url: str, token: str) -> str:
    """Where a link leads whose token is `token`."""
    return f"{base_url.rstrip('/')}/log-ind/link/{token}"


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whom a sign-in link is for. `reusable` links are a demonstration's and ask for no confirmation."""

    user_id: int
    name: str
    reusable: bool


def look_at_link(session: Session, token: str, *, now: datetime) -> LinkHolder:
    """Whom a link would sign in; using it up is for `use_link`. Raises `NotFoundError` when it holds no more."""
    link = session.scalar(
        select(SignInLink)
        .where(SignInLink.token_digest == digest(token), _still_holds(now))
        .options(joinedload(SignInLink.user))
    )
    if link is None or not link.user.active:
        raise NotFoundError(gettext("Linket virker ikke mere. Bed om et nyt, eller log ind med adgangskode."))
    return LinkHolder(link.user_id, link.user.name, link.reusable)


def use_link(session: Session, token: str, *, now: datetime) -> int:
    """Uses a link up, and returns whom it signs in. Of two at once, one gets `NotFoundError`."""
    holder = look_at_link(session, token, now=now)
    used = session.execute(
        update(SignInLink).where(SignInLink.token_digest == digest(token), _still_holds(now)).values(used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFoundError(gettext("Linket er allerede brugt. Bed om et nyt, eller log ind med adgangskode."))
    return holder.user_id


def _still_holds(now: datetime) -> ColumnElement[bool]:
    return (SignInLink.expires_at > now) & or_(SignInLink.used_at.is_(None), SignInLink.reusable)


def touch_session(session: Session, token: str, *, now: datetime) -> None:
    """Records that a session is in use; callers do so once every `SEEN_STEP`."""
    session.execute(update(SignInSession).where(SignInSession.token_digest == digest(token)).values(last_seen_at=now))
