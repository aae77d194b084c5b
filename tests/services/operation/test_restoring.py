"""A database that was put back from a copy: nothing goes until somebody has said what was sent since."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION
from tests.outboxes import TownHall, morning, states
from tracker.clock import COPENHAGEN
from tracker.db.engine import Database
from tracker.db.models import Task
from tracker.db.queries.operation.holds import hold_of
from tracker.domain.delivery import GIVEN
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.jobs import deliver, plan_and_queue, plan_tick
from tracker.jobs.planning import is_held
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.operation import restoring
from tracker.services.operation.watching import find_troubles
from tracker.services.reminders.reminders import Times
from tracker.services.tasks import tasks

DAY = date(2019, 6, 28)  # a Friday, and the week before it has no holiday
COPIED_ON, EVE = DAY - timedelta(days=7), DAY - timedelta(days=1)
ASTRID = Actor(None, "Astrid", Role.SECRETARY)


@pytest.fixture
def hall(database: Database) -> TownHall:
    """A town hall a week before its tasks fall due, with the mails of that day sent."""
    hall = TownHall(database)
    hall.secretaries(2, due=DAY)
    at(hall, COPIED_ON)
    go(hall)
    assert len(hall.transport.handed_over) == 2
    return hall


def at(hall: TownHall, day: date, hour: int = 9) -> None:
    hall.clock.instant = hall.machine.instant = morning(day, hour)


def go(hall: TownHall) -> None:
    plan_and_queue(hall.worker())
    deliver(hall.worker())


def put_back(hall: TownHall) -> None:
    """The database is taken for a copy as it stands."""
    hall.change(lambda session: restoring.hold(session, since=hall.machine.now()))


def release(hall: TownHall, sent_until: date | None, actor: Actor = COMMAND_LINE) -> int:
    times = Times(hall.clock.now(), hall.machine.now())
    with hall.database.writing() as session:
        return restoring.release(session, Policy(), sent_until, actor=actor, times=times, zone=COPENHAGEN)


def test_nothing_is_planned_while_nobody_has_answered_and_somebody_is_told(hall: TownHall) -> None:
    put_back(hall)
    at(hall, EVE)
    assert is_held(hall.worker())
    assert plan_tick(hall.worker())
    assert len(hall.messages()) == 2
    with hall.database.reading() as session:
        found = find_troubles(session, Times(hall.clock.now(), hall.machine.now()), reads_returns=False)
    assert [(each.code, each.words) for each in found] == [
        (
            "restored",
            "Databasen er en kopi fra 21. juni 2019. Der sendes ingen mails, før en administrator på Drift har sagt, "
            "hvad der er sendt siden.",
        )
    ]


def test_what_was_sent_after_the_copy_is_not_sent_again_and_what_comes_after_it_is(hall: TownHall) -> None:
    put_back(hall)
    at(hall, EVE, 15)
    assert release(hall, EVE) == 2  # the step of one day before, to each of the two
    assert not is_held(hall.worker())
    go(hall)
    assert len(hall.transport.handed_over) == 2
    at(hall, DAY)
    go(hall)
    assert len(hall.transport.handed_over) == 4
    given = [line for line in hall.ledger() if line.reason == GIVEN]
    assert {(line.rule, line.state.value, line.message_id) for line in given} == {("before-1", "superseded", None)}


def test_what_fell_due_after_the_last_day_of_the_old_one_is_sent(hall: TownHall) -> None:
    put_back(hall)
    at(hall, EVE, 15)
    assert release(hall, EVE - timedelta(days=1)) == 0
    go(hall)
    assert len(hall.transport.handed_over) == 4


def test_where_nothing_was_sent_all_of_it_goes(hall: TownHall) -> None:
    put_back(hall)
    at(hall, EVE)
    assert release(hall, None) == 0
    go(hall)
    assert len(hall.transport.handed_over) == 4


def test_what_waited_in_the_copy_has_left_since(hall: TownHall) -> None:
    at(hall, EVE, 10)
    plan_and_queue(hall.worker())

    def nudge(session: Session) -> None:
        task = session.query(Task).first()
        assert task is not None
        how = {"revision": None, "actor": ADMINISTRATION, "now": hall.clock.now()}
        tasks.move_deadline(session, task.id, DAY + timedelta(days=30), reason="Ferie", **how)

    hall.change(nudge)
    put_back(hall)
    hall.machine.move(hours=1)
    assert release(hall, EVE) == 4  # two mails with a line each, the notice, and what the new date asks for
    go(hall)
    assert len(hall.transport.handed_over) == 2
    assert states(hall.messages())[2:] == ["void", "void"]


def test_on_a_weekend_what_was_sent_by_friday_counts(hall: TownHall) -> None:
    put_back(hall)
    at(hall, DAY + timedelta(days=1))
    assert release(hall, DAY + timedelta(days=1)) == 4  # one day before, and on the day
    at(hall, DAY + timedelta(days=3))
    go(hall)
    assert len(hall.transport.handed_over) == 2


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DAY, "Dagen er ikke kommet endnu."),
        (
            COPIED_ON - timedelta(days=1),
            "Kopien er fra 21. juni 2019. Vælg den dag eller en senere, eller send det hele.",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_mails_go_on_waiting(hall: TownHall, day: date, words: str) -> None:
    put_back(hall)
    at(hall, EVE)
    with pytest.raises(InputError, match=words):
        release(hall, day)
    assert is_held(hall.worker())


def test_only_an_administrator_answers_and_only_once(hall: TownHall) -> None:
    put_back(hall)
    with pytest.raises(ForbiddenError):
        release(hall, None, ASTRID)
    release(hall, None)
    with pytest.raises(ConflictError, match="sendes allerede igen"):
        release(hall, None)
    with hall.database.reading() as session:
        assert hold_of(session) is None
