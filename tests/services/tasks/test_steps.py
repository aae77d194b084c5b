"""The steps on the way to a task's end."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_task, make_user
from tracker.db.models import Task
from tracker.domain.history import describe
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.tasks import steps


@pytest.fixture
def task(session: Session) -> Task:
    made = make_task(session)
    steps.add_steps(session, made.id, "Høring\n\n  Udkast  til sag \nGodkendelse", actor=ADMINISTRATION, now=NOW)
    return made


def told(session: Session, task: Task) -> list[tuple[str, str | None]]:
    return [(each.title, each.done_by) for each in steps.steps_of(session, task.id)]


def last_line(session: Session, task: Task) -> str:
    session.refresh(task, ["events"])
    event = task.events[-1]
    return describe(event.kind, event.before, event.after)


def test_each_line_is_a_step_in_its_order(session: Session, task: Task) -> None:
    assert told(session, task) == [("Høring", None), ("Udkast til sag", None), ("Godkendelse", None)]
    assert last_line(session, task) == "Trin tilføjet: Godkendelse."


def test_a_step_is_ticked_and_opened_again(session: Session, task: Task) -> None:
    first = steps.steps_of(session, task.id)[0]
    for _ in range(2):  # twice is once
        steps.set_done(session, task.id, first.id, done=True, actor=ADMINISTRATION, now=NOW)
    assert told(session, task)[0] == ("Høring", "Anna Holm")
    assert last_line(session, task) == "Trin færdigt: Høring."
    assert len(task.events) == 5
    steps.set_done(session, task.id, first.id, done=False, actor=ADMINISTRATION, now=NOW)
    assert told(session, task)[0] == ("Høring", None)
    assert last_line(session, task) == "Trin åbnet igen: Høring."


def test_a_step_moves_up_and_the_first_stays(session: Session, task: Task) -> None:
    first, second, _third = steps.steps_of(session, task.id)
    steps.move_up(session, task.id, second.id, actor=ADMINISTRATION)
    steps.move_up(session, task.id, second.id, actor=ADMINISTRATION)
    assert [each.id for each in steps.steps_of(session, task.id)][:2] == [second.id, first.id]


def test_what_is_removed_stays_in_the_history(session: Session, task: Task) -> None:
    first = steps.steps_of(session, task.id)[0]
    steps.remove_step(session, task.id, first.id, actor=ADMINISTRATION, now=NOW)
    assert [title for title, _ in told(session, task)] == ["Udkast til sag", "Godkendelse"]
    assert last_line(session, task) == "Trin fjernet: Høring."
    with pytest.raises(NotFoundError, match="Trinnet findes ikke længere"):
        steps.remove_step(session, task.id, first.id, actor=ADMINISTRATION, now=NOW)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \n ", "Skriv mindst ét trin."),
        ("x" * 301, "højst have 300 tegn; «xxxx"),
        ("\n".join(["trin"] * 48), "højst have 50 trin"),
    ],
)
def test_nothing_is_added_of_what_cannot_be(session: Session, task: Task, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        steps.add_steps(session, task.id, text, actor=ADMINISTRATION, now=NOW)
    assert len(told(session, task)) == 3


def test_a_step_of_another_task_is_not_there_and_management_ticks_none(session: Session, task: Task) -> None:
    first, other = steps.steps_of(session, task.id)[0], make_task(session, "En anden")
    with pytest.raises(NotFoundError):
        steps.set_done(session, other.id, first.id, done=True, actor=ADMINISTRATION, now=NOW)
    manager = Actor.of(make_user(session, role=Role.MANAGEMENT))
    with pytest.raises(ForbiddenError):
        steps.set_done(session, task.id, first.id, done=True, actor=manager, now=NOW)
