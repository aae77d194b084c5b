"""Who is reminded of what by now: due by ≤ now, one line a task, nothing twice, nothing lost."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.domain.planned import (
    ANNA,
    BO,
    CARL,
    DORTE,
    DUE,
    PLAIN,
    ZONE,
    a_task,
    after,
    assert_preview_is_what_is_sent,
    at,
    lines,
    planned,
    told,
)
from tests.soak import SoakLine
from tracker.agreement.values import Basis, TaskKind
from tracker.domain.facts import Capacity, Facts, MailKind
from tracker.domain.meetings import Actionable
from tracker.domain.planning import Plan, plan, preview
from tracker.domain.policy import Policy, Timing
from tracker.domain.status import Status


def test_a_task_is_reminded_by_each_rule_once() -> None:
    days = told(date(2019, 4, 1), date(2019, 7, 15), a_task())
    assert [(day, line.newest.turn.rule) for day, found in days.items() for line in found] == [
        (date(2019, 4, 29), "before-60"),
        (date(2019, 5, 29), "before-30"),
        (date(2019, 6, 14), "before-14"),
        (date(2019, 6, 21), "before-7"),
        (date(2019, 6, 27), "before-1"),
        (date(2019, 6, 28), "on-day"),
        (date(2019, 7, 5), "after-7"),
        (date(2019, 7, 12), "after-14"),
    ]


def test_nothing_leaves_before_the_hour_of_sending() -> None:
    assert not planned(a_task(), on=DUE, hour=7).digests
    assert planned(a_task(), on=DUE, hour=8).digests


@pytest.mark.parametrize("closed", [date(2019, 6, 29), date(2019, 6, 30), date(2019, 6, 5), date(2019, 12, 25)])
def test_nothing_leaves_on_a_day_that_is_not_worked(closed: date) -> None:
    assert not planned(a_task(due=closed), on=closed).digests


def test_a_reminder_that_falls_on_a_weekend_comes_on_the_monday() -> None:
    sunday = date(2019, 6, 16)
    days = told(date(2019, 6, 11), date(2019, 6, 18), a_task(due=sunday))
    assert [(day, line.newest.turn.rule) for day, found in days.items() for line in found] == [
        (date(2019, 6, 11), "before-7"),
        (date(2019, 6, 17), "on-day"),
    ]
    assert [each.turn.rule for each in days[date(2019, 6, 17)][0].swallowed] == ["before-1"]


@pytest.mark.parametrize("outage", [timedelta(days=9), timedelta(days=30), timedelta(days=365)])
def test_after_an_outage_the_missed_turns_of_a_task_are_one_line(outage: timedelta) -> None:
    before = planned(a_task(), on=date(2019, 6, 14))
    (task,) = after([a_task()], before)
    day = Policy().working_days.on_or_after(date(2019, 6, 14) + outage)
    (line,) = lines(planned(task, on=day))
    every_day = [one for found in told(date(2019, 6, 15), day, task).values() for one in found]
    missed = {each.turn.rule for one in every_day for each in (one.newest, *one.swallowed)}
    assert line.newest.turn.rule == every_day[-1].newest.turn.rule
    assert {each.turn.rule for each in (line.newest, *line.swallowed)} == missed
    assert planned(*after([task], planned(task, on=day)), on=day).digests == ()


def test_what_was_due_before_the_task_was_known_is_one_line_and_nothing_is_written_down_as_missed() -> None:
    late = a_task(known_since=at(date(2019, 9, 2), 8))
    (line,) = lines(planned(late, on=date(2019, 9, 2)))
    assert line.newest.turn.rule == "after-63"
    assert line.swallowed == ()
    assert line.reason == "Fristen blev overskredet for 66 dage siden, 28. juni 2019."


def test_a_new_version_of_the_deadline_starts_its_rules_anew() -> None:
    (first,) = after([a_task()], planned(a_task(), on=DUE))
    moved = replace(
        first, version=2, due=date(2019, 7, 5), actionable=Actionable(date(2019, 7, 5), ""), known_since=at(DUE, 12)
    )
    moved = replace(moved, recorded=())
    (line,) = lines(planned(moved, on=date(2019, 7, 1)))
    assert (line.version, line.newest.turn.rule, line.swallowed) == (2, "before-7", ())


def test_a_meeting_that_makes_the_day_earlier_is_told_and_not_hidden_by_what_was_told_before() -> None:
    (task,) = after([a_task()], planned(a_task(), on=date(2019, 6, 14)))
    earlier = Actionable(date(2019, 5, 29), "", meeting=date(2019, 6, 11), cutoff=date(2019, 5, 29))
    (line,) = lines(planned(replace(task, actionable=earlier), on=date(2019, 6, 17)))
    assert line.newest.turn.occurrence == "2019-05-29"
    assert line.reason.startswith("For sent til dagsordenen")


def test_a_meeting_that_makes_the_day_later_gives_the_turns_before_the_new_day() -> None:
    first = Actionable(date(2019, 5, 2), "", meeting=date(2019, 5, 14), cutoff=date(2019, 5, 2))
    (task,) = after([a_task(actionable=first)], planned(a_task(actionable=first), on=date(2019, 4, 25)))
    later = Actionable(date(2019, 5, 23), "", meeting=date(2019, 6, 4), cutoff=date(2019, 5, 23))
    days = told(date(2019, 4, 26), date(2019, 5, 23), replace(task, actionable=later))
    assert [found[0].newest.turn.rule for found in days.values()] == ["before-14", "before-7", "before-1", "on-day"]


def test_a_new_lead_time_does_not_bring_back_what_has_passed() -> None:
    (task,) = after([a_task()], planned(a_task(), on=date(2019, 6, 14)))
    policy = Policy(Timing(lead_days=(60, 30, 21, 14, 7, 1)))
    assert not plan(Facts([task]), policy, now=at(date(2019, 6, 17)), zone=ZONE).digests


def test_a_done_case_reminds_the_secretary_until_it_is_presented_and_the_responsible_no_more() -> None:
    task = a_task(status=Status.DONE, responsible=BO)
    assert [(line.recipient, line.capacity) for line in lines(planned(task, on=DUE))] == [(ANNA, Capacity.SECRETARY)]
    assert not planned(replace(task, status=Status.PRESENTED), on=DUE).digests
    assert not planned(replace(task, kind=TaskKind.DELIVERY), on=DUE).digests


@pytest.mark.parametrize("closed", [Status.PRESENTED, Status.DROPPED])
def test_nobody_is_reminded_of_a_closed_task(closed: Status) -> None:
    found = planned(a_task(status=closed, secretaries=()), on=DUE, management=(CARL,))
    assert found == Plan()


def test_a_task_without_a_date_is_reminded_once_a_month_and_stands_on_no_overdue_list() -> None:
    days = told(date(2019, 5, 20), date(2019, 8, 2), a_task(due=None), management=(CARL,))
    assert {day: [(line.recipient, line.newest.turn.rule) for line in found] for day, found in days.items()} == {
        date(2019, 5, 20): [(ANNA, "month")],  # of 1 May, which nobody has been told of
        date(2019, 6, 3): [(ANNA, "month")],
        date(2019, 7, 1): [(ANNA, "month")],
        date(2019, 8, 1): [(ANNA, "month")],
    }


def test_who_is_both_secretary_and_responsible_gets_one_line() -> None:
    found = lines(planned(a_task(responsible=ANNA), a_task(2, responsible=BO), on=DUE))
    assert [(line.recipient, line.task) for line in found] == [(ANNA, 1), (ANNA, 2), (BO, 2)]


def test_a_recipient_gets_one_mail_with_all_lines_and_not_a_second_the_same_day() -> None:
    tasks = [a_task(), a_task(2)]
    (digest,) = planned(*tasks, on=DUE).digests
    assert (digest.recipient, digest.kind, digest.day, len(digest.lines)) == (ANNA, MailKind.DIGEST, DUE, 2)
    again = Facts([*after(tasks, Plan((digest,))), a_task(3)], mailed=frozenset({(ANNA, MailKind.DIGEST)}))
    assert not plan(again, Policy(), now=at(DUE), zone=ZONE).digests
    (tomorrow,) = plan(replace(again, mailed=frozenset()), Policy(), now=at(date(2019, 7, 1)), zone=ZONE).digests
    assert [line.task for line in tomorrow.lines] == [3]


def test_management_gets_the_overdue_list_on_mondays() -> None:
    days = told(date(2019, 6, 24), date(2019, 7, 9), a_task(), management=(CARL,))
    lists = [day for day, found in days.items() if any(line.recipient == CARL for line in found)]
    assert lists == [date(2019, 7, 1), date(2019, 7, 8)]


def test_a_manager_who_is_also_responsible_gets_both_and_neither_hides_the_other() -> None:
    task = a_task(secretaries=(), responsible=CARL)
    days = told(date(2019, 6, 28), date(2019, 7, 8), task, management=(CARL,))
    assert {day: [line.newest.turn.rule for line in found] for day, found in days.items()} == {
        date(2019, 6, 28): ["on-day"],
        date(2019, 7, 1): ["overdue-list"],
        date(2019, 7, 5): ["after-7"],
        date(2019, 7, 8): ["overdue-list"],
    }


def test_a_manager_who_becomes_responsible_is_reminded_although_the_list_named_the_task() -> None:
    task = a_task(due=date(2019, 6, 3))
    (task,) = after([task], planned(task, on=date(2019, 6, 11), management=(CARL,)))
    found = planned(replace(task, responsible=CARL), on=date(2019, 6, 12), management=(CARL,))
    assert [(line.recipient, line.newest.turn.rule) for line in lines(found)] == [(CARL, "after-7")]


def test_a_list_whose_monday_is_a_holiday_comes_on_the_next_working_day() -> None:
    days = told(date(2019, 4, 18), date(2019, 4, 25), a_task(due=date(2019, 4, 12)), management=(CARL,))
    assert [day for day, found in days.items() if any(line.recipient == CARL for line in found)] == [date(2019, 4, 23)]


def test_a_task_of_the_budget_year_is_reminded_by_quarter() -> None:
    task = a_task(due=date(2019, 12, 31), basis=Basis.BUDGET_YEAR, kind=TaskKind.IMPLEMENTATION)
    days = told(date(2019, 2, 1), date(2020, 1, 31), task)
    # On 1 January nobody works.
    first = date(2019, 2, 1)  # the turn of 1 January, which nobody has been told of
    assert list(days) == [first, date(2019, 4, 1), date(2019, 7, 1), date(2019, 10, 1), date(2020, 1, 2)]


def test_a_task_with_nobody_goes_to_the_administrators_and_is_named_where_there_are_none() -> None:
    nobody = a_task(secretaries=())
    assert planned(nobody, on=DUE).unaddressed == (1,)
    assert not planned(nobody, on=date(2019, 3, 1)).unaddressed
    found = plan(Facts([nobody], administrators=(DORTE,)), Policy(), now=at(DUE), zone=ZONE)
    assert [(line.recipient, line.capacity) for line in lines(found)] == [(DORTE, Capacity.ADMINISTRATOR)]
    assert found.unaddressed == ()


def test_the_29th_of_february_and_new_year_are_days_like_others() -> None:
    days = told(date(2020, 2, 20), date(2020, 3, 10), a_task(due=date(2020, 2, 29)))
    assert [(day, found[0].newest.turn.rule) for day, found in days.items()] == [
        (date(2020, 2, 20), "before-14"),  # of 15 February, a Saturday: told before the days that are looked at
        (date(2020, 2, 24), "before-7"),
        (date(2020, 2, 28), "before-1"),
        (date(2020, 3, 2), "on-day"),
        (date(2020, 3, 9), "after-7"),
    ]
    turn_of_year = told(date(2019, 12, 23), date(2020, 1, 9), a_task(due=date(2020, 1, 1)))
    assert [(day, found[0].newest.turn.rule) for day, found in turn_of_year.items()] == [
        (date(2019, 12, 23), "before-14"),
        (date(2019, 12, 27), "before-7"),
        (date(2020, 1, 2), "on-day"),
        (date(2020, 1, 8), "after-7"),
    ]


@pytest.mark.parametrize("night", [date(2019, 3, 31), date(2019, 10, 27)])
def test_the_nights_of_the_clock_change_neither_lose_nor_double(night: date) -> None:
    """Planned every half hour through both nights, around a deadline of the Monday after."""
    tasks = [a_task(due=night + timedelta(days=1))]
    instant = datetime.combine(night, time(0), tzinfo=ZONE).astimezone(UTC) - timedelta(days=3)
    rules = []
    for _ in range(2 * 24 * 6):
        found = plan(Facts(tasks), Policy(), now=instant, zone=ZONE)
        rules += [line.newest.turn.rule for line in lines(found)]
        tasks = after(tasks, found)
        instant += timedelta(minutes=30)
    assert rules == ["before-7", "on-day"]


def test_the_preview_of_a_day_is_what_is_sent_that_day() -> None:
    tasks = [
        a_task(1, due=date(2019, 5, 18)),
        a_task(2, due=date(2019, 4, 22), responsible=BO, secretaries=()),
        a_task(3, due=date(2019, 12, 31), basis=Basis.BUDGET_YEAR),
        a_task(4, due=date(2019, 2, 1), known_since=at(date(2019, 2, 28))),
        a_task(5, due=date(2019, 4, 1), status=Status.DONE, responsible=BO),
        a_task(6, due=date(2019, 9, 1), responsible=BO, status_on=date(2019, 2, 20)),
        a_task(7, due=None),
    ]
    assert assert_preview_is_what_is_sent(tasks, date(2019, 3, 1), 120) > 40


@pytest.mark.slow
def test_two_years_day_by_day_are_as_previewed(soak: list[SoakLine]) -> None:
    chance = random.Random(2019)
    tasks = [
        a_task(
            number,
            due=date(2019, 1, 1) + timedelta(days=chance.randrange(1000)),
            basis=chance.choice(list(Basis)),
            status=chance.choice([Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE]),
            secretaries=(chance.randint(10, 20),),
            responsible=chance.choice([None, BO, *range(10, 14)]),
            status_on=date(2018, 12, 1) + timedelta(days=chance.randrange(60)),
            known_since=at(date(2018, 12, 1) + timedelta(days=chance.randrange(60))),
        )
        for number in range(100)
    ]
    mails = assert_preview_is_what_is_sent(tasks, date(2019, 1, 2), 731, look_every=61)
    assert mails > 1000
    soak.append(SoakLine("two years, each day as previewed", "–", mails, None, 0, 0, "–"))


def test_a_preview_knows_who_has_had_todays_mail() -> None:
    friday, monday = date(2019, 6, 28), date(2019, 7, 1)
    facts = Facts([a_task(due=friday)], mailed=frozenset({(ANNA, MailKind.DIGEST)}))
    (digest,) = preview(facts, PLAIN, monday, now=at(friday, 12), zone=ZONE).digests
    assert [line.newest.turn.rule for line in digest.lines] == ["on-day"]
