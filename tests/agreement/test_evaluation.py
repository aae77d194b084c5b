"""The judge itself: a perfect reading scores full, and every kind of fault costs its own figure only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.agreement.evaluation import Tally, evaluate_expressions, evaluate_reading
from tracker.agreement.values import (
    Allocation,
    AllocationType,
    Basis,
    Commitment,
    Deadline,
    DeadlineKind,
    Finding,
    FindingKind,
    Head,
    Reading,
    Saving,
    Section,
    TaskKind,
)

GOLD: dict[str, Any] = {
    "sections": [
        {"number": "1", "title": "Børn", "level": "chapter"},
        {"number": "1.1", "title": "Ny skole", "level": "section"},
    ],
    "dated": [
        {
            "section": "1.1",
            "task": "Forslag til skole",
            "kind": "presentation",
            "committees": ["Skoleudvalget"],
            "phrase": "inden sommeren 2024",
            "sentence": "Skoleudvalget forelægges et forslag inden sommeren 2024.",
            "window_start": None,
            "window_end": "2024-05-31",
            "strength": "explicit",
        },
        {
            "section": "1.1",
            "task": "Drift af skole",
            "kind": "implementation",
            "committees": ["Skoleudvalget"],
            "inferred": True,
            "phrase": "fra 2025 og frem",
            "sentence": "Der afsættes 1 mio. kr. fra 2025 og frem.",
            "window_start": "2025-01-01",
            "window_end": "2027-12-31",
            "open_ended": True,
            "strength": "budget-year",
        },
        {
            "section": "Indledning",
            "task": "Måske noget",
            "kind": "checkpoint",
            "committees": [],
            "phrase": "i 2024",
            "sentence": "Det sker i 2024.",
            "window_start": "2024-01-01",
            "window_end": "2024-12-31",
            "strength": "period",
            "borderline": True,
        },
    ],
    "not_deadlines": [{"section": "1.1", "phrase": "loven træder i kraft den 1. januar 2024"}],
    "allocations": [{"section": "1.1", "type": "drift", "amounts": {"2025": 1000, "2026": 0}}],
    "savings": [{"code": "A-1", "amounts": {"2024": -0.025}}],
    "discrepancies": [{"section": "1.1", "type": "text_vs_table"}, {"section": "1.1", "type": "internal"}],
}


def commitment(
    expression: str,
    start: date | None,
    due: date | None,
    *,
    section: str = "1.1",
    committees: tuple[str, ...] = ("Skoleudvalget",),
    quote: str = "",
) -> Commitment:
    deadline = Deadline(expression, start, due, DeadlineKind.BY, "rule", "Forklaring.", 0, len(expression))
    return Commitment(section, "Opgave", TaskKind.PRESENTATION, committees, False, deadline, quote, 0, 0, 1.0)


PROPOSAL = commitment("inden sommeren\n2024", None, date(2024, 5, 31))
RUNNING = commitment("fra 2025 og frem", date(2025, 1, 1), None, committees=())
PERFECT = Reading(
    agreement=Head("Aftale", date(2023, 10, 4), None),
    sections=(Section("1.1", "Ny skole", "Børn", 0, 9),),
    commitments=(PROPOSAL, RUNNING),
    allocations=(Allocation("1.1", "Ny skole", AllocationType.OPERATION, {2025: 1_000_000}, 0, 9),),
    savings=(Saving("A-1", "Lys", None, {2024: -25_000}, None, 0, 9),),
    findings=(Finding("1.1", FindingKind.TEXT_VS_TABLE, "Uenige.", 0, 9),),
)


def figures(reading: Reading) -> dict[str, object]:
    found = evaluate_reading(reading, GOLD)
    names = ("precision", "windows", "committees", "sections", "allocations", "savings", "discrepancies")
    shares: dict[str, object] = {name: getattr(found, name).share for name in names}
    recall = {basis.value: tally.share for basis, tally in found.recall.items()}
    return {**shares, **recall, "traps": len(found.traps)}


FULL = figures(PERFECT)


def test_a_perfect_reading_scores_full_and_names_no_fault() -> None:
    found = evaluate_reading(PERFECT, GOLD)
    assert set(FULL.values()) == {1.0, 0}
    assert (found.missed, found.extra, found.wrong) == ((), (), ())
    assert found.recall[Basis.PERIOD] == Tally(0, 0)


def test_a_borderline_entry_may_be_found_or_not() -> None:
    extra = commitment("i 2024", date(2024, 1, 1), date(2024, 12, 31), section="Indledning", committees=())
    assert figures(replace(PERFECT, commitments=(*PERFECT.commitments, extra))) == FULL


@pytest.mark.parametrize(
    ("reading", "costs"),
    [
        (replace(PERFECT, commitments=(RUNNING,)), {"explicit": 0.0}),
        (replace(PERFECT, commitments=(PROPOSAL,)), {"budget-year": 0.0}),
        (replace(PERFECT, commitments=(*PERFECT.commitments, PROPOSAL)), {"precision": 2 / 3}),
        (
            replace(PERFECT, commitments=(replace(PROPOSAL, section="1.2"), RUNNING)),
            {"explicit": 0.0, "precision": 0.5},
        ),
        (
            replace(
                PERFECT, commitments=(commitment("inden sommeren 2024", date(2024, 3, 1), date(2024, 5, 31)), RUNNING)
            ),
            {"windows": 0.5},
        ),
        (replace(PERFECT, commitments=(replace(PROPOSAL, committees=("Byudvalget",)), RUNNING)), {"committees": 0.0}),
        (replace(PERFECT, sections=()), {"sections": 0.0}),
        (replace(PERFECT, sections=(Section("1.1", "Ny sko", None, 0, 9),)), {"sections": 0.0}),
        (replace(PERFECT, allocations=()), {"allocations": 0.0}),
        (replace(PERFECT, savings=(replace(PERFECT.savings[0], amounts={2024: 25_000}),)), {"savings": 0.0}),
        (replace(PERFECT, findings=()), {"discrepancies": 0.0}),
        (
            replace(
                PERFECT,
                commitments=(*PERFECT.commitments, commitment("den 1. januar 2024", None, date(2024, 1, 1))),
            ),
            {"precision": 2 / 3, "traps": 1},
        ),
    ],
)
def test_a_fault_costs_its_own_figure_and_is_named(reading: Reading, costs: dict[str, object]) -> None:
    assert figures(reading) == {**FULL, **costs}
    found = evaluate_reading(reading, GOLD)
    assert found.missed or found.extra or found.wrong


def test_money_and_findings_that_nobody_asked_for_are_named() -> None:
    more = replace(
        PERFECT,
        savings=(*PERFECT.savings, Saving("A-2", "Vand", None, {2024: 1}, None, 0, 9)),
        findings=(*PERFECT.findings, Finding("1.9", FindingKind.TEXT_VS_TABLE, "Uenige.", 0, 9)),
    )
    wrong = " ".join(evaluate_reading(more, GOLD).wrong)
    assert "A-2" in wrong
    assert "1.9" in wrong


def test_pairs_are_as_many_as_can_be() -> None:
    """Two entries with one date, of which one also accepts another: a greedy choice would lose one of them."""
    first = {**GOLD["dated"][0], "also_accept_windows": [[None, "2024-12-31"]]}
    second = {**GOLD["dated"][0], "phrase": "noget andet"}
    gold = {**GOLD, "dated": [first, second]}
    reading = replace(PERFECT, commitments=(PROPOSAL, commitment("ultimo 2024", None, date(2024, 12, 31))))
    assert evaluate_reading(reading, gold).recall[Basis.EXPLICIT] == Tally(2, 2)


def test_two_evaluations_add_up_figure_by_figure() -> None:
    whole = evaluate_reading(PERFECT, GOLD) + evaluate_reading(replace(PERFECT, commitments=(RUNNING,)), GOLD)
    assert whole.recall[Basis.EXPLICIT] == Tally(1, 2)
    assert (whole.precision, whole.sections, whole.savings) == (Tally(3, 3), Tally(2, 2), Tally(2, 2))
    assert len(whole.missed) == 1


def test_an_expression_is_right_when_it_means_that_and_nothing_more() -> None:
    head = "expression\tsigned_on\tstart\tdue\tkind\n"
    right = [
        "inden jul\t2023-10-04\t\t2023-12-23\tby",
        "i efter-\\nåret 2024\t2023-10-04\t2024-09-01\t2024-11-30\tduring",
    ]
    wrong = [
        "inden jul 2024\t2023-10-04\t\t2024-12-24\tby",
        "i maj og i juni 2024\t2023-10-04\t2024-05-01\t2024-05-31\tduring",
    ]
    tally, told = evaluate_expressions(head + "\n".join([*right, *wrong]) + "\n")
    assert tally == Tally(2, 4)
    assert [words.split("»")[0] for words in told] == ["«inden jul 2024", "«i maj og i juni 2024"]
