"""Who is told of a task: those who follow it, those to whom it climbs, and whoever stands in for one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.facts import Absence, Capacity, Facts, People, Recorded, TaskFacts
from tracker.domain.policy import Rhythm, Timing
from tracker.domain.status import Status, is_open, is_overdue
from tracker.domain.turns import Family, family_of

RUNGS = (Capacity.RESPONSIBLE, Capacity.SECRETARY, Capacity.MANAGEMENT, Capacity.ADMINISTRATOR)
"""The roles of the escalation ladder, from the lowest."""


class Recipient(NamedTuple):
    """Somebody who is told, and why. `absence` is that of the person for whom the recipient stands in."""

    user: int
    capacity: Capacity
    absence: Absence | None = None

    @property
    def on_behalf_of(self) -> int | None:
        """The person for whom the recipient stands in."""
        return self.absence.user if self.absence else None

    def told(self, task: TaskFacts) -> list[Recorded]:
        """What the recipient was told of a task. Who stands in need not hear what the other heard before leaving."""
        user, away = self.user, self.absence
        if away is None:
            return [each for each in task.recorded if each.recipient == user]
        return [
            each
            for each in task.recorded
            if each.recipient == user or (each.recipient == away.user and each.due_at.date() < away.first)
        ]


def followers(task: TaskFacts | People, facts: Facts | People) -> Mapping[int, Capacity]:
    """Who follows a task, each in one capacity; the administrators where there is nobody."""
    found = dict.fromkeys(task.secretaries, Capacity.SECRETARY)
    if task.responsible is not None and task.status is not Status.DONE:
        found.setdefault(task.responsible, Capacity.RESPONSIBLE)
    return found or dict.fromkeys(facts.administrators, Capacity.ADMINISTRATOR)


def recipients(task: TaskFacts, facts: Facts, today: date) -> list[Recipient]:
    """Who is reminded of a task by its dates, at most once in each kind of mail."""
    wanted = [*followers(task, facts).items(), *((manager, Capacity.MANAGEMENT) for manager in facts.management)]
    return _told(wanted, facts, today)


def escalated(task: TaskFacts, facts: Facts, rung: int, today: date) -> list[Recipient]:
    """Who stands on a rung of the ladder, numbered from 1."""
    capacity = RUNGS[rung - 1]
    climbs = capacity in {Capacity.MANAGEMENT, Capacity.ADMINISTRATOR}
    told_as = Capacity.ESCALATED if climbs else capacity
    return _told([(user, told_as) for user in _on_rung(task, facts, rung)], facts, today)


def stand_ins(user: int, capacity: Capacity, facts: Facts, today: date) -> Iterator[Recipient]:
    """The user; while he is away, whoever stands in for him, instead or as well.

    A substitute who is away too does not count: the user is told himself then, so that nothing is lost.
    """
    absence = _absence(user, facts, today)
    if absence is not None and _absence(absence.substitute, facts, today) is None:
        yield Recipient(absence.substitute, capacity, absence)
        if absence.instead:
            return
    yield Recipient(user, capacity)


def due_rungs(task: TaskFacts, facts: Facts, timing: Timing, today: date) -> list[int]:
    """The rungs of the ladder that are told by `today`, from the lowest; a rung where nobody stands is passed over.

    A rung comes so many days after the due date, and so many days after the rung below was told as the two lie apart,
    and never two on one day: nobody is passed by, and after an outage everybody has his time. What is done, or not
    overdue, climbs no further.
    """
    if not _may_climb(task, timing) or not is_overdue(task.status, task.kind, task.due, today):
        return []
    return [rung for rung, on in _rungs(task, facts, timing) if on is None or on <= today]


def next_rung(task: TaskFacts, facts: Facts, timing: Timing, today: date) -> date | None:
    """The first day after `today` on which a rung may be told, to whom it was not told yet.

    One that was told for a former date is told to those who stand on it since, once the date of now has passed.
    """
    if not _may_climb(task, timing) or task.due is None:
        return None
    tomorrow = today + timedelta(days=1)
    late = task.due + timedelta(days=1)
    days = [late if on is None else max(on, tomorrow) for _, on in _rungs(task, facts, timing)]
    return min((day for day in days if day >= tomorrow), default=None)


def _rungs(task: TaskFacts, facts: Facts, timing: Timing) -> Iterator[tuple[int, date | None]]:
    """The rungs on which somebody stands, from the lowest, up to the first that was not told, with its day."""
    if task.due is None:
        return
    told = _told_on(task)
    below: tuple[int, date] | None = None
    newest = date.min  # one rung a day: a lower one may have been told after a higher one, when somebody came upon it
    for rung, days in enumerate(timing.ladder, start=1):
        if not days or not _on_rung(task, facts, rung):
            continue
        if rung not in told:
            on = task.due + timedelta(days=days)
            if below is not None:
                on = max(on, below[1] + timedelta(days=days - below[0]), newest + timedelta(days=1))
            yield rung, on
            return
        yield rung, None
        below, newest = (days, told[rung]), max(newest, told[rung])


def _may_climb(task: TaskFacts, timing: Timing) -> bool:
    return is_open(task.status, task.kind) and task.status is not Status.DONE and timing.rhythm is not Rhythm.QUARTERLY


def _told_on(task: TaskFacts) -> dict[int, date]:
    """When each rung was first told."""
    told: dict[int, date] = {}
    for each in task.recorded:
        if family_of(each.rule) is Family.LADDER:
            rung, day = int(each.rule.partition("-")[2]), date.fromisoformat(each.occurrence)
            told[rung] = min(day, told.get(rung, day))
    return told


def _on_rung(task: TaskFacts, facts: Facts, rung: int) -> tuple[int, ...]:
    match RUNGS[rung - 1]:
        case Capacity.RESPONSIBLE:
            return () if task.responsible is None else (task.responsible,)
        case Capacity.SECRETARY:
            return task.secretaries
        case Capacity.MANAGEMENT:
            return facts.management
        case _:
            return facts.administrators


def _absence(user: int, facts: Facts, today: date) -> Absence | None:
    return next((each for each in facts.absences if each.user == user and each.covers(today)), None)


def _told(wanted: Sequence[tuple[int, Capacity]], facts: Facts, today: date) -> list[Recipient]:
    if not facts.absences:  # then nobody can come twice
        return [Recipient(user, capacity) for user, capacity in wanted]
    return _once(each for user, capacity in wanted for each in stand_ins(user, capacity, facts, today))


def _once(found: Iterator[Recipient]) -> list[Recipient]:
    """Each person once a kind of mail: in his own right before in another's place."""
    kept: dict[tuple[int, object], Recipient] = {}
    for each in found:
        key = each.user, each.capacity.mail
        if key not in kept or (kept[key].absence is not None and each.absence is None):
            kept[key] = each
    return list(kept.values())
