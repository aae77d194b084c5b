"""Who uses the tracker."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_user
from tracker.db.engine import Database
from tracker.db.models import User
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.access import accounts
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.people.users import add_user, change_user, deactivate, list_users, reactivate
from tracker.services.reminders.reminders import Times

TIMES = Times(NOW, NOW)


def test_a_secretary_is_added_with_her_committees(session: Session) -> None:
    make_committee(session, "Kulturudvalget")
    user = add_user(
        session,
        email=" Anna.Holm@Example.DK ",
        name=" Anna Holm ",
        role=Role.SECRETARY,
        committees=["kulturudvalget", "Kulturudvalget"],
        actor=COMMAND_LINE,
        now=NOW,
    )
    assert (user.email, user.name, user.active) == ("anna.holm@example.dk", "Anna Holm", True)
    assert Actor.of(user) == Actor(user.id, "Anna Holm", Role.SECRETARY, frozenset({user.committees[0].id}))
    assert list_users(session) == [user]


@pytest.mark.parametrize(
    ("email", "name", "words"),
    [("anna", "Anna", "ikke en mailadresse"), ("anna@example.dk", " ", "navn"), ("bo@example.dk", "Bo", "allerede")],
)
def test_a_user_needs_an_address_of_her_own_and_a_name(session: Session, email: str, name: str, words: str) -> None:
    add_user(session, email="bo@example.dk", name="Bo", role=Role.MANAGEMENT, actor=COMMAND_LINE, now=NOW)
    with pytest.raises(InputError, match=words):
        add_user(session, email=email, name=name, role=Role.MANAGEMENT, actor=COMMAND_LINE, now=NOW)


def test_only_a_secretary_has_committees_and_only_known_ones(session: Session) -> None:
    make_committee(session, "Kulturudvalget")
    with pytest.raises(InputError, match="Kun en udvalgssekretær"):
        add_user(
            session,
            email="bo@example.dk",
            name="Bo",
            role=Role.MANAGEMENT,
            committees=["Kulturudvalget"],
            actor=COMMAND_LINE,
            now=NOW,
        )
    with pytest.raises(NotFoundError):
        add_user(
            session,
            email="bo@example.dk",
            name="Bo",
            role=Role.SECRETARY,
            committees=["Havneudvalget"],
            actor=COMMAND_LINE,
            now=NOW,
        )


def test_only_an_administrator_adds_users(session: Session) -> None:
    with pytest.raises(ForbiddenError, match="Som forvaltning kan du ikke ændre brugere"):
        add_user(session, email="bo@example.dk", name="Bo", role=Role.MANAGEMENT, actor=ADMINISTRATION, now=NOW)


def person(session: Session, name: str = "Bo Lund", role: Role = Role.ADMINISTRATION) -> User:
    return make_user(session, name, role=role)


def change(session: Session, user: User, actor: Actor = COMMAND_LINE, **changes: Any) -> User:
    told = {"email": user.email, "name": user.name, "role": user.role, "committees": [], **changes}
    return change_user(session, user.id, actor=actor, times=TIMES, **told)


def test_a_user_is_given_another_role_name_address_and_committees(session: Session) -> None:
    committee = make_committee(session, "Kulturudvalget")
    user = person(session)
    change(session, user, email="BO@example.dk", name=" Bo Holm ", role=Role.SECRETARY, committees=[committee.id] * 2)
    session.expire_all()
    assert (user.email, user.name, user.role) == ("bo@example.dk", "Bo Holm", Role.SECRETARY)
    assert user.committees == [committee]
    with pytest.raises(InputError, match="Kun en udvalgssekretær"):
        change(session, user, role=Role.MANAGEMENT, committees=[committee.id])
    change(session, user, role=Role.MANAGEMENT)
    assert user.committees == []


def test_an_address_is_one_users_alone(session: Session) -> None:
    first, second = person(session), person(session, "Anna Holm")
    change(session, first, email=first.email.upper())
    with pytest.raises(InputError, match="allerede en bruger"):
        change(session, second, email=first.email)


def test_a_link_that_went_to_another_address_opens_nothing(session: Session) -> None:
    user = person(session)
    token = accounts.create_link(session, user.id, now=NOW)
    change(session, user, name="Bo Holm")
    assert accounts.look_at_link(session, token, now=NOW).name == "Bo Holm"
    change(session, user, email="ny@example.dk")
    with pytest.raises(NotFoundError):
        accounts.look_at_link(session, token, now=NOW)


def test_who_is_made_inactive_is_out_everywhere_and_can_come_back(session: Session) -> None:
    user = person(session)
    link = accounts.create_link(session, user.id, now=NOW)
    visit = accounts.open_session(session, user.id, now=NOW, lifetime=timedelta(hours=8))
    deactivate(session, user.id, actor=COMMAND_LINE, times=TIMES)
    reactivate(session, user.id, actor=COMMAND_LINE, now=NOW)
    assert user.active
    assert accounts.find_session(session, visit, now=NOW) is None
    with pytest.raises(NotFoundError):
        accounts.look_at_link(session, link, now=NOW)


def test_the_last_administrator_stays(session: Session) -> None:
    ada = person(session, "Ada Friis", Role.ADMINISTRATOR)
    make_user(session, "Borte", role=Role.ADMINISTRATOR, active=False)
    for attempt in (
        lambda: deactivate(session, ada.id, actor=COMMAND_LINE, times=TIMES),
        lambda: change(session, ada, role=Role.MANAGEMENT),
    ):
        with pytest.raises(InputError, match="den eneste administrator"):
            attempt()
    person(session, "Eva Bech", Role.ADMINISTRATOR)
    assert not deactivate(session, ada.id, actor=COMMAND_LINE, times=TIMES).active


def test_nobody_takes_the_rights_from_herself(session: Session) -> None:
    ada, _eva = (person(session, name, Role.ADMINISTRATOR) for name in ("Ada Friis", "Eva Bech"))
    with pytest.raises(InputError, match="dig selv inaktiv"):
        deactivate(session, ada.id, actor=Actor.of(ada), times=TIMES)
    with pytest.raises(InputError, match="din egen rolle"):
        change(session, ada, Actor.of(ada), role=Role.MANAGEMENT)
    assert change(session, ada, Actor.of(ada), name="Ada Holm").name == "Ada Holm"


def test_only_administrators_change_users(session: Session) -> None:
    user = person(session)
    for attempt in (
        lambda: change(session, user, ADMINISTRATION, name="X"),
        lambda: deactivate(session, user.id, actor=ADMINISTRATION, times=TIMES),
        lambda: reactivate(session, user.id, actor=ADMINISTRATION, now=NOW),
    ):
        with pytest.raises(ForbiddenError):
            attempt()
    with pytest.raises(NotFoundError):
        deactivate(session, 9999, actor=COMMAND_LINE, times=TIMES)


def test_two_administrators_who_take_each_other_leave_one(database: Database) -> None:
    with database.writing() as session:
        ids = [person(session, name, Role.ADMINISTRATOR).id for name in ("Ada Friis", "Eva Bech")]
    failures: list[InputError] = []
    both = threading.Barrier(2)

    def take(user_id: int) -> None:
        both.wait(10)
        try:
            with database.writing() as session:
                deactivate(session, user_id, actor=COMMAND_LINE, times=TIMES)
        except InputError as error:
            failures.append(error)

    threads = [threading.Thread(target=take, args=(user_id,)) for user_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert [user.active for user in list_users(session)].count(True) == 1
    assert len(failures) == 1
