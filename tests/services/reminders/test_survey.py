"""Looking only at what changed plans the same as looking at everything, whatever happens in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_task, make_user
from tests.outboxes import DAY, Interruption, TownHall, morning
from tracker.clock import COPENHAGEN, local_date
from tracker.db.engine import Database
from tracker.db.models import AbsenceRow, Committee, Meeting, Reminder, ReminderState, Secretary, Task, User
from tracker.db.queries.reminders.reminders import load_followed
from tracker.domain import planning
from tracker.domain.facts import TaskFacts
from tracker.domain.planning import Plan, plan
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.jobs import Step, deliver, plan_and_queue
from tracker.services.reminders import survey
from tracker.services.reminders.policies import current
from tracker.services.tasks import tasks


def everything(hall: TownHall) -> Plan:
    """The plan of all open tasks at once, by the planner alone."""
    now = hall.clock.now()
    with hall.database.reading() as session:
        policy = current(session, Policy())
        if not policy.is_sending(now, COPENHAGEN):
            return Plan()
        followed = load_followed(session, today=local_date(now, COPENHAGEN), zone=COPENHAGEN)
        return plan(followed.facts, policy, now=now, zone=COPENHAGEN)


def survey_of(hall: TownHall) -> survey.Survey:
    with hall.database.reading() as session:
        return survey.survey(session, Policy(), now=hall.clock.now(), zone=COPENHAGEN)


def days(hall: TownHall) -> list[date | None]:
    """The day on which each task is looked at next."""
    with hall.database.reading() as session:
        return list(session.scalars(select(Task.plan_on).order_by(Task.id)))


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
            self.go_away,
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

    def go_away(self, session: Session) -> None:
        away, substitute = self.chance.sample(list(session.scalars(select(User.id).order_by(User.id))), 2)
        first = local_date(self.hall.clock.now()) + timedelta(days=self.chance.randint(-2, 5))
        last = first + timedelta(days=self.chance.randint(0, 6))
        instead = self.chance.random() < 0.5
        session.execute(delete(AbsenceRow).where(AbsenceRow.user_id == away))
        session.add(
            AbsenceRow(
                user_id=away,
                starts_on=first,
                ends_on=last,
                substitute_id=substitute,
                instead=instead,
                set_at=self.hall.clock.now(),
                set_by="Ada",
            )
        )

    def change_meetings(self, session: Session) -> None:
        committee = self.chance.choice(list(session.scalars(select(Committee.id).order_by(Committee.id))))
        day = self.some_day()
        known = select(Meeting.id).where(Meeting.committee_id == committee, Meeting.held_on == day)
        if session.scalar(known) is None:
            session.add(Meeting(committee_id=committee, held_on=day))

    def change_cutoff(self, session: Session) -> None:
        session.execute(update(Committee).values(cutoff_days=self.chance.randint(0, 10)))


def live(hall: TownHall, seed: int, *, rounds: int, often: float) -> None:
    """Holds each round against the plan of everything, while something happens in every `often`-th."""
    life = Life(hall, seed)
    worker = hall.worker()
    lines = narrow = 0
    for _ in range(rounds):
        if life.chance.random() < often:
            hall.change(life.chance.choice(life.happenings))
        if life.chance.random() < 0.4:
            hall.clock.move(hours=life.chance.choice([1, 2, 24, 24, 72]))
        expected, found = everything(hall), survey_of(hall)
        assert found.plan.digests == expected.digests
        narrow += not found.of_everything and bool(found.plan.digests)
        lines += sum(len(digest.lines) for digest in found.plan.digests)
        if life.chance.random() < 0.8:
            plan_and_queue(worker)
            if life.chance.random() < 0.7:
                deliver(worker)
    assert lines > rounds // 4
    assert narrow > rounds // 20  # or the test would show nothing


@pytest.mark.parametrize("seed", range(3))
def test_looking_at_the_tasks_whose_day_has_come_plans_the_same_as_everything(hall: TownHall, seed: int) -> None:
    live(hall, seed, rounds=30, often=0.6)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_looking_at_the_tasks_whose_day_has_come_plans_the_same_as_everything_for_long(
    hall: TownHall, seed: int
) -> None:
    live(hall, seed, rounds=400, often=0.3)


def test_looking_at_some_at_a_time_plans_and_settles_the_same(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.secretaries(3, tasks=4)
    whole = survey_of(hall)
    monkeypatch.setattr(survey, "TASKS_AT_A_TIME", 5)
    assert survey_of(hall) == whole
    assert whole.plan == everything(hall)
    assert [len(digest.lines) for digest in whole.plan.digests] == [4, 4, 4]
    plan_and_queue(hall.worker())
    assert survey_of(hall).looks == ()


def statements_of(hall: TownHall) -> list[str]:
    """The statements of a survey."""
    found: list[str] = []

    @event.listens_for(hall.database.engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    survey_of(hall)
    event.remove(hall.database.engine, "before_cursor_execute", note)
    return found


def test_when_nothing_changed_no_task_is_loaded_however_many_there_are(hall: TownHall) -> None:
    hall.secretaries(2, tasks=5)
    assert plan_and_queue(hall.worker()).queued == 2
    of_tasks = ("task_owners", "meeting_outcomes", "reminders")
    assert not [each for each in statements_of(hall) if any(table in each for table in of_tasks)]


def test_the_tasks_whose_day_has_come_are_found_by_the_index_of_days(sqlite_database: Database) -> None:
    hall = TownHall(sqlite_database)
    hall.secretaries(1, tasks=2)
    plan_and_queue(hall.worker())
    asked: list[tuple[str, Any]] = []
    keep = lambda _1, _2, statement, values, _3, _4: asked.append((statement, values))  # noqa: E731
    event.listen(sqlite_database.engine, "before_cursor_execute", keep)
    survey_of(hall)
    event.remove(sqlite_database.engine, "before_cursor_execute", keep)
    ((statement, values),) = [each for each in asked if "tasks.plan_on <=" in each[0]]
    with sqlite_database.reading() as session:
        ways = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    first, *beside = [way.detail for way in ways]
    assert first == "SEARCH tasks USING INDEX ix_tasks_plan_on (plan_on>? AND plan_on<?)"
    assert all(each.startswith("SEARCH ") for each in beside)  # one row beside each task, and nothing is sorted


def test_what_stands_beside_the_tasks_that_are_due_is_found_by_their_ids(sqlite_database: Database) -> None:
    hall = TownHall(sqlite_database)
    hall.secretaries(1, tasks=2)
    asked: list[tuple[str, Any]] = []
    keep = lambda _1, _2, statement, values, _3, _4: asked.append((statement, values))  # noqa: E731
    event.listen(sqlite_database.engine, "before_cursor_execute", keep)
    survey_of(hall)
    event.remove(sqlite_database.engine, "before_cursor_execute", keep)
    tables = ("FROM task_owners", "FROM reminders", "FROM meeting_outcomes")
    beside = [each for each in asked if any(table in each[0] for table in tables)]
    assert len(beside) == len(tables)
    with sqlite_database.reading() as session:
        for statement, values in beside:
            ways = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            assert not [way.detail for way in ways if way.detail.startswith("SCAN ")]


def test_a_start_and_a_new_day_look_only_at_the_tasks_whose_day_has_come(hall: TownHall) -> None:
    hall.secretaries(2, due=DAY + timedelta(days=7))
    hall.change(lambda session: make_task(session, "Først om et år", due=DAY + timedelta(days=365)))
    assert plan_and_queue(hall.worker("one")).queued == 2
    assert days(hall) == [DAY + timedelta(days=6)] * 2 + [DAY + timedelta(days=305)]
    hall.clock.instant = morning(DAY + timedelta(days=6))
    found = survey_of(hall)
    assert (found.of_everything, [look.task for look in found.looks]) == (False, [1, 2])
    hall.clock.instant = morning(DAY + timedelta(days=7))
    assert plan_and_queue(hall.worker("two")).queued == 2


def test_the_tasks_whose_day_has_come_may_be_looked_at_some_at_a_time(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(2, tasks=3, due=DAY + timedelta(days=7))
    plan_and_queue(hall.worker())
    hall.change(lambda session: session.execute(update(Task).where(Task.id == 1).values(plan_on=DAY)))
    hall.clock.instant = morning(DAY + timedelta(days=7))
    whole = survey_of(hall)
    assert (whole.of_everything, len(whole.looks)) == (False, 6)
    monkeypatch.setattr(survey, "TASKS_AT_A_TIME", 2)
    some = survey_of(hall)
    assert sorted(some.looks, key=lambda look: look.task) == sorted(whole.looks, key=lambda look: look.task)
    assert {(each.recipient, frozenset(each.lines)) for each in some.plan.digests} == {
        (each.recipient, frozenset(each.lines)) for each in whole.plan.digests
    }


def look_at_everything(hall: TownHall) -> bool:
    return survey_of(hall).of_everything


def test_everything_is_looked_at_when_what_it_stood_on_is_another(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(1)
    assert look_at_everything(hall)  # nothing is known yet
    plan_and_queue(hall.worker())
    assert not look_at_everything(hall)
    hall.change(lambda session: make_user(session, "Ny"))
    assert look_at_everything(hall)
    plan_and_queue(hall.worker())
    assert not look_at_everything(hall)
    for name, another in (("__version__", "another"), ("build_mark", lambda: "another")):
        with monkeypatch.context() as patched:
            patched.setattr(survey, name, another)
            assert look_at_everything(hall)
    hall.clock.move(days=3)
    plan_and_queue(hall.worker())
    hall.clock.move(days=-3)
    assert look_at_everything(hall)  # the clock was set back: days that were passed come again


def test_whoever_asks_for_it_looks_at_everything(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    broken = update(Task).values(plan_on=date(2030, 1, 1))  # as no program would
    hall.change(lambda session: session.execute(broken))
    hall.clock.instant = morning(DAY + timedelta(days=7))
    assert plan_and_queue(hall.worker()).queued == 0
    assert plan_and_queue(hall.worker(), everything=True).queued == 1


def test_a_task_whose_mail_could_not_be_queued_is_looked_at_again_and_no_other(hall: TownHall) -> None:
    hall.secretaries(2)

    def vanish(step: Step) -> None:
        if step is Step.PLANNED:
            hall.change(lambda session: session.execute(delete(User).where(User.id == 2)))

    worker = hall.worker(watch=vanish)
    assert plan_and_queue(worker).troubles
    assert days(hall) == [date.min] * 2  # people changed while it was planned: nothing of that survey is noted
    assert plan_and_queue(hall.worker()).queued == 0
    assert date.min not in days(hall)


def test_a_mail_that_another_queued_first_is_left_to_the_other(hall: TownHall) -> None:
    hall.secretaries(2)

    def plan_too(step: Step) -> None:
        if step is Step.PLANNED:
            plan_and_queue(hall.worker("faster"))

    assert plan_and_queue(hall.worker("slower", watch=plan_too)).queued == 0
    assert days(hall) == [DAY + timedelta(days=7)] * 2


def test_a_mail_that_another_queued_and_did_not_settle_makes_its_tasks_be_looked_at_again(hall: TownHall) -> None:
    hall.secretaries(2)

    def plan_too(step: Step) -> None:
        if step is Step.PLANNED:
            with pytest.raises(KeyboardInterrupt):
                plan_and_queue(hall.worker("killed", watch=Interruption(Step.QUEUED, 2)))

    assert plan_and_queue(hall.worker("slower", watch=plan_too)).queued == 0
    assert days(hall) == [date.min] * 2
    assert plan_and_queue(hall.worker()).queued == 0
    assert days(hall) == [DAY + timedelta(days=7)] * 2


def test_a_task_that_changes_while_mails_are_queued_is_looked_at_again(hall: TownHall) -> None:
    hall.secretaries(2)

    def rename(step: Step) -> None:
        if step is Step.QUEUED:
            hall.change(lambda session: session.execute(update(Task).where(Task.id == 1).values(title="Nyt navn")))

    plan_and_queue(hall.worker(watch=rename))
    assert [look.task for look in survey_of(hall).looks] == [1]


def test_a_line_that_ends_as_void_has_its_task_looked_at_again(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    end = update(Reminder).where(Reminder.task_id == 2).values(state=ReminderState.VOID)
    hall.change(lambda session: session.execute(end))
    assert [look.task for look in survey_of(hall).looks] == [2]


def test_a_task_that_cannot_be_planned_is_looked_at_at_every_tick(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.secretaries(2)
    real = planning.recipients

    def fail(task: TaskFacts, *args: Any) -> object:
        if task.id == 1:
            raise ArithmeticError
        return real(task, *args)

    with monkeypatch.context() as patched:
        patched.setattr(planning, "recipients", fail)
        for _ in range(2):
            assert plan_and_queue(hall.worker()).troubles
            assert days(hall) == [date.min, DAY + timedelta(days=7)]
    assert plan_and_queue(hall.worker()).queued == 1
