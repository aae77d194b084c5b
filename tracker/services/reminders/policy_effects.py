"""What a change of the policy would do: who gets what in the coming days, before and after, by the planner itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.danish import sort_key
from tracker.db.queries.reminders.reminders import Followed, load_followed, names_and_addresses
from tracker.db.queries.tasks.rows import TaskRow
from tracker.domain.facts import MailKind
from tracker.domain.planning import Line, forecast
from tracker.domain.policy import Policy
from tracker.services.reminders.policies import Change, changed, current

DAYS = 60

Key = tuple[date, int, MailKind, int]
Told = Mapping[Key, Line]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many mails somebody gets, and how many lines stand in them."""

    name: str
    mails_before: int
    mails_after: int
    lines_before: int
    lines_after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that comes on top, or falls away: on which day, to whom, about which task, by which rule, and why."""

    is_new: bool
    day: date
    name: str
    task: TaskRow
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Everybody who gets a mail before or after, by name, and each line that differs, by day."""

    until: date
    reach: Sequence[Reach]
    differences: Sequence[Difference]

    @property
    def changed(self) -> Sequence[Reach]:
        """Those for whom a number is another."""
        return [
            each
            for each in self.reach
            if (each.mails_before, each.lines_before) != (each.mails_after, each.lines_after)
        ]

    @property
    def mails(self) -> tuple[int, int]:
        """All mails, before and after."""
        return sum(each.mails_before for each in self.reach), sum(each.mails_after for each in self.reach)

    @property
    def lines(self) -> tuple[int, int]:
        """All lines, before and after."""
        return sum(each.lines_before for each in self.reach), sum(each.lines_after for each in self.reach)


def effect(
    session: Session, base: Policy, change: Change, *, now: datetime, zone: ZoneInfo, days: int = DAYS
) -> Effect:
    """What `change` does to the mails of the next `days` days when nothing else happens. Nothing is written."""
    today = local_date(now, zone)
    until = today + timedelta(days=days)
    followed = load_followed(session, today=today, zone=zone)
    before = _told(followed, current(session, base), until, now, zone)
    after = _told(followed, changed(session, base, change), until, now, zone)
    people = {recipient for _, recipient, _, _ in (*before, *after)}
    names = {user: name for user, (name, _) in names_and_addresses(session, people).items()}
    return Effect(until, _reach(before, after, names), _differences(before, after, names, followed))


def _told(followed: Followed, policy: Policy, until: date, now: datetime, zone: ZoneInfo) -> Told:
    return {
        (day, line.recipient, digest.kind, line.task): line
        for day, plan in forecast(followed.facts, policy, until=until, now=now, zone=zone)
        for digest in plan.digests
        for line in digest.lines
    }


def _reach(before: Told, after: Told, names: Mapping[int, str]) -> list[Reach]:
    mails = [Counter(recipient for _, recipient, _ in {key[:3] for key in told}) for told in (before, after)]
    lines = [Counter(recipient for _, recipient, _, _ in told) for told in (before, after)]
    reach = [
        Reach(name, mails[0][user], mails[1][user], lines[0][user], lines[1][user]) for user, name in names.items()
    ]
    return sorted(reach, key=lambda each: sort_key(each.name))


def _differences(before: Told, after: Told, names: Mapping[int, str], followed: Followed) -> list[Difference]:
    found = [
        Difference(is_new, key[0], names[key[1]], followed.rows[key[3]], told[key].newest.turn.rule, told[key].reason)
        for is_new, told, other in ((False, before, after), (True, after, before))
        for key in told
        if key not in other or other[key].newest.turn != told[key].newest.turn
    ]
    return sorted(found, key=lambda each: (each.day, sort_key(each.name), each.task.id, each.is_new))
