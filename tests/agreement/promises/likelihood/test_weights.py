"""The weights of the signs, and how well they tell what is promised from what is not."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.learning import CORPUS, of_paper
from tracker.agreement.promises.likelihood.weights import FILE, likelihood

WEIGHTS: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
RIGHT = 0.92
"""The least share of times in papers that nothing was learned from which are judged rightly."""


def test_every_weight_is_a_whole_number_under_a_name_and_they_stand_in_order() -> None:
    assert all(isinstance(weight, int) for weight in WEIGHTS.values())
    assert list(WEIGHTS) == sorted(WEIGHTS)
    assert FILE.stat().st_size < 400_000


@given(st.sets(st.sampled_from(sorted(WEIGHTS)), max_size=200))
def test_a_likelihood_lies_between_none_and_all(signs: set[str]) -> None:
    assert 0 < likelihood(signs) < 1


@given(st.sets(st.sampled_from(sorted(WEIGHTS)), max_size=40), st.sampled_from(sorted(set(WEIGHTS) - {""})))
def test_a_sign_moves_the_likelihood_by_its_weight(signs: set[str], sign: str) -> None:
    without, with_it = likelihood(signs - {sign}), likelihood(signs | {sign})
    assert (with_it > without) == (WEIGHTS[sign] > 0)


def test_a_sign_that_was_never_seen_weighs_nothing() -> None:
    assert likelihood({"w:aldrigset"}) == likelihood(())


def test_times_of_papers_that_nothing_was_learned_from_are_judged_rightly() -> None:
    golds = sorted((CORPUS / "heldout").glob("*.json"))[::7]
    judged = [
        (likelihood(signs) > 0.5) == right
        for gold in golds
        for signs, right in of_paper(gold, gold.with_suffix(".txt"))
    ]
    assert sum(judged) / len(judged) >= RIGHT
