"""The language of a page. Texts are written in Danish in the code (`tracker.language`).

Who is signed in reads the language of the own profile. Who is not, and pages that are the same for everybody, go by the
address: `?sprog=en`. That needs no cookie, and the links of such a page carry it on.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request

from tracker.language import DANISH, LANGUAGES, speaking, spoken
from tracker.language import gettext as gettext
from tracker.language import ngettext as ngettext
from tracker.language import pgettext as pgettext
from tracker.web import context
from tracker.web.security import path_of

PARAMETER = "sprog"


def install(app: Flask) -> None:
    """Gives the templates `_()`, `ngettext()` and `{% trans %}`, and speaks the visitor's language for the request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    app.context_processor(lambda: {"language": spoken(), "other_language": _other_language})
    app.url_defaults(_carry_on)
    app.after_request(_name_language)
    app.teardown_request(_fall_silent)


def speak() -> None:
    """Speaks the visitor's language until the request ends; runs once it is known who asks."""
    visitor = context.visitor_or_none()
    speak_on(visitor.language if visitor is not None else DANISH)


def speak_on(language: str) -> None:
    """Speaks `language` until the request ends, or the one that the address asks for where it has a say."""
    _fall_silent()
    g.speaking = speaking(_asked() or language)
    g.speaking.__enter__()


def named_language() -> str:
    """The language of a file: the one that its address names, else Danish, whoever fetches it."""
    asked = request.args.get(PARAMETER, DANISH)
    return asked if asked in LANGUAGES else DANISH


def language_named() -> dict[str, str]:
    """What stands in the address of a file, so that it is in the language that is spoken."""
    return {PARAMETER: spoken()} if spoken() != DANISH else {}


def _asked() -> str | None:
    """The language that the address asks for: of somebody who is not signed in."""
    asked = request.args.get(PARAMETER)
    return asked if asked in LANGUAGES and context.visitor_or_none() is None else None


def _carry_on(endpoint: str, values: dict[str, Any]) -> None:
    asked = _asked()
    if asked and endpoint != "static" and not endpoint.startswith("api."):
        values.setdefault(PARAMETER, asked)


def _other_language() -> tuple[str, str, str]:
    """The language that this page can be read in instead: its code, its own name, and the address of this page. For
    who is signed in it is where to return to; for others it asks for that language."""
    code = next(each for each in LANGUAGES if each != spoken())
    if context.visitor_or_none() is not None:
        return code, LANGUAGES[code], _here()
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != PARAMETER]
    return code, LANGUAGES[code], f"{request.path}?{urlencode([*kept, (PARAMETER, code)])}"


def _here() -> str:
    """The address of this page; of the page whose form was sent, where it answers a form."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    return path_of(request.referrer, request.host) or "/"


def _name_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", spoken())
    return response


def _fall_silent(_error: BaseException | None = None) -> None:
    language = g.pop("speaking", None)
    if language is not None:
        language.__exit__(None, None, None)
