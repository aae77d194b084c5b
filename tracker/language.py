"""The language in which the program speaks to the person at hand: Danish, or English by choice.

Texts are written in Danish in the code, and the Danish text is the key of its translation. `speaking` sets the language
for a page or a mail; what is said outside of it, and whatever is stored, is Danish. A text that stands in a table of
words, and is said elsewhere, is wrapped in `mark`, so that it is found for the catalogue (`make translations`).
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from io import BytesIO

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tracker import resources
from tracker.danish import date_words

DANISH = "da"
ENGLISH = "en"
LANGUAGES = {DANISH: "Dansk", ENGLISH: "English"}
"""Each language by its own name."""

_spoken: ContextVar[str] = ContextVar("spoken language", default=DANISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speaks `language` inside the block; one that is not known is taken for Danish."""
    token = _spoken.set(language if language in LANGUAGES else DANISH)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken.get()


def gettext(message: str) -> str:
    """`message` in the language that is spoken."""
    return catalogue(_spoken.get()).gettext(message)


def ngettext(one: str, several: str, number: int) -> str:
    """`one` or `several`, by `number`, in the language that is spoken; `%(num)s` in it stands for the number."""
    return catalogue(_spoken.get()).ngettext(one, several, number)


def mark(message: str) -> str:
    """`message` itself: a text that is translated where it is said."""
    return message


def day_words(day: date) -> str:
    """«31. maj 2019», or «31 May 2019»."""
    return date_words(day) if _spoken.get() == DANISH else format_date(day, "d MMMM y", locale="en_GB")


def count_of(number: int, one: str, several: str) -> str:
    """«1 dag», «3 dage», in the language that is spoken; both words are marked where they are written."""
    return f"{number} {ngettext(one, several, number)}"


@cache
def catalogue(language: str) -> catalogues.NullTranslations:
    """The translations into `language`, read once from the file that translators write."""
    file = resources.TRANSLATIONS / language / "LC_MESSAGES" / "tracker.po"
    if language == DANISH or not file.exists():
        return catalogues.NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
