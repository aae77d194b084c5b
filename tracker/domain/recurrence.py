"""When a repeated task falls due again: the part of RFC 5545 that the reader writes.

Known are FREQ (YEARLY, MONTHLY, WEEKLY, DAILY), INTERVAL and UNTIL. The date that stands gives day and month, so the
other parts, which only pick them, are not needed to step on.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_MONTHS = {"YEARLY": 12, "MONTHLY": 1}
_DAYS = {"WEEKLY": 7, "DAILY": 1}


def next_window(rule: str, start: date | None, due: date) -> tuple[date | None, date] | None:
    """The window after the one from `start` to `due`; none when the rule is not known or has come to its end."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", "1"))
    if frequency in _MONTHS:
        months = _MONTHS[frequency] * interval
        window = (_later(start, months) if start else None), _later(due, months)
    elif frequency in _DAYS:
        step = timedelta(days=_DAYS[frequency] * interval)
        window = (start + step if start else None), due + step
    else:
        return None
    until = parts.get("UNTIL")
    return None if until and window[1] > _date_of(until) else window


def _later(day: date, months: int) -> date:
    """`months` later on the same day of the month; the last day of a month stays the last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last else min(day.day, length))


def _date_of(until: str) -> date:
    digits = until[:8]
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
