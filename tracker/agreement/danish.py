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
    """«2,5 mia. kr.», «1,5 mio. kr.» from a million up, «175.000 kr.» below; never rounded."""
    for unit, name in ((1_000_000_000, "mia."), (1_000_000, "mio.")):
        if abs(kroner) >= unit:
            number = f"{(Decimal(kroner) / unit).normalize():f}"
            return f"{number.replace('.', ',')} {name} kr."
    return f"{kroner:,} kr.".replace(",", ".")
