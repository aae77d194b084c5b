"""What a key for another program lets it do; never more than the user whose key it is may do."""

from __future__ import annotations

from enum import StrEnum

from tracker.language import gettext


class Scope(StrEnum):
    """How far a key reaches."""

    READ = "read"
    WRITE = "write"  # read, and change tasks

    def covers(self, wanted: Scope) -> bool:
        """Whether a key of this scope may be used for what asks for `wanted`."""
        return self is Scope.WRITE or wanted is Scope.READ

    @property
    def label(self) -> str:
        """The scope in Danish, as users read it."""
        return {"read": gettext("Læse"), "write": gettext("Læse og ændre opgaver")}[self.value]
