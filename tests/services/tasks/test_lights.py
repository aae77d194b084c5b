"""A traffic light set by hand."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_task, make_user
from tracker.db.models import Task
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder
from tracker.db.queries.tasks.rows import load_rows
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.history import describe
from tracker.domain.roles import Role
from tracker.domain.status import Light
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.services.actors import Actor
from tracker.services.tasks.lights import set_light
from tracker.services.tasks.tasks import drop

TODAY = date(2019, 1, 7)


def put(session: Session, task: Task, light: Light | None, reason: str = "Leverandøren er gået konkurs.") -> Task:
    return set_light(session, task.id, light, reason=reason, revision=None, actor=ADMINISTRATION, now=NOW)


def test_it_stands_beside_the_light_that_follows_from_the_dates(session: Session) -> None:
    task = put(session, make_task(session), Light.RED)
    (row,) = load_rows(session, today=TODAY)
    assert (row.light, row.set_light, row.set_light_reason) == (
        Light.GREEN,
        Light.RED,
        "Leverandøren er gået konkurs.",
    )
    event = task.events[-1]
    assert describe(event.kind, event.before, event.after) == "Trafiklys sat til rød."
    assert event.comment == "Leverandøren er gået konkurs."


def test_taken_away_it_leaves_the_one_that_follows_from_the_dates(session: Session) -> None:
    task = put(session, put(session, make_task(session), Light.YELLOW), None, reason="")
    (row,) = load_rows(session, today=TODAY)
    assert (row.set_light, row.set_light_reason) == (None, None)
    event = task.events[-1]
    assert describe(event.kind, event.before, event.after) == "Trafiklyset følger igen datoerne."
    assert event.before == "yellow"
    with pytest.raises(InputError, match="følger allerede datoerne"):
        put(session, task, None)


def test_lists_are_filtered_and_sorted_by_it_while_the_task_is_open(session: Session) -> None:
    calm, troubled = make_task(session, "Rolig"), put(session, make_task(session, "Urolig"), Light.RED)
    red, green = (TaskFilter(lights=frozenset({light})) for light in (Light.RED, Light.GREEN))
    assert [row.id for row in list_tasks(session, red, today=TODAY)] == [troubled.id]
    assert [row.id for row in list_tasks(session, green, today=TODAY)] == [calm.id]
    assert [row.id for row in list_tasks(session, today=TODAY, order=TaskOrder.LIGHT)] == [troubled.id, calm.id]
    drop(session, troubled.id, reason="Sparet væk.", revision=None, actor=ADMINISTRATION, now=NOW)
    assert list_tasks(session, red, today=TODAY) == []


def test_set_to_green_it_hides_nothing_from_the_list_of_what_is_overdue(session: Session) -> None:
    late = put(session, make_task(session, due=date(2018, 11, 1)), Light.GREEN, "Afleveret på papir.")
    (row,) = list_tasks(session, TaskFilter(overdue=True), today=TODAY)
    assert (row.id, row.ruling_light, row.light) == (late.id, Light.GREEN, Light.RED)


def test_it_needs_a_reason_and_cannot_be_grey(session: Session) -> None:
    task = make_task(session)
    with pytest.raises(InputError, match="Skriv hvorfor lyset sættes") as caught:
        put(session, task, Light.RED, reason=" ")
    assert caught.value.field == "reason"
    with pytest.raises(InputError, match="grøn, gul eller rød"):
        put(session, task, Light.GREY)
    assert task.set_light is None


def test_whoever_saw_an_older_task_is_told(session: Session) -> None:
    task = make_task(session)
    seen = task.revision
    put(session, task, Light.RED)
    with pytest.raises(ConflictError) as caught:
        set_light(session, task.id, Light.GREEN, reason="Klar", revision=seen, actor=ADMINISTRATION, now=NOW)
    assert caught.value.yours == {"Trafiklys": "Grøn"}
    assert task.set_light is Light.RED


def test_management_sets_no_light(session: Session) -> None:
    manager = Actor.of(make_user(session, role=Role.MANAGEMENT))
    task = make_task(session)
    with pytest.raises(ForbiddenError):
        set_light(session, task.id, Light.RED, reason="Nej", revision=None, actor=manager, now=NOW)
