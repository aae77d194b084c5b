"""Days and amounts in Danish words, as every list, page and mail writes them."""

from __future__ import annotations

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


def format_day(day: date) -> str:
    """«31. maj 2019»."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_kroner(kroner: int) -> str:
    """«1,5 mio. kr.» from a million up, «175.000 kr.» below; never rounded."""
    if abs(kroner) < 1_000_000:
        return f"{kroner:,} kr.".replace(",", ".")
    millions = Decimal(kroner) / 1_000_000
    words = f"{millions.normalize():,f}"
    return words.replace(",", " ").replace(".", ",").replace(" ", ".") + " mio. kr."
