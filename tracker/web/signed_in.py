"""The cookie that says who is signed in: a random token, of which the database knows the SHA-256."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, g, request, session
from werkzeug.wrappers import Response

from tracker.services.access import accounts
from tracker.web import access, context

BY_LINK = "by_link"


def cookie_name() -> str:
    """The cookie's name; the prefix makes browsers refuse it from another host or over http."""
    return "__Host-tracker" if context.runtime().settings.web.secure_cookies else "tracker"


def install(app: Flask) -> None:
    """Finds the visitor before every view."""
    app.before_request(_find_visitor)
    app.teardown_request(context.close_reading)


def _find_visitor() -> None:
    token = request.cookies.get(cookie_name())
    if not token or request.endpoint == "static" or access.is_impersonal():
        return
    now = context.runtime().machine_clock.now()
    found = accounts.find_session(context.reading(), token, now=now)
    if found is not None and now - found.seen_at >= accounts.SEEN_STEP:
        with context.writing() as writer:
            accounts.touch_session(writer, token, now=now)
    g.visitor = found


def address() -> str:
    """The network address that the request came from, by which tries are counted."""
    return request.remote_addr or "?"


def check_password(email: str, password: str) -> int | None:
    """The id of the active user who has this e-mail and password; none otherwise.

    Raises `TooManyAttemptsError` where it was tried too often lately.
    """
    now = context.runtime().machine_clock.now()
    with context.writing() as writer:
        accounts.begin_attempt(writer, email, address(), now=now)
    # Without a write transaction: argon2 takes its time, and on SQLite everybody else would wait.
    user_id = accounts.check_password(context.reading(), email, password)
    if user_id is not None:
        with context.writing() as writer:
            accounts.end_attempt(writer, email, address())
    return user_id


def came_by_link() -> bool:
    """Whether the visitor signed in by a link, and so may choose a password without telling the one of before."""
    return bool(session.get(BY_LINK))


def begin(response: Response, user_id: int, *, by_link: bool = False) -> Response:
    """Signs `user_id` in with this response. The session that the browser had before is revoked: tokens rotate."""
    runtime = context.runtime()
    lifetime = timedelta(hours=runtime.settings.web.session_hours)
    now = runtime.machine_clock.now()
    with context.writing() as writer:
        old = request.cookies.get(cookie_name())
        if old:
            accounts.close_session(writer, old, now=now)
        token = accounts.open_session(writer, user_id, now=now, lifetime=lifetime)
    session.clear()
    if by_link:
        session[BY_LINK] = True
    response.set_cookie(
        cookie_name(),
        token,
        max_age=lifetime,
        httponly=True,
        samesite="Lax",
        secure=runtime.settings.web.secure_cookies,
    )
    return response


def end(response: Response) -> Response:
    """Signs the browser out: revokes the session and forgets both cookies."""
    token = request.cookies.get(cookie_name())
    if token:
        with context.writing() as writer:
            accounts.close_session(writer, token, now=context.runtime().machine_clock.now())
    session.clear()
    response.delete_cookie(cookie_name(), httponly=True, samesite="Lax")
    return response
