"""What the page of one task shows, gathered from the queries and the pure rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.agreement.text.excerpts import around, around_in_section
from tracker.clock import local_date
from tracker.db.models import (
    AgreementSection,
    DeadlineRequest,
    DeadlineVersion,
    Proposal,
    PublishedTask,
    Task,
    TaskEvent,
)
from tracker.db.queries.parts.calendars import load_calendars
from tracker.db.queries.parts.choices import Choice, committee_choices, people_choices
from tracker.db.queries.parts.outcomes import MeetingChoice, meeting_choices
from tracker.db.queries.parts.waits import WaitLine, tasks_nearby, waits_of
from tracker.db.queries.public.publication import publication_of
from tracker.db.queries.tasks import task_page as queries
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.queries.tasks.tasks import one_task
from tracker.db.told import told
from tracker.domain.history import describe, who_words, written_in
from tracker.domain.policy import Policy
from tracker.domain.status import REPORTED_KINDS, Status
from tracker.services.actors import Actor
from tracker.services.mails.answers import waiting_request
from tracker.services.reminders.upcoming import Upcoming, upcoming
from tracker.web import passages
from tracker.web.forms import Form
from tracker.web.series_page import Times, times_of

FIRST_FIELD = {
    "status": "status",
    "comment": "comment",
    "deadline": "due",
    "owners": "lead",
    "responsible": "user",
    "drop": "reason",
    "reopen": "comment",
    "nudge": "nudge",
    "decision": "decision",
    "outcome": "meeting",
    "light": "light",
    "link": "address",
    "split": "title",
    "repetition": "rule",
    "wait": "awaited",
    "steps": "steps",
}
"""The forms of the page, and the field that an error belongs to when it names none."""


class WhoAndWhen(TypedDict):
    """What every change of a task is told."""

    revision: int | None
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history: who, when, what, what was said, and what in `what` people have written."""

    at: datetime
    who: str
    what: str
    comment: str | None
    written: Sequence[str]


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date that the task has had; the first is what was agreed."""

    number: int
    starts_on: date | None
    due_on: date | None
    moved: bool
    reason: str | None
    set_at: datetime
    set_by: str | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The page of `task`. Money is in kroner by year."""

    task: Task
    row: TaskRow
    section: AgreementSection | None
    passage: Sequence[passages.Block]
    history: Sequence[HistoryLine]
    dates: Sequence[DateLine]
    money: Sequence[queries.MoneyLine]
    reminders: Sequence[queries.ReminderLine]
    upcoming: Upcoming
    times: Times
    wish: DeadlineRequest | None
    committees: Sequence[Choice]
    people: Sequence[Choice]
    meetings: Sequence[MeetingChoice] = ()  # that an outcome can be recorded for
    awaited: Sequence[WaitLine] = ()  # the tasks that this one waits for
    waiting: Sequence[WaitLine] = ()  # and those that wait for it
    nearby: Sequence[Choice] = ()  # tasks that it may want to wait for
    published: PublishedTask | None = None  # what the public is or was shown of it
    page_number: int | None = None  # of the agreement's file, on which the task's words begin

    @property
    def is_reported(self) -> bool:
        """Whether the task ends only when a committee has had it before it."""
        return self.task.kind in REPORTED_KINDS

    @property
    def is_gone(self) -> bool:
        """Whether the promise no longer stands in the agreement: it was left out when the agreement was corrected."""
        proposal = self.task.words
        return proposal is not None and proposal.agreement_id != self.task.agreement_id

    @property
    def concerned(self) -> frozenset[int]:
        """The committees whose secretaries may change the task."""
        return frozenset(owner.committee_id for owner in self.task.owners)

    @property
    def meetings_of(self) -> frozenset[int]:
        """The committees for whose meetings an outcome can be recorded."""
        return frozenset(each.committee_id for each in self.meetings)

    @property
    def lead(self) -> int | None:
        """The committee that decides or receives."""
        return self.task.owners[0].committee_id if self.task.owners else None

    @property
    def others(self) -> Sequence[int]:
        """The other committees that own the task."""
        return [owner.committee_id for owner in self.task.owners[1:]]

    @property
    def years(self) -> Sequence[int]:
        """The years in which there is money."""
        return sorted({year for line in self.money for year in line.amounts})

    @property
    def realised(self) -> Mapping[int, Status]:
        """Where each budget year of a saving stands; nothing for money that is spent."""
        if self.task.words is None or self.task.words.saving_id is None:
            return {}
        return {each.due_on.year: each.status for each in self.task.occurrences}

    @property
    def status_options(self) -> Sequence[tuple[str, str]]:
        """What the status can be set to, by value and word; dropping a task has a form of its own."""
        wanted = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING, Status.DONE]
        return [(each.value, each.label) for each in (*wanted, *([Status.PRESENTED] if self.is_reported else []))]


