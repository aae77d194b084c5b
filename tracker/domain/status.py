"""The states of a task, and the words that lists and mails depend on: open, overdue, traffic light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.agreement.values import TaskKind
from tracker.language import count_of, gettext, mark
from tracker.sayings import Saying, small


class Status(StrEnum):
    """Where a task stands, as people set it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    PRESENTED = "presented"  # reported to the committee at a meeting
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The status in Danish, as users read it."""
        return gettext(_STATUS_LABELS[self])

    @property
    def within(self) -> Saying:
        """The status as it stands within a sentence that is stored."""
        return small(_STATUS_LABELS[self])


_STATUS_LABELS = {
    Status.NOT_STARTED: mark("Ikke startet"),
    Status.IN_PROGRESS: mark("I gang"),
    Status.WAITING: mark("Afventer"),
    Status.DONE: mark("Færdig"),
    Status.PRESENTED: mark("Forelagt"),
    Status.DROPPED: mark("Udgået"),
}

REPORTED_KINDS = frozenset({TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.REPORT, TaskKind.EVALUATION})
"""Kinds whose task ends only when a committee has had it before it; «færdig» alone keeps them open."""

ALWAYS_OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING})


def is_open(status: Status, kind: TaskKind) -> bool:
    """Whether a task still asks something of somebody."""
    return status in ALWAYS_OPEN or (status is Status.DONE and kind in REPORTED_KINDS)


def is_overdue(status: Status, kind: TaskKind, due: date | None, today: date) -> bool:
    """Whether a task is open and its last day has passed."""
    return due is not None and due < today and is_open(status, kind)


class Light(StrEnum):
    """The traffic light of a task, always shown with its word."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"

    @property
    def label(self) -> str:
        """The colour in Danish."""
        return {"red": gettext("Rød"), "yellow": gettext("Gul"), "green": gettext("Grøn"), "grey": gettext("Grå")}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class LightRule:
    """When the light turns yellow: days before the actionable date, days without a status, number of moves."""

    warn_days: int = 30
    silent_days: int = 60
    moves: int = 2


def is_late_for_agenda(
    *,
    status: Status,
    kind: TaskKind,
    due: date | None,
    status_on: date,
    meeting: date | None,
    cutoff: date | None,
    today: date,
) -> bool:
    """Whether a task is open, not overdue, and can no longer come before its last possible meeting.

    What was «færdig» when the agenda closed is on it, and in time until the meeting has been held.
    """
    if due is None or meeting is None or cutoff is None:
        return False
    if not is_open(status, kind) or is_overdue(status, kind, due, today):
        return False
    on_the_agenda = status is Status.DONE and status_on <= cutoff and today <= meeting
    return cutoff < today and not on_the_agenda


def derive_light(
    *,
    status: Status,
    kind: TaskKind,
    due: date | None,
    actionable: date | None,
    meeting: date | None,
    possible: bool,
    last_status_on: date,
    moves: int,
    today: date,
    rule: LightRule | None = None,
) -> tuple[Light, str]:
    """The light of a task and its reason in one Danish sentence.

    `actionable` is the agenda cut-off of `meeting` where one is known, else the due date; `possible` is false where no
    meeting can take the case in time; `last_status_on` the day a person last set a status or the task was made; `moves`
    how often the due date was moved. A task that nobody has begun is measured by its date alone, not by silence.
    """
    rule = rule or LightRule()
    if not is_open(status, kind):
        return Light.GREEN, gettext("Opgaven er afsluttet (%(status)s).") % {"status": status.label.lower()}
    if due is None:
        return Light.GREY, gettext("Opgaven har ingen frist.")
    if due < today:
        return Light.RED, gettext("Fristen er overskredet.")
    if not possible:
        return Light.RED, gettext("Udvalget har intet møde, der kan behandle sagen inden fristen.")
    if is_late_for_agenda(
        status=status,
        kind=kind,
        due=due,
        status_on=last_status_on,
        meeting=meeting,
        cutoff=actionable,
        today=today,
    ):
        return Light.RED, gettext("For sent til dagsordenen: sidste frist for materialet er passeret.")
    return _before_the_date(status, ((actionable or due) - today).days, (today - last_status_on).days, moves, rule)


def ruling_light(derived: Light, by_hand: Light | None, *, open: bool) -> Light:  # noqa: A002 - as `is_open`
    """The light by which tasks are found, sorted and counted, and which stands first where both are shown: the one that
    a person set, while the task is open, and else the one that follows from the dates."""
    return by_hand if by_hand is not None and open else derived


def _before_the_date(status: Status, days_left: int, silent: int, moves: int, rule: LightRule) -> tuple[Light, str]:
    if status in {Status.NOT_STARTED, Status.WAITING} and days_left <= rule.warn_days:
        days = count_of(max(days_left, 0), "dag", "dage")
        return Light.YELLOW, gettext("Der er %(days)s til sidste frist, og opgaven er ikke i gang.") % {"days": days}
    if status is not Status.NOT_STARTED and silent >= rule.silent_days:
        return Light.YELLOW, gettext("Ingen status i %(count)s.") % {"count": count_of(silent, "dag", "dage")}
    if moves >= rule.moves:
        return Light.YELLOW, gettext("Fristen er flyttet %(count)s.") % {"count": count_of(moves, "gang", "gange")}
    return Light.GREEN, gettext("Opgaven følger planen.")
