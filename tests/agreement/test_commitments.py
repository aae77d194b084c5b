import pytest

from tests.agreement.promises import BACKGROUND, FUNDED, PROMISED, dated
from tracker.agreement.values import Basis


@pytest.mark.parametrize(("sentence", "expected"), PROMISED, ids=[sentence[:60] for sentence, _ in PROMISED])
def test_a_promise_is_found_with_its_kind_and_time(sentence, expected):
    found = [(one.kind.value, one.deadline.expression) for one in dated(sentence)]
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    for (_, got), (_, words) in zip(found, expected, strict=True):
        assert words in got or got in words


@pytest.mark.parametrize("sentence", BACKGROUND)
def test_background_becomes_no_task(sentence):
    assert [(one.task, one.deadline.expression) for one in dated(sentence)] == []


@pytest.mark.parametrize(("sentence", "start", "due"), FUNDED)
def test_money_that_names_the_years_is_one_commitment(sentence, start, due):
    (one,) = dated(sentence)
    assert (str(one.deadline.start), str(one.deadline.due), one.deadline.basis) == (start, due, Basis.BUDGET_YEAR)
