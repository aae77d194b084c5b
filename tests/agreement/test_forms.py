"""What is read of short papers, each in a layout of its own: their days, their sections and what stands under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers import measured, shares

FORMS = Path(__file__).parents[1] / "corpus" / "forms"
PAPERS, MINUTES = sorted(FORMS.glob("paper-*.json")), sorted(FORMS.glob("minutes-*.json"))

# Shares that guard what has been reached, and are no goal.
DAYS, SECTIONS = 0.95, 0.9
FLOORS = {"papers": (0.88, 0.9), "minutes": (0.87, 0.9)}


def test_a_papers_own_day_is_found_wherever_it_stands() -> None:
    found = [measured(gold)[:2] for gold in (*PAPERS, *MINUTES)]
    right = [str(reading.agreement.signed_on) == reference["signed_on"] for reference, reading in found]
    assert sum(right) / len(right) >= DAYS


def test_sections_are_found_whatever_a_paper_makes_of_its_headings() -> None:
    found = [measured(gold)[:2] for gold in (*PAPERS, *MINUTES)]
    right = [
        [section.number for section in reading.sections] == [section["number"] for section in reference["sections"]]
        for reference, reading in found
    ]
    assert sum(right) / len(right) >= SECTIONS


@pytest.mark.parametrize(("kind", "golds"), [("papers", PAPERS), ("minutes", MINUTES)], ids=["papers", "minutes"])
def test_deadlines_are_found_in_any_layout(kind: str, golds: list[Path]) -> None:
    recall, precision = shares(golds)
    assert (recall >= FLOORS[kind][0], precision >= FLOORS[kind][1]) == (True, True), (recall, precision)
