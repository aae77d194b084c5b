"""Somebody leaves: everything on the desk goes to another in one step, and everybody is told once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task, make_user
from tests.outboxes import TownHall
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import AbsenceRow, Task, TaskEvent, User
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import COMMAND_LINE
from tracker.services.people import leaving
from tracker.services.people.leaving import Desk
from tracker.services.reminders.reminders import Times
from tracker.services.tasks import tasks

TODAY = date(2019, 5, 15)
TIMES = Times(NOW, NOW + timedelta(days=1))


def give(session: Session, user: User, *titles: str, **facts: Any) -> list[Task]:
    found = [make_task(session, title, **facts) for title in titles]
    for task in found:
        task.responsible = user
    session.flush()
    return found


def hand_over(session: Session, user: User, successor: User | None, **changes: Any) -> Desk:
    asked: dict[str, Any] = {
        "seen": [task.id for task in leaving.desk_of(session, user.id, today=TODAY).tasks],
        "committees_follow": False,
        "leaves": False,
        "actor": COMMAND_LINE,
        **changes,
    }
    return leaving.hand_over(session, user.id, successor.id if successor else None, times=TIMES, today=TODAY, **asked)


def test_every_open_task_moves_with_a_line_in_its_history_and_closed_ones_stay(session: Session) -> None:
    bo, eva = make_user(session, "Bo Lund"), make_user(session, "Eva Bech")
    late, soon = give(session, bo, "Senere", due=date(2020, 1, 1)), give(session, bo, "Først")
    (closed,) = give(session, bo, "Bro åbnes", kind=TaskKind.DELIVERY)
    tasks.set_status(session, closed.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=NOW)
    moved = hand_over(session, bo, eva)
    assert list(moved.tasks) == [*soon, *late]
    assert [task.responsible for task in (*soon, *late, closed)] == [eva, eva, bo]
    for task in (*soon, *late):
        (line,) = session.scalars(
            select(TaskEvent).where(TaskEvent.task_id == task.id, TaskEvent.kind == EventKind.RESPONSIBLE)
        )
        assert (line.before, line.after, line.comment) == ("Bo Lund", "Eva Bech", "Overdraget fra Bo Lund.")
    assert bo.active


def test_tasks_can_be_left_to_nobody(session: Session) -> None:
    bo = make_user(session, "Bo Lund")
    (task,) = give(session, bo, "Plan forelægges")
    hand_over(session, bo, None)
    assert task.responsible is None


def test_who_leaves_is_made_inactive_in_the_same_step(session: Session) -> None:
    bo, eva = make_user(session, "Bo Lund"), make_user(session, "Eva Bech")
    hand_over(session, bo, eva, leaves=True)
    assert not bo.active


def test_the_last_administrator_hands_over_nothing_by_leaving(session: Session) -> None:
    ada, eva = make_user(session, "Ada Friis", role=Role.ADMINISTRATOR), make_user(session, "Eva Bech")
    give(session, ada, "Plan forelægges")
    with pytest.raises(InputError, match="den eneste administrator"):
        hand_over(session, ada, eva, leaves=True)


def test_committees_go_to_a_secretary_alone(session: Session) -> None:
    school, culture = make_committee(session, "Skoleudvalget"), make_committee(session, "Kulturudvalget")
    rita = make_user(session, "Rita Lund", role=Role.SECRETARY, committees=[school, culture])
    heir = make_user(session, "Søren Sø", role=Role.SECRETARY, committees=[culture])
    with pytest.raises(InputError, match="Kun en udvalgssekretær kan overtage"):
        hand_over(session, rita, make_user(session, "Eva Bech"), committees_follow=True)
    hand_over(session, rita, heir)
    assert (set(rita.committees), heir.committees) == ({school, culture}, [culture])
    hand_over(session, rita, heir, committees_follow=True)
    assert (rita.committees, set(heir.committees)) == ([], {school, culture})


def absence(session: Session, user: User, substitute: User, first: date = TODAY) -> AbsenceRow:
    found = AbsenceRow(
        user=user, starts_on=first, ends_on=first + timedelta(days=7), substitute=substitute, set_at=NOW, set_by="x"
    )
    session.add(found)
    session.flush()
    return found


def test_the_successor_stands_in_for_those_who_are_away(session: Session) -> None:
    bo, eva, ida = (make_user(session, name) for name in ("Bo Lund", "Eva Bech", "Ida Riis"))
    coming, own = absence(session, ida, bo), absence(session, eva, bo)
    over = absence(session, ida, bo, TODAY - timedelta(days=30))
    assert list(leaving.desk_of(session, bo.id, today=TODAY).stands_in) == [coming, own]
    hand_over(session, bo, eva)
    session.expire_all()
    assert (coming.substitute, over.substitute) == (eva, bo)
    assert session.scalars(select(AbsenceRow).where(AbsenceRow.user_id == eva.id)).all() == []


def test_tasks_that_came_since_the_look_stop_it_and_tasks_that_went_do_not(session: Session) -> None:
    bo, eva = make_user(session, "Bo Lund"), make_user(session, "Eva Bech")
    first, second = give(session, bo, "Første", "Anden")
    with pytest.raises(ConflictError, match="ansvarlig for 1 opgave mere"):
        hand_over(session, bo, eva, seen=[first.id])
    assert (first.responsible, second.responsible) == (bo, bo)
    hand_over(session, bo, eva, seen=[first.id, second.id, 9999])
    assert (first.responsible, second.responsible) == (eva, eva)


def test_what_cannot_be_is_refused(session: Session) -> None:
    bo, gone = make_user(session, "Bo Lund"), make_user(session, "Borte", active=False)
    with pytest.raises(InputError, match="Vælg en anden end"):
        hand_over(session, bo, bo)
    with pytest.raises(InputError, match="ikke længere aktiv"):
        hand_over(session, bo, gone)
    with pytest.raises(ForbiddenError):
        hand_over(session, bo, None, actor=ADMINISTRATION)


def test_the_successor_is_told_of_all_tasks_in_one_mail_and_the_other_of_none(database: Database) -> None:
    hall = TownHall(database)

    def begin(session: Session) -> None:
        bo, eva = make_user(session, "Bo Lund"), make_user(session, "Eva Bech")
        bo.email, eva.email = "bo@example.dk", "eva@example.dk"
        give(session, bo, *(f"Opgave {number}" for number in range(5)), due=date(2020, 1, 1))
        hand_over(session, bo, eva, leaves=True)

    hall.change(begin)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    assert hall.transport.addresses == ["eva@example.dk"]
    assert len(hall.message().reminders) == 5
