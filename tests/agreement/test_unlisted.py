"""Sentences as secretaries write them, written before the rules were looked at: what is found and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.promises import read
from tests.agreement.unlisted import SIGNED_ON, Case, Expected, cases
from tracker.agreement.values import Commitment

CASES = list(cases(Path(__file__).with_name("unlisted.txt")))

# Not read yet; a case that comes out right must leave this list.
MISSED = {
    "Arbejdsmarkedsudvalget har drøftet sagen. Det ønskes",
    "Ældreudvalget følger udviklingen tæt.",
    "Der tilføres ressourcer til, at",
    "Tidsfrist: Inden udgangen af 2020. Der",
    "Hver fjerde praktikplads skal",
}


def is_missed(case: Case) -> bool:
    return any(case.text.startswith(words) for words in MISSED)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.text[:70], marks=[pytest.mark.xfail(strict=True)] if is_missed(case) else [])
        for case in CASES
    ],
)
def test_what_a_sentence_promises_is_found_and_nothing_else(case: Case) -> None:
    found = list(read(case.text, signed_on=SIGNED_ON, organisation="Lyngholm Kommune")[0])
    if not case.undated_too:
        found = [one for one in found if when(one) != "-"]
    rest, wrong = list(found), []
    for expected in case.expected:
        match = next((one for one in rest if expected.when in ("?", when(one))), None)
        if match is None:
            wrong.append(f"mangler {expected.when}")
            continue
        rest.remove(match)
        wrong += differences(expected, match)
    wrong += [f"for meget: {when(one)} {one.task}" for one in rest]
    assert wrong == []


def test_there_are_many_sentences_of_many_kinds() -> None:
    assert len(CASES) > 240
    assert len({case.group for case in CASES}) > 15


def when(commitment: Commitment) -> str:
    deadline = commitment.deadline
    if deadline is None or not (deadline.due or deadline.start):
        return "-"
    return str(deadline.due) if deadline.due else f"from {deadline.start}"


def differences(expected: Expected, found: Commitment) -> list[str]:
    wrong = []
    if expected.owners is not None:
        owners = {name.casefold() for name in found.committees}
        if owners != {name.casefold() for name in expected.owners} or found.committees_inferred:
            wrong.append(f"udvalg: {found.committees}")
    if expected.kind and found.kind.value != expected.kind:
        wrong.append(f"slags: {found.kind.value}")
    return wrong
