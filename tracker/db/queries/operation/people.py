"""Who uses the tracker, as the administrator sees them: what each is, has on the desk, and whether they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, selectinload

from tracker.danish import sort_key
from tracker.db.models import Message, SignInSession, Task, User
from tracker.db.queries.parts.rules import open_tasks
from tracker.domain.roles import Role
from tracker.errors import NotFoundError
from tracker.language import gettext


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A user. `committees` are those that a secretary serves, by id and name; `signed_in_at` is the machine's time of
    the last sign-in, none where there never was one; `open_tasks` counts those that the user is responsible for.
    """

    id: int
    name: str
    email: str
    role: Role
    active: bool
    has_password: bool
    committees: tuple[tuple[int, str], ...]
    signed_in_at: datetime | None
    open_tasks: int


def list_people_lines(session: Session) -> Sequence[PersonLine]:
    """All users: those who are active first, each group in Danish order."""
    return sorted(_lines(session, true()), key=lambda line: (not line.active, sort_key(line.name), line.id))


def person_line(session: Session, user_id: int) -> PersonLine:
    """One user; raises `NotFoundError`."""
    found = _lines(session, User.id == user_id)
    if not found:
        raise NotFoundError(gettext("Brugeren findes ikke."))
    return found[0]


def last_mail(session: Session, user_id: int, kinds: Sequence[str]) -> Message | None:
    """The newest mail of `kinds` to a user."""
    query = select(Message).where(Message.recipient_id == user_id, Message.kind.in_(kinds))
    return session.scalar(query.order_by(Message.id.desc()).limit(1))


def _lines(session: Session, where: ColumnElement[bool]) -> list[PersonLine]:
    signed_in = select(func.max(SignInSession.created_at)).where(SignInSession.user_id == User.id).scalar_subquery()
    tasks = select(func.count()).where(Task.responsible_id == User.id, open_tasks()).scalar_subquery()
    query = select(User, signed_in, tasks).where(where).options(selectinload(User.committees))
    return [
        PersonLine(
            user.id,
            user.name,
            user.email,
            user.role,
            user.active,
            user.password_hash is not None,
            tuple(sorted(((each.id, each.name) for each in user.committees), key=lambda each: sort_key(each[1]))),
            signed_in_at,
            count,
        )
        for user, signed_in_at, count in session.execute(query)
    ]
