"""How well the weights tell what is promised from what is not."""

from __future__ import annotations

from tests.learning.times import CORPUS, of_paper
from tracker.agreement.promises.likelihood.weights import likelihood

RIGHT = 0.91
"""The least share of times in papers that nothing was learned from which are judged rightly."""


def test_times_of_papers_that_nothing_was_learned_from_are_judged_rightly() -> None:
    golds = sorted((CORPUS / "heldout").glob("*.json"))[::7]
    judged = [
        (likelihood(signs) > 0.5) == right
        for gold in golds
        for signs, right in of_paper(gold, gold.with_suffix(".txt"))
    ]
    assert sum(judged) / len(judged) >= RIGHT
