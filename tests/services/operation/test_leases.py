"""Of several processes one acts, and another takes over when it has gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.db.models import Lease
from tracker.services.operation import leases

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LASTING = timedelta(seconds=60)


def take(session: Session, holder: str, at: float) -> bool:
    return leases.acquire(session, "planning", holder, now=NOW + timedelta(seconds=at), lasting=LASTING)


def test_a_lease_has_one_holder_until_it_runs_out(session: Session) -> None:
    assert take(session, "a", 0)
    assert not take(session, "b", 59)
    assert take(session, "b", 60)
    assert not take(session, "a", 61)


def test_the_holder_renews_and_shows_that_it_lives(session: Session) -> None:
    assert take(session, "a", 0)
    assert take(session, "a", 50)
    assert not take(session, "b", 100)
    lease = session.get_one(Lease, "planning", populate_existing=True)
    assert (lease.holder, lease.token, lease.beat_at) == ("a", 1, NOW + timedelta(seconds=50))


def test_the_token_grows_with_each_new_holder(session: Session) -> None:
    take(session, "a", 0)
    take(session, "b", 60)
    take(session, "b", 70)
    take(session, "a", 200)
    assert session.get_one(Lease, "planning", populate_existing=True).token == 3


def test_who_stops_lets_another_act_at_once(session: Session) -> None:
    take(session, "a", 0)
    leases.release(session, "planning", "b", now=NOW)  # not its own
    assert not take(session, "b", 1)
    leases.release(session, "planning", "a", now=NOW)
    assert take(session, "b", 1)


def test_a_clock_that_is_set_back_does_not_keep_a_dead_holders_lease(session: Session) -> None:
    take(session, "a", 3600)
    assert take(session, "b", 0)
