"""The day of signing in heads and endings as varied as those of real papers: `heads.txt` tells what each has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.agreement.structure.heads.papers import Paper, openings, papers
from tracker.agreement.structure.heads.head import read_head

OPENINGS = [one for path in sorted(Path(__file__).parent.glob("openings-*.txt")) for one in openings(path)]
KEPT_BACK = list(openings(Path(__file__).parents[3] / "corpus" / "heldout" / "openings.txt"))
PAPERS = list(papers(Path(__file__).with_name("heads.txt")))


@pytest.mark.parametrize("paper", [pytest.param(paper, id=paper.text[:60]) for paper in PAPERS])
def test_a_paper_has_its_own_day_and_no_other(paper: Paper) -> None:
    found = read_head(paper.text)
    assert paper.allows(found.signed_on, found.signed_surely), (paper.day, found.signed_on, found.signed_surely)


def test_there_are_heads_of_many_kinds() -> None:
    assert len(PAPERS) > 150
    assert sum(paper.day.startswith("none") for paper in PAPERS) > 40


def _right(papers: Sequence[Paper]) -> float:
    found = [read_head(paper.text).signed_on for paper in papers]
    return sum(str(day or "none") == paper.day for day, paper in zip(found, papers, strict=True)) / len(papers)


def test_the_day_that_only_prose_tells_is_read_of_most_openings() -> None:
    assert len(OPENINGS) > 500
    assert _right(OPENINGS) >= 0.93


def test_it_is_read_of_most_openings_that_nothing_was_learned_from() -> None:
    assert _right(KEPT_BACK) >= 0.82


def test_a_day_is_hardly_ever_told_to_be_sure_and_another_ones() -> None:
    heads = [(read_head(paper.text), paper.day) for paper in KEPT_BACK]
    wrong = [day for head, day in heads if head.signed_surely and str(head.signed_on) != day]
    assert len(wrong) <= 4


def test_a_sentence_that_says_it_clearly_is_sure_and_one_that_may_say_it_is_not() -> None:
    clear = "Venstre, SF og Radikale Venstre har torsdag den 14. september 2023 indgået denne aftale om budgettet."
    unclear = "Byen fik besøg den 14. september 2023, og byrådet var med."
    told, mentioned = (read_head(f"Budget 2024\n\n{words}\n\nVi tager ansvar.\n") for words in (clear, unclear))
    assert (str(told.signed_on), told.signed_surely) == ("2023-09-14", True)
    assert not mentioned.signed_surely
