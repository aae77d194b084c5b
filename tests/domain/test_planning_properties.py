"""Planning under any order of edits, outages and plans: nothing twice, nothing early, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.facts import Absence, Facts, MailKind, Recorded, TaskFacts
from tracker.domain.meetings import Actionable
from tracker.domain.planning import Plan, plan
from tracker.domain.policy import Policy
from tracker.domain.status import Status, is_open
from tracker.domain.turns import Family, family_of

ZONE = ZoneInfo("Europe/Copenhagen")
POLICY = Policy()
MANAGER = 9
DUE_DATES = st.dates(date(2019, 1, 1), date(2020, 12, 31))
PEOPLE = st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple)


def reminders_of(anchor: date, until: date) -> Iterator[tuple[int, date]]:
    """The days of the default policy, counted the plain way: step and day."""
    for step in (*(-days for days in POLICY.base.lead_days), 0, *range(7, max((until - anchor).days, 0) + 1, 7)):
        yield step, anchor + timedelta(days=step)


class Planning(RuleBasedStateMachine):
    """One task, the people around it, a clock and a ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2018, 10, 8, 10, tzinfo=UTC)
        self.keys: set[tuple[int, str, int, str]] = set()
        self.absences: tuple[Absence, ...] = ()
        self.mailed: set[tuple[int, MailKind, date]] = set()

    @initialize(due=DUE_DATES, secretaries=PEOPLE)
    def import_task(self, due: date, secretaries: tuple[int, ...]) -> None:
        self.task = TaskFacts(
            id=1,
            version=1,
            due=due,
            starts=None,
            actionable=Actionable(due, ""),
            status=Status.NOT_STARTED,
            kind=TaskKind.PRESENTATION,
            basis=Basis.EXPLICIT,
            secretaries=secretaries,
            responsible=None,
            known_since=self.now,
        )

    @rule(hours=st.one_of(st.integers(1, 72), st.integers(1, 24 * 200)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(due=DUE_DATES)
    def move_the_date(self, due: date) -> None:
        self.task = replace(
            self.task,
            version=self.task.version + 1,
            due=due,
            actionable=Actionable(due, ""),
            known_since=self.now,
            recorded=(),
        )

    @rule(days=st.integers(0, 60))
    def change_the_meetings(self, days: int) -> None:
        assert self.task.due is not None
        self.task = replace(self.task, actionable=Actionable(self.task.due - timedelta(days=days), ""))

    @rule(status=st.sampled_from(Status))
    def set_status(self, status: Status) -> None:
        self.task = replace(self.task, status=status)

    @rule(secretaries=PEOPLE, responsible=st.one_of(st.none(), st.integers(1, 3)))
    def change_people(self, secretaries: tuple[int, ...], responsible: int | None) -> None:
        self.task = replace(self.task, secretaries=secretaries, responsible=responsible)

    @rule(days=st.integers(1, 100))
    def hear_nothing_for_a_while(self, days: int) -> None:
        self.task = replace(self.task, status_on=self._today() - timedelta(days=days))

    @rule(user=st.integers(1, 3), substitute=st.integers(1, 3), days=st.integers(0, 20), instead=st.booleans())
    def go_away(self, user: int, substitute: int, days: int, instead: bool) -> None:
        if user != substitute:
            last = self._today() + timedelta(days=days)
            self.absences = (Absence(user, self._today(), last, substitute, instead),)

    @rule()
    def a_step_of_the_ladder_falls_away(self) -> None:
        """As when the task is closed before the mail leaves: the line is void, and was told to nobody."""
        *before, last = self.task.recorded or (None,)
        if last is not None and last.rule.startswith("escalation"):
            self.task = replace(self.task, recorded=tuple(before))
            self.keys.discard((self.task.version, last.rule, last.recipient, last.occurrence))

    @rule(hour=st.integers(0, 23), reach_a_working_day=st.booleans())
    def run_the_planner(self, hour: int, reach_a_working_day: bool) -> None:
        day = self.now.astimezone(ZONE).date() + timedelta(days=1)
        if reach_a_working_day:
            day, hour = POLICY.working_days.on_or_after(day), 9
        self.now = datetime.combine(day, time(hour), tzinfo=ZONE).astimezone(UTC)
        found = self._plan()
        for digest in found.digests:
            assert POLICY.working_days.includes(digest.day)
            assert hour >= POLICY.send_at.hour
            assert (digest.recipient, digest.kind, digest.day) not in self.mailed
            self.mailed.add((digest.recipient, digest.kind, digest.day))
            assert len(digest.lines) == 1
        self._record(found)
        if reach_a_working_day:
            self._nothing_is_lost()

    @invariant()
    def planning_again_gives_nothing(self) -> None:
        """Whenever it is planned, and recorded, planning at once again has nothing to add."""
        before = self.task
        for digest in self._plan().digests:
            records = tuple(each for line in digest.lines for each in line.records)
            self.task = replace(self.task, recorded=(*self.task.recorded, *records))
        assert self._plan() == Plan()
        self.task = before

    def _plan(self) -> Plan:
        return plan(self._facts(), POLICY, now=self.now, zone=ZONE)

    def _facts(self) -> Facts:
        return Facts([self.task], management=(MANAGER,), administrators=(8,), absences=self.absences)

    def _today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def _climbs_step_by_step(self, found: Plan) -> None:
        """Nobody on the ladder is passed by, and what is done or not late climbs no further."""
        told = {each.rule for each in self.task.recorded}
        for digest in found.digests:
            for line in digest.lines:
                for each in line.records:
                    kind, _, number = each.rule.partition("-")
                    if kind != "escalation":
                        continue
                    assert self.task.status in {Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING}
                    assert self.task.due is not None
                    assert self._today() >= self.task.due + timedelta(days=POLICY.base.ladder[int(number) - 1])
                    stands = {1: self.task.responsible is not None, 2: bool(self.task.secretaries), 3: True}
                    for lower in range(1, int(number)):
                        assert f"escalation-{lower}" in told or not stands[lower], "a step was skipped"

    def _record(self, found: Plan) -> None:
        self._climbs_step_by_step(found)
        for digest in found.digests:
            for line in digest.lines:
                for each in line.records:
                    key = line.version, each.rule, each.recipient, each.occurrence
                    assert key not in self.keys, "a reminder was planned twice"
                    assert each.due_at <= self.now, "a reminder was planned before its time"
                    self.keys.add(key)
                    self.task = replace(self.task, recorded=(*self.task.recorded, each))

    def _nothing_is_lost(self) -> None:
        task = self.task
        assert task.due is not None
        if not is_open(task.status, task.kind):
            return
        anchor = task.actionable.on or task.due
        today = self.now.astimezone(ZONE).date()
        followers = set(task.secretaries)
        if task.responsible and task.status is not Status.DONE:
            followers.add(task.responsible)
        for recipient in followers or {8}:
            if any(each.user == recipient and each.covers(today) for each in self.absences):
                continue  # somebody stands in; the person is told when he is back
            told = [
                each for each in task.recorded if each.recipient == recipient and family_of(each.rule) is Family.DATE
            ]
            for step, day in reminders_of(anchor, today):
                due_at = POLICY.send_instant(day, ZONE)
                if due_at <= self.now:
                    assert any(self._answers(each, step, due_at) for each in told), f"step {step} was lost"

    def _answers(self, told: Recorded, step: int, due_at: datetime) -> bool:
        days = {"on-day": 0}.get(told.rule)
        if days is None:
            kind, _, number = told.rule.partition("-")
            days = int(number) if kind == "after" else -int(number)
        return days >= step and told.due_at >= due_at


TestPlanning = Planning.TestCase
TestPlanning.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
