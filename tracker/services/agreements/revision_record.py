"""What a correction keeps of each promise and its task, before and after, so that it can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.db.models import Proposal, Task
from tracker.domain import recurrence
from tracker.domain.recurrence import Series
from tracker.domain.status import is_open
from tracker.services.review.record import facts_of
from tracker.services.tasks import occurrences

PLACE = ("section", "quote", "start_offset", "end_offset", "expression", "expression_start", "expression_end")
"""What a proposal says of where its words stand: always by the text in force."""


def promise_facts(proposal: Proposal) -> dict[str, Any]:
    """What a promise is."""
    return {**facts_of(proposal), "saving_id": proposal.saving_id}


def task_facts(task: Task | None) -> dict[str, Any] | None:
    """What a text may change of a task."""
    if task is None:
        return None
    days = {"starts_on": task.starts_on, "due_on": task.due_on}
    return {
        "title": task.title,
        "kind": task.kind.value,
        "section": task.section,
        "owners": [owner.committee_id for owner in task.owners],
        "times": [_stored(each.starts_on, each.due_on) for each in task.occurrences if is_open(each.status, task.kind)],
        "rule": _stored_rule(task),
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _stored(start: date | None, due: date) -> tuple[str | None, str]:
    return start.isoformat() if start else None, due.isoformat()


def _stored_rule(task: Task) -> dict[str, Any] | None:
    series = occurrences.series_of(task)
    if series is None or series.rule is None:
        return None
    told = [_stored(start, due) for start, due in series.told]
    return {"rule": recurrence.with_end(series.rule, series.until), "told": told}


def stored_series(facts: dict[str, Any]) -> Series | None:
    """The series of a task as `task_facts` stored it. Before there were rules, only its times were."""
    stored = facts.get("rule")
    told = tuple(
        (stored_day(start), date.fromisoformat(due)) for start, due in (stored["told"] if stored else facts["times"])
    )
    if stored is None:
        return Series(told) if told else None
    return Series(told, *recurrence.split_end(stored["rule"]))


def stored_day(stored: str | None) -> date | None:
    """A day as `task_facts` stored it."""
    return date.fromisoformat(stored) if stored else None
