"""The days on which the town hall is closed, as their page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import ClosingDay
from tracker.domain.workdays import CUSTOMARY, YearlyDay


@dataclass(frozen=True, slots=True)
class ClosingDays:
    """`yearly` by day of the year; `coming` and `past` by date; `missing` are customary days that are worked here."""

    yearly: Sequence[ClosingDay]
    coming: Sequence[ClosingDay]
    past: Sequence[ClosingDay]
    missing: Sequence[YearlyDay]


def list_closing_days(session: Session, *, today: date) -> ClosingDays:
    """All closing days."""
    found = session.scalars(select(ClosingDay).order_by(ClosingDay.first_on, ClosingDay.id)).all()
    yearly = sorted((each for each in found if each.every_year), key=lambda each: each.first_on.replace(year=2000))
    closed = {(each.first_on.month, each.first_on.day) for each in yearly}
    spans = [each for each in found if not each.every_year]
    return ClosingDays(
        yearly=yearly,
        coming=[each for each in spans if each.last_on >= today],
        past=[each for each in reversed(spans) if each.last_on < today],
        missing=[each for each in CUSTOMARY if (each.month, each.day) not in closed],
    )
