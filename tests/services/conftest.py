"""What tests of several rooms start from, on each kind of database. Some fill one of their own."""

from __future__ import annotations

import pytest

from tests.outboxes import TownHall
from tracker.db.engine import Database


@pytest.fixture
def hall(database: Database) -> TownHall:
    """A town hall in which nobody works yet."""
    return TownHall(database)
