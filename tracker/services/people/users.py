"""Who uses the tracker: users are added, changed and sent away here; how they sign in stands in `access`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.danish import list_words
from tracker.db.models import Committee, User
from tracker.domain.administration import AdministrationKind
from tracker.domain.roles import Right, Role
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.access.accounts import end_links, normal_email, shut_out
from tracker.services.actors import Actor, require
from tracker.services.administration import record
from tracker.services.committees.committees import find_committee
from tracker.services.mails.addresses import take_up_again
from tracker.services.reminders.reminders import Times

LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


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
    address = _checked_address(session, email, name)
    served = _served(dict.fromkeys(find_committee(session, each) for each in committees), role)
    user = User(email=address, name=name.strip(), role=role, committees=served, active=True, created_at=now)
    session.add(user)
    session.flush()
    record(session, AdministrationKind.USER_ADDED, user.name, after=_told(_facts(user)), actor=actor, now=now)
    return user


def change_user(
    session: Session,
    user_id: int,
    *,
    email: str,
    name: str,
    role: Role,
    committees: Iterable[int],
    actor: Actor,
    times: Times,
) -> User:
    """Corrects a user; `committees` are the ids of those that a secretary serves.

    Links that were sent to another address open nothing any more, and what came back from it goes again. Raises what
    `add_user` does, and `InputError` where nobody would be left to administer, or the actor would change her own role.
    """
    user = _locked(session, user_id, actor)
    before = _facts(user)
    address = _checked_address(session, email, name, but=user_id)
    if role is not user.role and actor.user_id == user_id:
        raise InputError(gettext("Du kan ikke ændre din egen rolle. Bed en anden administrator om det."), "role")
    if role is not Role.ADMINISTRATOR:
        _leave_an_administrator(session, user, "role")
    wanted = list(dict.fromkeys(committees))
    found = {each.id: each for each in session.scalars(select(Committee).where(Committee.id.in_(wanted)))}
    if len(found) < len(wanted):
        raise NotFoundError(gettext("Udvalget findes ikke."))
    user.committees = _served((found[each] for each in wanted), role)
    user.name, user.role = name.strip(), role
    if address != user.email:
        _move(session, user, address, actor=actor, times=times)
    session.flush()
    _record_change(session, user, before, actor, times.now)
    return user


def correct_address(session: Session, user_id: int, email: str, *, actor: Actor, times: Times) -> int:
    """Gives a user another address, or says that the one that stands works again; returns how many mails go again.

    Raises `InputError` for what is no address or another's, `NotFoundError`, `ForbiddenError`.
    """
    user = _locked(session, user_id, actor)
    before = _facts(user)
    again = _move(session, user, _free_address(session, email, but=user_id), actor=actor, times=times)
    session.flush()
    _record_change(session, user, before, actor, times.now)
    return again


def deactivate(session: Session, user_id: int, *, actor: Actor, times: Times) -> User:
    """Makes a user inactive: signed out, without mails, and kept in the history.

    Raises `NotFoundError`, `ForbiddenError`, and `InputError` for oneself and for the last administrator.
    """
    user = _locked(session, user_id, actor)
    if actor.user_id == user_id:
        raise InputError(gettext("Du kan ikke gøre dig selv inaktiv. Bed en anden administrator om det."))
    _leave_an_administrator(session, user)
    if user.active:
        user.active = False
        record(session, AdministrationKind.USER_DEACTIVATED, user.name, actor=actor, now=times.now)
    shut_out(session, user_id, now=times.machine)
    session.flush()
    return user


def reactivate(session: Session, user_id: int, *, actor: Actor, now: datetime) -> User:
    """Lets a user in again, with the role and password of before; raises `NotFoundError`, `ForbiddenError`."""
    user = _locked(session, user_id, actor)
    if not user.active:
        user.active = True
        record(session, AdministrationKind.USER_REACTIVATED, user.name, actor=actor, now=now)
    session.flush()
    return user


def load_user(session: Session, user_id: int) -> User:
    """A user with the committees; raises `NotFoundError`."""
    user = session.get(User, user_id, options=[selectinload(User.committees)])
    if user is None:
        raise NotFoundError(gettext("Brugeren findes ikke."))
    return user


def list_users(session: Session) -> Sequence[User]:
    """All users by name, with their committees."""
    return session.scalars(select(User).options(selectinload(User.committees)).order_by(User.name, User.id)).all()


def _facts(user: User) -> dict[str, str]:
    """What is known of a user, by Danish names, as the record of changes tells it."""
    committees = list_words(sorted(each.name for each in user.committees))
    facts = {"navn": user.name, "adresse": user.email, "rolle": user.role.label, "udvalg": committees or "ingen"}
    return facts if committees or user.role is Role.SECRETARY else {**facts, "udvalg": ""}


def _told(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in facts.items() if value)


def _record_change(session: Session, user: User, before: Mapping[str, str], actor: Actor, now: datetime) -> None:
    after = _facts(user)
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        was, now_is = ({name: facts[name] or "ingen" for name in changed} for facts in (before, after))
        record(
            session,
            AdministrationKind.USER_CHANGED,
            user.name,
            before=_told(was),
            after=_told(now_is),
            actor=actor,
            now=now,
        )


def _locked(session: Session, user_id: int, actor: Actor) -> User:
    """The user, locked with the administrators in the order of their ids: of two who take each other one waits."""
    require(actor, Right.ADMINISTER)
    concerned = or_(User.id == user_id, and_(User.active, User.role == Role.ADMINISTRATOR))
    session.execute(select(User.id).where(concerned).order_by(User.id).with_for_update())
    user = session.get(User, user_id, populate_existing=True)
    if user is None:
        raise NotFoundError(gettext("Brugeren findes ikke."))
    return user


def _checked_address(session: Session, email: str, name: str, but: int | None = None) -> str:
    """The address as it is stored, when it and the name can be a user's; `but` is who has it already."""
    address = _free_address(session, email, but)
    if not name.strip():
        raise InputError(gettext("Skriv brugerens navn."), "name")
    return address


def _move(session: Session, user: User, address: str, *, actor: Actor, times: Times) -> int:
    """Lets mails go to another address; returns how many go again that had come back."""
    if address != user.email:
        end_links(session, user.id, now=times.machine)
        user.email = address
    return take_up_again(session, user, actor=actor, times=times)


def _free_address(session: Session, email: str, but: int | None) -> str:
    address = normal_email(email)
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        raise InputError(gettext("«%(email)s» er ikke en mailadresse.") % {"email": email}, "email")
    if session.scalar(select(User.id).where(User.email == address, User.id != (but or 0))) is not None:
        raise InputError(gettext("Der er allerede en bruger med adressen %(address)s.") % {"address": address}, "email")
    return address


def _served(committees: Iterable[Committee], role: Role) -> list[Committee]:
    served = list(committees)
    if served and role is not Role.SECRETARY:
        raise InputError(gettext("Kun en udvalgssekretær har udvalg."), "committees")
    return served


def _leave_an_administrator(session: Session, user: User, field: str | None = None) -> None:
    """Refuses to take the last administrator. The rows are locked, so that two who take each other leave one."""
    if not user.active or user.role is not Role.ADMINISTRATOR:
        return
    standing = session.scalars(
        select(User.id).where(User.active, User.role == Role.ADMINISTRATOR).order_by(User.id).with_for_update()
    ).all()
    if set(standing) <= {user.id}:
        raise InputError(
            gettext("%(name)s er den eneste administrator. Gør først en anden til administrator.")
            % {"name": user.name},
            field,
        )
