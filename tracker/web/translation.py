"""The language of the pages. What a user reads is written in Danish in the code and goes through `gettext`."""

from __future__ import annotations

import gettext as catalogues

from flask import Flask

LANGUAGE = "da"
_DANISH = catalogues.NullTranslations()


def gettext(message: str) -> str:
    """`message` in the language of the page."""
    return _DANISH.gettext(message)


def ngettext(one: str, several: str, number: int) -> str:
    """`one` or `several`, by `number`, in the language of the page."""
    return _DANISH.ngettext(one, several, number)


def install(app: Flask) -> None:
    """Gives the templates `_()`, `ngettext()` and `{% trans %}`."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["language"] = LANGUAGE
