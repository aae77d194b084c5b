"""Whatever people do to a task, and in whatever order: the first date stays, and history grows by one line a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import Occurrence, Task
from tracker.domain.status import Status
from tracker.errors import ConflictError, InputError
from tracker.services.tasks import tasks

START = datetime(2018, 10, 9, 8, 0, tzinfo=UTC)
FIRST_DATE = date(2019, 12, 31)
DATES = st.dates(date(2018, 1, 1), date(2022, 12, 31))
REASONS = st.sampled_from(["", "Høringen trak ud."])
STALE = st.booleans()
"""Whether somebody else changed the task after the person opened it."""

Facts = tuple[tuple[object, ...], ...]


class Work(RuleBasedStateMachine):
    """One task, and people who change it, each starting from what they saw."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        with self.database.writing() as session:
            self.committees = [make_committee(session).id for _ in range(2)]
            self.user = make_user(session).id
            task = make_task(session, kind=TaskKind.IMPLEMENTATION, due=FIRST_DATE)
            task.occurrences = [Occurrence(due_on=date(year, 12, 31)) for year in (2019, 2020)]
            session.flush()
            self.task_id = task.id
        self.history, self.dates, self.revision = self._stored()

    def _stored(self) -> tuple[Facts, Facts, int]:
        with self.database.reading() as session:
            task = session.get_one(Task, self.task_id)
            events = tuple((each.id, each.at, each.kind, each.before, each.after, each.comment) for each in task.events)
            dates = tuple((each.number, each.starts_on, each.due_on, each.moved) for each in task.deadlines)
            return events, dates, task.revision

    def _try(self, change: Callable[[Session, int], object], *, stale: bool = False, revised: bool = True) -> None:
        """Makes a change, and checks that it was written whole, with one line of history, or not at all."""
        self.now += timedelta(hours=1)
        written = told = False
        try:
            with self.database.writing() as session:
                change(session, self.revision - stale)
            written = True
        except ConflictError:
            told = True
        except InputError:
            pass
        assert not (stale and written)
        assert not (told and not stale)
        history, dates, revision = self._stored()
        assert history[: len(self.history)] == self.history
        assert dates[: len(self.dates)] == self.dates
        assert len(history) - len(self.history) == written
        assert revision - self.revision == (written and revised)
        self.history, self.dates, self.revision = history, dates, revision

    @rule(stale=STALE, status=st.sampled_from(Status))
    def set_status(self, stale: bool, status: Status) -> None:
        def change(session: Session, seen: int) -> object:
            return tasks.set_status(
                session,
                self.task_id,
                status,
                presented_on=START.date(),
                revision=seen,
                actor=ADMINISTRATION,
                now=self.now,
            )

        self._try(change, stale=stale)

    @rule(stale=STALE, due=DATES, reason=REASONS)
    def move_deadline(self, stale: bool, due: date, reason: str) -> None:
        def change(session: Session, seen: int) -> object:
            return tasks.move_deadline(
                session, self.task_id, due, reason=reason, revision=seen, actor=ADMINISTRATION, now=self.now
            )

        self._try(change, stale=stale)

    @rule(stale=STALE, reason=REASONS)
    def drop(self, stale: bool, reason: str) -> None:
        def change(session: Session, seen: int) -> object:
            return tasks.drop(session, self.task_id, reason=reason, revision=seen, actor=ADMINISTRATION, now=self.now)

        self._try(change, stale=stale)

    @rule(stale=STALE)
    def reopen(self, stale: bool) -> None:
        def change(session: Session, seen: int) -> object:
            return tasks.reopen(session, self.task_id, revision=seen, actor=ADMINISTRATION, now=self.now)

        self._try(change, stale=stale)

    @rule(stale=STALE, places=st.lists(st.integers(0, 1), max_size=3))
    def change_owners(self, stale: bool, places: list[int]) -> None:
        wanted = [self.committees[place] for place in places]

        def change(session: Session, seen: int) -> object:
            return tasks.change_owners(
                session,
                self.task_id,
                wanted,
                reason="Ny arbejdsdeling.",
                revision=seen,
                actor=ADMINISTRATION,
                now=self.now,
            )

        self._try(change, stale=stale)

    @rule(stale=STALE, somebody=st.booleans())
    def set_responsible(self, stale: bool, somebody: bool) -> None:
        def change(session: Session, seen: int) -> object:
            user_id = self.user if somebody else None
            return tasks.set_responsible(
                session, self.task_id, user_id, revision=seen, actor=ADMINISTRATION, now=self.now
            )

        self._try(change, stale=stale)

    @rule(text=st.sampled_from(["", "  ", "Vi venter på svar.", "Æblegrød 🍎"]))
    def comment(self, text: str) -> None:
        def change(session: Session, _seen: int) -> object:
            return tasks.comment(session, self.task_id, text, actor=ADMINISTRATION, now=self.now)

        self._try(change, revised=False)

    @invariant()
    def the_first_date_stands_and_the_newest_is_the_tasks(self) -> None:
        with self.database.reading() as session:
            task = session.get_one(Task, self.task_id)
            assert task.deadlines[0].due_on == FIRST_DATE
            assert [each.number for each in task.deadlines] == list(range(1, task.deadline_version + 1))
            assert task.deadlines[-1].due_on == task.due_on


def test_no_order_of_changes_loses_a_date_or_a_line_of_history(database: Database) -> None:
    class OnThisDatabase(Work):
        pass

    OnThisDatabase.database = database
    run_state_machine_as_test(
        OnThisDatabase,
        settings=settings(
            max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
