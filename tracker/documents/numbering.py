"""Word's automatic numbers and bullets, counted as Word counts them, so that «1.1.» stands in the text.

A paragraph has a list (`numId`) and a level, of its own or by its style. Lists with the same abstract list count on
together unless one says that it starts anew. Source of the rules: ISO/IEC 29500-1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tracker.documents.markup import attribute, child, children, integer

BULLET = "•"
_LEVELS = 9
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 4_999


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and what it prints."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."
    restarts: bool = True
    decimal_only: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """An abstract list: its levels, and where the count stands on each (None: not begun)."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _Use:
    """A list as paragraphs use it. `starts` are levels that begin anew the first time; `changed` levels of its own."""

    counted: _List
    starts: dict[int, int]
    changed: dict[int, _Level]


class Numbering:
    """Gives the paragraphs of one document, in order, their numbers. `root` is the numbering part, if there is one."""

    def __init__(self, root: Any | None, style_lists: dict[str, int] | None = None) -> None:
        self._uses: dict[int, _Use] = {}
        self._begun: set[tuple[int, int]] = set()
        if root is not None:
            abstract = dict(_by_id(root, "abstractNum", "abstractNumId"))
            lists = {number: _List(_levels(element)) for number, element in abstract.items()}
            for number, element in _by_id(root, "num", "numId"):
                self._uses[number] = _use(element, lists)
            self._follow_style_links(abstract, style_lists or {}, root)

    def level_of_style(self, list_id: int, style: str) -> int:
        """The level that a list keeps for a style; 0 where it names none."""
        use = self._uses.get(list_id)
        levels = use.counted.levels if use else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def next(self, list_id: int, level: int) -> str:
        """The number or bullet of the next paragraph on `level` of a list; empty where the list prints nothing."""
        use = self._uses.get(list_id)
        if use is None or not 0 <= level < _LEVELS:
            return ""
        self._count(list_id, use, level)
        own = _level(use, level)
        if own.format == "bullet":
            return BULLET
        if own.format == "none":
            return ""
        return _PLACE.sub(lambda place: _printed(use, own, int(place[1]) - 1), own.text).strip()

    def _count(self, list_id: int, use: _Use, level: int) -> None:
        counts = use.counted.counts
        before = counts[level]
        if level in use.starts and (list_id, level) not in self._begun:
            counts[level] = use.starts[level]
        else:
            counts[level] = _level(use, level).start if before is None else before + 1
        self._begun.add((list_id, level))
        for above in range(level):
            if counts[above] is None:
                counts[above] = _level(use, above).start
        for below in range(level + 1, _LEVELS):
            if _level(use, below).restarts:
                counts[below] = None

    def _follow_style_links(self, abstract: dict[int, Any], style_lists: dict[str, int], root: Any) -> None:
        """An abstract list without levels can name a style whose list it stands for."""
        for number, element in _by_id(root, "num", "numId"):
            target = integer(child(element, "abstractNumId"))
            link = attribute(child(abstract.get(-1 if target is None else target), "numStyleLink"), "val")
            linked = self._uses.get(style_lists.get(link or "", -1))
            use = self._uses[number]
            if linked is not None and not use.counted.levels:
                self._uses[number] = _Use(linked.counted, use.starts, use.changed)


def _by_id(root: Any, name: str, key: str) -> Iterator[tuple[int, Any]]:
    for element in children(root, name):
        number = attribute(element, key)
        if number is not None and number.lstrip("-").isdigit():
            yield int(number), element


def _levels(element: Any) -> dict[int, _Level]:
    return {number: _read_level(level) for number, level in _by_id(element, "lvl", "ilvl")}


def _read_level(element: Any) -> _Level:
    restart = integer(child(element, "lvlRestart"))
    start = integer(child(element, "start"))
    return _Level(
        start=1 if start is None else start,
        format=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        restarts=restart != 0,
        decimal_only=child(element, "isLgl") is not None,
        style=attribute(child(element, "pStyle"), "val"),
    )


def _use(element: Any, lists: dict[int, _List]) -> _Use:
    number = integer(child(element, "abstractNumId"))
    counted = lists.get(-1 if number is None else number) or _List({})
    starts, changed = {}, {}
    for level, override in _by_id(element, "lvlOverride", "ilvl"):
        start = integer(child(override, "startOverride"))
        if start is not None:
            starts[level] = start
        own = child(override, "lvl")
        if own is not None:
            changed[level] = _read_level(own)
    return _Use(counted, starts, changed)


def _level(use: _Use, level: int) -> _Level:
    return use.changed.get(level) or use.counted.levels.get(level) or _Level(text="")


def _printed(use: _Use, own: _Level, level: int) -> str:
    count = use.counted.counts[level] if 0 <= level < _LEVELS else None
    if count is None:
        return ""
    form = "decimal" if own.decimal_only else _level(use, level).format
    return _in_format(count, form)


def _in_format(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 50 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _MOST_ROMAN:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02}"
    if form in ("none", "bullet"):
        return ""
    return f"{count}." if form == "ordinal" else str(count)


def _roman(count: int) -> str:
    letters = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        letters += sign * (count // value)
        count %= value
    return letters
