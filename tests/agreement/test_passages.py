"""Passages by hands that had not seen the rules, each read as a section of a whole agreement.

In the files of `passages/` a passage stands over the last day of every promise in it, each on an indented line («from»
and its first day where only that is known), or «nothing». A day in brackets may be found or not: it is the money of
what has a day of its own, or as defensible left out. «missed» marks what is not read yet; once it is, the mark must go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.agreement.sentences import when
from tracker.agreement.reader import read

FOLDER = Path(__file__).with_name("passages")
PAPER = """Aftale om budget 2022 for Lundby Kommune

Indgået den 15. september 2021 mellem partierne i byrådet.

1. Første del

{}

2. Anden del

Alle er glade for samarbejdet i kommunen.
"""


@dataclass(frozen=True)
class Passage:
    text: str
    notes: tuple[str, ...]  # the indented lines

    @property
    def days(self) -> Counter[str]:
        return Counter(note for note in self.notes if note not in ("nothing", "missed") and note[0] != "(")

    @property
    def left_open(self) -> Counter[str]:
        return Counter(note.strip("()") for note in self.notes if note[0] == "(")


def passages(path: Path) -> Iterator[Passage]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for block in "\n".join(lines).strip().split("\n\n"):
        words = [line for line in block.splitlines() if not line.startswith("    ")]
        yield Passage("\n".join(words), tuple(line.strip() for line in block.splitlines() if line.startswith("    ")))


ALL = {path.stem: list(passages(path)) for path in sorted(FOLDER.glob("*.txt"))}


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(
            one,
            id=f"{name}: {one.text[:60]}",
            marks=[pytest.mark.xfail(strict=True)] if "missed" in one.notes else [],
        )
        for name, these in ALL.items()
        for one in these
    ],
)
def test_every_day_of_a_passage_is_found_and_no_other(passage: Passage) -> None:
    found = Counter(when(one) for one in read(PAPER.format(passage.text)).commitments)
    del found["-"]
    assert passage.days - found == Counter()
    assert found - passage.days - passage.left_open == Counter()


def test_all_passages_are_there() -> None:
    assert {name: len(these) for name, these in ALL.items()} == {
        "actors": 150,
        "all_kinds": 150,
        "mixed": 200,
        "moved": 150,
        "ordinary": 150,
        "several": 150,
    }
    assert all(passage.notes for these in ALL.values() for passage in these)
