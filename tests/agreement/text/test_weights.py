"""Weights of signs: what every file of them holds, and how they add up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.promises.likelihood.weights import FILE as OF_TIMES
from tracker.agreement.structure.heads.spoken_days import FILE as OF_DAYS
from tracker.agreement.text.weights import Weights

FILES = (OF_TIMES, OF_DAYS)
LEARNED: dict[Path, dict[str, int]] = {file: json.loads(file.read_text(encoding="utf-8")) for file in FILES}
SIGNS = {file: sorted(set(learned) - {""}) for file, learned in LEARNED.items()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_weight_is_a_whole_number_under_a_name_and_they_stand_in_order(file: Path) -> None:
    assert all(isinstance(weight, int) for weight in LEARNED[file].values())
    assert list(LEARNED[file]) == sorted(LEARNED[file])
    assert file.stat().st_size < 500_000


@given(
    st.sampled_from(FILES).flatmap(
        lambda file: st.tuples(st.just(file), st.sets(st.sampled_from(SIGNS[file]), max_size=200))
    )
)
def test_a_likelihood_lies_between_none_and_all(of: tuple[Path, set[str]]) -> None:
    file, signs = of
    assert 0 < Weights(file).likelihood(signs) < 1


@given(st.sets(st.sampled_from(SIGNS[OF_DAYS]), max_size=40), st.sampled_from(SIGNS[OF_DAYS]))
def test_a_sign_moves_the_likelihood_by_its_weight(signs: set[str], sign: str) -> None:
    without, with_it = (Weights(OF_DAYS).likelihood(one) for one in (signs - {sign}, signs | {sign}))
    assert (with_it > without) == (LEARNED[OF_DAYS][sign] > 0)


def test_a_sign_that_was_never_seen_weighs_nothing() -> None:
    weights = Weights(OF_TIMES)
    assert weights.likelihood({"w:aldrigset"}) == weights.likelihood(())
