"""Reads files of sentences: texts with what a reader should find in them, and in what a reading differs.

Such are the files of `sentences/`, one a subject, and `owners/owners.txt`. A line that begins with «# »
is a comment, one that begins with «## » the heading of a group. A text is a sentence or more, up to a whole paper, and
may hold empty lines; it ends where, indented by four spaces, what is expected begins: a line for each commitment, in
the order of the text.

    last day | owners | kind

The day is «from» and the first day where only that is known, «-» where there is none, «?» where any will do. Owners
stand where the words name them, «~» where they name none; the kind stands where it is beyond doubt. «nothing» alone: no
commitment with a date. «none»: no commitment at all. Commitments without a date count only under «none» and «-».

Every text is of Lyngholm Kommune and signed 12 September 2019 (`SIGNED_ON`); only the passages are read otherwise, by
a test of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.agreement.spoken import read
from tracker.agreement.values import Commitment

SIGNED_ON = date(2019, 9, 12)


@dataclass(frozen=True)
class Expected:
    """One commitment. `when`: its last day, «from» its first where only that is known, «-» none, «?» any.

    `owners` None: any; empty: none that the words name.
    """

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


def read_or_missed(cases: Iterable[Case], missed: Iterable[str]) -> list[ParameterSet]:
    """The cases as parameters of a test. Those that begin with words in `missed` are not read yet; one that comes out
    right must leave that list."""
    known = tuple(missed)
    return [
        pytest.param(
            case, id=case.text[:70], marks=[pytest.mark.xfail(strict=True)] if case.text.startswith(known) else []
        )
        for case in cases
    ]


def cases(path: Path) -> Iterator[Case]:
    """The cases of the file at `path` in their order."""
    group, words, expected = "", [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("## "):
            if any(words):
                raise ValueError(f"{path.name}: nothing is expected of «{words[0]}».")
            group = line[3:]
        elif line.startswith("# "):
            continue
        elif line.startswith("    "):
            expected.append(line.strip())
        elif line and not expected:
            words.append(line)
        elif expected:
            yield _case(group, "\n".join(words).rstrip(), expected)
            words, expected = ([line] if line else []), []
        elif words:
            words.append("")  # an empty line within the text


def _case(group: str, text: str, expected: list[str]) -> Case:
    if expected == ["none"]:
        return Case(group, text, (), undated_too=True)
    if expected == ["nothing"]:
        return Case(group, text, (), undated_too=False)
    found = tuple(_expected(line) for line in expected)
    return Case(group, text, found, undated_too=any(one.when == "-" for one in found))


def _expected(line: str) -> Expected:
    when, owners, kind = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    named = None if owners in ("", "?") else () if owners == "~" else tuple(_owner_names(owners))
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


def faults(case: Case) -> list[str]:
    """What is missing, too much or otherwise than expected in what is read of the case."""
    found = list(read(case.text, signed_on=SIGNED_ON, organisation="Lyngholm Kommune")[0])
    if not case.undated_too:
        found = [one for one in found if when(one) != "-"]
    rest, wrong = list(found), []
    for expected in case.expected:
        match = next((one for one in rest if expected.when in ("?", when(one))), None)
        if match is None:
            wrong.append(f"mangler {expected.when}")
            continue
        rest.remove(match)
        wrong += differences(expected, match)
    return [*wrong, *(f"for meget: {when(one)} {one.task}" for one in rest)]


def when(commitment: Commitment) -> str:
    """The last day of a commitment, else its first, as `Expected.when` writes them."""
    deadline = commitment.deadline
    if deadline is None or not (deadline.due or deadline.start):
        return "-"
    return str(deadline.due) if deadline.due else f"from {deadline.start}"


def differences(expected: Expected, found: Commitment) -> list[str]:
    """In what `found`, which has the time that was expected, is not as expected."""
    wrong = []
    owners = set() if found.committees_inferred else {name.casefold() for name in found.committees}
    if expected.owners is not None and owners != {name.casefold() for name in expected.owners}:
        wrong.append(f"udvalg: {found.committees}{' (gættet)' if found.committees_inferred else ''}")
    if expected.kind and found.kind.value != expected.kind:
        wrong.append(f"slags: {found.kind.value}")
    return wrong
