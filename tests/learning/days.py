"""Days as examples, for `tracker.agreement.structure.heads.spoken_days`: every day of a paper's opening and ending.

Right is the paper's own day, wrong is every other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.agreement.structure.heads.papers import openings, papers
from tests.agreement.structure.test_layouts import layouts
from tests.agreement.structure.test_layouts import read as text_of_layout
from tests.learning import Example
from tests.papers import text_of
from tracker.agreement.structure.heads.signing import days_spoken_of

TESTS = Path(__file__).parents[1]
HEADS = TESTS / "agreement" / "structure" / "heads"
CORPUS = TESTS / "corpus"
OPENINGS_COUNT = 6  # times: in most of the others a line tells the day, which says little of how sentences tell it


def examples() -> Iterator[Example]:
    """All that is learned from, in an order that is always the same."""
    for gold in sorted([*CORPUS.glob("*.json"), *(CORPUS / "forms").glob("*.json")]):
        signed_on = json.loads(gold.read_text(encoding="utf-8"))["signed_on"]
        yield from of_text(text_of(gold.with_suffix(".txt")), signed_on)
    for layout in layouts():
        yield from of_text(text_of_layout(layout), layout.day)
    for paper in papers(HEADS / "heads.txt"):
        yield from of_text(paper.text, paper.day.split()[0])
    for path in sorted(HEADS.glob("openings-*.txt")):
        for opening in openings(path):
            yield from [*of_text(opening.text, opening.day)] * OPENINGS_COUNT


def of_text(text: str, signed_on: str) -> Iterator[Example]:
    """The examples of a paper; `signed_on` is its own day in ISO form, or anything else where it has none."""
    for day, signs in days_spoken_of(text):
        yield signs, day.isoformat() == signed_on
