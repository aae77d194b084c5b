"""Lists that somebody keeps under a name: the filter and order of an address, for oneself or for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.danish import sort_key
from tracker.db.models import SavedView
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor

MOST_VIEWS = 50
LONGEST_NAME = 60
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class View:
    """A kept list. `owner` is named where it is somebody else's."""

    id: int
    name: str
    address: str
    shared: bool
    owner: str | None


def list_views(session: Session, user_id: int) -> Sequence[View]:
    """The user's own views and those that others share, by name."""
    found = session.scalars(
        select(SavedView).where(or_(SavedView.user_id == user_id, SavedView.shared)).options(joinedload(SavedView.user))
    )
    views = [
        View(each.id, each.name, each.address, each.shared, each.user.name if each.user_id != user_id else None)
        for each in found
    ]
    return sorted(views, key=lambda view: (view.owner is not None, sort_key(view.name), view.id))


def save_view(session: Session, name: str, address: str, *, shared: bool, actor: Actor, now: datetime) -> SavedView:
    """Keeps `address` (what stands after the question mark) under `name`; the same name again replaces the user's own.

    Raises `InputError` for a name that is missing or too long, and for more views than anybody finds his way in.
    """
    words = " ".join(name.split())
    if not words:
        raise InputError(gettext("Skriv, hvad visningen skal hedde."), "name")
    if len(words) > LONGEST_NAME:
        raise InputError(
            gettext("Navnet må højst have %(longest_name)s tegn.") % {"longest_name": LONGEST_NAME}, "name"
        )
    if len(address) > LONGEST_ADDRESS:
        raise InputError(gettext("Visningen har for mange filtre til at blive gemt."), "name")
    own = session.scalars(select(SavedView).where(SavedView.user_id == actor.user_id)).all()
    view = next((each for each in own if each.name == words), None)
    if view is None:
        if len(own) >= MOST_VIEWS:
            raise InputError(
                gettext("Du har allerede %(most_views)s visninger. Slet en først.") % {"most_views": MOST_VIEWS}, "name"
            )
        view = SavedView(user_id=actor.user_id, name=words, created_at=now)
        session.add(view)
    view.address, view.shared = address, shared
    session.flush()
    return view


def forget_view(session: Session, view_id: int, *, actor: Actor) -> None:
    """Deletes a view of the actor's own; raises `NotFoundError`."""
    view = session.get(SavedView, view_id)
    if view is None or view.user_id != actor.user_id:
        raise NotFoundError(gettext("Visningen findes ikke, eller den er en andens."))
    session.delete(view)
    session.flush()
