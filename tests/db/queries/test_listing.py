"""What the database says of tasks is what the rules say, and no change escapes the lists."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.db.queries.random_town import FIRST, draw_tasks
from tests.factories import make_committee, make_task
from tracker.agreement.values import Basis, TaskKind
from tracker.db import listing
from tracker.db.engine import Database
from tracker.db.inserting import table_of
from tracker.db.models import (
    Agreement,
    ClosingDay,
    Committee,
    DeadlineVersion,
    ListedTask,
    Meeting,
    MeetingOutcome,
    Proposal,
    RouteStep,
    SavingRow,
    Task,
    TaskOwner,
    UnlistedTask,
    User,
)
from tracker.db.queries.tasks.filters import TaskFilter, matches
from tracker.db.queries.tasks.orders import TaskOrder, sort_rows
from tracker.db.queries.tasks.rows import load_rows
from tracker.db.queries.tasks.tasks import count_tasks, list_tasks
from tracker.domain.outcomes import Outcome
from tracker.domain.status import Light, Status

days = st.integers(0, 600).map(lambda days: FIRST + timedelta(days=days))
filters = st.builds(
    TaskFilter,
    committees=st.frozensets(st.integers(1, 5), max_size=2),
    without_committee=st.booleans(),
    statuses=st.frozensets(st.sampled_from(Status), max_size=3),
    open=st.sampled_from([True, False, None]),
    lights=st.frozensets(st.sampled_from(Light), max_size=2),
    kinds=st.frozensets(st.sampled_from(TaskKind), max_size=3),
    bases=st.frozensets(st.sampled_from(Basis), max_size=3),
    due_from=st.none() | days,
    due_to=st.none() | days,
    responsible_id=st.none() | st.integers(1, 3),
    overdue=st.booleans(),
    late_for_agenda=st.booleans(),
    without_date=st.booleans(),
    waiting=st.booleans(),
    blocking=st.booleans(),
)
ONE_AT_A_TIME = [
    TaskFilter(),
    TaskFilter(open=True),
    TaskFilter(open=False),
    TaskFilter(overdue=True),
    TaskFilter(late_for_agenda=True),
    TaskFilter(without_committee=True),
    TaskFilter(waiting=True),
    TaskFilter(blocking=True),
    *(TaskFilter(lights=frozenset({light})) for light in Light),
]


@pytest.fixture
def town(database: Database) -> Database:
    with database.writing() as session:
        draw_tasks(session, 120)
    return database


def test_the_database_filters_and_sorts_as_the_rules_do(town: Database) -> None:
    with town.reading() as reading:
        seen = set[Light]()
        late = overruled = 0

        @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(ONE_AT_A_TIME) | filters, days, st.sampled_from(TaskOrder), st.booleans())
        def holds(wanted: TaskFilter, today: date, order: TaskOrder, descending: bool) -> None:
            nonlocal late, overruled
            rows = load_rows(reading, today=today)
            seen.update(row.light for row in rows)
            late += sum(row.is_late_for_agenda for row in rows)
            overruled += sum(row.is_overruled for row in rows)
            expected = sort_rows((row for row in rows if matches(row, wanted)), order, descending=descending)
            found = list_tasks(reading, wanted, today=today, order=order, descending=descending)
            assert [row.id for row in found] == [row.id for row in expected]
            assert count_tasks(reading, wanted, today=today) == len(expected)

        holds()
        assert seen == set(Light)
        assert late > 0
        assert overruled > 0


def test_each_rule_holds_on_days_around_the_cut_offs(town: Database) -> None:
    with town.reading() as reading:
        for number in range(0, 420, 42):
            today = FIRST + timedelta(days=number)
            rows = load_rows(reading, today=today)
            for wanted in ONE_AT_A_TIME:
                expected = sum(matches(row, wanted) for row in rows)
                assert count_tasks(reading, wanted, today=today) == expected, (today, wanted)


def kept(session: Session) -> dict[int, tuple[object, ...]]:
    return {row.task_id: tuple(row) for row in session.execute(select(*table_of(ListedTask).columns))}


def test_nothing_is_noted_once_a_change_is_saved(database: Database, town_hall: TownHall) -> None:
    with database.reading() as session:
        assert session.scalar(select(UnlistedTask.id)) is None
        assert set(kept(session)) == set(session.scalars(select(Task.id)))


CHANGES: dict[str, Callable[[Session, TownHall], object]] = {
    "a task's title": lambda session, _: session.execute(update(Task).values(title="Andet navn")),
    "its date": lambda session, _: session.execute(update(Task).values(due_on=date(2019, 7, 3))),
    "its section": lambda session, _: session.execute(update(Task).values(section="9.9")),
    "its kind": lambda session, _: session.execute(update(Task).values(kind=TaskKind.DELIVERY)),
    "its person": lambda session, hall: session.execute(update(Task).values(responsible_id=hall.person)),
    "its owners": lambda session, _: session.execute(delete(TaskOwner)),
    "the lead": lambda session, _: session.execute(update(TaskOwner).values(position=1 - TaskOwner.position)),
    "a version of its date": lambda session, _: session.execute(
        insert(DeadlineVersion).from_select(
            ["task_id", "number", "moved", "reason", "set_at"],
            select(Task.id, Task.deadline_version + 7, True, Task.title, Task.created_at),
        )
    ),
    "a meeting's day": lambda session, _: session.execute(
        update(Meeting).where(Meeting.held_on == date(2019, 6, 11)).values(held_on=date(2019, 6, 4))
    ),
    "a cancelled meeting": lambda session, _: session.execute(update(Meeting).values(cancelled=True)),
    "no meetings": lambda session, _: session.execute(delete(Meeting)),
    "a new meeting": lambda session, hall: session.execute(
        insert(Meeting).values(committee_id=hall.schools, held_on=date(2019, 4, 29))
    ),
    "a cut-off": lambda session, _: session.execute(update(Committee).values(cutoff_days=2)),
    "a committee's name": lambda session, hall: session.execute(
        update(Committee).where(Committee.id == hall.culture).values(name="Aftenudvalget")
    ),
    "a route": lambda session, hall: session.execute(
        insert(RouteStep).values(
            committee_id=hall.schools, kind=TaskKind.PRESENTATION, position=0, body_id=hall.culture
        )
    ),
    "a closing day": lambda session, _: session.execute(
        insert(ClosingDay).values(
            name="Lukket", first_on=date(2019, 5, 27), last_on=date(2019, 5, 31), every_year=False
        )
    ),
    "an outcome": lambda session, _: session.execute(
        insert(MeetingOutcome).from_select(
            ["task_id", "meeting_id", "deadline_version", "outcome", "at"],
            select(
                Task.id,
                select(Meeting.id).limit(1).scalar_subquery(),
                Task.deadline_version,
                literal(Outcome.POSTPONED.value),
                Task.created_at,
            ),
        )
    ),
    "the day of signing": lambda session, _: session.execute(update(Agreement).values(signed_on=date(2019, 5, 20))),
    "a saving's code": lambda session, _: session.execute(update(SavingRow).values(code="XX-99")),
    "where a saving stands": lambda session, _: session.execute(update(Proposal).values(saving_id=None)),
    "a person's name": lambda session, _: session.execute(update(User).values(name="Åge Å")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_change_escapes_the_lists(database: Database, town_hall: TownHall, name: str) -> None:
    with database.reading() as session:
        before = kept(session)
    with database.writing() as session:
        CHANGES[name](session, town_hall)
    with database.writing() as session:
        after = kept(session)
        listing.settle_everything(session)
        assert after == kept(session)
    assert after != before


def test_what_was_split_off_follows_the_words_of_the_whole(database: Database, town_hall: TownHall) -> None:
    with database.writing() as session:
        whole = session.scalars(select(Task).where(Task.title == "Færre annoncer")).one()
        part = make_task(session, "Færre plakater").id
        session.execute(update(Task).where(Task.id == part).values(split_from_id=whole.id))
    with database.writing() as session:
        session.execute(update(SavingRow).values(code="XX-99"))
    with database.reading() as session:
        found = list_tasks(session, TaskFilter(text="xx-99"), today=TODAY)
    assert {row.title for row in found} == {"Færre annoncer", "Færre plakater"}


def test_a_change_that_is_taken_back_leaves_no_trace(database: Database, town_hall: TownHall) -> None:
    with database.reading() as session:
        before = kept(session)
    with pytest.raises(RuntimeError):
        _rename_and_fail(database)
    with database.reading() as session:
        assert kept(session) == before
        assert session.scalar(select(UnlistedTask.id)) is None


def _rename_and_fail(database: Database) -> None:
    with database.writing() as session:
        session.execute(update(Task).values(title="Andet navn"))
        assert list_tasks(session, today=TODAY)[0].title == "Andet navn"  # it sees its own change
        raise RuntimeError


@pytest.mark.parametrize("meeting_first", [True, False])
def test_of_two_changes_at_once_the_second_to_be_saved_knows_both(
    postgres_database: Database, meeting_first: bool
) -> None:
    """On SQLite the second would wait; PostgreSQL lets both go on until they are saved."""
    with postgres_database.writing() as session:
        committee = make_committee(session, meetings=[date(2019, 5, 14), date(2019, 6, 11)])
        make_task(session, due=date(2019, 5, 31), owners=[committee])
    with ExitStack() as stack:
        stack.enter_context(other := ExitStack())
        late, early = stack.enter_context(postgres_database.writing()), other.enter_context(postgres_database.writing())
        meeting, task = (early, late) if meeting_first else (late, early)
        meeting.execute(update(Meeting).where(Meeting.held_on == date(2019, 6, 11)).values(held_on=date(2019, 6, 4)))
        task.execute(update(Task).values(due_on=date(2019, 6, 30)))
        other.close()
    with postgres_database.writing() as session:
        found = kept(session)
        assert [row.meets_on for row in session.scalars(select(ListedTask))] == [date(2019, 6, 4)]
        listing.settle_everything(session)
        assert kept(session) == found
