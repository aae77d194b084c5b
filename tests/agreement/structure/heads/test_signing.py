"""The day of signing in heads and endings as varied as those of real papers: `heads.txt` tells what each has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.structure.heads.papers import Paper, papers
from tracker.agreement.structure.heads.head import read_head

PAPERS = list(papers(Path(__file__).with_name("heads.txt")))


@pytest.mark.parametrize("paper", [pytest.param(paper, id=paper.text[:60]) for paper in PAPERS])
def test_a_paper_has_its_own_day_and_no_other(paper: Paper) -> None:
    found = read_head(paper.text)
    assert paper.allows(found.signed_on, found.signed_surely), (paper.day, found.signed_on, found.signed_surely)


def test_there_are_heads_of_many_kinds() -> None:
    assert len(PAPERS) > 150
    assert sum(paper.day.startswith("none") for paper in PAPERS) > 40
