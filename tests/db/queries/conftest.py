"""A town hall with two committees, their meetings, and tasks in every state a list can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, import_agreement, make_committee, make_task, make_user
from tests.fillings import Filling
from tests.readings import CULTURE, SCHOOLS
from tracker.agreement.values import Basis, TaskKind
from tracker.db.engine import Database
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.tasks import tasks

TODAY = date(2019, 5, 15)
SPRING = datetime(2019, 4, 20, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class TownHall:
    """Ids of what the town hall holds."""

    agreement: int
    culture: int
    schools: int
    person: int


def _filled(database: Database) -> TownHall:
    with database.writing() as session:
        return fill(session)


FILLING = Filling(_filled)


@pytest.fixture
def town_hall(database: Database) -> TownHall:
    """The town hall in the database of the test."""
    return FILLING.into(database)


def fill(session: Session) -> TownHall:
    culture = make_committee(
        session, CULTURE, meetings=[date(2019, 4, 9), date(2019, 5, 14), date(2019, 6, 11), date(2019, 9, 10)]
    )
    schools = make_committee(session, SCHOOLS)
    person = make_user(session, "Bo Berg")
    make_user(session, "Søren Sø", role=Role.SECRETARY, committees=[culture])
    agreement = import_agreement(session)
    overdue = make_task(session, "Ældre sag", due=date(2019, 4, 30), owners=[schools])
    tasks.comment(session, overdue.id, "Vi venter på ministeriet.", actor=ADMINISTRATION, now=SPRING)
    moved = make_task(
        session, "Åben skole", due=date(2019, 3, 1), owners=[schools], kind=TaskKind.DELIVERY, basis=Basis.PERIOD
    )
    tasks.move_deadline(
        session, moved.id, date(2019, 5, 1), reason="Udbud.", revision=None, actor=ADMINISTRATION, now=SPRING
    )
    tasks.set_responsible(session, moved.id, person.id, revision=None, actor=ADMINISTRATION, now=SPRING)
    done = make_task(session, "Zonekort", due=date(2019, 4, 1), owners=[culture], kind=TaskKind.DELIVERY)
    tasks.set_status(session, done.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=SPRING)
    coming = make_task(session, "Økonomien i biblioteket", due=date(2019, 6, 30), owners=[culture, schools])
    tasks.set_status(session, coming.id, Status.IN_PROGRESS, revision=None, actor=ADMINISTRATION, now=SPRING)
    make_task(session, "Sommerens møde", start=date(2019, 7, 1), due=date(2019, 8, 1), owners=[culture])
    make_task(session, "Uden udvalg", due=None)
    make_task(session, "Uden frist", due=None, owners=[culture])
    return TownHall(agreement, culture.id, schools.id, person.id)


@pytest.fixture
def reading(database: Database, town_hall: TownHall) -> Iterator[Session]:
    with database.reading() as session:
        yield session


@pytest.fixture
def count_statements(database: Database) -> Callable[[Callable[[Session], object]], int]:
    """Counts the statements that a query sends to the database."""

    @contextmanager
    def counted() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(database.engine, "before_cursor_execute", note)

    def count(query: Callable[[Session], object]) -> int:
        with database.reading() as session, counted() as sent:
            query(session)
        return len([statement for statement in sent if not statement.startswith("BEGIN")])

    return count
