"""What is stored, on pages in another language: the program's own sentences are said in it. What people and agreements
have written is Danish, and marked so, that it is read aloud as Danish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Flask
from markupsafe import Markup, escape

from tracker.db.told import told
from tracker.language import DANISH, spoken
from tracker.sayings import Saying, said


class Written(str):
    """A text that says on a page that it is Danish."""

    __slots__ = ()

    def __html__(self) -> str:
        return f'<span lang="{DANISH}">{escape(self.plain)}</span>'

    @property
    def plain(self) -> str:
        """The text alone, for where no element can stand; the element around it says the language."""
        return str.__str__(self)


def install(app: Flask) -> None:
    """Gives the templates `danish`: a filter for a text, a function for an element's attribute, a test for options.

    `told` is what stands in a column of a row, and `said` is for what may as well be the words of a mail server.
    """
    app.jinja_env.filters.update(danish=danish, danish_choices=danish_choices, danish_within=danish_within)
    app.jinja_env.filters.update(said=say, told=told)
    app.jinja_env.globals.update(danish=danish_attribute, page_language=page_language)
    app.jinja_env.tests["danish"] = lambda text: isinstance(text, Written)


def danish(text: str | None, most: int | None = None) -> str | None:
    """`text`, marked as Danish where the page is not, or said in its language where the program can; nothing stays
    nothing, and more than about `most` characters are cut off."""
    if not text:
        return text
    words = _shortened(said(text), most) if most else said(text)
    if isinstance(text, Saying):
        return danish_within(words, text.quotes)
    return Written(words) if spoken() != DANISH else words


def say(text: str | None) -> str | None:
    """`text` in the page's language where the program can say it; what it cannot has no language that is known."""
    return danish(text) if isinstance(text, Saying) else text


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"


def danish_within(text: str, written: Iterable[str | None]) -> str:
    """A sentence of the program with those of the texts `written` marked that stand in it."""
    named = sorted(filter(None, written), key=len, reverse=True)
    if not named or spoken() == DANISH:
        return text
    pieces = re.split(f"({'|'.join(map(re.escape, named))})", text)
    return Markup("").join(Written(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def danish_choices(choices: Iterable[tuple[int | str, str]]) -> list[tuple[int | str, str]]:
    """Values with texts that are Danish, for the options of a field."""
    return [(value, danish(text) or "") for value, text in choices]


def danish_attribute() -> Markup:
    """The attribute of an element whose whole content is Danish."""
    return Markup(f' lang="{DANISH}"') if spoken() != DANISH else Markup()  # noqa: S704 - a constant


def page_language() -> Markup:
    """The attribute of an element within Danish text that speaks the page's language."""
    return Markup(' lang="{}"').format(spoken()) if spoken() != DANISH else Markup()
