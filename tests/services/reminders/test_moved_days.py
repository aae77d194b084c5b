"""Reminders follow the day that counts: when a meeting, a rule, a route or a closing day moves it, what waits falls
away where it would come too early, new steps come, and nothing is lost or told twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import TownHall, morning, states
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import Committee, Meeting, Reminder, Task
from tracker.domain.roles import Role
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import Actor
from tracker.services.committees.meeting_rules import set_cutoff, set_route
from tracker.services.meetings.closing_days import add_closing_day
from tracker.services.tasks.tasks import move_deadline

ADMINISTRATOR = Actor(None, "Ada Friis", Role.ADMINISTRATOR)
MEETING, LATER = date(2019, 6, 11), date(2019, 6, 25)
CUTOFF = date(2019, 5, 27)  # eight working days before the meeting


@pytest.fixture
def hall(database: Database) -> TownHall:
    hall = TownHall(database)
    with database.writing() as session:
        culture = make_committee(session, "Kulturudvalget", meetings=[MEETING])
        make_committee(session, "Byrådet", meetings=[date(2019, 6, 26)])
        make_user(session, "Rita Lund", role=Role.SECRETARY, committees=[culture])
        make_task(session, due=date(2019, 6, 30), kind=TaskKind.DECISION, owners=[culture])
    return hall


def on(hall: TownHall, day: date) -> None:
    hall.clock.instant = morning(day)


def culture(session: Session) -> int:
    return session.scalars(select(Committee.id).where(Committee.name == "Kulturudvalget")).one()


def meet(session: Session, day: date) -> None:
    session.execute(update(Meeting).where(Meeting.committee_id == culture(session)).values(held_on=day))


def ledger(hall: TownHall) -> list[tuple[str, str, str]]:
    return [(row.rule, row.occurrence, row.state.value) for row in hall.ledger() if row.state.value != "superseded"]


def test_a_meeting_that_moves_later_makes_what_waits_too_early_and_new_steps_come(hall: TownHall) -> None:
    on(hall, date(2019, 5, 13))
    assert plan_and_queue(hall.worker()).queued == 1
    assert ledger(hall) == [("before-14", "2019-05-27", "queued")]
    hall.change(lambda session: meet(session, LATER))
    assert deliver(hall.worker()) == {}
    (line,) = [row for row in hall.ledger() if row.rule == "before-14"]
    assert states([line, hall.message()]) == ["void", "void"]
    assert line.reason == "Opgaven skal nu være klar 13. juni 2019, så det var for tidligt at påminde om den."
    assert hall.transport.handed_over == []
    on(hall, date(2019, 5, 31))  # 14 days before the new day is a holiday, so the mail of the Friday is the next one
    assert plan_and_queue(hall.worker()).queued == 1
    assert ledger(hall)[1:] == [("before-14", "2019-06-13", "queued")]
    deliver(hall.worker())
    assert len(hall.transport.handed_over) == 1


def test_a_meeting_that_is_moved_back_again_loses_nothing(hall: TownHall) -> None:
    on(hall, date(2019, 5, 13))
    plan_and_queue(hall.worker())
    hall.change(lambda session: meet(session, LATER))
    deliver(hall.worker())
    hall.change(lambda session: meet(session, MEETING))
    on(hall, date(2019, 5, 14))
    assert plan_and_queue(hall.worker()).queued == 1
    deliver(hall.worker())
    assert ledger(hall) == [("before-14", "2019-05-27", "sent")]
    (line,) = [row for row in hall.ledger() if row.rule == "before-14"]
    assert line.reason is not None
    assert line.reason.endswith(
        "Bortfaldt før: Opgaven skal nu være klar 13. juni 2019, så det var for tidligt at påminde om den."
    )
    on(hall, date(2019, 5, 15))
    assert plan_and_queue(hall.worker()).queued == 0


def test_a_meeting_that_comes_nearer_keeps_what_waits_and_the_mail_says_the_new_day(hall: TownHall) -> None:
    on(hall, date(2019, 5, 13))
    plan_and_queue(hall.worker())
    hall.change(lambda session: meet(session, date(2019, 6, 6)))
    deliver(hall.worker())
    (_address, content) = hall.transport.handed_over[0]
    assert b"23. maj 2019" in content
    assert ledger(hall) == [("before-14", "2019-05-27", "sent")]


def change_rule(session: Session) -> object:
    return set_cutoff(session, culture(session), 2, None, actor=ADMINISTRATION)


def change_route(session: Session) -> object:
    council = session.scalars(select(Committee.id).where(Committee.name == "Byrådet")).one()
    return set_route(session, culture(session), {TaskKind.DECISION}, [council], actor=ADMINISTRATION)


def close_days(session: Session) -> object:
    return add_closing_day(
        session, name="Lukket", first_on=date(2019, 6, 6), last_on=date(2019, 6, 7), actor=ADMINISTRATOR
    )


def move_due(session: Session) -> object:
    task = session.scalars(select(Task.id)).one()
    return move_deadline(
        session, task, date(2019, 6, 12), reason="Ny plan", revision=None, actor=ADMINISTRATION, now=morning(CUTOFF)
    )


def add_meeting(session: Session) -> object:
    session.add(Meeting(committee_id=culture(session), held_on=LATER))
    return session.flush()


@pytest.mark.parametrize(
    ("change", "day"),
    [
        (change_rule, date(2019, 6, 6)),
        (change_route, CUTOFF),  # the council meets after the committee's meeting: nothing moves
        (close_days, date(2019, 5, 23)),
        (add_meeting, date(2019, 6, 13)),
        (move_due, CUTOFF),
    ],
)
def test_whatever_moves_the_day_moves_the_reminders_with_it(
    change: Callable[[Session], object], day: date, hall: TownHall
) -> None:
    on(hall, date(2019, 5, 6))
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    hall.change(lambda session: change(session))
    for at in (date(2019, 5, 7), CUTOFF, day):
        on(hall, at)
        plan_and_queue(hall.worker())
        deliver(hall.worker())
    with hall.database.reading() as session:
        steps = select(Reminder).where(Reminder.occurrence.not_like("event-%"))  # beside the mail at once about a move
        told = session.scalars(steps.order_by(Reminder.due_at.desc())).first()
    assert told is not None
    assert told.occurrence == day.isoformat()
    keys = [(row.task_id, row.deadline_version, row.rule, row.occurrence) for row in hall.ledger()]
    assert len(keys) == len(set(keys))
