"""What a request works with: the runtime, the visitor, and the database sessions of this request."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import cast

from flask import current_app, g
from sqlalchemy.orm import Session

from tracker.bootstrap import Runtime
from tracker.errors import ForbiddenError
from tracker.language import gettext
from tracker.services.access.accounts import SignedIn

EXTENSION = "tracker"


def runtime() -> Runtime:
    """What this application was built with."""
    return cast(Runtime, current_app.extensions[EXTENSION])


def reading() -> Session:
    """The session with which this request reads: one for the whole request, so that a page is of one moment."""
    if "reading" not in g:
        g.reading_context = runtime().database.reading()
        g.reading = g.reading_context.__enter__()
    return cast(Session, g.reading)


def writing() -> AbstractContextManager[Session]:
    """A session whose changes are committed when its block ends well.

    The session that has read is closed first: on SQLite it would hold an older state of the database.
    """
    close_reading()
    return runtime().database.writing()


def close_reading(_error: BaseException | None = None) -> None:
    """Ends the session that has read, if there was one."""
    context = g.pop("reading_context", None)
    g.pop("reading", None)
    if context is not None:
        context.__exit__(None, None, None)


def visitor_or_none() -> SignedIn | None:
    """Who is signed in."""
    return cast("SignedIn | None", g.get("visitor"))


def visitor() -> SignedIn:
    """Who is signed in, on pages that ask for it."""
    found = visitor_or_none()
    if found is None:
        raise ForbiddenError(gettext("Du skal logge ind for at se denne side."))
    return found
