"""What reading must reach: on the sample agreement always, on the real one where `TRACKER_REFERENCE` names its folder.

Both files hold the same facts; the sentences differ.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.papers import reading_of, text_of
from tracker.agreement.evaluation import Evaluation, Tally, evaluate_reading
from tracker.agreement.values import Basis, FindingKind, Reading
from tracker.resources import SAMPLE

REFERENCE = os.environ.get("TRACKER_REFERENCE")


@dataclass(frozen=True)
class Case:
    """A text with what was read from it, what people found in it, and how the two compare."""

    text: str
    reading: Reading
    gold: Mapping[str, Any]
    found: Evaluation


def case(agreement: Path, gold: Path) -> Case:
    reading = reading_of(agreement)
    reference = json.loads(gold.read_text(encoding="utf-8"))
    return Case(text_of(agreement), reading, reference, evaluate_reading(reading, reference))


@pytest.fixture(
    scope="module",
    params=[
        "sample",
        pytest.param(
            "reference",
            marks=[
                pytest.mark.reference,
                pytest.mark.skipif(REFERENCE is None, reason="TRACKER_REFERENCE is not set"),
            ],
        ),
    ],
)
def agreement(request: pytest.FixtureRequest) -> Case:
    if request.param == "sample":
        return case(SAMPLE / "agreement.txt", Path(__file__).parents[1] / "sample" / "gold.json")
    folder = Path(str(REFERENCE))
    return case(folder / "agreement" / "budget-2019.txt", folder / "gold" / "budget-2019.json")


def test_every_section_has_its_title_and_chapter(agreement: Case) -> None:
    assert agreement.found.sections == Tally(92, 92)
    chapters = {s["number"]: s["chapter_title"] for s in agreement.gold["sections"] if s["level"] == "section"}
    assert {section.number: section.chapter for section in agreement.reading.sections} == chapters


def test_every_row_of_both_tables_is_read_to_the_krone(agreement: Case) -> None:
    assert agreement.found.allocations == Tally(48, 48)
    assert agreement.found.savings == Tally(43, 43)
    assert (len(agreement.reading.allocations), len(agreement.reading.savings)) == (48, 43)


def test_savings_have_their_committee_title_and_investment(agreement: Case) -> None:
    wanted = {
        row["code"]: (row["title"], row["committee"], row["investment"] and round(row["investment"] * 1_000_000))
        for row in agreement.gold["savings"]
    }
    assert {row.code: (row.title, row.committee, row.investment) for row in agreement.reading.savings} == wanted


@pytest.mark.parametrize("kind", [FindingKind.TEXT_VS_TABLE, FindingKind.NO_TABLE_ROW])
def test_prose_and_tables_disagree_where_they_do_and_nowhere_else(agreement: Case, kind: FindingKind) -> None:
    wanted = {row["section"] for row in agreement.gold["discrepancies"] if row["type"] == kind.value}
    assert {finding.section for finding in agreement.reading.findings if finding.kind is kind} == wanted


def test_the_head_is_read(agreement: Case) -> None:
    head = agreement.reading.agreement
    assert head.signed_on is not None
    assert (head.title, head.signed_on.isoformat(), head.organisation) == (
        "Aftale om Budget 2019",
        "2018-10-08",
        "Ballerup Kommune",
    )


def test_every_explicit_deadline_and_every_period_is_found(agreement: Case) -> None:
    found = agreement.found
    assert (found.recall[Basis.EXPLICIT], found.recall[Basis.PERIOD]) == (Tally(27, 27), Tally(8, 8)), found.missed


def test_budget_years_are_found_but_for_two(agreement: Case) -> None:
    budget_years = agreement.found.recall[Basis.BUDGET_YEAR]
    assert budget_years.of == 33
    assert budget_years.hit >= 31, agreement.found.missed


def test_nothing_is_found_that_is_not_there_and_no_trap_is_sprung(agreement: Case) -> None:
    assert agreement.found.precision.share == 1, agreement.found.extra
    assert agreement.found.traps == ()


def test_every_window_and_every_named_committee_is_right(agreement: Case) -> None:
    for tally in (agreement.found.windows, agreement.found.committees):
        assert tally.of > 0
        assert tally.hit == tally.of, agreement.found.wrong


def test_quotes_and_expressions_are_the_words_of_the_text(agreement: Case) -> None:
    text = agreement.text
    for commitment in agreement.reading.commitments:
        assert text[commitment.start : commitment.end] == commitment.quote
        if commitment.deadline is not None:
            deadline = commitment.deadline
            assert text[deadline.expression_start : deadline.expression_end] == deadline.expression


def test_most_promises_without_a_date_are_found_and_few_are_invented(agreement: Case) -> None:
    wanted = [(entry["section"], " ".join(entry["sentence"].split())) for entry in agreement.gold["undated"]]
    got = [(c.section, " ".join(c.quote.split())) for c in agreement.reading.commitments if c.deadline is None]
    right = [pair for pair in got if pair in wanted]
    assert len(right) >= 0.6 * len(set(wanted))
    assert len(right) >= 0.7 * len(got)