def read(session: Session, task_id: int, policy: Policy, *, now: datetime, zone: ZoneInfo) -> TaskPage:
    """Gathers the page as of `now`, with the reminders to come by the configuration's `policy` and the stored rules.

    Raises `NotFoundError` for a task that does not exist.
    """
    today = local_date(now, zone)
    task = queries.load_task(session, task_id)
    words = task.words
    awaited, waiting = waits_of(session, task)
    section = queries.section_of(session, words)
    path = load_calendars(session).path(task.owners[0].committee_id if task.owners else None, task.kind)
    bodies = [body.committee_id for body in path] if task.kind in REPORTED_KINDS else []
    writers = queries.names_of(session, [each.set_by_id for each in task.deadlines if each.set_by_id])
    return TaskPage(
        task=task,
        row=one_task(session, task_id, today=today, zone=zone),
        section=section,
        passage=_passage(words, section),
        history=[_history_line(event) for event in reversed(task.events)],
        dates=[_date_line(version, writers) for version in task.deadlines],
        money=queries.money_of(session, task),
        reminders=queries.reminders_of(session, task_id),
        times=times_of(task),
        upcoming=upcoming(session, policy, task_id, now=now, zone=zone),
        wish=waiting_request(session, task_id),
        committees=committee_choices(session),
        people=people_choices(session),
        meetings=meeting_choices(session, bodies, today=today),
        awaited=awaited,
        waiting=waiting,
        nearby=tasks_nearby(session, task),
        published=publication_of(session, task_id),
        page_number=words.agreement.page_at(words.start_offset) if words else None,
    )


def forms(sent: str | None, form: Form | None) -> Mapping[str, Form]:
    """A form for each name: empty, but for the one that was sent."""
    return {name: form if form and name == sent else Form() for name in FIRST_FIELD}


def _passage(proposal: Proposal | None, section: AgreementSection | None) -> Sequence[passages.Block]:
    if proposal is None:
        return []
    sentence = passages.Sentence(
        proposal.start_offset,
        proposal.end_offset,
        words_start=proposal.expression_start,
        words_end=proposal.expression_end,
    )
    text = proposal.agreement.text
    if proposal.saving_id is not None:  # a row of a table: what stands around it are other rows
        return passages.blocks(text, sentence.start, sentence.end, [sentence])
    if section:
        start, end = around_in_section(text, sentence, section.start_offset, section.end_offset, section.heading)
    else:
        start, end = around(text, sentence)
    return passages.blocks(text, start, end, [sentence])


def _history_line(event: TaskEvent) -> HistoryLine:
    what = describe(event.kind, event.before, event.after, event.presented_on)
    written = written_in(event.kind, event.before, event.after)
    return HistoryLine(event.at, who_words(event.actor_name, event.sheet), what, told(event, "comment"), written)


def _date_line(version: DeadlineVersion, writers: Mapping[int, str]) -> DateLine:
    return DateLine(
        version.number,
        version.starts_on,
        version.due_on,
        version.moved,
        told(version, "reason"),
        version.set_at,
        writers.get(version.set_by_id or 0),
    )
