"""What becomes of a mail after each try."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.delivery import (
    ALARM_AFTER,
    ATTEMPTS_LIMIT,
    LOST_ANSWERS_LIMIT,
    Decision,
    MessageState,
    Outcome,
    Result,
    decide,
    waiting_time,
)

NOW = datetime(2019, 5, 15, 6, tzinfo=UTC)
NOT_ARRIVED = (Result.DEFERRED, Result.BROKEN, Result.UNREACHABLE, Result.UNWRITABLE)


def after(result: Result, *, attempts: int = 1, lost_answers: int = 0) -> Decision:
    return decide(Outcome(result, ""), attempts=attempts, lost_answers=lost_answers, now=NOW)


def test_the_waiting_times_grow_to_an_hour() -> None:
    minutes = [waiting_time(attempts) / timedelta(minutes=1) for attempts in range(1, 8)]
    assert minutes == [1, 5, 15, 60, 60, 60, 60]


def test_the_tries_last_a_week() -> None:
    lasting = sum((waiting_time(attempts) for attempts in range(1, ATTEMPTS_LIMIT)), timedelta())
    assert timedelta(days=6, hours=23) <= lasting < timedelta(days=7, hours=1)


@pytest.mark.parametrize("result", NOT_ARRIVED)
def test_what_did_not_arrive_is_tried_again_and_ends_as_failed(result: Result) -> None:
    assert after(result) == Decision(MessageState.RETRY, NOW + timedelta(minutes=1))
    assert after(result, attempts=ATTEMPTS_LIMIT - 1).state is MessageState.RETRY
    assert after(result, attempts=ATTEMPTS_LIMIT) == Decision(MessageState.FAILED)


def test_what_the_server_refuses_for_good_has_failed() -> None:
    assert after(Result.REFUSED) == Decision(MessageState.FAILED)


@given(attempts=st.integers(1, 100), lost=st.integers(0, 10))
def test_what_was_accepted_is_accepted_however_it_came_about(attempts: int, lost: int) -> None:
    assert after(Result.ACCEPTED, attempts=attempts, lost_answers=lost) == Decision(MessageState.ACCEPTED)


def test_a_lost_answer_lets_the_mail_go_again_a_few_times() -> None:
    for lost in range(1, LOST_ANSWERS_LIMIT + 1):
        assert after(Result.LOST, attempts=lost, lost_answers=lost).state is MessageState.UNKNOWN
    assert after(Result.LOST, attempts=4, lost_answers=LOST_ANSWERS_LIMIT + 1) == Decision(MessageState.FAILED)


@pytest.mark.parametrize("result", NOT_ARRIVED)
def test_a_mail_of_unknown_fate_stays_so_when_a_later_try_does_not_arrive(result: Result) -> None:
    assert after(result, attempts=2, lost_answers=1).state is MessageState.UNKNOWN


@given(result=st.sampled_from(Result), attempts=st.integers(1, 60), lost=st.integers(0, 5))
def test_no_decision_is_without_an_end(result: Result, attempts: int, lost: int) -> None:
    decision = after(result, attempts=attempts, lost_answers=lost)
    if decision.state.is_final:
        assert decision.next_attempt_at is None
    else:
        assert decision.next_attempt_at is not None
        assert NOW < decision.next_attempt_at <= NOW + timedelta(hours=1)
        assert attempts < ATTEMPTS_LIMIT


def test_every_state_that_is_not_final_has_a_time_after_which_a_person_is_told() -> None:
    assert set(ALARM_AFTER) == {state for state in MessageState if not state.is_final}
