"""The demonstration's town hall: real history until the day that is shown, the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.town_hall import TODAY
from tracker.agreement.values import Head
from tracker.clock import COPENHAGEN, local_date
from tracker.db.engine import Database
from tracker.db.models import Meeting, Occurrence, Proposal, ProposalState, Task, TaskEvent, User
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.overdue import list_overdue
from tracker.db.queries.tasks.overview import overview
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.roles import Role
from tracker.domain.status import Light, Status
from tracker.errors import InputError
from tracker.services.demonstration import demonstration

sample = cache(demonstration.load_sample)


@pytest.fixture(scope="module")
def filled(town_hall: Path) -> Iterator[Database]:
    """The town hall on the day shown; the tests only look at it."""
    database = Database(f"sqlite:///{town_hall}")
    yield database
    database.dispose()


@pytest.fixture
def shown(filled: Database) -> Iterator[Session]:
    with filled.reading() as session:
        yield session


def test_on_the_day_shown_some_tasks_are_overdue_some_due_soon_and_some_done(shown: Session) -> None:
    figures = overview(shown, today=TODAY).figures
    assert figures.overdue.number >= 3
    assert figures.due_in_30_days.number >= 3
    assert figures.closed.number >= 2
    assert figures.without_date.number >= 1
    assert all(figures.statuses[status].number for status in Status if status is not Status.DROPPED)
    assert all(list_tasks(shown, TaskFilter(lights=frozenset({light})), today=TODAY) for light in Light)


def test_what_is_overdue_has_a_last_word_and_one_task_was_moved(shown: Session) -> None:
    rows = list_overdue(shown, today=TODAY)
    assert all(row.last_word and row.last_word.text for row in rows)
    assert [row.task.moves for row in rows].count(1) == 1
    assert all(row.task.responsible for row in rows)


def test_one_task_is_reported_on_every_quarter_and_was_for_the_first(shown: Session) -> None:
    [row] = [each for each in list_tasks(shown, today=TODAY) if each.rule]
    assert (row.due_on, row.first_due_on, row.occurrence) == (date(2019, 6, 30), date(2019, 6, 30), 2)
    times = shown.scalars(select(Occurrence).where(Occurrence.task_id == row.id).order_by(Occurrence.due_on)).all()
    assert [each.status for each in times[:3]] == [Status.DONE, Status.NOT_STARTED, Status.NOT_STARTED]


def test_the_people_the_meetings_and_the_committees_are_all_there(shown: Session) -> None:
    assert set(shown.scalars(select(User.role))) == set(Role)
    assert shown.scalar(select(func.count()).select_from(Meeting)) == 440
    secretaries = shown.scalars(select(User).where(User.role == Role.SECRETARY)).all()
    assert all(user.committees for user in secretaries)


def test_history_begins_when_the_agreement_came_in_and_ends_before_the_day_shown(shown: Session) -> None:
    days = [local_date(at) for at in shown.scalars(select(TaskEvent.at).order_by(TaskEvent.id))]
    assert (days[0], max(days) < TODAY) == (date(2018, 10, 9), True)
    assert len(set(days)) > 20


def test_nobody_acts_at_night_or_on_a_day_off(shown: Session) -> None:
    for at in shown.scalars(select(TaskEvent.at)):
        local: datetime = at.astimezone(COPENHAGEN)
        assert 9 <= local.hour < 17
        assert local.weekday() < 5


def test_whatever_was_presented_was_presented_at_a_meeting_of_its_committee(shown: Session) -> None:
    presented = list_tasks(shown, TaskFilter(statuses=frozenset({Status.PRESENTED})), today=TODAY)
    assert presented
    for row in presented:
        assert row.lead is not None
        held = set(shown.scalars(select(Meeting.held_on).where(Meeting.committee_id == row.lead.id)))
        assert row.presented_on in held


def test_the_agreement_was_taken_in_by_the_code_that_takes_in_any(shown: Session) -> None:
    waiting = shown.scalars(select(Proposal).where(Proposal.state == ProposalState.WAITING)).all()
    assert waiting
    assert all(proposal.due_on is None for proposal in waiting)
    assert shown.scalar(select(func.count()).select_from(Task).where(Task.proposal_id.is_(None))) == 0


def fill(database: Database, today: date) -> None:
    with database.writing() as session:
        demonstration.fill(session, sample(), today=today)


def story(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        found = session.execute(
            select(TaskEvent.at, Task.title, TaskEvent.kind, TaskEvent.before, TaskEvent.after, TaskEvent.comment)
            .join(Task, TaskEvent.task_id == Task.id)
            .order_by(TaskEvent.at, Task.title, TaskEvent.id)
        )
        return [tuple(row) for row in found]


def assert_shown(database: Database, today: date) -> None:
    with database.reading() as session:
        figures = overview(session, today=today).figures
    assert figures.all.number > 100
    assert (figures.closed.number == 0) == (today < date(2019, 1, 1))


def test_a_later_day_shows_more_of_the_same_story(filled: Database, postgres_database: Database) -> None:
    day = date(2020, 3, 2)
    fill(postgres_database, day)
    early, late = story(filled), story(postgres_database)
    assert late[: len(early)] == early
    assert len(late) > len(early)
    assert stood_yesterday(postgres_database) == stood_yesterday(filled)
    assert_shown(postgres_database, day)


def stood_yesterday(database: Database) -> list[TaskRow]:
    """Every task as it stood on the evening before the day shown; the revision counts on, and is left out."""
    with database.reading() as session:
        return [replace(row, revision=0) for row in list_tasks_as_of(session, TODAY - timedelta(days=1))]


@pytest.mark.parametrize("today", [date(2018, 10, 9), date(2026, 1, 1)])
def test_any_day_after_the_signing_can_be_shown(sqlite_database: Database, today: date) -> None:
    fill(sqlite_database, today)
    assert_shown(sqlite_database, today)


@pytest.mark.parametrize("signed_on", [None, TODAY])
def test_a_day_before_the_signing_cannot_be_shown(session: Session, signed_on: date | None) -> None:
    unsigned = replace(sample(), reading=replace(sample().reading, agreement=Head("Aftale", signed_on, None)))
    with pytest.raises(InputError, match="efter den dag, aftalen er underskrevet"):
        demonstration.fill(session, unsigned, today=TODAY)


def test_the_same_words_are_not_said_about_everything(shown: Session) -> None:
    said = Counter(shown.scalars(select(TaskEvent.comment).where(TaskEvent.comment.is_not(None))))
    assert len(said) >= 15
