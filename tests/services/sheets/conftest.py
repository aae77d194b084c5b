"""What tests of sheets start from, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.factories import make_committee, make_task, make_user
from tests.services.sheets.round_trip import World
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.services.actors import Actor


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    """Three open tasks of two committees, and people, for sheets that come back."""
    with database.writing() as session:
        own, other = make_committee(session, "Kultur- og Fritidsudvalget"), make_committee(session, "Økonomiudvalget")
        anna, bo = make_user(session, "Anna Holm"), make_user(session, "Bo Berg")
        path = make_task(session, "Forslag til cykelsti forelægges", due=date(2019, 6, 30), owners=[own])
        jobs = make_task(session, "Jobmesse holdes", due=None, kind=TaskKind.DELIVERY, owners=[other])
        bridge = make_task(session, "Bro åbnes", due=date(2019, 9, 1), kind=TaskKind.DELIVERY, owners=[own, other])
        yield World(session, Actor.of(anna), path.id, jobs.id, bridge.id, own.id, other.id, bo.id)
