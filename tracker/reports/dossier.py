"""All that is stored about one task, as parts of words: on a page, and as a file to give out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file on a task: a table. Without `columns` its rows are pairs of a name and what it is.

    `otherwise` stands where there are no rows.
    """

    heading: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The file on a task. `day` is that of the last thing that happened to it, so that the same task gives the same
    bytes."""

    title: str
    subtitle: str
    day: date
    parts: tuple[Part, ...]
