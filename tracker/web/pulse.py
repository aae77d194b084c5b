"""Whether the installation runs: the database answers, its schema fits, the scheduler beats."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from tracker.bootstrap import Runtime
from tracker.db import migration
from tracker.db.queries.heartbeat import last_beat
from tracker.errors import DatabaseError

log = logging.getLogger(__name__)

HEARTBEAT_LIMIT = timedelta(minutes=5)
"""How old the scheduler's heartbeat may be. Reminders leave once an hour at most, so this is early enough."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What was found. `beat_at` is the machine's time of the last heartbeat, none when there never was one."""

    database_answers: bool
    schema: str | None
    newest_schema: str
    beat_at: datetime | None
    now: datetime

    @property
    def schema_fits(self) -> bool:
        """Whether the database is of the version that the program expects."""
        return self.schema == self.newest_schema

    @property
    def scheduler_lives(self) -> bool:
        """Whether the heartbeat is fresh."""
        return self.beat_at is not None and self.now - self.beat_at <= HEARTBEAT_LIMIT

    @property
    def is_well(self) -> bool:
        """Whether everything runs."""
        return self.database_answers and self.schema_fits and self.scheduler_lives

    def as_json(self) -> dict[str, object]:
        """The answer of /health. It names versions and times, and nothing about the content."""
        return {
            "status": "ok" if self.is_well else "fejl",
            "database": "ok" if self.database_answers else "svarer ikke",
            "schema": {"current": self.schema, "expected": self.newest_schema},
            "heartbeat": self.beat_at.isoformat(timespec="seconds") if self.beat_at else None,
            "heartbeat_fresh": self.scheduler_lives,
        }


def alarm(runtime: Runtime) -> tuple[bool, datetime | None]:
    """Whether reminders stand still, and when the scheduler last showed a sign of life. Cheap: every page asks.

    A database that does not answer is no alarm of the scheduler's; the page itself will say so.
    """
    try:
        with runtime.database.reading() as session:
            beat_at = last_beat(session)
    except SQLAlchemyError:
        return False, None
    return beat_at is None or runtime.machine_clock.now() - beat_at > HEARTBEAT_LIMIT, beat_at


def take_pulse(runtime: Runtime) -> Pulse:
    """Looks at the database of `runtime`."""
    now = runtime.machine_clock.now()
    newest = migration.newest()
    try:
        schema = migration.current(runtime.database)
        with runtime.database.reading() as session:
            beat_at = last_beat(session) if schema else None
    except (SQLAlchemyError, DatabaseError):
        log.exception("the database does not answer")
        return Pulse(database_answers=False, schema=None, newest_schema=newest, beat_at=None, now=now)
    return Pulse(True, schema, newest, beat_at, now)
