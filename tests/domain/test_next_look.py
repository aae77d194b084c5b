"""The day of the next look is never late: on no day before it has the planner anything to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.facts import Absence, Facts, MailKind, Recorded, TaskFacts
from tracker.domain.meetings import Actionable
from tracker.domain.next_look import next_looks
from tracker.domain.planning import as_if_sent, plan
from tracker.domain.policy import Policy, Rhythm, Timing
from tracker.domain.status import Status
from tracker.domain.turns import ESCALATION

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = date(2019, 5, 31)
DAYS = st.integers(-200, 400).map(lambda days: TODAY + timedelta(days=days))
PEOPLE = st.integers(1, 6)


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE)


@st.composite
def timings(draw: st.DrawFn) -> Timing:
    return Timing(
        lead_days=tuple(draw(st.lists(st.integers(1, 90), max_size=4, unique=True))),
        on_day=draw(st.booleans()),
        overdue_every_days=draw(st.sampled_from([0, 1, 7, 30])),
        silence_days=draw(st.sampled_from([0, 10, 60])),
        ladder=tuple(draw(st.lists(st.sampled_from([0, 1, 7, 7, 21, 42]), max_size=4))),
        rhythm=draw(st.sampled_from([Rhythm.BY_DATE, Rhythm.BY_DATE, Rhythm.QUARTERLY])),
        window_opens=draw(st.booleans()),
        undated_monthly=draw(st.booleans()),
    )


@st.composite
def absences(draw: st.DrawFn) -> Absence:
    first = draw(st.integers(-30, 60).map(lambda days: TODAY + timedelta(days=days)))
    last = max(first + timedelta(days=draw(st.integers(0, 40))), TODAY)
    user, substitute = draw(st.lists(PEOPLE, min_size=2, max_size=2, unique=True))
    return Absence(user, first, last, substitute, draw(st.booleans()))


@st.composite
def tasks(draw: st.DrawFn) -> TaskFacts:
    due = draw(st.one_of(st.none(), DAYS))
    anchor = due and due - timedelta(days=draw(st.sampled_from([0, 0, 12, 40])))
    recorded = draw(
        st.lists(
            st.builds(
                Recorded,
                PEOPLE,
                st.sampled_from(["before-14", "on-day", "after-7", "escalation-1", "escalation-2", "silence-60"]),
                st.just(((anchor or TODAY) - timedelta(days=draw(st.integers(0, 9)))).isoformat()),
                DAYS.filter(lambda day: day <= TODAY).map(at),
            ),
            max_size=3,
        )
    )
    return TaskFacts(
        id=1,
        version=1,
        due=due,
        starts=draw(st.one_of(st.none(), DAYS)),
        actionable=Actionable(anchor, ""),
        status=draw(st.sampled_from(Status)),
        kind=draw(st.sampled_from([TaskKind.PRESENTATION, TaskKind.DELIVERY])),
        basis=Basis.EXPLICIT,
        secretaries=tuple(draw(st.lists(PEOPLE, max_size=2, unique=True))),
        responsible=draw(st.one_of(st.none(), PEOPLE)),
        known_since=at(draw(DAYS.filter(lambda day: day <= TODAY)), 1),
        recorded=tuple(recorded),
        status_on=draw(DAYS.filter(lambda day: day <= TODAY)),
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[Facts, Policy]:
    mailed = draw(st.lists(st.tuples(PEOPLE, st.sampled_from([MailKind.DIGEST, MailKind.OVERDUE_LIST])), max_size=2))
    facts = Facts(
        tasks=[draw(tasks())],
        management=tuple(draw(st.lists(PEOPLE, max_size=1))),
        administrators=tuple(draw(st.lists(PEOPLE, max_size=2, unique=True))),
        mailed=frozenset(mailed),
        absences=tuple(draw(st.lists(absences(), max_size=3))),
    )
    return facts, Policy(draw(timings()), rules=(), every_day=draw(st.booleans()))


def assert_never_late(facts: Facts, policy: Policy, *, until: int) -> date | None:
    """Plans every day before the next look; returns the day of it."""
    planned = plan(facts, policy, now=at(TODAY), zone=ZONE)
    looks = next_looks(facts, policy, planned, today=TODAY)
    after = replace(facts, tasks=as_if_sent(list(facts.tasks), planned), mailed=frozenset())
    day = TODAY + timedelta(days=1)
    while day < (looks[1] or date.max) and day <= TODAY + timedelta(days=until):
        still = tuple(each for each in facts.absences if each.last >= day)
        found = plan(replace(after, absences=still), policy, now=at(day), zone=ZONE)
        assert not found.digests, (day, looks)
        day += timedelta(days=1)
    return looks[1]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(situations())
def test_on_no_day_before_the_next_look_is_there_anything_to_say(situation: tuple[Facts, Policy]) -> None:
    assert_never_late(*situation, until=120)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None)
@given(situations())
def test_on_no_day_before_the_next_look_is_there_anything_to_say_in_very_many_cases(
    situation: tuple[Facts, Policy],
) -> None:
    assert_never_late(*situation, until=400)


TASK = TaskFacts(
    id=1,
    version=1,
    due=date(2019, 8, 30),
    starts=None,
    actionable=Actionable(date(2019, 8, 30), ""),
    status=Status.NOT_STARTED,
    kind=TaskKind.PRESENTATION,
    basis=Basis.EXPLICIT,
    secretaries=(1,),
    responsible=None,
    known_since=at(date(2018, 10, 9)),
)
LATE = replace(TASK, due=date(2019, 5, 1), actionable=Actionable(date(2019, 5, 1), ""))


@pytest.mark.parametrize(
    ("task", "people", "day"),
    [
        (TASK, {}, date(2019, 7, 1)),  # sixty days before
        (replace(TASK, status=Status.PRESENTED), {}, None),
        (replace(TASK, due=None, actionable=Actionable(None, "")), {}, date(2019, 6, 1)),
        (replace(TASK, status=Status.IN_PROGRESS, status_on=date(2019, 4, 20)), {}, date(2019, 6, 19)),
        (LATE, {}, date(2019, 6, 5)),  # five weeks after
        (LATE, {"management": (7,)}, date(2019, 6, 3)),  # a Monday
        (TASK, {"management": (7,)}, date(2019, 7, 1)),
        (TASK, {"absences": (Absence(1, date(2019, 6, 10), date(2019, 6, 20), 2),)}, date(2019, 7, 1)),
        (LATE, {"absences": (Absence(1, date(2019, 6, 2), date(2019, 6, 20), 2),)}, date(2019, 6, 2)),
        (LATE, {"absences": (Absence(1, date(2019, 5, 2), date(2019, 6, 1), 2),)}, date(2019, 6, 2)),
        (LATE, {"absences": (Absence(3, date(2019, 6, 2), date(2019, 6, 20), 2),)}, date(2019, 6, 5)),
        (LATE, {"mailed": frozenset({(1, MailKind.DIGEST)})}, date(2019, 6, 1)),  # what waits, waits for tomorrow
    ],
)
def test_the_next_look_is_on_the_day_of_the_next_turn(task: TaskFacts, people: dict[str, object], day: date) -> None:
    facts = replace(Facts(tasks=[task]), **people)  # type: ignore[arg-type]
    assert assert_never_late(facts, Policy(Timing(ladder=())), until=120) == day


def test_each_rung_of_the_ladder_waits_for_the_one_below() -> None:
    facts = Facts(tasks=[replace(LATE, responsible=2)], management=(3,))
    # The responsible is told today, nine days late for the second rung: the secretary follows six days later.
    assert assert_never_late(facts, Policy(Timing((), on_day=False, overdue_every_days=0)), until=120) == date(
        2019, 6, 3
    )
    without_lists = replace(facts, management=())
    policy = Policy(Timing((), on_day=False, overdue_every_days=0))
    assert assert_never_late(without_lists, policy, until=120) == date(2019, 6, 6)


LADDER = Policy(Timing((), on_day=False, overdue_every_days=0))


def _told(recipient: int, rung: int, day: date) -> Recorded:
    return Recorded(recipient, f"{ESCALATION}-{rung}", day.isoformat(), at(day))


def test_a_rung_told_for_a_former_date_is_told_again_to_whoever_stands_on_it_when_the_new_one_has_passed() -> None:
    due = TODAY + timedelta(days=5)
    told = (_told(1, 2, TODAY - timedelta(days=40)),)
    task = replace(TASK, due=due, actionable=Actionable(due, ""), secretaries=(1, 8), recorded=told)
    assert assert_never_late(Facts(tasks=[task]), LADDER, until=120) == due + timedelta(days=1)


def test_no_two_rungs_are_told_on_one_day_where_somebody_came_upon_a_lower_one() -> None:
    told = (_told(2, 1, TODAY), _told(1, 2, TODAY - timedelta(days=30)))
    task = replace(LATE, responsible=2, recorded=told)
    facts = Facts(tasks=[task], management=(3,))
    lines = [line for digest in plan(facts, LADDER, now=at(TODAY), zone=ZONE).digests for line in digest.lines]
    assert [line for line in lines if line.climbs] == []
    assert assert_never_late(facts, LADDER, until=120) == TODAY + timedelta(days=1)
