"""Looking only at what changed plans the same as looking at everything, whatever happens in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, func, select, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import DAY, TownHall, morning
from tracker.clock import COPENHAGEN, local_date
from tracker.db.engine import Database
from tracker.db.models import Committee, Meeting, Secretary, Task, User
from tracker.db.queries.reminders import load_followed
from tracker.domain.planning import Plan, plan
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.jobs import Step, Worker, deliver, plan_and_queue
from tracker.services import reminders, tasks
from tracker.services.policies import current


@pytest.fixture
def hall(database: Database) -> TownHall:
    return TownHall(database)


def everything(hall: TownHall) -> Plan:
    """The plan of all open tasks at once, by the planner alone."""
    now = hall.clock.now()
    with hall.database.reading() as session:
        policy = current(session, Policy())
        if not policy.is_sending(now, COPENHAGEN):
            return Plan()
        followed = load_followed(session, today=local_date(now, COPENHAGEN), zone=COPENHAGEN)
        return plan(followed.facts, policy, now=now, zone=COPENHAGEN)


def survey_of(hall: TownHall, worker: Worker) -> reminders.Survey:
    with hall.database.reading() as session:
        seen = worker.memory.seen
        return reminders.survey(session, worker.runtime.policy, seen, now=hall.clock.now(), zone=COPENHAGEN)


class Life:
    """A town hall in which something happens at random."""

    def __init__(self, hall: TownHall, seed: int) -> None:
        self.hall, self.chance = hall, random.Random(seed)
        hall.secretaries(3, tasks=3)
        hall.change(lambda session: make_user(session, "Direktør", role=Role.MANAGEMENT))
        hall.change(lambda session: make_user(session, "Ada", role=Role.ADMINISTRATOR))
        self.happenings: list[Callable[[Session], object]] = [
            *(self.change_status, self.move_date, self.move_date_unseen_by_any_service) * 3,
            *(self.give_away, self.set_responsible, self.new_task) * 2,
            self.change_secretaries,
            self.come_or_leave,
            self.change_meetings,
            self.change_cutoff,
        ]

    def task(self, session: Session) -> int:
        return self.chance.choice(list(session.scalars(select(Task.id).order_by(Task.id))))

    def some_day(self) -> date:
        return local_date(self.hall.clock.now()) + timedelta(days=self.chance.randint(-20, 40))

    def change_status(self, session: Session) -> None:
        status = self.chance.choice([Status.IN_PROGRESS, Status.DONE, Status.DROPPED, Status.NOT_STARTED])
        values = {"status": status, "status_at": self.hall.clock.now()}
        session.execute(update(Task).where(Task.id == self.task(session)).values(values))

    def move_date(self, session: Session) -> None:
        task = session.get_one(Task, self.task(session))
        due = self.some_day()
        if task.due_on != due and task.status in {Status.NOT_STARTED, Status.IN_PROGRESS}:
            how = {"revision": None, "actor": ADMINISTRATION, "now": self.hall.clock.now()}
            tasks.move_deadline(session, task.id, due, reason="Høring.", **how)

    def move_date_unseen_by_any_service(self, session: Session) -> None:
        session.execute(update(Task).where(Task.id == self.task(session)).values(due_on=self.some_day()))

    def give_away(self, session: Session) -> None:
        task = session.get_one(Task, self.task(session))
        task.owners[0].committee_id = self.chance.choice(list(session.scalars(select(Committee.id))))

    def set_responsible(self, session: Session) -> None:
        users = list(session.scalars(select(User.id)))
        someone = self.chance.choice([None, *users])
        session.execute(update(Task).where(Task.id == self.task(session)).values(responsible_id=someone))

    def new_task(self, session: Session) -> None:
        owner = session.scalars(select(Committee).order_by(Committee.id)).first()
        make_task(session, "Ny", due=self.some_day(), owners=[owner] if owner else [], now=self.hall.clock.now())

    def change_secretaries(self, session: Session) -> None:
        committee = self.chance.choice(list(session.scalars(select(Committee).order_by(Committee.id))))
        if self.chance.random() < 0.5:
            session.execute(delete(Secretary).where(Secretary.committee_id == committee.id))
        else:
            make_user(session, "Vikar", role=Role.SECRETARY, committees=[committee])

    def come_or_leave(self, session: Session) -> None:
        users = list(session.scalars(select(User.id).order_by(User.id)))
        session.execute(
            update(User).where(User.id == self.chance.choice(users)).values(active=self.chance.random() < 0.6)
        )

    def change_meetings(self, session: Session) -> None:
        committee = self.chance.choice(list(session.scalars(select(Committee.id).order_by(Committee.id))))
        day = self.some_day()
        known = select(Meeting.id).where(Meeting.committee_id == committee, Meeting.held_on == day)
        if session.scalar(known) is None:
            session.add(Meeting(committee_id=committee, held_on=day))

    def change_cutoff(self, session: Session) -> None:
        session.execute(update(Committee).values(cutoff_days=self.chance.randint(0, 10)))


@pytest.mark.parametrize("seed", range(3))
def test_what_changed_plans_the_same_as_everything(hall: TownHall, seed: int) -> None:
    life = Life(hall, seed)
    worker = hall.worker()
    lines = narrow = 0
    for _ in range(60):
        for _ in range(life.chance.choice([0, 1, 1, 2])):
            hall.change(life.chance.choice(life.happenings))
        if life.chance.random() < 0.25:
            hall.clock.move(hours=life.chance.choice([1, 1, 2, 24, 72]))
        before = worker.memory.seen
        expected, found = everything(hall), survey_of(hall, worker)
        assert found.plan.digests == expected.digests
        narrow += before is not None and found.seen == before and bool(found.changed)
        lines += sum(len(digest.lines) for digest in found.plan.digests)
        if life.chance.random() < 0.8:
            plan_and_queue(worker)
            if life.chance.random() < 0.5:
                deliver(worker)
    assert lines > 20
    assert narrow > 8  # or the test would show nothing


def test_looking_at_some_at_a_time_plans_the_same(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.secretaries(3, tasks=4)
    whole = survey_of(hall, hall.worker()).plan
    monkeypatch.setattr(reminders, "TASKS_AT_A_TIME", 5)
    assert survey_of(hall, hall.worker()).plan == whole == everything(hall)
    assert [len(digest.lines) for digest in whole.digests] == [4, 4, 4]


def test_when_nothing_changed_no_task_is_loaded_however_many_there_are(hall: TownHall) -> None:
    hall.secretaries(2, tasks=5)
    worker = hall.worker()
    assert plan_and_queue(worker).queued == 2
    statements: list[str] = []

    @event.listens_for(hall.database.engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    assert survey_of(hall, worker).plan == Plan()
    event.remove(hall.database.engine, "before_cursor_execute", note)
    assert not [statement for statement in statements if "deadline_versions" in statement or "reminders" in statement]


def test_a_mail_that_could_not_be_queued_makes_the_next_round_look_at_everything(hall: TownHall) -> None:
    hall.secretaries(2)

    def vanish(step: Step) -> None:
        if step is Step.PLANNED:
            hall.change(lambda session: session.execute(delete(User).where(User.id == 2)))

    worker = hall.worker(watch=vanish)
    assert plan_and_queue(worker).troubles
    assert worker.memory.seen is None
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).where(Task.plan_on == date.min)) == 2


def test_a_task_that_changes_while_mails_are_queued_is_looked_at_again(hall: TownHall) -> None:
    hall.secretaries(2)
    hall.change(lambda session: make_committee(session, "Et andet udvalg"))

    def move(step: Step) -> None:
        if step is Step.QUEUED:
            hall.change(lambda session: session.execute(update(Task).where(Task.id == 1).values(title="Nyt navn")))

    worker = hall.worker(watch=move)
    plan_and_queue(worker)
    assert [task_id for task_id, _ in survey_of(hall, worker).changed] == [1]


def test_the_next_day_everything_is_looked_at_again(hall: TownHall) -> None:
    hall.secretaries(1, due=DAY + timedelta(days=7))
    worker = hall.worker()
    assert plan_and_queue(worker).queued == 1
    hall.clock.instant = morning(DAY + timedelta(days=7))
    assert plan_and_queue(worker).queued == 1
