"""Three hundred layouts of papers by six hands (`tests/corpus/layouts`): the sections and the day found in each.

What is not read is marked in the papers' first lines («!sections», «!day») and told to be missed, strictly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.agreement.structure.heads.head import read_head
from tracker.agreement.structure.outline import outline
from tracker.documents import decode_document

FOLDER = Path(__file__).parents[2] / "corpus" / "layouts"
_HEAD = re.compile(r"^%%%% (?P<name>\S+) (?P<day>\S+)(?P<missed>(?: !\w+)*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Layout:
    """A paper, the day that is its own, and the numbers of its sections, or their titles where they have no numbers."""

    name: str
    day: str
    missed: frozenset[str]
    sections: tuple[str, ...]
    text: str


def layouts() -> Iterator[Layout]:
    for file in sorted(FOLDER.glob("*.txt")):
        whole = file.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(whole))
        for head, end in zip(heads, [*(one.start() for one in heads[1:]), len(whole)], strict=True):
            told, text = whole[head.end() : end].split("----\n", 1)
            sections = tuple(line.removeprefix("= ") for line in told.splitlines())
            missed = frozenset(head["missed"].replace("!", "").split())
            yield Layout(f"{file.stem}/{head['name']}", head["day"], missed, sections, text)


LAYOUTS = list(layouts())


def those(kind: str) -> list[object]:
    """The papers as cases; one of which `kind` is marked as missed is expected to fail."""
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(layout, id=layout.name, marks=marks[kind in layout.missed]) for layout in LAYOUTS]


def read(layout: Layout) -> str:
    return decode_document(layout.text.encode(), name="paper.txt").text


def folded(name: str) -> str:
    return " ".join(name.casefold().split()).strip(" .")


@pytest.mark.parametrize("layout", those("sections"))
def test_sections_are_found_however_a_paper_tells_them(layout: Layout) -> None:
    found = [folded(section.number) for section in outline(read(layout)).sections]
    assert found == [folded(name) for name in layout.sections]


@pytest.mark.parametrize("layout", those("day"))
def test_a_papers_own_day_is_found_wherever_it_stands(layout: Layout) -> None:
    assert str(read_head(read(layout)).signed_on) == layout.day


def test_most_layouts_are_read() -> None:
    assert len(LAYOUTS) == 300
    assert sum(bool(layout.missed) for layout in LAYOUTS) <= 16
