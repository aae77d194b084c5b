"""What is read of documents that the reader was not built on: structure and money whole, commitments by floors."""

from __future__ import annotations

from functools import reduce
from operator import add
from pathlib import Path

import pytest

from tests.papers import measured, shares
from tracker.agreement.values import Reading

CORPUS = Path(__file__).parents[1] / "corpus"
# Papers held back are measured in all only: a failure by document would show what stands in them.
HELD_OUT = sorted((CORPUS / "heldout").glob("*.json"))
GOLD = sorted(CORPUS.glob("*.json"))

# Shares of explicit deadlines found and of findings that are right. They guard what has been reached, and are no goal.
# Papers of new hands are harder than those that were met before: with four more minutes these stand at 0.970.
FLOORS = {
    "arbejdsprogram": (0.97, 0.97),
    "budgetaftale": (0.97, 0.98),
    "enkeltsager": (0.89, 0.93),
    "konstitueringsaftale": (0.97, 0.97),
    "referat": (0.97, 0.965),
    "regionsbudget": (0.98, 0.97),
}
# In all papers together; those of hard cases stand at 0.972, all others at 0.979.
NAMED_OWNERS = 0.977
HELD_OUT_FLOORS = (0.90, 0.90)
HELD_OUT_OWNERS = 0.97


INVENTED = {"birkehede-enkeltsager-2024": {"BIRKEHEDE NU"}}
"""The sections that are read where a paper has none."""

# Not read: a heading that is a sentence (and the name of a newsletter over its head is read as a section), the first
# heading under a day, a title that begins with a figure after its number («34. 10. klasse»), one with a colon.
MISREAD = {
    "birkehede-enkeltsager-2024",
    "gyldensoe-enkeltsager-2021",
    "skaervelund-enkeltsager-2021",
    "tofteaa-enkeltsager-2018",
}


@pytest.mark.parametrize(
    "gold",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.xfail(strict=True)] if path.stem in MISREAD else [])
        for path in GOLD
    ],
)
def test_structure_and_money_of_an_unseen_document_are_read(gold: Path) -> None:
    _, _, found = measured(gold)
    for tally in (found.sections, found.allocations, found.savings, found.discrepancies):
        assert tally.hit == tally.of, found.wrong


def test_every_head_is_read() -> None:
    def head(reading: Reading) -> tuple[str | None, str | None]:
        found = reading.agreement
        return found.signed_on.isoformat() if found.signed_on else None, found.organisation

    papers = [measured(gold)[:2] for gold in GOLD]
    misread = [ref["title"] for ref, reading in papers if head(reading) != (ref["signed_on"], ref["organisation"])]
    assert misread == []


def test_no_section_is_read_where_there_is_none() -> None:
    def invented(gold: Path) -> set[str]:
        reference, reading, _ = measured(gold)
        return {one.number for one in reading.sections} - {
            one["number"] or one["title"] for one in reference["sections"]
        }

    assert {gold.stem: found for gold in GOLD if (found := invented(gold))} == INVENTED


def test_named_owners_are_read_no_worse_than_before() -> None:
    assert reduce(add, (measured(gold)[2] for gold in GOLD)).committees.share >= NAMED_OWNERS
    assert reduce(add, (measured(gold)[2] for gold in HELD_OUT)).committees.share >= HELD_OUT_OWNERS


@pytest.mark.parametrize("kind", FLOORS)
def test_no_fewer_commitments_are_found_and_no_more_invented_than_before(kind: str) -> None:
    recall, precision = shares(gold for gold in GOLD if measured(gold)[0]["document_kind"] == kind)
    assert recall >= FLOORS[kind][0]
    assert precision >= FLOORS[kind][1]


def test_papers_held_back_are_read_no_worse_than_before() -> None:
    recall, precision = shares(HELD_OUT)
    assert recall >= HELD_OUT_FLOORS[0]
    assert precision >= HELD_OUT_FLOORS[1]


def test_there_are_documents_of_every_kind_to_read() -> None:
    assert {measured(gold)[0]["document_kind"] for gold in GOLD} == set(FLOORS)
    assert len(GOLD) >= 12
    assert len(HELD_OUT) >= 4
