"""The language of the pages: that of the visitor. Texts are written in Danish in the code (`tracker.language`)."""

from __future__ import annotations

from flask import Flask, g

from tracker.language import gettext as gettext
from tracker.language import ngettext as ngettext
from tracker.language import speaking, spoken
from tracker.web import context


def install(app: Flask) -> None:
    """Gives the templates `_()`, `ngettext()` and `{% trans %}`, and speaks the visitor's language for the request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.context_processor(lambda: {"language": spoken()})
    app.teardown_request(_fall_silent)


def speak() -> None:
    """Speaks the visitor's language until the request ends; runs once it is known who asks."""
    visitor = context.visitor_or_none()
    if visitor is not None:
        g.speaking = speaking(visitor.language)
        g.speaking.__enter__()


def _fall_silent(_error: BaseException | None = None) -> None:
    language = g.pop("speaking", None)
    if language is not None:
        language.__exit__(None, None, None)
