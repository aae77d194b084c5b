"""The turns of the rules: on which days a task is reminded."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.policy import Policy, Rhythm, Timing
from tracker.domain.turns import (
    SILENCE_STEP,
    Family,
    Turn,
    date_turns,
    family_of,
    list_turns,
    month_turns,
    rule_words,
    silence_turns,
    step_of,
)

ZONE = ZoneInfo("Europe/Copenhagen")
DUE = date(2019, 5, 31)
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def turns(until: date, *, basis: Basis = Basis.EXPLICIT, due: date = DUE, anchor: date | None = None) -> list[Turn]:
    timing = Policy().timing(None, TaskKind.DELIVERY, basis)
    return list(date_turns(timing, starts=None, due=due, anchor=anchor or due, until=until))


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


def test_a_window_that_opens_is_a_turn_among_the_others() -> None:
    found = list(date_turns(Timing(), starts=date(2019, 5, 20), due=DUE, anchor=DUE, until=date(2019, 5, 24)))
    assert [(turn.rule, turn.on) for turn in found[:3]] == [
        ("before-7", date(2019, 5, 24)),
        ("opens-11", date(2019, 5, 20)),
        ("before-14", date(2019, 5, 17)),
    ]
    assert step_of("opens-11", "2019-05-31", DUE) == -11


@pytest.mark.parametrize("starts", [DUE, DUE + timedelta(days=3), None])
def test_a_window_that_opens_no_earlier_than_its_end_says_nothing(starts: date | None) -> None:
    found = date_turns(Timing(), starts=starts, due=DUE, anchor=DUE, until=DUE)
    assert not [turn for turn in found if turn.rule.startswith("opens")]


def test_what_a_timing_leaves_out_has_no_turns() -> None:
    timing = Timing(lead_days=(), on_day=False, overdue_every_days=0, window_opens=False, undated_monthly=False)
    until = DUE + timedelta(days=100)
    assert list(date_turns(timing, starts=date(2019, 1, 1), due=DUE, anchor=DUE, until=until)) == []
    assert list(month_turns(timing, DUE, until)) == []
    assert list(silence_turns(Timing(silence_days=0), DUE, until, later=False)) == []
    assert list(silence_turns(Timing(rhythm=Rhythm.QUARTERLY), DUE, until, later=False)) == []


def test_a_task_without_a_date_is_reminded_on_the_first_of_each_month_after_it_was_known() -> None:
    found = [turn.on for turn in month_turns(Timing(), date(2019, 1, 1), date(2019, 4, 12))]
    assert found == [date(2019, 4, 1), date(2019, 3, 1), date(2019, 2, 1)]


def test_silence_is_told_to_the_responsible_first_and_then_to_the_secretary() -> None:
    status_on, until = date(2019, 1, 1), date(2019, 5, 10)
    first = [turn.rule for turn in silence_turns(Timing(), status_on, until, later=False)]
    later = [turn.rule for turn in silence_turns(Timing(), status_on, until, later=True)]
    assert first == ["silence-120", "silence-60"]
    assert later == [f"silence-{60 + SILENCE_STEP}"]


@given(on=DAYS, days=st.integers(0, 900), every=st.integers(1, 200), later=st.booleans())
def test_turns_of_silence_come_newest_first_and_can_be_read_back(on: date, days: int, every: int, later: bool) -> None:
    found = list(silence_turns(Timing(silence_days=every), on, on + timedelta(days=days), later=later))
    assert all(a.step > b.step and a.on > b.on for a, b in pairwise(found))
    assert all(step_of(turn.rule, turn.occurrence, DUE) == turn.step and 0 < turn.step <= days for turn in found)
    assert all(turn.on == on + timedelta(days=turn.step) for turn in found)


@pytest.mark.parametrize(
    ("rule", "family"),
    [
        ("before-14", Family.DATE),
        ("on-day", Family.DATE),
        ("opens-3", Family.DATE),
        ("month", Family.DATE),
        ("overdue-list", Family.LIST),
        ("silence-60", Family.SILENCE),
        ("escalation-2", Family.LADDER),
        ("someday", None),
    ],
)
def test_a_rule_has_its_family(rule: str, family: Family | None) -> None:
    assert family_of(rule) is family


def test_a_rule_that_is_not_known_has_no_step() -> None:
    assert step_of("someday", "0", DUE) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("before-14", "14 dage før"),
        ("before-1", "1 dag før"),
        ("on-day", "På dagen"),
        ("after-7", "7 dage efter"),
        ("quarter", "Kvartalsvis"),
        ("overdue-list", "Ledelsens ugeliste"),
        ("opens-90", "Perioden begynder"),
        ("month", "Månedligt, uden frist"),
        ("silence-60", "60 dage uden status"),
        ("escalation-2", "Eskalering, trin 2"),
    ],
)
def test_a_rule_has_its_words(rule: str, words: str) -> None:
    assert rule_words(rule) == words
