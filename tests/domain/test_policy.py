"""The policy as data: the most specific rule wins, and mails leave on days and hours of sending."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.policy import BUILT_IN, Policy, Rhythm, Rule, Scope, Timing, resolve

ZONE = ZoneInfo("Europe/Copenhagen")
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
COMMITTEES = st.sampled_from([1, 2])
SCOPES = st.builds(
    Scope,
    st.one_of(st.none(), COMMITTEES),
    st.one_of(st.none(), st.sampled_from(TaskKind)),
    st.one_of(st.none(), st.sampled_from(Basis)),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "lead_days": st.lists(st.integers(1, 90), max_size=3, unique=True).map(tuple),
    "on_day": st.booleans(),
    "overdue_every_days": st.integers(0, 30),
    "silence_days": st.integers(0, 90),
    "ladder": st.just((2, 4, 8, 16)),
    "rhythm": st.sampled_from(Rhythm),
    "window_opens": st.booleans(),
    "undated_monthly": st.booleans(),
}
CHANGES = st.fixed_dictionaries({}, optional=VALUES)
RULES = st.lists(st.builds(Rule, SCOPES, CHANGES), max_size=8, unique_by=lambda rule: rule.scope)


def test_every_field_is_tried() -> None:
    assert set(VALUES) == {each.name for each in fields(Timing)}


@given(
    rules=RULES,
    committee=st.one_of(st.none(), COMMITTEES),
    kind=st.sampled_from(TaskKind),
    basis=st.sampled_from(Basis),
)
def test_for_every_field_the_most_specific_rule_that_sets_it_wins(
    rules: list[Rule], committee: int | None, kind: TaskKind, basis: Basis
) -> None:
    base = Timing()
    found = resolve(base, rules, committee=committee, kind=kind, basis=basis)
    for name in VALUES:
        # The plain way: ask the scopes from the most to the least specific.
        ladder = [Scope(c, k, b) for c in (committee, None) for k in (kind, None) for b in (basis, None)]
        by_scope = {rule.scope: rule for rule in rules}
        wanted = next(
            (
                by_scope[scope].changes[name]
                for scope in ladder
                if scope in by_scope and name in by_scope[scope].changes
            ),
            getattr(base, name),
        )
        assert getattr(found, name) == wanted, name


@given(rules=RULES, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_rules_stand_does_not_matter(rules: list[Rule], seed: Any) -> None:
    mixed = list(rules)
    seed.shuffle(mixed)
    for committee in (None, 1):
        task = {"committee": committee, "kind": TaskKind.REPORT, "basis": Basis.PERIOD}
        assert resolve(Timing(), rules, **task) == resolve(Timing(), mixed, **task)


def test_a_committee_counts_more_than_kind_and_basis_together() -> None:
    rules = [
        Rule(Scope(kind=TaskKind.REPORT, basis=Basis.EXPLICIT), {"silence_days": 10}),
        Rule(Scope(committee=1), {"silence_days": 20}),
    ]
    assert resolve(Timing(), rules, committee=1, kind=TaskKind.REPORT, basis=Basis.EXPLICIT).silence_days == 20
    assert resolve(Timing(), rules, committee=2, kind=TaskKind.REPORT, basis=Basis.EXPLICIT).silence_days == 10


def test_the_budget_year_is_followed_by_the_quarter_unless_a_rule_says_otherwise() -> None:
    assert Policy().timing(1, TaskKind.IMPLEMENTATION, Basis.BUDGET_YEAR).rhythm is Rhythm.QUARTERLY
    assert Policy().timing(1, TaskKind.IMPLEMENTATION, Basis.PERIOD).rhythm is Rhythm.BY_DATE
    own = Rule(Scope(committee=1, basis=Basis.BUDGET_YEAR), {"rhythm": Rhythm.BY_DATE})
    policy = Policy(rules=(*BUILT_IN, own))
    assert policy.timing(1, TaskKind.IMPLEMENTATION, Basis.BUDGET_YEAR).rhythm is Rhythm.BY_DATE
    assert policy.timing(2, TaskKind.IMPLEMENTATION, Basis.BUDGET_YEAR).rhythm is Rhythm.QUARTERLY


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


def test_a_policy_without_quiet_days_sends_on_every_day() -> None:
    saturday = date(2019, 6, 1)
    assert Policy(every_day=True).send_instant(saturday, ZONE).astimezone(ZONE).date() == saturday
    assert Policy().send_instant(saturday, ZONE).astimezone(ZONE).date() == date(2019, 6, 3)
