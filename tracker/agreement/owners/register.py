"""The register of committees as the reader sees it: which exist, what they are called, and which took over from which.

It is a value: where it comes from (configuration, database) is for others. The reader works without one, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee of the register.

    `former_names` are read as this committee. `administrations` are the parts of the town hall that work for it, and
    `subjects` words of its field («dagtilbud», «veje»): by these a commitment that names no committee is offered to it.
    It exists from `valid_from` to `valid_until`, both included, and `successor` then takes over.
    """

    name: str
    abbreviations: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    administrations: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None

    def exists_on(self, day: date) -> bool:
        """Whether there is such a committee on `day`."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Register:
    """The committees that a municipality has told of; may be empty."""

    committees: tuple[Committee, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.committees)

    def at(self, day: date | None) -> Register:
        """The register as an agreement of `day` means it; as it stands where the day is unknown.

        The names of a committee that had ended are read as its successor that exists on the day, where there is one. A
        committee that did not exist on the day is known by its names alone, and nothing is offered to it.
        """
        if day is None:
            return self
        by_name = {each.name: each for each in self.committees}
        standing = {each.name: each for each in self.committees if each.exists_on(day)}
        left = []
        for each in self.committees:
            heir = self._heir(each, by_name, day)
            if each.name in standing:
                continue
            if heir is None:
                left.append(replace(each, subjects=(), administrations=()))
                continue
            known = standing[heir]
            standing[heir] = replace(
                known,
                abbreviations=(*known.abbreviations, *each.abbreviations),
                former_names=(*known.former_names, each.name, *each.former_names),
            )
        return Register((*standing.values(), *left))

    @staticmethod
    def _heir(ended: Committee, by_name: Mapping[str, Committee], day: date) -> str | None:
        """The name of the one that has taken over from `ended` by `day`, over several steps if need be."""
        seen, each = {ended.name}, ended
        while each.valid_until and each.valid_until < day and each.successor not in {*seen, None}:
            each = by_name.get(each.successor or "", each)
            seen.add(each.name)
            if each.exists_on(day):
                return each.name
        return None


NO_REGISTER = Register()
"""Where a municipality has told of none: committees are those that the document names."""
