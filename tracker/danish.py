"""How dates, amounts and lists are written in Danish, and how names are sorted."""

from __future__ import annotations

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

_SPACE_THAT_KEEPS_TOGETHER = "\u00a0"


def date_words(day: date) -> str:
    """«31. maj 2019»."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


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
