r"""The notation that rules are written in, and what it compiles to.

A pattern is a row of words and slots: `inden (udgangen|slutningen) af? <time>`. Words stand for themselves in lower
case, punctuation too; `<name>` takes anything of that category; `(a|b c)` is one of several rows; `?` makes the item
before it optional; `\(` is a bracket of the text; `<word>` takes any word; `<here>` takes nothing and gives the place
among the tokens. A slot's value is handed to the production by its place in the pattern, None where it was left out.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ANY_WORD = "word"
HERE = "here"

Production = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row of words means: `production` takes the slots' values and gives a value, or None for no reading.

    Of readings equally wide the one with the higher `preference` wins, then the rule declared first.
    """

    name: str
    produces: str
    pattern: str
    production: Production
    preference: int = 0


@dataclass(slots=True)
class State:
    """A place in a pattern: where each word leads, and where a slot leads (category, argument, state)."""

    words: dict[str, list[int]] = field(default_factory=dict)
    slots: list[tuple[str, int, int]] = field(default_factory=list)
    accepting: bool = False

    @property
    def categories(self) -> frozenset[str]:
        """The categories of its slots."""
        return frozenset(category for category, _argument, _state in self.slots)


@dataclass(frozen=True, slots=True)
class Pattern:
    states: tuple[State, ...]
    arguments: int


class PatternError(ValueError):
    """A pattern that is not in the notation; raised when the grammar is built."""


_ITEM = re.compile(r"\s*(?:(?P<slot><[\w-]+>)|(?P<sign>[()|?])|(?P<word>\\[()]|[^\s()|?<>\\]+))")


def compile_pattern(pattern: str) -> Pattern:
    """The states of `pattern`, the first one the start. Raises PatternError."""
    return _Compiler(pattern).compile()


class _Compiler:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._items: deque[str] = deque(match.group().strip() for match in _ITEM.finditer(pattern))
        self._arcs: list[list[tuple[str, int, int]]] = [[]]  # (label, argument or -1, target); label "" is free
        self._arguments = 0

    def compile(self) -> Pattern:
        end = self._row(0)
        if self._items:
            raise PatternError(f"{self._pattern!r}: unexpected {self._items[0]!r}")
        closures = [self._closure(state) for state in range(len(self._arcs))]
        return Pattern(tuple(self._state(closure, end) for closure in closures), self._arguments)

    def _new(self) -> int:
        self._arcs.append([])
        return len(self._arcs) - 1

    def _row(self, start: int) -> int:
        state = start
        while self._items and self._items[0] not in {"|", ")"}:
            before = state
            state = self._item(before)
            if self._items and self._items[0] == "?":
                self._items.popleft()
                self._arcs[before].append(("", -1, state))
        return state

    def _item(self, start: int) -> int:
        item = self._items.popleft()
        if item == "(":
            return self._group(start)
        if item == "?":
            raise PatternError(f"{self._pattern!r}: nothing before «?»")
        end = self._new()
        argument = -1
        if item.startswith("<"):
            argument = self._arguments
            self._arguments += 1
        self._arcs[start].append((item.removeprefix("\\"), argument, end))
        return end

    def _group(self, start: int) -> int:
        end = self._new()
        while True:
            begin = self._new()
            self._arcs[start].append(("", -1, begin))
            self._arcs[self._row(begin)].append(("", -1, end))
            if not self._items:
                raise PatternError(f"{self._pattern!r}: a group is not closed")
            if self._items.popleft() == ")":
                return end

    def _closure(self, state: int) -> set[int]:
        reached, waiting = {state}, [state]
        while waiting:
            for label, _, target in self._arcs[waiting.pop()]:
                if not label and target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return reached

    def _state(self, closure: set[int], end: int) -> State:
        state = State(accepting=end in closure)
        for member in sorted(closure):
            for label, argument, target in self._arcs[member]:
                if argument >= 0:
                    state.slots.append((label[1:-1], argument, target))
                elif label:
                    state.words.setdefault(label, []).append(target)
        return state
