"""Links from a task to cases and agenda items."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task, make_user
from tracker.db.models import Task, TaskLink
from tracker.domain.history import describe
from tracker.domain.links import MOST_LINKS, LinkKind
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.tasks.links import add_link, remove_link

ADDRESS = "https://sager.example.dk/19-1234"


def add(session: Session, task: Task, address: str = ADDRESS, title: str = "Sag 19/1234") -> TaskLink:
    return add_link(session, task.id, LinkKind.CASE, title=title, address=address, actor=ADMINISTRATION, now=NOW)


def lines(task: Task) -> list[str]:
    return [describe(each.kind, each.before, each.after) for each in task.events]


def stored(session: Session) -> list[str]:
    return list(session.scalars(select(TaskLink.address).order_by(TaskLink.id)))


def test_a_link_stands_on_the_task_and_in_its_history(session: Session) -> None:
    task = make_task(session)
    link = add(session, task)
    session.refresh(task)
    assert [(each.kind, each.title, each.address) for each in task.links] == [(LinkKind.CASE, "Sag 19/1234", ADDRESS)]
    assert lines(task)[-1] == f"Link tilføjet: Sag 19/1234 ({ADDRESS})."
    remove_link(session, task.id, link.id, actor=ADMINISTRATION, now=NOW)
    session.refresh(task)
    assert not task.links
    assert lines(task)[-1] == f"Link fjernet: Sag 19/1234 ({ADDRESS})."


def test_a_link_without_a_name_is_named_by_its_address(session: Session) -> None:
    task = make_task(session)
    assert add(session, task, title=" ").title == ADDRESS
    assert lines(task)[-1] == f"Link tilføjet: {ADDRESS}."


def test_two_people_can_add_links_to_a_task_that_changes_meanwhile(session: Session) -> None:
    task = make_task(session)
    seen = task.revision
    add(session, task)
    add(session, task, f"{ADDRESS}/2")
    assert (stored(session), task.revision) == ([ADDRESS, f"{ADDRESS}/2"], seen)


def test_the_same_address_twice_a_bad_one_and_too_many_are_refused(session: Session) -> None:
    task = make_task(session)
    add(session, task)
    with pytest.raises(InputError, match="står allerede"):
        add(session, task, f" {ADDRESS} ")
    with pytest.raises(InputError, match="hele adressen"):
        add(session, task, "javascript:alert(1)")
    with pytest.raises(InputError, match="højst have 200 tegn") as caught:
        add(session, task, f"{ADDRESS}/2", title="n" * 201)
    assert caught.value.field == "title"
    for number in range(1, MOST_LINKS):
        add(session, task, f"{ADDRESS}/{number}")
    with pytest.raises(InputError, match="højst være 50 links"):
        add(session, task, f"{ADDRESS}/for-meget")
    assert len(stored(session)) == MOST_LINKS


def test_a_link_of_another_task_and_one_that_is_gone_are_not_removed(session: Session) -> None:
    link = add(session, make_task(session))
    with pytest.raises(NotFoundError, match="Linket findes ikke længere"):
        remove_link(session, make_task(session).id, link.id, actor=ADMINISTRATION, now=NOW)
    assert stored(session) == [ADDRESS]


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.SECRETARY])
def test_who_may_not_set_a_status_adds_no_link(role: Role, session: Session) -> None:
    task = make_task(session, owners=[make_committee(session)])
    who = Actor.of(
        make_user(session, role=role, committees=[make_committee(session)] if role is Role.SECRETARY else [])
    )
    with pytest.raises(ForbiddenError):
        add_link(session, task.id, LinkKind.CASE, title="", address=ADDRESS, actor=who, now=NOW)
    assert not stored(session)
