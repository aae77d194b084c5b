"""The real agreement against what two annotators found in it; runs where `TRACKER_REFERENCE` names the folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tracker.agreement.evaluation import Evaluation, Tally, evaluate_reading
from tracker.agreement.reader import read
from tracker.agreement.values import FindingKind, Reading
from tracker.documents import read_document

REFERENCE = os.environ.get("TRACKER_REFERENCE")

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(REFERENCE is None, reason="TRACKER_REFERENCE is not set"),
]


@pytest.fixture(scope="module")
def text() -> str:
    assert REFERENCE is not None
    return read_document(Path(REFERENCE) / "agreement" / "budget-2019.txt").text


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    return read(text)


@pytest.fixture(scope="module")
def gold() -> Mapping[str, Any]:
    assert REFERENCE is not None
    data: Mapping[str, Any] = json.loads((Path(REFERENCE) / "gold" / "budget-2019.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def found(reading: Reading, gold: Mapping[str, Any]) -> Evaluation:
    return evaluate_reading(reading, gold)


def test_every_section_has_its_title_and_chapter(reading: Reading, found: Evaluation, gold: Mapping[str, Any]) -> None:
    assert found.sections == Tally(92, 92)
    chapters = {s["number"]: s["chapter_title"] for s in gold["sections"] if s["level"] == "section"}
    assert {section.number: section.chapter for section in reading.sections} == chapters


def test_every_row_of_both_tables_is_read_to_the_krone(reading: Reading, found: Evaluation) -> None:
    assert found.allocations == Tally(48, 48)
    assert found.savings == Tally(43, 43)
    assert (len(reading.allocations), len(reading.savings)) == (48, 43)


def test_savings_have_their_committee_title_and_investment(reading: Reading, gold: Mapping[str, Any]) -> None:
    wanted = {
        row["code"]: (row["title"], row["committee"], row["investment"] and round(row["investment"] * 1_000_000))
        for row in gold["savings"]
    }
    assert {row.code: (row.title, row.committee, row.investment) for row in reading.savings} == wanted


def test_prose_and_tables_disagree_where_they_do_and_nowhere_else(reading: Reading, gold: Mapping[str, Any]) -> None:
    for kind in (FindingKind.TEXT_VS_TABLE, FindingKind.NO_TABLE_ROW):
        wanted = {row["section"] for row in gold["discrepancies"] if row["type"] == kind.value}
        assert {finding.section for finding in reading.findings if finding.kind is kind} == wanted


def test_the_head_is_read(reading: Reading) -> None:
    head = reading.agreement
    assert head.signed_on is not None
    assert (head.title, head.signed_on.isoformat(), head.organisation) == (
        "Aftale om Budget 2019",
        "2018-10-08",
        "Ballerup Kommune",
    )
