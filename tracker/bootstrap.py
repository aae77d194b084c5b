"""The one place where settings become a database, a mailer and a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.clock import Clock, MovedClock, SystemClock, local_date
from tracker.db.engine import Database
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Runtime:
    """What every entry point works with.

    `clock` is the time that the domain sees, and can be moved; `machine_clock` is the machine's own, for sessions,
    leases and the heartbeat. `demonstration` says that this is no real installation: pages show it.
    """

    settings: Settings
    database: Database
    clock: Clock
    machine_clock: Clock = field(default_factory=SystemClock)
    demonstration: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The municipality's time zone."""
        return ZoneInfo(self.settings.reminders.time_zone)

    def today(self) -> date:
        """The municipality's date, by the clock that the domain sees."""
        return local_date(self.clock.now(), self.zone)

    def now(self) -> datetime:
        """The time that the domain sees, aware, in UTC."""
        return self.clock.now()


def build(
    settings: Settings,
    *,
    today: date | None = None,
    demonstration: bool = False,
    open_database: Callable[[str], Database] = Database,
) -> Runtime:
    """The runtime for `settings`; `today` moves the clock that the domain sees to that date."""
    zone = ZoneInfo(settings.reminders.time_zone)
    clock: Clock = MovedClock.starting_on(today, zone) if today else SystemClock()
    return Runtime(settings, open_database(settings.database.url), clock, demonstration=demonstration)
