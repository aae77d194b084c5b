"""Reads the corpus and the near-misses: text files, so that anyone who knows the language can check and add to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.agreement.values import DeadlineKind

SIGNED_ON = date(2018, 10, 8)

_HEADING = re.compile(
    r"(?P<kind>[a-z]+) (?P<windows>\S+ \S+(?: & \S+ \S+)*)(?: signed (?P<signed>\S+))?"
    r"(?: rrule (?P<rrule>\S+(?: & \S+)*))?"
)
_ESCAPES = {"\\n": "\n", "\\s": "\u00a0", "\\-": "\u00ad"}


@dataclass(frozen=True)
class Case:
    """A phrase and every deadline that it gives, as start and due."""

    phrase: str
    kind: DeadlineKind
    windows: tuple[tuple[date | None, date | None], ...]
    signed_on: date | None
    recurrences: frozenset[str] | None  # where the corpus says by which rules it comes again

    def __str__(self) -> str:
        """The test's name."""
        return self.phrase if self.signed_on == SIGNED_ON else f"{self.phrase} (signed {self.signed_on})"


def read_cases(name: str) -> tuple[Case, ...]:
    """The cases of a corpus file beside this module, in order."""
    return tuple(_cases(_lines(name)))


def read_corpus() -> tuple[Case, ...]:
    """Every case: the corpus, and the lists that were written apart from the rules and measured before any was met."""
    apart = sorted(path.name for path in Path(__file__).parent.glob("written_apart_*.txt"))
    read = (case for name in ("corpus.txt", *apart) for case in read_cases(name))
    return tuple({str(case): case for case in read}.values())


def read_phrases(name: str) -> tuple[str, ...]:
    """The phrases of a file without values."""
    return tuple(_unescaped(line.strip()) for line in _lines(name))


def _lines(name: str) -> Iterator[str]:
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "==")):
            yield line


def _cases(lines: Iterator[str]) -> Iterator[Case]:
    heading: re.Match[str] | None = None
    for line in lines:
        if not line.startswith(" "):
            heading = _HEADING.fullmatch(line)
            if heading is None:
                raise ValueError(f"not a value: {line!r}")
            continue
        if heading is None:
            raise ValueError(f"a phrase before any value: {line!r}")
        windows = tuple(_window(window) for window in heading["windows"].split(" & "))
        signed_on = SIGNED_ON if heading["signed"] is None else _day(heading["signed"])
        phrase = _unescaped(line.strip())
        rules = frozenset(heading["rrule"].split(" & ")) if heading["rrule"] else None
        yield Case(phrase, DeadlineKind(heading["kind"]), windows, signed_on, rules)


def _window(written: str) -> tuple[date | None, date | None]:
    start, due = written.split()
    return _day(start), _day(due)


def _day(written: str) -> date | None:
    return None if written == "-" else date.fromisoformat(written)


def _unescaped(written: str) -> str:
    for escape, character in _ESCAPES.items():
        written = written.replace(escape, character)
    return written
