"""The turns of the rules: on which days a task is reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.values import Basis
from tracker.domain.policy import Policy, Turn, list_turns, rule_words, step_of, task_turns

ZONE = ZoneInfo("Europe/Copenhagen")
DUE = date(2019, 5, 31)
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def turns(until: date, *, basis: Basis = Basis.EXPLICIT, due: date = DUE, anchor: date | None = None) -> list[Turn]:
    return list(task_turns(Policy(), basis=basis, starts=None, due=due, anchor=anchor or due, until=until))


def test_a_task_is_reminded_before_on_and_weekly_after_its_day() -> None:
    found = [(turn.rule, turn.on) for turn in reversed(turns(DUE + timedelta(days=15)))]
    assert found == [
        ("before-60", date(2019, 4, 1)),
        ("before-30", date(2019, 5, 1)),
        ("before-14", date(2019, 5, 17)),
        ("before-7", date(2019, 5, 24)),
        ("before-1", date(2019, 5, 30)),
        ("on-day", date(2019, 5, 31)),
        ("after-7", date(2019, 6, 7)),
        ("after-14", date(2019, 6, 14)),
    ]


def test_leads_count_from_the_day_on_which_the_task_must_be_acted_on() -> None:
    anchor = date(2019, 5, 2)
    found = turns(date(2019, 5, 2), anchor=anchor)
    assert (found[0].rule, found[0].on, found[0].occurrence) == ("on-day", anchor, "2019-05-02")


@pytest.mark.parametrize("until", [date(2019, 3, 31), date(2018, 1, 1)])
def test_nothing_is_asked_for_before_the_first_lead(until: date) -> None:
    assert turns(until) == []


def test_a_task_of_the_budget_year_is_reminded_once_a_quarter() -> None:
    due = date(2019, 12, 31)
    found = [turn.occurrence for turn in turns(date(2020, 1, 5), basis=Basis.BUDGET_YEAR, due=due)]
    assert found == ["2020-01-01", "2019-10-01", "2019-07-01", "2019-04-01", "2019-01-01"]


def test_management_sees_a_task_on_the_mondays_after_its_due_date() -> None:
    monday = date(2019, 6, 3)
    assert [turn.on for turn in list_turns(DUE, date(2019, 6, 12))] == [date(2019, 6, 10), monday]
    assert list(list_turns(monday, monday)) == []  # due on the Monday itself is not overdue


@given(due=DAYS, lead=st.integers(0, 120), days=st.integers(-100, 900), basis=st.sampled_from(Basis))
def test_turns_come_newest_first_and_can_be_read_back_from_the_ledger(
    due: date, lead: int, days: int, basis: Basis
) -> None:
    anchor = due - timedelta(days=lead)
    until = due + timedelta(days=days)
    found = [*turns(until, basis=basis, due=due, anchor=anchor)]
    for family in (found, list(list_turns(due, until))):
        assert all(a.step > b.step and a.on > b.on for a, b in pairwise(family))
        assert all(step_of(turn.rule, turn.occurrence, due) == turn.step and turn.on <= until for turn in family)


def test_a_rule_that_is_not_known_has_no_step() -> None:
    assert step_of("someday", "0", DUE) is None


@given(DAYS)
def test_mails_leave_on_working_days_at_the_hour_by_the_clock_on_the_wall(day: date) -> None:
    policy = Policy()
    local = policy.send_instant(day, ZONE).astimezone(ZONE)
    assert local.time() == time(8)
    assert local.date() == policy.working_days.on_or_after(day)
    assert policy.is_sending(local, ZONE)
    assert not policy.is_sending(local - timedelta(minutes=1), ZONE)


def test_summer_time_moves_the_instant_and_not_the_hour() -> None:
    policy = Policy()
    assert policy.send_instant(date(2019, 3, 29), ZONE).astimezone(UTC) == datetime(2019, 3, 29, 7, tzinfo=UTC)
    assert policy.send_instant(date(2019, 4, 1), ZONE).astimezone(UTC) == datetime(2019, 4, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("before-14", "14 dage før"),
        ("before-1", "1 dag før"),
        ("on-day", "På dagen"),
        ("after-7", "7 dage efter"),
        ("quarter", "Kvartalsvis"),
        ("overdue-list", "Ledelsens ugeliste"),
    ],
)
def test_a_rule_has_its_words(rule: str, words: str) -> None:
    assert rule_words(rule) == words
