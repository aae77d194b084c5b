"""Tasks that wait for others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task, make_user
from tracker.agreement.values import TaskKind
from tracker.clock import local_date
from tracker.db.models import Task, TaskEvent
from tracker.db.queries.parts.waits import waits_of
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.history import describe
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.tasks import tasks, waits

TODAY = local_date(NOW)
WAITING, BLOCKING = TaskFilter(waiting=True), TaskFilter(blocking=True)


def tie(session: Session, one: Task, other: Task) -> None:
    waits.add_wait(session, one.id, other.id, actor=ADMINISTRATION, now=NOW)


def history(session: Session, task: Task) -> list[str]:
    events = session.scalars(select(TaskEvent).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id))
    return [describe(each.kind, each.before, each.after) for each in events][1:]


def listed(session: Session, wanted: TaskFilter) -> list[int]:
    return [row.id for row in list_tasks(session, wanted, today=TODAY)]


@pytest.fixture
def design(session: Session) -> Task:
    return make_task(session, "Evalueringsdesign", due=date(2019, 5, 31), kind=TaskKind.DELIVERY)


@pytest.fixture
def evaluation(session: Session) -> Task:
    return make_task(session, "Evaluering", due=date(2019, 12, 31))


def test_it_is_told_on_both_tasks_and_found_by_both_filters(session: Session, design: Task, evaluation: Task) -> None:
    tie(session, evaluation, design)
    assert history(session, evaluation) == ["Venter på «Evalueringsdesign»."]
    assert history(session, design) == ["«Evaluering» venter på denne opgave."]
    assert (listed(session, WAITING), listed(session, BLOCKING)) == ([evaluation.id], [design.id])
    (row,) = list_tasks(session, WAITING, today=TODAY)
    assert [(each.id, each.title) for each in row.awaited] == [(design.id, "Evalueringsdesign")]


def test_it_ends_and_can_begin_again(session: Session, design: Task, evaluation: Task) -> None:
    tie(session, evaluation, design)
    waits.end_wait(session, evaluation.id, design.id, actor=ADMINISTRATION, now=NOW)
    assert history(session, evaluation)[-1] == "Venter ikke længere på «Evalueringsdesign»."
    assert history(session, design)[-1] == "«Evaluering» venter ikke længere på denne opgave."
    assert listed(session, WAITING) == []
    with pytest.raises(NotFoundError):
        waits.end_wait(session, evaluation.id, design.id, actor=ADMINISTRATION, now=NOW)
    tie(session, evaluation, design)
    assert listed(session, WAITING) == [evaluation.id]


def test_nobody_waits_for_what_is_closed_and_again_where_it_is_reopened(
    session: Session, design: Task, evaluation: Task
) -> None:
    tie(session, evaluation, design)
    change = {"revision": None, "actor": ADMINISTRATION, "now": NOW}
    tasks.set_status(session, design.id, Status.DONE, **change)  # type: ignore[arg-type]
    assert (listed(session, WAITING), listed(session, BLOCKING)) == ([], [])
    tasks.reopen(session, design.id, **change)  # type: ignore[arg-type]
    assert listed(session, WAITING) == [evaluation.id]


def test_a_circle_is_refused_with_the_way_round(session: Session, design: Task, evaluation: Task) -> None:
    report = make_task(session, "Rapport")
    with pytest.raises(InputError, match="kan ikke vente på sig selv"):
        tie(session, design, design)
    tie(session, evaluation, design)
    with pytest.raises(InputError) as caught:
        tie(session, design, evaluation)
    assert str(caught.value) == ("«Evaluering» venter selv på «Evalueringsdesign», så de ville vente på hinanden.")
    tie(session, report, evaluation)
    with pytest.raises(InputError) as caught:
        tie(session, design, report)
    assert str(caught.value) == (
        "«Rapport» venter selv på «Evalueringsdesign» (gennem «Evaluering»), så de ville vente på hinanden."
    )
    assert listed(session, WAITING) == [report.id, evaluation.id]  # by due date


def test_what_has_ended_closes_no_circle(session: Session, design: Task, evaluation: Task) -> None:
    tie(session, evaluation, design)
    waits.end_wait(session, evaluation.id, design.id, actor=ADMINISTRATION, now=NOW)
    tie(session, design, evaluation)
    assert listed(session, WAITING) == [design.id]


def test_closed_tasks_and_what_stands_already_are_refused(session: Session, design: Task, evaluation: Task) -> None:
    tie(session, evaluation, design)
    with pytest.raises(InputError, match="venter allerede på «Evalueringsdesign»"):
        tie(session, evaluation, design)
    closed = make_task(session, "Lukket")
    tasks.drop(session, closed.id, reason="Nej.", revision=None, actor=ADMINISTRATION, now=NOW)
    with pytest.raises(InputError, match="«Lukket» er afsluttet"):
        tie(session, evaluation, closed)
    with pytest.raises(InputError, match="Genåbn den først"):
        tie(session, closed, design)


def test_whoever_may_work_on_the_waiting_task_may_tie_it_to_any(session: Session) -> None:
    own, other = make_committee(session), make_committee(session)
    secretary = Actor.of(make_user(session, role=Role.SECRETARY, committees=[own]))
    mine, theirs = make_task(session, "Min", owners=[own]), make_task(session, "Deres", owners=[other])
    waits.add_wait(session, mine.id, theirs.id, actor=secretary, now=NOW)
    with pytest.raises(ForbiddenError):
        waits.add_wait(session, theirs.id, mine.id, actor=secretary, now=NOW)
    with pytest.raises(NotFoundError):
        waits.add_wait(session, mine.id, 999, actor=secretary, now=NOW)


def test_an_awaited_task_that_is_due_later_is_marked_on_both(session: Session, design: Task, evaluation: Task) -> None:
    tie(session, evaluation, design)
    (awaited,), _ = waits_of(session, evaluation)
    assert not awaited.is_too_late
    tasks.move_deadline(
        session, design.id, date(2020, 1, 1), reason="Høring.", revision=None, actor=ADMINISTRATION, now=NOW
    )
    (awaited,), _ = waits_of(session, evaluation)
    _, (waiting,) = waits_of(session, design)
    assert awaited.is_too_late
    assert waiting.is_too_late


def test_a_past_day_is_told_as_it_was(session: Session, design: Task, evaluation: Task) -> None:
    tie(session, evaluation, design)
    later = NOW + timedelta(days=10)
    waits.end_wait(session, evaluation.id, design.id, actor=ADMINISTRATION, now=later)
    before, after = TODAY + timedelta(days=5), TODAY + timedelta(days=10)
    assert [row.id for row in list_tasks_as_of(session, before, WAITING)] == [evaluation.id]
    assert [row.id for row in list_tasks_as_of(session, before, BLOCKING)] == [design.id]
    assert list_tasks_as_of(session, after, WAITING) == []
    assert list_tasks_as_of(session, TODAY - timedelta(days=1), WAITING) == []
