"""A committee is replaced: its open tasks move in one step, each with a line in its history."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task, make_user
from tests.outboxes import TownHall, states
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import Committee, RouteStep, Task
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import COMMAND_LINE
from tracker.services.committees import handover
from tracker.services.committees.meeting_rules import set_route
from tracker.services.committees.register import load_committee
from tracker.services.tasks import tasks

LAST_DAY = date(2021, 12, 31)


def hand_over(session: Session, old: Committee, new: Committee, *, follow: bool = True, seen: int | None = None) -> int:
    plan = handover.hand_over(
        session,
        old.id,
        new.id,
        last_day=LAST_DAY,
        secretaries_follow=follow,
        seen=seen,
        actor=COMMAND_LINE,
        now=NOW,
    )
    session.expire_all()
    return len(plan.tasks)


def owners(session: Session, task: Task) -> list[str]:
    return [owner.committee.name for owner in session.get_one(Task, task.id).owners]


def test_open_tasks_move_and_keep_their_place_among_the_owners(session: Session) -> None:
    old, new, third = (make_committee(session, name) for name in ("Skoleudvalget", "Børneudvalget", "Økonomiudvalget"))
    led = make_task(session, owners=[old])
    shared = make_task(session, owners=[third, old])
    both = make_task(session, owners=[old, third, new])
    foreign = make_task(session, owners=[third])
    closed = make_task(session, kind=TaskKind.DELIVERY, owners=[old])
    tasks.set_status(session, closed.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=NOW)
    assert hand_over(session, old, new, seen=3) == 3
    assert owners(session, led) == ["Børneudvalget"]
    assert owners(session, shared) == ["Økonomiudvalget", "Børneudvalget"]
    assert owners(session, both) == ["Børneudvalget", "Økonomiudvalget"]
    assert (owners(session, foreign), owners(session, closed)) == (["Økonomiudvalget"], ["Skoleudvalget"])


def test_the_history_of_each_task_says_who_took_over_and_why(session: Session) -> None:
    old, new = make_committee(session, "Skoleudvalget"), make_committee(session, "Børneudvalget")
    task = make_task(session, owners=[old])
    hand_over(session, old, new)
    event = session.get_one(Task, task.id).events[-1]
    assert (event.before, event.after, event.actor_name) == ("Skoleudvalget", "Børneudvalget", "Kommandolinjen")
    assert event.comment == "Skoleudvalget findes til 31. december 2021; Børneudvalget tager over."


def test_the_register_knows_the_end_and_the_successor(session: Session) -> None:
    old, new = make_committee(session, "Skoleudvalget"), make_committee(session, "Børneudvalget")
    hand_over(session, old, new)
    committee = load_committee(session, old.id)
    assert (committee.valid_until, committee.successor, committee.registered) == (LAST_DAY, new, True)
    assert committee.has_ended(date(2022, 1, 1))
    assert not committee.has_ended(LAST_DAY)


@pytest.mark.parametrize("follow", [True, False])
def test_secretaries_follow_when_asked(session: Session, *, follow: bool) -> None:
    old, new = make_committee(session, "Skoleudvalget"), make_committee(session, "Børneudvalget")
    both = make_user(session, "Rita Lund", role=Role.SECRETARY, committees=[old, new])
    one = make_user(session, "Søren Sø", role=Role.SECRETARY, committees=[old])
    hand_over(session, old, new, follow=follow)
    assert set(load_committee(session, new.id).secretaries) == ({both, one} if follow else {both})


def test_cases_that_went_through_the_old_committee_go_through_the_new_one(session: Session) -> None:
    old, new, own = (make_committee(session, name) for name in ("Økonomiudvalget", "Finansudvalget", "Skoleudvalget"))
    set_route(session, own.id, [TaskKind.DECISION], [old.id], actor=COMMAND_LINE)
    set_route(session, own.id, [TaskKind.REPORT], [old.id, new.id], actor=COMMAND_LINE)
    hand_over(session, old, new)
    steps = session.execute(select(RouteStep.kind, RouteStep.body_id)).all()
    assert sorted(steps) == [(TaskKind.DECISION, new.id), (TaskKind.REPORT, new.id)]


def test_reminders_planned_for_those_who_no_longer_follow_are_void(database: Database) -> None:
    hall = TownHall(database)
    (address,) = hall.secretaries(1)
    plan_and_queue(hall.worker())
    assert [message.address for message in hall.messages()] == [address]

    def change(session: Session) -> None:
        task = session.get_one(Task, 1)
        new = make_committee(session, "Børneudvalget")
        heir = make_user(session, "Ny sekretær", role=Role.SECRETARY, committees=[new])
        heir.email = "ny@example.dk"
        hand_over(session, task.owners[0].committee, new, follow=False)

    hall.change(change)
    deliver(hall.worker())
    assert states(hall.messages()) == ["void"]
    assert hall.transport.addresses == []
    hall.clock.move(days=7)
    hall.machine.move(days=7)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    assert hall.transport.addresses == ["ny@example.dk"]


def test_what_cannot_be_is_refused_and_moves_nothing(session: Session) -> None:
    old, new = make_committee(session, "Skoleudvalget"), make_committee(session, "Børneudvalget")
    ended = make_committee(session, "Havneudvalget")
    ended.valid_until = date(2020, 1, 1)
    task = make_task(session, owners=[old])
    with pytest.raises(InputError, match="afløse sig selv"):
        hand_over(session, old, old)
    with pytest.raises(InputError, match="findes heller ikke længere"):
        hand_over(session, old, ended)
    with pytest.raises(ConflictError, match="nu 1 åbne opgaver; du så 2"):
        hand_over(session, old, new, seen=2)
    with pytest.raises(ForbiddenError):
        handover.hand_over(
            session, old.id, new.id, last_day=LAST_DAY, secretaries_follow=True, actor=ADMINISTRATION, now=NOW
        )
    assert owners(session, task) == ["Skoleudvalget"]
