"""Who uses the tracker: users are added and listed here; how they sign in stands in `accounts`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.db.models import User
from tracker.domain.roles import Right, Role
from tracker.errors import InputError
from tracker.services.actors import Actor, require
from tracker.services.committees import find_committee

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def normal_email(email: str) -> str:
    """The form in which addresses are stored and compared."""
    return email.strip().lower()


def add_user(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    committees: Iterable[str] = (),
    actor: Actor,
    now: datetime,
) -> User:
    """Adds a user; a secretary serves `committees`, given by name or abbreviation.

    Raises `InputError` for an address that is wrong or taken and for committees that a role does not take,
    `NotFoundError` for an unknown committee, `ForbiddenError`.
    """
    require(actor, Right.ADMINISTER)
    address = normal_email(email)
    if not _ADDRESS.fullmatch(address):
        raise InputError(f"«{email}» er ikke en mailadresse.", "email")
    if not name.strip():
        raise InputError("Skriv brugerens navn.", "name")
    if session.scalar(select(User.id).where(User.email == address)) is not None:
        raise InputError(f"Der er allerede en bruger med adressen {address}.", "email")
    served = list(dict.fromkeys(find_committee(session, each) for each in committees))
    if served and role is not Role.SECRETARY:
        raise InputError("Kun en udvalgssekretær har udvalg.", "committees")
    user = User(email=address, name=name.strip(), role=role, committees=served, active=True, created_at=now)
    session.add(user)
    session.flush()
    return user


def list_users(session: Session) -> Sequence[User]:
    """All users by name, with their committees."""
    return session.scalars(select(User).options(selectinload(User.committees)).order_by(User.name, User.id)).all()
