"""The states of a task, and the words that lists and mails depend on: open, overdue, traffic light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.agreement.values import TaskKind


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
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.NOT_STARTED: "Ikke startet",
    Status.IN_PROGRESS: "I gang",
    Status.WAITING: "Afventer",
    Status.DONE: "Færdig",
    Status.PRESENTED: "Forelagt",
    Status.DROPPED: "Udgået",
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
        return {"red": "Rød", "yellow": "Gul", "green": "Grøn", "grey": "Grå"}[self.value]


@dataclass(frozen=True, slots=True)
class LightRule:
    """When the light turns yellow: days before the actionable date, days without a status, number of moves."""

    warn_days: int = 30
    silent_days: int = 60
    moves: int = 2


def derive_light(
    *,
    status: Status,
    kind: TaskKind,
    due: date | None,
    actionable: date | None,
    last_status_on: date,
    moves: int,
    today: date,
    rule: LightRule | None = None,
) -> tuple[Light, str]:
    """The light of a task and its reason in one Danish sentence.

    `actionable` is the agenda cut-off where one is known, else the due date; `last_status_on` the day a person last
    set a status or the task was made; `moves` how often the due date was moved.
    """
    rule = rule or LightRule()
    if not is_open(status, kind):
        return Light.GREEN, f"Opgaven er afsluttet ({status.label.lower()})."
    if due is None:
        return Light.GREY, "Opgaven har ingen frist."
    if due < today:
        return Light.RED, "Fristen er overskredet."
    if actionable is not None and actionable < today:
        return Light.RED, "For sent til dagsordenen: sidste frist for materialet er passeret."
    days_left = ((actionable or due) - today).days
    if days_left <= rule.warn_days and status is Status.NOT_STARTED:
        return Light.YELLOW, f"Mindre end {rule.warn_days} dage til fristen, og opgaven er ikke i gang."
    if (today - last_status_on).days >= rule.silent_days and status is not Status.NOT_STARTED:
        return Light.YELLOW, f"Ingen status i {rule.silent_days} dage."
    if moves >= rule.moves:
        return Light.YELLOW, f"Fristen er flyttet {moves} gange."
    return Light.GREEN, "Opgaven følger planen."
