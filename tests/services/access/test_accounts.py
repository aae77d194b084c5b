"""Signing in: who gets in, who does not, and what the database keeps of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import Committee, SignInAttempt, SignInLink, SignInSession, User
from tracker.domain.roles import Role
from tracker.errors import InputError, NotFoundError, TooManyAttemptsError
from tracker.services.access import accounts

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PASSWORD = "korrekt hest batteri"
hash_of = cache(accounts.hash_password)  # which is to take its time


@pytest.fixture
def user(session: Session) -> User:
    user = User(
        email="rita@ballerup.example",
        name="Rita Holm",
        role=Role.SECRETARY,
        password_hash=hash_of(PASSWORD),
        created_at=NOW,
    )
    session.add(user)
    session.flush()
    return user


def test_the_right_password_lets_in_however_the_address_is_cased(session: Session, user: User) -> None:
    assert accounts.check_password(session, " Rita@Ballerup.Example ", PASSWORD) == user.id


@pytest.mark.parametrize("password", ["", "forkert", PASSWORD + " ", PASSWORD.upper()])
def test_another_password_does_not(session: Session, user: User, password: str) -> None:
    assert accounts.check_password(session, user.email, password) is None


def test_nobody_gets_in_with_an_unknown_address(session: Session, user: User) -> None:
    assert accounts.check_password(session, "nobody@ballerup.example", PASSWORD) is None


def test_an_inactive_user_does_not_get_in(session: Session, user: User) -> None:
    user.active = False
    session.flush()
    assert accounts.check_password(session, user.email, PASSWORD) is None


def test_a_user_without_password_does_not_get_in(session: Session, user: User) -> None:
    user.password_hash = None
    session.flush()
    assert accounts.check_password(session, user.email, "") is None


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(
    session: Session, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    class Recording(PasswordHasher):
        def verify(self, *arguments: Any) -> Any:
            seen.append(str(arguments[0]))
            return super().verify(*arguments)

    monkeypatch.setattr(accounts, "_HASHER", Recording())
    accounts.check_password(session, user.email, "forkert")
    accounts.check_password(session, "nobody@ballerup.example", "forkert")
    costs = [one.split("$")[1:4] for one in seen]
    assert len(seen) == 2
    assert costs[0] == costs[1]


def test_a_short_password_is_refused_with_its_field() -> None:
    with pytest.raises(InputError, match="mindst 12 tegn") as caught:
        accounts.hash_password("for kort")
    assert caught.value.field == "password"


def test_a_session_is_found_by_its_token_and_carries_the_users_committees(session: Session, user: User) -> None:
    committee = Committee(name="Teknik- og Miljøudvalget")
    user.committees.append(committee)
    session.flush()
    token = accounts.open_session(session, user.id, now=NOW, lifetime=HOUR)
    found = accounts.find_session(session, token, now=NOW + HOUR / 2)
    assert found is not None
    assert (found.user_id, found.actor.role) == (user.id, Role.SECRETARY)
    assert found.actor.committees == {committee.id}


def test_neither_a_session_nor_a_link_stores_its_token(session: Session, user: User) -> None:
    tokens = [
        accounts.open_session(session, user.id, now=NOW, lifetime=HOUR),
        accounts.create_link(session, user.id, now=NOW),
    ]
    stored = [session.scalar(select(SignInSession.token_digest)), session.scalar(select(SignInLink.token_digest))]
    assert all(len(digest or "") == 64 for digest in stored)
    assert not set(tokens) & set(stored)


def test_a_session_ends_when_its_time_is_up(session: Session, user: User) -> None:
    token = accounts.open_session(session, user.id, now=NOW, lifetime=HOUR)
    assert accounts.find_session(session, token, now=NOW + HOUR - timedelta(seconds=1))
    assert accounts.find_session(session, token, now=NOW + HOUR) is None


def test_a_session_ends_when_it_is_closed_alone_or_with_all_others(session: Session, user: User) -> None:
    tokens = [accounts.open_session(session, user.id, now=NOW, lifetime=HOUR) for _ in range(3)]
    accounts.close_session(session, tokens[0], now=NOW)
    assert [accounts.find_session(session, token, now=NOW) is not None for token in tokens] == [False, True, True]
    accounts.close_all_sessions(session, user.id, now=NOW)
    assert not any(accounts.find_session(session, token, now=NOW) for token in tokens)


def test_a_session_ends_when_its_user_is_made_inactive(session: Session, user: User) -> None:
    token = accounts.open_session(session, user.id, now=NOW, lifetime=HOUR)
    user.active = False
    session.flush()
    assert accounts.find_session(session, token, now=NOW) is None


def test_a_link_signs_in_once(session: Session, user: User) -> None:
    token = accounts.create_link(session, user.id, now=NOW)
    assert accounts.use_link(session, token, now=NOW) == user.id
    with pytest.raises(NotFoundError):
        accounts.use_link(session, token, now=NOW)


def test_looking_at_a_link_does_not_use_it_up(session: Session, user: User) -> None:
    token = accounts.create_link(session, user.id, now=NOW)
    for _ in range(3):
        assert accounts.look_at_link(session, token, now=NOW).name == "Rita Holm"
    assert accounts.use_link(session, token, now=NOW) == user.id


def test_a_demonstrations_link_may_be_used_again(session: Session, user: User) -> None:
    token = accounts.create_link(session, user.id, now=NOW, reusable=True)
    assert [accounts.use_link(session, token, now=NOW) for _ in range(2)] == [user.id, user.id]


def test_a_link_expires(session: Session, user: User) -> None:
    token = accounts.create_link(session, user.id, now=NOW, lifetime=HOUR, reusable=True)
    with pytest.raises(NotFoundError):
        accounts.use_link(session, token, now=NOW + HOUR)


def test_a_link_of_an_inactive_user_is_worth_nothing(session: Session, user: User) -> None:
    token = accounts.create_link(session, user.id, now=NOW)
    user.active = False
    session.flush()
    with pytest.raises(NotFoundError):
        accounts.use_link(session, token, now=NOW)


def test_guessing_is_slowed_down_by_address_of_mail_from_wherever_it_comes(session: Session) -> None:
    for number in range(accounts.ATTEMPTS_BY_EMAIL):
        accounts.begin_attempt(session, "rita@ballerup.example", f"10.0.0.{number}", now=NOW)
    with pytest.raises(TooManyAttemptsError, match="Vent 15 minutter") as caught:
        accounts.begin_attempt(session, "RITA@ballerup.example", "10.0.9.9", now=NOW)
    assert caught.value.retry_after == 15 * 60


def test_guessing_is_slowed_down_by_network_address_whoever_is_tried(session: Session) -> None:
    for number in range(accounts.ATTEMPTS_BY_ADDRESS):
        accounts.begin_attempt(session, f"user{number}@ballerup.example", "10.0.0.1", now=NOW)
    with pytest.raises(TooManyAttemptsError):
        accounts.begin_attempt(session, "another@ballerup.example", "10.0.0.1", now=NOW)
    accounts.begin_attempt(session, "another@ballerup.example", "10.0.0.2", now=NOW)


def test_a_try_counts_until_its_window_has_passed(session: Session) -> None:
    for minute in range(accounts.ATTEMPTS_BY_EMAIL):
        accounts.begin_attempt(session, "rita@ballerup.example", "10.0.0.1", now=NOW + timedelta(minutes=minute))
    with pytest.raises(TooManyAttemptsError):
        accounts.begin_attempt(session, "rita@ballerup.example", "10.0.0.1", now=NOW + timedelta(minutes=14))
    accounts.begin_attempt(session, "rita@ballerup.example", "10.0.0.1", now=NOW + timedelta(minutes=16))


def test_the_tries_of_who_gets_in_are_forgotten_but_not_those_of_others(session: Session) -> None:
    accounts.begin_attempt(session, "rita@ballerup.example", "10.0.0.1", now=NOW)
    accounts.begin_attempt(session, "rita@ballerup.example", "10.9.9.9", now=NOW)
    accounts.end_attempt(session, "Rita@ballerup.example", "10.0.0.1")
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


def test_a_new_password_takes_the_old_ones_place_and_ends_every_session(session: Session, user: User) -> None:
    token = accounts.open_session(session, user.id, now=NOW, lifetime=HOUR)
    accounts.set_password(session, accounts.find_user(session, "RITA@ballerup.example"), "et helt nyt ord", now=NOW)
    session.expire_all()
    assert accounts.check_password(session, user.email, PASSWORD) is None
    assert accounts.check_password(session, user.email, "et helt nyt ord") == user.id
    assert accounts.find_session(session, token, now=NOW) is None


def test_nobody_is_found_by_an_address_that_no_active_user_has(session: Session, user: User) -> None:
    user.active = False
    session.flush()
    for email in (user.email, "nobody@ballerup.example"):
        with pytest.raises(NotFoundError, match="Ingen aktiv bruger"):
            accounts.find_user(session, email)
