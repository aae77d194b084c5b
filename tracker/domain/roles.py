"""Who may do what: the table of rights, in one place."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from tracker.language import gettext, mark


class Role(StrEnum):
    """What a user is to the tracker."""

    ADMINISTRATION = "administration"
    SECRETARY = "secretary"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role in Danish, as users read it."""
        return gettext(_ROLE_LABELS[self])


_ROLE_LABELS = {
    Role.ADMINISTRATION: mark("Forvaltning"),
    Role.SECRETARY: mark("Udvalgssekretær"),
    Role.MANAGEMENT: mark("Ledelse"),
    Role.ADMINISTRATOR: mark("Administrator"),
}


class Right(StrEnum):
    """Something that a user may or may not do."""

    READ = "read"
    COMMENT = "comment"
    SET_STATUS = "set_status"
    CHANGE_TASK = "change_task"  # due date, owner, split, close as dropped
    IMPORT = "import"
    MEETINGS = "meetings"
    PUBLISH = "publish"  # approve what the public is shown
    DISCLOSE = "disclose"  # everything on one task, to be given out
    ADMINISTER = "administer"  # policy, users, backup, the outbox


_EVERYWHERE: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATION: frozenset(
        {
            Right.READ,
            Right.COMMENT,
            Right.SET_STATUS,
            Right.CHANGE_TASK,
            Right.IMPORT,
            Right.MEETINGS,
            Right.PUBLISH,
            Right.DISCLOSE,
        }
    ),
    Role.SECRETARY: frozenset({Right.READ, Right.IMPORT}),
    Role.MANAGEMENT: frozenset({Right.READ, Right.COMMENT}),
    Role.ADMINISTRATOR: frozenset(Right),
}
_OWN_COMMITTEES: dict[Role, frozenset[Right]] = {
    Role.SECRETARY: frozenset({Right.COMMENT, Right.SET_STATUS, Right.CHANGE_TASK, Right.MEETINGS}),
}


def may(role: Role, right: Right, *, own: Set[int] = frozenset(), concerned: Set[int] = frozenset()) -> bool:
    """Whether `role` has `right`.

    `own` are the ids of the committees that the user is a secretary of, `concerned` those that own the task or hold
    the meeting. A secretary's rights to change hold where the two meet.
    """
    if right in _EVERYWHERE[role]:
        return True
    return right in _OWN_COMMITTEES.get(role, frozenset()) and bool(own & concerned)
