"""Tasks as the planner sees them, and what it plans of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.facts import Absence, Facts, MailKind, TaskFacts
from tracker.domain.meetings import Actionable
from tracker.domain.planning import Line, Plan, dropped_because, forecast, plan, preview
from tracker.domain.policy import Policy, Timing
from tracker.domain.status import Status

ZONE = ZoneInfo("Europe/Copenhagen")
DUE = date(2019, 6, 28)  # a Friday, as are the days two weeks and one week before it
LONG_AGO = datetime(2018, 10, 8, 12, tzinfo=UTC)
ANNA, BO, CARL, DORTE = 1, 2, 3, 4
BO_IS_AWAY = Absence(BO, date(2019, 4, 29), date(2019, 5, 10), ANNA)


def a_task(
    number: int = 1,
    *,
    due: date | None = DUE,
    status: Status = Status.IN_PROGRESS,
    kind: TaskKind = TaskKind.PRESENTATION,
    basis: Basis = Basis.EXPLICIT,
    secretaries: tuple[int, ...] = (ANNA,),
    responsible: int | None = None,
    known_since: datetime = LONG_AGO,
    actionable: Actionable | None = None,
    status_on: date | None = None,
) -> TaskFacts:
    return TaskFacts(
        id=number,
        version=1,
        due=due,
        starts=None,
        actionable=actionable or Actionable(due, ""),
        status=status,
        kind=kind,
        basis=basis,
        secretaries=secretaries,
        responsible=responsible,
        known_since=known_since,
        status_on=status_on,
    )


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE)


PLAIN = Policy(Timing(ladder=(0, 0, 0, 0)))
"""Without the ladder, which has tests of its own."""


def planned(
    *tasks: TaskFacts, on: date, hour: int = 9, management: tuple[int, ...] = (), policy: Policy = PLAIN, **more: Any
) -> Plan:
    return plan(Facts(tasks, management=management, **more), policy, now=at(on, hour), zone=ZONE)


def lines(found: Plan) -> list[Line]:
    return [line for digest in found.digests for line in digest.lines]


def after(tasks: Iterable[TaskFacts], found: Plan) -> list[TaskFacts]:
    """The tasks with what was planned in their ledger."""
    records = {task.id: list(task.recorded) for task in tasks}
    for line in lines(found):
        records[line.task].extend(line.records)
    return [replace(task, recorded=tuple(records[task.id])) for task in tasks]


def told(first: date, last: date, *tasks: TaskFacts, **more: Any) -> dict[date, list[Line]]:
    """What goes out on each day when the planner runs every day."""
    standing = list(tasks)
    days: dict[date, list[Line]] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        found = planned(*standing, on=day, **more)
        standing = after(standing, found)
        if found.digests:
            days[day] = lines(found)
    return days


def assert_preview_is_what_is_sent(tasks: list[TaskFacts], start: date, days: int, look_every: int = 1) -> int:
    """Sends day by day and holds each day against its preview from `start`; returns the number of mails."""
    standing, mails = list(tasks), 0
    people: dict[str, Any] = {"management": (CARL,), "administrators": (DORTE,), "absences": (BO_IS_AWAY,)}
    facts = Facts(tasks, **people)
    last = start + timedelta(days=days - 1)
    promised = dict(forecast(facts, Policy(), until=last, now=at(start, 7), zone=ZONE))
    for number in range(days):
        day = start + timedelta(days=number)
        sent = planned(*standing, on=day, hour=8, policy=Policy(), **people)
        assert promised.get(day, Plan()) == sent, day
        if number and number % look_every == 0:
            assert preview(facts, Policy(), day, now=at(start, 7), zone=ZONE) == sent, day
        standing = after(standing, sent)
        mails += len(sent.digests)
    return mails


def dropped(task: TaskFacts, *, version: int = 1, recipient: int = ANNA, **more: int) -> str | None:
    facts = Facts([task], management=(CARL,) if "management" in more else ())
    return dropped_because(
        task,
        facts,
        version=version,
        recipient=recipient,
        kind=MailKind.DIGEST,
        rule="on-day",
        occurrence=DUE.isoformat(),
        today=DUE,
    )
