"""What keeps the pages safe: headers, the form token, cookies, and where a sign-in may lead."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from itertools import chain
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf import CSRFProtect
from werkzeug.datastructures import MultiDict

from tracker.bootstrap import Runtime
from tracker.errors import SettingsError

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not «no-referrer»: the form token's check compares the referrer under https.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STATIC_LIFETIME = timedelta(days=365)
"""Static files may be kept: their addresses change with them (`tracker.web.presentation.static`)."""

csrf = CSRFProtect()


def install(app: Flask, runtime: Runtime) -> None:
    """Prepares cookies, the form token and the headers of `app`.

    The form token is Flask-WTF's: a random value in Flask's signed cookie, which is emptied at sign-in and sign-out, so
    that a token never outlives the sign-in that it was made for. That cookie carries nothing else but the one-time
    notice on the next page; who is signed in stands in the database (`tracker.web.signed_in`).
    """
    settings = runtime.settings.web
    app.config.update(
        SECRET_KEY=_secret_key(runtime),
        SESSION_COOKIE_NAME="__Host-tracker-form" if settings.secure_cookies else "tracker-form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        # The token lives as long as the sign-in: whoever leaves a form open over lunch must not lose what he wrote.
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_LIFETIME,
    )
    csrf.init_app(app)
    app.before_request(_refuse_null_characters)
    app.after_request(_add_headers)


def _secret_key(runtime: Runtime) -> str:
    configured = runtime.settings.web.own_secret
    if configured is not None:
        return configured
    if runtime.demonstration:
        return secrets.token_hex(32)
    raise SettingsError(
        "web.secret_key mangler. Sæt den i config.toml, eller som TRACKER_WEB__SECRET_KEY, til mindst 32 tilfældige "
        'tegn; kommandoen python3 -c "import secrets; print(secrets.token_hex(32))" laver dem.'
    )


def _refuse_null_characters() -> None:
    """PostgreSQL cannot keep the null character and breaks off the whole transaction; nobody types it on purpose. What
    other programs may send their interface says itself."""
    if request.blueprint != "api" and any("\0" in text for text in (*_every(request.args), *_every(request.form))):
        abort(HTTPStatus.BAD_REQUEST)


def _every(fields: MultiDict[str, str]) -> Iterator[str]:
    """All names and values, also of fields that are sent more than once."""
    return chain.from_iterable(fields.items(multi=True))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def path_of(address: str | None, host: str) -> str | None:
    """The path and query of `address` where it is one of this site, which is known as `host`; else none."""
    parts = urlsplit(address or "")
    if parts.netloc != host:
        return None
    return safe_target(parts.path + (f"?{parts.query}" if parts.query else ""))


def safe_target(target: str | None) -> str | None:
    """`target` when it is a path on this site, else none: a link to the sign-in page must not lead anywhere else."""
    if not target or not target.startswith("/") or any(ord(sign) < 32 for sign in target):
        return None
    # «//host» and «/\host» are read by browsers as another host.
    if target[1:2] in {"/", "\\"}:
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target
