"""The same change of many tasks: each on its own, and a preview that leaves no trace."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task
from tracker.db.engine import Database
from tracker.db.models import DeadlineVersion, Task, TaskEvent
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import InputError
from tracker.services.actors import Actor
from tracker.services.tasks import bulk, tasks, waits

NEW_DATE = date(2019, 9, 30)


def move(session: Session, task_id: int, revision: int | None, actor: Actor = ADMINISTRATION) -> object:
    return tasks.move_deadline(
        session, task_id, NEW_DATE, reason="Valget.", revision=revision, actor=actor, now=NOW.replace(day=20)
    )


@pytest.fixture
def three(database: Database) -> dict[int, int | None]:
    """An open task, a closed one and another open one; ids with revisions."""
    with database.writing() as session:
        made = [make_task(session, title) for title in ("Første", "Anden", "Tredje")]
        tasks.drop(session, made[1].id, reason="Nej.", revision=None, actor=ADMINISTRATION, now=NOW)
        return {task.id: task.revision for task in made}


def counts(database: Database) -> tuple[int | None, int | None, list[date | None]]:
    with database.reading() as session:
        return (
            session.scalar(select(func.count()).select_from(TaskEvent)),
            session.scalar(select(func.count()).select_from(DeadlineVersion)),
            list(session.scalars(select(Task.due_on).order_by(Task.id))),
        )


def test_what_one_task_refuses_stops_no_other(database: Database, three: dict[int, int | None]) -> None:
    with database.writing() as session:
        outcomes = bulk.change_many(session, three, move)
    assert [outcome.refusal is None for outcome in outcomes] == [True, False, True]
    assert outcomes[0].lines == ["Frist flyttet fra 31. maj 2019 til 30. september 2019."]
    assert outcomes[1].refusal == "Opgaven er afsluttet. Genåbn den, før fristen flyttes."
    assert counts(database)[2] == [NEW_DATE, date(2019, 5, 31), NEW_DATE]


def test_a_preview_says_the_same_and_changes_nothing(database: Database, three: dict[int, int | None]) -> None:
    before = counts(database)
    with database.writing() as session:
        shown = bulk.preview(session, three, move)
    assert counts(database) == before
    with database.writing() as session:
        assert bulk.change_many(session, three, move) == shown


def test_a_task_that_somebody_else_changed_since_it_was_shown_is_left_alone(
    database: Database, three: dict[int, int | None]
) -> None:
    first = next(iter(three))
    with database.writing() as session:
        tasks.set_status(session, first, Status.WAITING, revision=None, actor=ADMINISTRATION, now=NOW)
    with database.writing() as session:
        outcomes = bulk.change_many(session, three, move)
    assert "Anna Holm har ændret opgaven" in (outcomes[0].refusal or "")
    assert counts(database)[2][0] == date(2019, 5, 31)


def test_tasks_that_wait_and_are_due_before_the_new_date_are_told(
    database: Database, three: dict[int, int | None]
) -> None:
    first, _closed, third = three
    with database.writing() as session:
        waiting = make_task(session, "Evaluering", due=date(2019, 8, 31))
        for each in (waiting.id, third):
            waits.add_wait(session, each, first, actor=ADMINISTRATION, now=NOW)
    with database.writing() as session:
        assert [each.held_up for each in bulk.preview(session, {first: None}, move)] == [["Evaluering", "Tredje"]]
        # What is moved along with it is in time.
        assert [each.held_up for each in bulk.preview(session, three, move)] == [["Evaluering"], (), ()]
        commented = bulk.change_many(
            session,
            {first: None},
            lambda session, task_id, _: tasks.comment(session, task_id, "Ord.", actor=ADMINISTRATION, now=NOW),
        )
        assert [each.held_up for each in commented] == [()]


def test_rights_are_asked_for_each_task(database: Database) -> None:
    with database.writing() as session:
        own, other = make_committee(session), make_committee(session)
        seen: dict[int, int | None] = {make_task(session, owners=[each]).id: None for each in (own, other)}
        secretary = Actor(None, "Rita Lund", Role.SECRETARY, frozenset({own.id}))
    with database.writing() as session:
        outcomes = bulk.change_many(session, seen, lambda *arguments: move(*arguments, actor=secretary))
    assert [outcome.refusal is None for outcome in outcomes] == [True, False]


def test_a_task_that_is_not_there_is_named(database: Database, three: dict[int, int | None]) -> None:
    with database.writing() as session:
        outcomes = bulk.change_many(session, {999: None} | three, move)
    assert (outcomes[0].title, outcomes[0].refusal) == ("Opgave 999", "Opgaven findes ikke.")


@pytest.mark.parametrize("number", [0, bulk.MOST_AT_ONCE + 1])
def test_none_and_too_many_are_refused(database: Database, number: int) -> None:
    with database.writing() as session, pytest.raises(InputError, match="opgave"):
        bulk.change_many(session, dict.fromkeys(range(number)), move)
