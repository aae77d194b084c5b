"""The days on which the town hall is closed: added, taken away, taken in from a table.

Cut-offs are computed when they are asked for, so a change counts from the next page and the next mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import ClosingDay
from tracker.documents.closing_days import ClosingDayLine
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require

LONGEST_SPAN = 62
"""Days that one line may close: a summer and a bit more. A year closed by a slip would move every cut-off."""
LONGEST_NAME = 200


def add_closing_day(
    session: Session, *, name: str, first_on: date, last_on: date | None, every_year: bool = False, actor: Actor
) -> ClosingDay | None:
    """Closes the days from `first_on` to `last_on`, or one day every year; none when just that stood there already."""
    require(actor, Right.ADMINISTER)
    name = name.strip()
    last_on = last_on or first_on
    if not name:
        raise InputError(gettext("Skriv, hvad der er lukket for, for eksempel «Mellem jul og nytår»."), "name")
    if len(name) > LONGEST_NAME:
        raise InputError(
            gettext("Navnet må højst have %(longest_name)s tegn.") % {"longest_name": LONGEST_NAME}, "name"
        )
    if last_on < first_on:
        raise InputError(gettext("Den sidste dag ligger før den første."), "last_on")
    if every_year and last_on != first_on:
        raise InputError(gettext("En lukkedag, der gælder hvert år, er én dag. Tilføj dagene en ad gangen."), "last_on")
    if (last_on - first_on).days >= LONGEST_SPAN:
        raise InputError(
            gettext("Højst %(longest_span)s dage kan lukkes på én gang. Kontrollér årstallet.")
            % {"longest_span": LONGEST_SPAN},
            "last_on",
        )
    if _stands(session, first_on, last_on, every_year):
        return None
    found = ClosingDay(name=name, first_on=first_on, last_on=last_on, every_year=every_year)
    session.add(found)
    session.flush()
    return found


def remove_closing_day(session: Session, closing_day_id: int, *, actor: Actor) -> ClosingDay:
    """Takes a closing day away; the day is worked from now on, also in what is computed about the past."""
    require(actor, Right.ADMINISTER)
    found = session.get(ClosingDay, closing_day_id)
    if found is None:
        raise NotFoundError(gettext("Lukkedagen findes ikke længere."))
    session.delete(found)
    session.flush()
    return found


def add_closing_days(session: Session, lines: Iterable[ClosingDayLine], *, actor: Actor) -> tuple[int, int]:
    """Adds what a table holds, all or nothing; returns how many were new and how many stood there already."""
    new = known = 0
    for line in lines:
        try:
            added = add_closing_day(session, name=line.name, first_on=line.first_on, last_on=line.last_on, actor=actor)
        except InputError as error:
            raise InputError(gettext("Linje %(number)s: %(error)s") % {"number": line.number, "error": error}) from None
        new += added is not None
        known += added is None
    return new, known


def _stands(session: Session, first_on: date, last_on: date, every_year: bool) -> bool:
    if every_year:
        days = session.scalars(select(ClosingDay.first_on).where(ClosingDay.every_year))
        return (first_on.month, first_on.day) in {(day.month, day.day) for day in days}
    same = select(ClosingDay.id).where(
        ClosingDay.first_on == first_on, ClosingDay.last_on == last_on, ClosingDay.every_year.is_(False)
    )
    return session.scalar(same) is not None
