"""Who uses the tracker."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.users import add_user, list_users


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
