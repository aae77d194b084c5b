"""What reminders are planned from: small values without a database. Of those that are named tuples there are many in
each round, and a tuple is made in a third of the time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.agreement.values import Basis, TaskKind
from tracker.domain.meetings import Actionable
from tracker.domain.status import Status


class MailKind(StrEnum):
    """The mails that are sent. Of a digest and of an overdue list there is at most one to a recipient a day."""

    DIGEST = "digest"  # the tasks that somebody follows
    OVERDUE_LIST = "overdue-list"  # all overdue tasks, for management
    AT_ONCE = "at-once"  # what somebody just did that concerns the recipient


class Capacity(StrEnum):
    """Why somebody is reminded of a task."""

    SECRETARY = "secretary"
    RESPONSIBLE = "responsible"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"  # the task has nobody else
    ESCALATED = "escalated"  # those before did not get it done

    @property
    def mail(self) -> MailKind:
        """The mail in which such a reminder stands."""
        return MailKind.OVERDUE_LIST if self is Capacity.MANAGEMENT else MailKind.DIGEST


class Recorded(NamedTuple):
    """A line of the ledger about a version of a task's deadline, unless it ended as void.

    What did not apply when it was to be sent was not told, and comes when it applies again.
    """

    recipient: int
    rule: str
    occurrence: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from `first` to `last`, both included; mails go to `substitute`, instead or as well."""

    user: int
    first: date
    last: date
    substitute: int
    instead: bool = True

    def covers(self, day: date) -> bool:
        """Whether the person is away on `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What planning knows of a task. `secretaries` are those of the committees that own it, and like `responsible`
    only people who are still there. `known_since` is when the task and this version of its deadline both existed;
    `recorded` holds the ledger of this version alone. `committee` is the lead committee, `status_on` the local day on
    which a status was last set.
    """

    id: int
    version: int
    due: date | None
    starts: date | None
    actionable: Actionable
    status: Status
    kind: TaskKind
    basis: Basis | None
    secretaries: tuple[int, ...]
    responsible: int | None
    known_since: datetime
    recorded: tuple[Recorded, ...] = ()
    committee: int | None = None
    status_on: date | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The people around one task, as `TaskFacts` and `Facts` have them: enough to say who follows it."""

    status: Status
    secretaries: tuple[int, ...]
    responsible: int | None
    administrators: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a plan is made from. `mailed` are the recipients who have today's mail of a kind already."""

    tasks: Iterable[TaskFacts]
    management: tuple[int, ...] = ()
    administrators: tuple[int, ...] = ()
    mailed: frozenset[tuple[int, MailKind]] = frozenset()
    absences: tuple[Absence, ...] = ()
