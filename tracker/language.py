"""The language in which the program speaks to the person at hand: Danish, or English by choice.

Texts are written in Danish in the code, and the Danish text is the key of its translation. `speaking` sets the language
for a page or a mail; what is said outside of it, and whatever is stored, is Danish (`tracker.sayings` keeps how it
is said otherwise). A text that stands in a table of words, and is said elsewhere, is wrapped in `mark`, so that it is
found for the catalogue (`make translations`).
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tracker import resources
from tracker.danish import MONTHS, date_words, kroner_words, list_words, short_kroner_words

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


def pgettext(context: str, message: str) -> str:
    """`message` as it is meant in `context`, where one Danish word is two in another language."""
    return catalogue(_spoken.get()).pgettext(context, message)


def ngettext(one: str, several: str, number: int) -> str:
    """`one` or `several`, by `number`, in the language that is spoken; `%(num)s` in it stands for the number."""
    return catalogue(_spoken.get()).ngettext(one, several, number)


def mark(message: str) -> str:
    """`message` itself: a text that is translated where it is said."""
    return message


def day_words(day: date) -> str:
    """«31. maj 2019», or «31 May 2019»."""
    return date_words(day) if _spoken.get() == DANISH else format_date(day, "d MMMM y", locale="en_GB")


def short_day_words(day: date, year: int) -> str:
    """«31. maj» or «31 May» where the year says itself, being `year`; else as `day_words`."""
    return day_of_year_words(day) if day.year == year else day_words(day)


def day_of_year_words(day: date) -> str:
    """«24. december», or «24 December»: without a year."""
    return f"{day.day}{'.' if _spoken.get() == DANISH else ''} {month_words(day.month)}"


def month_words(month: int) -> str:
    """The name of a month, from 1 to 12."""
    return MONTHS[month - 1] if _spoken.get() == DANISH else format_date(date(2000, month, 1), "MMMM", locale="en_GB")


def clock_words(hour: int, minute: int, *, short: bool = False) -> str:
    """«14.05», or «14:05»; `short` leaves out the minutes of a whole hour in Danish: «14»."""
    if _spoken.get() != DANISH:
        return f"{hour:02}:{minute:02}"
    return str(hour) if short and not minute else f"{hour}.{minute:02}" if short else f"{hour:02}.{minute:02}"


def money_words(kroner: int) -> str:
    """«23.000.000 kr.», or «DKK 23,000,000»."""
    if _spoken.get() == DANISH:
        return kroner_words(kroner)
    return f"{'−' if kroner < 0 else ''}DKK\u00a0{abs(kroner):,}"


def short_money_words(kroner: int) -> str:
    """«2,5 mia. kr.», «175.000 kr.», or «DKK 2.5 billion», «DKK 175,000»; never rounded."""
    if _spoken.get() == DANISH:
        return short_kroner_words(kroner)
    for unit, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if abs(kroner) >= unit:
            return f"DKK {(Decimal(kroner) / unit).normalize():f} {name}"
    return f"DKK {kroner:,}"


def list_of(words: Iterable[str]) -> str:
    """«a», «a og b», «a, b og c», in the language that is spoken; empty for nothing."""
    return list_words(words, gettext("og"))


def count_of(number: int, one: str, several: str) -> str:
    """«1 dag», «3 dage», in the language that is spoken."""
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
