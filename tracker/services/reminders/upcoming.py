"""The reminders of one task that are still to come: the planner itself, run ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import Task
from tracker.db.queries.reminders.reminders import load_followed, names_and_addresses
from tracker.domain.planning import Line, planned_lines
from tracker.domain.policy import Policy
from tracker.domain.recipients import followers
from tracker.language import list_of
from tracker.services.reminders.policies import current

AHEAD = timedelta(days=180)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """That some people will be told of the task on a day, by which rule, and why; `for_name` is who is away."""

    day: date
    names: str
    rule: str
    reason: str
    for_name: str | None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What comes next, and by id and name who follows the task now."""

    planned: Sequence[PlannedLine]
    followers: Sequence[tuple[int, str]]


def upcoming(session: Session, base: Policy, task_id: int, *, now: datetime, zone: ZoneInfo) -> Upcoming:
    """What is planned for a task within half a year, when nothing else happens; at most twenty."""
    today = local_date(now, zone)
    followed = load_followed(session, today=today, zone=zone, where=Task.id == task_id)
    if not followed.facts.tasks:
        return Upcoming((), ())
    (task,) = followed.facts.tasks
    policy = current(session, base)
    lines = list(islice(planned_lines(task, followed.facts, policy, until=today + AHEAD, now=now, zone=zone), SHOWN))
    following = list(followers(task, followed.facts))
    people = {line.recipient for _, line in lines} | {line.on_behalf_of or line.recipient for _, line in lines}
    names = {user: name for user, (name, _) in names_and_addresses(session, people | set(following)).items()}
    return Upcoming(_grouped(lines, names), [(user, names[user]) for user in following])


def _grouped(lines: Sequence[tuple[date, Line]], names: Mapping[int, str]) -> list[PlannedLine]:
    """What is said to several people on a day in the same words stands once."""
    people: defaultdict[tuple[date, str, str, int | None], list[str]] = defaultdict(list)
    for day, line in lines:
        people[day, line.newest.turn.rule, line.reason, line.on_behalf_of].append(names[line.recipient])
    return [
        PlannedLine(day, list_of(sorted(found)), rule, reason, names[away] if away else None)
        for (day, rule, reason, away), found in people.items()
    ]
