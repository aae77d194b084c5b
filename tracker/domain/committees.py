"""What a committee is called beside its name."""

from __future__ import annotations

from enum import StrEnum


class WordKind(StrEnum):
    """What a word of the register is to its committee."""

    ABBREVIATION = "abbreviation"
    FORMER_NAME = "former_name"
    ADMINISTRATION = "administration"
    SUBJECT = "subject"
