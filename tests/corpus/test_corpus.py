"""The gold files stay true to their documents, the lists of expressions to their columns."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
GOLD_FILES = sorted(HERE.rglob("*.json"))
HELD_OUT = HERE / "heldout"
FORMS = "forms"
"""The folder of short papers, each in a layout of its own."""
KINDS = {"presentation", "decision", "evaluation", "report", "delivery", "checkpoint", "implementation"}
DOCUMENT_KINDS = {
    "arbejdsprogram",
    "budgetaftale",
    "enkeltsager",
    "konstitueringsaftale",
    "papir",
    "referat",
    "regionsbudget",
}
EXPRESSION_KINDS = {"by", "during", "from", "recurring", "relative", "vague"}


def single_spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@pytest.fixture(params=GOLD_FILES, ids=lambda path: path.stem)
def gold_path(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def gold(gold_path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gold_path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def text(gold_path: Path) -> str:
    return single_spaced(gold_path.with_suffix(".txt").read_text(encoding="utf-8"))


def test_there_are_documents_to_tune_on_and_documents_that_are_held_out() -> None:
    held_out = [path for path in GOLD_FILES if path.parent == HELD_OUT]
    assert len(GOLD_FILES) - len(held_out) >= 6
    assert len(held_out) >= 2


def test_every_sentence_stands_in_the_text(gold: dict[str, Any], text: str) -> None:
    sentences = [entry["sentence"] for entry in gold["dated"] + gold["undated"]]
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_every_phrase_stands_in_its_sentence_and_every_trap_in_the_text(
    gold_path: Path, gold: dict[str, Any], text: str
) -> None:
    apart = {entry["phrase"] for entry in gold["dated"] if entry["phrase"] not in entry["sentence"]}
    assert all(phrase in text for phrase in apart)
    assert not apart or gold_path.parent.name == FORMS  # a heading or a line of its own gives what is under it its time
    assert [trap["phrase"] for trap in gold["not_deadlines"] if trap["phrase"] not in text] == []


def test_every_window_is_in_order_and_ends_on_or_after_the_signing(gold: dict[str, Any]) -> None:
    signed_on = date.fromisoformat(gold["signed_on"])
    for entry in gold["dated"]:
        start, due = day(entry["window_start"]), day(entry["window_end"])
        assert start or due, entry["id"]
        assert start is None or due is None or start <= due, entry["id"]
        assert due is None or due >= signed_on, entry["id"]
        assert due is not None or entry["open_ended"], entry["id"]


def test_entries_name_known_kinds_and_sections_and_have_ids_of_their_own(gold: dict[str, Any]) -> None:
    numbers = {"Indledning", *(section["number"] for section in gold["sections"])}
    ids = [entry["id"] for entry in gold["dated"] + gold["undated"]]
    assert len(ids) == len(set(ids))
    assert {entry["kind"] for entry in gold["dated"]} <= KINDS
    assert {entry["section"] for key in ("dated", "undated", "not_deadlines") for entry in gold[key]} <= numbers
    assert {row["section"] for row in gold["allocations"] + gold["discrepancies"]} <= numbers
    assert all(entry["committees"] or entry["inferred"] for entry in gold["dated"] + gold["undated"])
    assert gold["document_kind"] in DOCUMENT_KINDS


def test_section_titles_stand_in_the_text(gold: dict[str, Any], text: str) -> None:
    assert [section["title"] for section in gold["sections"] if section["title"] not in text] == []


def test_each_document_is_rich_enough_to_measure_with(gold_path: Path, gold: dict[str, Any]) -> None:
    counted = [entry for entry in gold["dated"] if not (entry.get("secondary") or entry.get("borderline"))]
    short = gold_path.parent.name == FORMS
    assert len(counted) >= (3 if short else 12)
    assert len(gold["not_deadlines"]) >= (0 if short else 8)


@pytest.mark.parametrize("path", sorted(HELD_OUT.glob("*.tsv")), ids=lambda path: path.stem)
def test_held_out_expressions_are_many_distinct_and_well_formed(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({row["expression"] for row in rows}) == len(rows) >= 90
    for row in rows:
        signed_on, start, due = day(row["signed_on"]), day(row["start"]), day(row["due"])
        assert signed_on is not None, row
        assert row["kind"] in EXPRESSION_KINDS, row
        assert start is None or due is None or start <= due, row
        assert due is None or due >= signed_on, row
        assert (row["kind"] != "by") or (start is None and due is not None), row
        assert (row["kind"] != "from") or (start is not None and due is None), row
        assert (row["kind"] != "vague") or (start is None and due is None), row
