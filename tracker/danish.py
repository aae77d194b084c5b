"""How dates, amounts and lists are written in Danish, how dates are typed, and how names are sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MONTH_WORDS = "|".join(MONTHS)
"""Any of them, for a pattern."""

_TYPED_DAY = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2}|[a-zæøå]{3,9})[-./ ]+(\d{4})", re.ASCII | re.IGNORECASE)
MEANT_YEARS = range(1900, 2200)
"""The years of a date that people type."""

_SPACE_THAT_KEEPS_TOGETHER = "\u00a0"


def date_words(day: date) -> str:
    """«31. maj 2019»."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def parse_day(typed: str) -> date | None:
    """A date in ISO 8601, or day, month and year as people type them: 31-05-2019, 31.5.2019, 31/5-2019, 31. maj 2019;
    else none. None also for a year that nobody can have meant, as a browser sends it that was left half typed (0019).
    """
    found = _day(typed.strip())
    return found if found and found.year in MEANT_YEARS else None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        parts = _TYPED_DAY.fullmatch(typed)
    if parts is None:
        return None
    day, month, year = parts.groups()
    try:
        return date(int(year), int(month) if month.isdigit() else _month(month), int(day))
    except ValueError:
        return None


def _month(typed: str) -> int:
    """The number of a month by its name or the first letters of it («jan», «sept»); 0 for no month."""
    return next((place for place, name in enumerate(MONTHS, 1) if name.startswith(typed.casefold())), 0)


def count_words(number: int, one: str, several: str) -> str:
    """«1 dag», «3 dage»."""
    return f"{number} {one if number == 1 else several}"


def kroner_words(kroner: int) -> str:
    """«23.000.000 kr.», with a minus before a saving."""
    sign = "−" if kroner < 0 else ""
    return f"{sign}{abs(kroner):,}".replace(",", ".") + f"{_SPACE_THAT_KEEPS_TOGETHER}kr."


def short_kroner_words(kroner: int) -> str:
    """«2,5 mia. kr.», «1,5 mio. kr.» from a million up, «175.000 kr.» below; never rounded."""
    for unit, name in ((1_000_000_000, "mia."), (1_000_000, "mio.")):
        if abs(kroner) >= unit:
            number = f"{(Decimal(kroner) / unit).normalize():f}"
            return f"{number.replace('.', ',')} {name} kr."
    return f"{kroner:,} kr.".replace(",", ".")


def list_words(words: Iterable[str], last: str = "og") -> str:
    """«a», «a og b», «a, b og c»; empty for nothing."""
    *first, final = list(words) or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


_LETTERS_AFTER_Z = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})


def sort_key(text: str) -> str:
    """Sorts as a Danish register does: whatever the case, and æ, ø, å after z. «aa» stays where it is spelled."""
    return text.casefold().translate(_LETTERS_AFTER_Z)


def number_sort_key(number: str) -> str:
    """Sorts «1.2» before «1.10», and numbers before words: what a section or a saving is called by."""
    return " ".join(
        f"0{len(digits := part.lstrip('0')):04}{digits}" if part.isdecimal() else f"1{sort_key(part)}"
        for part in re.findall(r"[0-9]+|[^\W\d]+", number)
    )
