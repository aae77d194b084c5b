"""What Word's styles say of a paragraph: its outline level, its list and whether it is bold.

A style is known by the name that Word stores in English whatever language it is shown in («heading 1», «toc 1»), and by
what the styles that it builds on say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.documents.markup import attribute, child, children, integer, switched_on

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc \d|table of figures)$", re.IGNORECASE)
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what those under it add. `outline` counts from 1; `list_level` None: the list itself tells."""

    outline: int | None = None
    title: bool = False
    contents: bool = False
    bold: bool = False
    list_id: int | None = None
    list_level: int | None = None


class Styles:
    """The styles of one document. `root` is its part of styles."""

    def __init__(self, root: Any) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        self._default = next(
            (
                name
                for name, style in self._elements.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
            ),
            "",
        )
        self._read: dict[str, Style] = {}

    def of(self, name: str | None) -> Style:
        """The style of that id; the document's default for None."""
        name = name or self._default
        if name not in self._read:
            self._read[name] = self._reading(name)
        return self._read[name]

    def numbering_styles(self) -> dict[str, int]:
        """The lists that styles of numbering stand for, by the styles' ids."""
        found = {}
        for name, style in self._elements.items():
            number = integer(child(child(child(style, "pPr"), "numPr"), "numId"))
            if attribute(style, "type") == "numbering" and number is not None:
                found[name] = number
        return found

    def _reading(self, name: str) -> Style:
        outline = list_id = list_level = None
        bold: bool | None = None
        title = contents = False
        for style in self._lineage(name):
            printed = attribute(child(style, "name"), "val") or ""
            heading = _HEADING.match(printed)
            title = title or printed.lower() == "title"
            contents = contents or bool(_CONTENTS.match(printed))
            properties = child(style, "pPr")
            own = integer(child(properties, "outlineLvl"))
            if outline is None and (own is not None or heading):
                outline = own + 1 if own is not None else int(heading[1]) if heading else None
            numbers = child(properties, "numPr")
            if list_id is None:
                list_id = integer(child(numbers, "numId"))
            if list_level is None:
                list_level = integer(child(numbers, "ilvl"))
            if bold is None:
                bold = switched_on(child(style, "rPr"), "b")
        if outline is not None and not 1 <= outline <= _MOST_LEVELS:
            outline = None  # level 10 is Word's word for text in the body
        return Style(outline, title, contents, bool(bold), list_id, list_level)

    def _lineage(self, name: str) -> Iterator[Any]:
        """The style and those that it builds on; a ring of styles is walked once."""
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield self._elements[name]
            name = attribute(child(self._elements[name], "basedOn"), "val") or ""
