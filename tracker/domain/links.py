"""Links from a task to where its documents lie: the case system keeps them, the tracker only points there."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit

from tracker.errors import InputError
from tracker.language import gettext, mark

LONGEST_ADDRESS = 2_000
"""Code points; what browsers of today take without trouble."""
MOST_LINKS = 50
"""Links on one task; more are a list of documents, which belongs in the case system."""


class LinkKind(StrEnum):
    """What a link leads to."""

    CASE = "case"
    AGENDA_ITEM = "agenda_item"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in Danish, as users read it."""
        return _LABELS[self]


_LABELS = {
    LinkKind.CASE: mark("Sag"),
    LinkKind.AGENDA_ITEM: mark("Punkt på dagsorden"),
    LinkKind.OTHER: mark("Andet"),
}


def check_address(typed: str) -> str:
    """The address as it is stored, without spaces around it.

    Raises `InputError` for anything but a whole http or https address: another scheme could run in the browser of who
    follows it, and a name and password in it would be shown to all.
    """
    address = typed.strip()
    if not address:
        raise InputError(gettext("Skriv adressen på sagen eller punktet."), "address")
    if len(address) > LONGEST_ADDRESS:
        raise InputError(
            gettext("Adressen må højst have %(longest_address)s tegn; den har %(count)s.")
            % {"longest_address": LONGEST_ADDRESS, "count": len(address)},
            "address",
        )
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or any(sign.isspace() or sign < " " for sign in address):
        raise InputError(
            gettext("Skriv hele adressen, som den står i browseren, for eksempel https://sager.example.dk/19-1234."),
            "address",
        )
    if parts.username is not None or parts.password is not None:
        raise InputError(gettext("Adressen må ikke indeholde brugernavn eller adgangskode."), "address")
    return address
