"""What is late climbs a ladder: step by step, nobody passed by, and no further once it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.domain.planned import ANNA, BO, CARL, DORTE, DUE, a_task, told
from tracker.agreement.values import Basis, TaskKind
from tracker.domain.facts import Facts, MailKind, TaskFacts
from tracker.domain.planning import Line, dropped_because
from tracker.domain.policy import Policy, Timing
from tracker.domain.status import Status

BARE = Policy(Timing(lead_days=(), on_day=False, overdue_every_days=0))
"""Nothing but the ladder of 1, 7, 21 and 42 days."""
PEOPLE = {"management": (CARL,), "administrators": (DORTE,)}


def climbed(days: dict[date, list[Line]]) -> list[tuple[date, int, str]]:
    return [
        (day, line.recipient, turn.turn.rule)
        for day, found in days.items()
        for line in found
        for turn in (line.newest, *line.swallowed)
        if turn.turn.rule.startswith("escalation")
    ]


def days_of(first: date, last: date, task: TaskFacts, policy: Policy = BARE) -> list[tuple[date, int, str]]:
    return climbed(told(first, last, task, policy=policy, **PEOPLE))


def test_a_late_task_goes_from_role_to_role() -> None:
    assert days_of(DUE, date(2019, 9, 1), a_task(responsible=BO)) == [
        (date(2019, 7, 1), BO, "escalation-1"),  # the day after is a Saturday
        (date(2019, 7, 8), ANNA, "escalation-2"),  # seven days over on a Friday, and six days after the responsible
        (date(2019, 7, 22), CARL, "escalation-3"),
        (date(2019, 8, 12), DORTE, "escalation-4"),
    ]


def test_after_an_outage_everybody_has_his_time_before_the_next_is_told() -> None:
    first = date(2019, 10, 1)
    found = days_of(first, date(2019, 12, 31), a_task(responsible=BO))
    assert [rule for _, _, rule in found] == ["escalation-1", "escalation-2", "escalation-3", "escalation-4"]
    days = [day for day, _, _ in found]
    assert days[0] == first
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert all(gap >= least for gap, least in zip(gaps, (6, 14, 21), strict=True))


def test_a_rung_where_nobody_stands_is_passed_over_and_does_not_stop_the_ladder() -> None:
    nobody_below = a_task(responsible=None, secretaries=())
    assert [rule for _, _, rule in days_of(DUE, date(2019, 8, 30), nobody_below)] == ["escalation-3", "escalation-4"]


def test_a_step_that_is_left_out_is_left_out() -> None:
    policy = Policy(replace(BARE.base, ladder=(0, 5, 0, 10)))
    found = days_of(DUE, date(2019, 8, 30), a_task(responsible=BO), policy)
    assert [rule for _, _, rule in found] == ["escalation-2", "escalation-4"]


@pytest.mark.parametrize("status", [Status.DONE, Status.PRESENTED, Status.DROPPED])
def test_what_is_done_climbs_no_further(status: Status) -> None:
    task = a_task(responsible=BO)
    assert days_of(DUE, date(2019, 8, 30), replace(task, status=status)) == []


def test_a_task_that_was_moved_stands_at_the_foot_again() -> None:
    moved = replace(a_task(responsible=BO), version=2, recorded=())
    assert days_of(DUE, date(2019, 7, 2), moved) == [(date(2019, 7, 1), BO, "escalation-1")]


def test_the_budget_year_does_not_climb() -> None:
    task = a_task(due=date(2018, 12, 31), basis=Basis.BUDGET_YEAR, kind=TaskKind.IMPLEMENTATION, responsible=BO)
    assert days_of(date(2019, 1, 2), date(2019, 6, 1), task) == []


def test_climbing_shares_a_line_with_the_reminder_of_the_day() -> None:
    task = a_task(secretaries=(), responsible=BO)
    days = told(date(2019, 6, 28), date(2019, 7, 22), task, policy=Policy(), **PEOPLE)
    (line,) = days[date(2019, 7, 19)][:1]
    assert line.newest.turn.rule == "after-21"
    (manager,) = [
        one for one in days[date(2019, 7, 22)] if one.recipient == CARL and one.capacity.mail is MailKind.DIGEST
    ]
    assert manager.newest.turn.rule == "escalation-3"
    assert manager.reason.endswith("Opgaven er sendt videre til ledelsen, fordi den stadig er åben.")


def dropped(task: TaskFacts, recipient: int, rule: str, today: date) -> str | None:
    facts = Facts([task], management=(CARL,), administrators=(DORTE,))
    return dropped_because(
        task, facts, version=1, recipient=recipient, kind=MailKind.DIGEST, rule=rule, occurrence="", today=today
    )


def test_a_step_is_looked_at_again_before_it_leaves() -> None:
    late, task = DUE + timedelta(days=30), a_task(responsible=BO)
    assert dropped(task, CARL, "escalation-3", late) is None
    assert dropped(replace(task, status=Status.DONE), CARL, "escalation-3", late) == (
        "Opgaven er meldt færdig, så den eskaleres ikke."
    )
    assert dropped(task, BO, "escalation-3", late) == (
        "Modtageren har ikke længere den rolle, som opgaven blev sendt videre til."
    )
    assert dropped(task, CARL, "escalation-3", DUE) == "Fristen er ikke overskredet."
