"""Whether the installation runs: the database answers, its schema fits, the scheduler beats."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from tracker.bootstrap import Runtime
from tracker.db import migration
from tracker.db.queries.operation.heartbeat import last_beat
from tracker.errors import DatabaseError
from tracker.language import gettext
from tracker.services.operation.watching import Trouble, find_troubles, is_silent

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pulse:
    """What was found. `beat_at` is the machine's time of the last heartbeat, none when there never was one; `troubles`
    is all that needs a person, where the database can say it.
    """

    database_answers: bool
    schema: str | None
    newest_schema: str
    beat_at: datetime | None
    now: datetime
    troubles: tuple[Trouble, ...] = ()

    @property
    def schema_fits(self) -> bool:
        """Whether the database is of the version that the program expects."""
        return self.schema == self.newest_schema

    @property
    def scheduler_lives(self) -> bool:
        """Whether the heartbeat is fresh."""
        return not is_silent(self.beat_at, self.now)

    @property
    def is_well(self) -> bool:
        """Whether everything runs, and nothing waits for a person."""
        return not self.reasons

    @property
    def reasons(self) -> list[Trouble]:
        """Why it does not; empty when it does."""
        if not self.database_answers:
            return [Trouble("database", gettext("Databasen svarer ikke."))]
        if not self.schema_fits:
            return [Trouble("schema", gettext("Databasens udgave passer ikke til programmet. Kør tracker db upgrade."))]
        return list(self.troubles)

    def as_json(self) -> dict[str, object]:
        """The answer of /health. It names versions and times, and nothing about the content."""
        return {
            "status": "ok" if self.is_well else "fejl",
            "database": "ok" if self.database_answers else "svarer ikke",
            "schema": {"current": self.schema, "expected": self.newest_schema},
            "heartbeat": self.beat_at.isoformat(timespec="seconds") if self.beat_at else None,
            "heartbeat_fresh": self.scheduler_lives,
            "reasons": [{"code": each.code, "text": each.words} for each in self.reasons],
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
    return is_silent(beat_at, runtime.machine_clock.now()), beat_at


def troubles(runtime: Runtime) -> list[Trouble]:
    """What needs a person: for the bar that administrators see on every page. None where the database cannot say."""
    try:
        with runtime.database.reading() as session:
            return find_troubles(session, runtime.times(), reads_returns=runtime.reads_returns)
    except SQLAlchemyError:
        return []


def take_pulse(runtime: Runtime) -> Pulse:
    """Looks at the database of `runtime`."""
    now = runtime.machine_clock.now()
    newest = migration.newest()
    try:
        schema = migration.current(runtime.database)
        with runtime.database.reading() as session:
            fits = schema == newest
            beat_at = last_beat(session) if fits else None
            found = find_troubles(session, runtime.times(), reads_returns=runtime.reads_returns) if fits else []
    except (SQLAlchemyError, DatabaseError):
        log.exception("the database does not answer")
        return Pulse(database_answers=False, schema=None, newest_schema=newest, beat_at=None, now=now)
    return Pulse(True, schema, newest, beat_at, now, tuple(found))
