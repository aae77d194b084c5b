"""The day on which planning must look at a task again, though nothing changes until then.

It may be too early, which costs a look, and never too late, which would cost a reminder: on each day before it the
planner (`tracker.domain.planning`) has nothing to say of the task. What it asks, and why that is all there is:

- The turns of a task fall on days that follow from its dates and its policy; the next one of each family counts.
- A rung of the ladder also waits for the day on which the rung below it was told.
- A line that waits, since its recipient has had today's mail, waits for tomorrow.
- Who stands in for whom changes when an absence begins or ends. That matters to a task only when one of its turns has
  come; else the turn itself is a day to look.

Everything else that planning depends on is a change, and is noted as one (`tracker.db.changes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tracker.domain.facts import Facts, TaskFacts
from tracker.domain.planning import Plan, as_if_sent, has_turn
from tracker.domain.policy import Policy, Timing
from tracker.domain.recipients import next_rung
from tracker.domain.status import Status, is_open
from tracker.domain.turns import next_date_turn, next_list_turn, next_month_turn, next_silence_turn

_DAY = timedelta(days=1)


def next_looks(facts: Facts, policy: Policy, planned: Plan, *, today: date) -> dict[int, date | None]:
    """For each task of `facts`, none for one that asks for nothing until it changes. `planned` is the plan of `today`
    for these facts, and is taken to be carried out; a task that could not be planned is left out.
    """
    faulty = {task_id for task_id, _ in planned.faults}
    waiting = frozenset(planned.waiting)
    climbing = {line.task for digest in planned.digests for line in digest.lines if line.climbs}
    bounds = _absence_bounds(facts)
    found: dict[int, date | None] = {}
    for task in facts.tasks:
        if task.id in climbing:
            (task,) = as_if_sent([task], planned)  # a rung waits for the day of the one below
        if task.id not in faulty:
            found[task.id] = today + _DAY if task.id in waiting else _next_look(task, facts, policy, bounds, today)
    return found


def _next_look(
    task: TaskFacts, facts: Facts, policy: Policy, bounds: Mapping[int, list[date]], today: date
) -> date | None:
    if not is_open(task.status, task.kind):
        return None
    timing = policy.timing(task.committee, task.kind, task.basis)
    days = [day for day in _turn_days(task, facts, timing, today) if day is not None]
    first = min(days, default=None)
    # Absences are looked through only where one can matter: before the next turn, and after a first one.
    changes = [day for day in _absence_days(task, facts, bounds) if day > today and (first is None or day < first)]
    if changes and has_turn(task, timing, today):
        return min(changes)
    return first


def _turn_days(task: TaskFacts, facts: Facts, timing: Timing, today: date) -> Iterator[date | None]:
    """The next day of each family of turns."""
    if task.due is None:
        yield next_month_turn(timing, today)
        return
    anchor = task.actionable.on or task.due
    yield next_date_turn(timing, starts=task.starts, anchor=anchor, after=today)
    if task.status is not Status.NOT_STARTED and task.status_on is not None:
        yield next_silence_turn(timing, task.status_on, today)
    if facts.management:
        yield next_list_turn(task.due, today)
    yield next_rung(task, facts, timing, today)


def _absence_days(task: TaskFacts, facts: Facts, bounds: Mapping[int, list[date]]) -> Iterator[date]:
    if not bounds:
        return
    for user in (*task.secretaries, task.responsible, *facts.management, *facts.administrators):
        if user is not None:
            yield from bounds.get(user, ())


def _absence_bounds(facts: Facts) -> Mapping[int, list[date]]:
    """By person, the days on which it changes who stands in: of the absences of the person and of the substitutes."""
    own: defaultdict[int, list[date]] = defaultdict(list)
    for absence in facts.absences:
        own[absence.user] += [absence.first, absence.last + _DAY]
    found = {user: list(days) for user, days in own.items()}
    for absence in facts.absences:
        found[absence.user] += own.get(absence.substitute, [])
    return found
