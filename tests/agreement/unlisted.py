"""Reads `unlisted.txt`: texts with the commitments that a reader should find in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SIGNED_ON = date(2019, 9, 12)


@dataclass(frozen=True)
class Expected:
    """One commitment. `due` None: no date; `first` in its place where only a first day is known; «?» means any."""

    when: str
    owners: tuple[str, ...] | None
    kind: str | None


@dataclass(frozen=True)
class Case:
    """A text and all that should be found in it, in the order of the text."""

    group: str
    text: str
    expected: tuple[Expected, ...]
    undated_too: bool  # whether undated promises count as well


def cases(path: Path) -> Iterator[Case]:
    """The cases of the file at `path` in their order."""
    group, words, expected = "", [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("## "):
            group = line[3:]
        elif line.startswith("# "):
            continue
        elif line.startswith("    "):
            expected.append(line.strip())
        elif line:
            words.append(line)
        elif words:
            yield _case(group, "\n".join(words), expected)
            words, expected = [], []


def _case(group: str, text: str, expected: list[str]) -> Case:
    if expected == ["none"]:
        return Case(group, text, (), undated_too=True)
    if expected == ["nothing"]:
        return Case(group, text, (), undated_too=False)
    found = tuple(_expected(line) for line in expected)
    return Case(group, text, found, undated_too=any(one.when == "-" for one in found))


def _expected(line: str) -> Expected:
    when, owners, kind = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    named = None if owners in ("", "?") else tuple(_owner_names(owners))
    return Expected(when, named, kind or None)


def _owner_names(owners: str) -> Iterator[str]:
    # «Udvalget for Job, Uddannelse og Integration» holds a comma of its own
    held = ""
    for part in owners.split(", "):
        held = f"{held}, {part}" if held else part
        if part.endswith(("udvalget", "Byrådet", "bestyrelsen", "Regionsrådet", "Magistraten")) or " og " in part:
            yield held
            held = ""
    if held:
        yield held
