"""Forms: the values as they were typed, and errors in Danish, each with its field.

Small on purpose: WTForms has no Danish messages and no types. A view reads a form into plain values; what is wrong is
collected, and the page shows it in a summary whose lines lead to the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from tracker.danish import parse_day
from tracker.domain.history import LONGEST_TEXT
from tracker.errors import InputError
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _

Choice = TypeVar("Choice")


@dataclass(slots=True)
class Form:
    """A form that was sent, or is shown empty. `errors` holds a sentence a field; `several` what a field holds that
    may be given more than once."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def sent(cls, fields: MultiDict[str, str]) -> Form:
        """The form as the browser sent it."""
        return cls({name: fields.get(name, "") for name in fields}, several=dict(fields.lists()))

    def value(self, name: str) -> str:
        """What stands in a field, without spaces around it."""
        return self.values.get(name, "").strip()

    @property
    def is_valid(self) -> bool:
        """Whether nothing was found wrong so far."""
        return not self.errors

    def refuse(self, error: InputError, otherwise: str) -> None:
        """Takes over what a service found wrong; `otherwise` is the field when the error names none."""
        self.errors.setdefault(error.field or otherwise, str(error))

    def ids(self, name: str) -> Sequence[int]:
        """The ids in a field that may be given more than once; what is no id is as if it were not there."""
        return [found for typed in self.several.get(name, ()) if (found := parse_id(typed)) is not None]

    def text(self, name: str, *, missing: str | None = None, longest: int = LONGEST_TEXT) -> str:
        """A text; an error when it is empty and `missing` gives the sentence for that, or when it is too long."""
        text = self.value(name).replace("\r\n", "\n")
        if not text and missing:
            self.errors.setdefault(name, missing)
        if len(text) > longest:
            said = _("Teksten må højst have %(limit)s tegn; den har %(count)s.")
            self.errors.setdefault(name, said % {"limit": longest, "count": len(text)})
        return text

    def day(self, name: str, *, missing: str | None = None) -> date | None:
        """A date as browsers send it (2019-05-31), or as people write it (31-05-2019, 31.5.2019)."""
        typed = self.value(name)
        if not typed:
            if missing:
                self.errors.setdefault(name, missing)
            return None
        found = parse_day(typed)
        if found is None:
            self.errors.setdefault(
                name, _("Skriv datoen som dag-måned-år med hele årstallet, for eksempel 31-05-2019.")
            )
        return found

    def choice(self, name: str, parse: Callable[[str], Choice], *, missing: str) -> Choice | None:
        """One of the values that `parse` takes; it raises `ValueError` for others."""
        try:
            return parse(self.value(name))
        except ValueError:
            self.errors.setdefault(name, missing)
            return None
