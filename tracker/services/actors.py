"""Who acts, and whether the table of rights lets them."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from tracker.db.models import User
from tracker.domain.roles import Right, Role, may
from tracker.errors import ForbiddenError
from tracker.language import gettext, mark


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for a change. `committees` are the ids of those that the user is a secretary of.

    `user_id` is none for the program itself and for whoever sits at its command line. `sheet` is the name of the sheet
    from which the changes come, where they come from one.
    """

    user_id: int | None
    name: str
    role: Role
    committees: frozenset[int] = frozenset()
    sheet: str | None = None

    @classmethod
    def of(cls, user: User) -> Actor:
        """The actor that a stored user is."""
        return cls(user.id, user.name, user.role, frozenset(committee.id for committee in user.committees))


COMMAND_LINE = Actor(None, "Kommandolinjen", Role.ADMINISTRATOR)
"""Whoever can run commands on the machine has the database in hand already."""

PROGRAM = Actor(None, "Mailserveren", Role.ADMINISTRATOR)
"""Whoever reports what nobody here did: that a mail came back."""

_REFUSALS = {
    Right.COMMENT: mark("skrive kommentarer til denne opgave"),
    Right.SET_STATUS: mark("ændre status på denne opgave"),
    Right.CHANGE_TASK: mark("ændre frist, udvalg eller ansvarlig på denne opgave"),
    Right.IMPORT: mark("indlæse og gennemgå aftaler"),
    Right.PUBLISH: mark("godkende det, som offentligheden ser"),
    Right.DISCLOSE: mark("udlevere alt om en opgave"),
    Right.MEETINGS: mark("ændre møder i dette udvalg"),
    Right.ADMINISTER: mark("ændre brugere og regler"),
    Right.READ: "se dette",
}


def require(actor: Actor, right: Right, concerned: Iterable[int] = ()) -> None:
    """Raises `ForbiddenError` unless `actor` has `right` where the committees `concerned` are."""
    ids: Set[int] = frozenset(concerned)
    if may(actor.role, right, own=actor.committees, concerned=ids):
        return
    raise ForbiddenError(
        gettext("Som %(role)s kan du ikke %(refusals)s. Spørg udvalgets sekretær eller en administrator.")
        % {"role": actor.role.label.lower(), "refusals": gettext(_REFUSALS[right])}
    )
