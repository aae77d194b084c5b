"""Figures as bars: what stands under each, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.overview import Figure
from tracker.db.queries.tasks.trend import Point
from tracker.language import day_words, month_words
from tracker.web.selection import list_address

MOST_BARS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its full and its short label, its number, how it is marked, and the list that it counts."""

    label: str
    short: str
    number: int
    mark: str = ""
    address: str | None = None


def due_by_month(by_month: Sequence[tuple[date, Figure]], today: date) -> tuple[Sequence[Bar], Figure]:
    """A bar a month, as many as fit; and the figure of all that is due after the last of them."""
    shown, rest = by_month[:MOST_BARS], by_month[MOST_BARS:]
    bars = [
        Bar(
            f"{month_words(month.month)} {month.year}",
            _short(month),
            figure.number,
            "red" if month < today.replace(day=1) else "",
            list_address(figure.list),
        )
        for month, figure in shown
    ]
    if not rest:
        return bars, Figure(0, TaskFilter())
    later = rest[0][1].list.narrowed(due_to=None)
    return bars, Figure(sum(figure.number for _month, figure in rest), later)


def trend(points: Sequence[Point]) -> Sequence[Bar]:
    """A bar a point; the last one, which is not a month's end, is marked."""
    last = len(points) - 1
    return [
        Bar(day_words(point.day), _short(point.day), point.overdue, "now" if place == last else "")
        for place, point in enumerate(points)
    ]


def _short(day: date) -> str:
    return f"{month_words(day.month)[:3]} {day:%y}"
