"""What people set for themselves: language, calendar file, and who stands in while they are away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import AbsenceRow, User
from tracker.domain.roles import Right
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.language import LANGUAGES, day_words, gettext
from tracker.services.actors import Actor, require

LONGEST_ABSENCE = 366


def set_preferences(session: Session, user_id: int, *, language: str, calendar_attached: bool) -> None:
    """Sets the language of pages and mails, and whether the deadlines come as a calendar file; raises `InputError`."""
    set_language(session, user_id, language)
    session.get_one(User, user_id).calendar_attached = calendar_attached
    session.flush()


def set_language(session: Session, user_id: int, language: str) -> None:
    """Sets the language of pages and mails; raises `InputError`."""
    if language not in LANGUAGES:
        raise InputError(gettext("Vælg dansk eller engelsk."), "language")
    session.get_one(User, user_id).language = language
    session.flush()


def absences(session: Session, *, today: date, user_id: int | None = None) -> Sequence[AbsenceRow]:
    """The absences that are not over, of one user or of all, the first first."""
    query = (
        select(AbsenceRow)
        .where(AbsenceRow.ends_on >= today)
        .options(joinedload(AbsenceRow.user), joinedload(AbsenceRow.substitute))
        .order_by(AbsenceRow.starts_on, AbsenceRow.id)
    )
    return session.scalars(query if user_id is None else query.where(AbsenceRow.user_id == user_id)).all()


def add_absence(
    session: Session,
    user_id: int,
    *,
    starts_on: date,
    ends_on: date,
    substitute_id: int,
    instead: bool,
    actor: Actor,
    now: datetime,
    today: date,
) -> AbsenceRow:
    """Says that a user is away, and who gets the mails. People say so of themselves, administrators of anybody.

    Raises `InputError` with the field, `ForbiddenError`.
    """
    _require_own(actor, user_id)
    if ends_on < starts_on:
        raise InputError(gettext("Den sidste dag ligger før den første."), "ends_on")
    if ends_on < today:
        raise InputError(gettext("Dagene er gået."), "ends_on")
    if (ends_on - starts_on).days > LONGEST_ABSENCE:
        raise InputError(gettext("Højst et år ad gangen. Kontrollér årstallet."), "ends_on")
    if session.scalar(select(User.id).where(User.id == user_id, User.active)) is None:
        raise InputError(gettext("Vælg en person."), "user")
    substitute = session.get(User, substitute_id)
    if substitute is None or not substitute.active or substitute.id == user_id:
        raise InputError(gettext("Vælg en anden person som stedfortræder."), "substitute")
    overlapping = session.scalar(
        select(AbsenceRow).where(
            AbsenceRow.user_id == user_id, AbsenceRow.starts_on <= ends_on, AbsenceRow.ends_on >= starts_on
        )
    )
    if overlapping is not None:
        days = gettext("%(day)s til %(day2)s") % {
            "day": day_words(overlapping.starts_on),
            "day2": day_words(overlapping.ends_on),
        }
        raise InputError(gettext("Der er allerede et fravær fra %(days)s.") % {"days": days}, "starts_on")
    found = AbsenceRow(
        user_id=user_id,
        starts_on=starts_on,
        ends_on=ends_on,
        substitute_id=substitute_id,
        instead=instead,
        set_at=now,
        set_by=actor.name,
    )
    session.add(found)
    session.flush()
    return found


def remove_absence(session: Session, absence_id: int, *, actor: Actor) -> None:
    """Takes an absence back; raises `NotFoundError`, `ForbiddenError`."""
    found = session.get(AbsenceRow, absence_id)
    if found is None:
        raise NotFoundError(gettext("Fraværet findes ikke længere."))
    _require_own(actor, found.user_id)
    session.delete(found)
    session.flush()


def _require_own(actor: Actor, user_id: int) -> None:
    if actor.user_id == user_id:
        return
    try:
        require(actor, Right.ADMINISTER)
    except ForbiddenError:
        raise ForbiddenError(gettext("Du kan kun melde fravær for dig selv. Spørg en administrator.")) from None
