"""A town hall with reminders due, a worker whose clocks are moved by hand, and a mail server that is only pretended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tracker.bootstrap import Runtime
from tracker.clock import COPENHAGEN
from tracker.db.engine import Database
from tracker.db.models import Message, Reminder, Task
from tracker.domain.delivery import Outcome, Result
from tracker.domain.roles import Role
from tracker.jobs import Step, Worker
from tracker.mail.transport import Transport
from tracker.services.tasks import tasks
from tracker.settings import Settings

DAY = date(2019, 5, 31)  # a Friday on which the tasks fall due
ACCEPTED = Outcome(Result.ACCEPTED, "250 OK", exposed=True)
BUSY = Outcome(Result.DEFERRED, "450 busy")
FULL = Outcome(Result.DEFERRED, "452 full", exposed=True)
NOBODY = Outcome(Result.REFUSED, "550 no such user")
LOST = Outcome(Result.LOST, "Forbindelsen blev afbrudt.", exposed=True)
AWAY = Outcome(Result.UNREACHABLE, "Mailserveren afviste forbindelsen.")


def morning(day: date = DAY, hour: int = 9) -> datetime:
    """A time of day in the town hall."""
    return datetime.combine(day, time(hour), tzinfo=COPENHAGEN).astimezone(UTC)


@dataclass
class HandClock:
    """A clock that stands until it is moved."""

    instant: datetime = field(default_factory=morning)

    def now(self) -> datetime:
        return self.instant

    def move(self, **by: float) -> None:
        """Moves on, as `timedelta` counts."""
        self.instant += timedelta(**by)


class FakeTransport:
    """Answers as `answer` says, and keeps what was handed over."""

    def __init__(self, answer: Callable[[str], Outcome] = lambda address: ACCEPTED) -> None:
        self.answer = answer
        self.handed_over: list[tuple[str, bytes]] = []
        self.envelope_senders: list[str | None] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def announce(self, address: str, envelope_sender: str | None = None) -> None:
        return None

    def hand_over(self, address: str, content: bytes, envelope_sender: str | None = None) -> Outcome:
        self.handed_over.append((address, content))
        self.envelope_senders.append(envelope_sender)
        return self.answer(address)

    @property
    def addresses(self) -> list[str]:
        """Whom mails were handed over for."""
        return [address for address, _ in self.handed_over]


@dataclass
class TownHall:
    """A database with people and tasks, and what a worker on it needs."""

    database: Database
    clock: HandClock = field(default_factory=HandClock)
    machine: HandClock = field(default_factory=lambda: HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC)))
    transport: FakeTransport = field(default_factory=FakeTransport)

    def worker(
        self,
        name: str = "w1",
        *,
        settings: Settings | None = None,
        deliver_by: Callable[[], Transport] | None = None,
        **more: Any,
    ) -> Worker:
        """A worker on this town hall; it delivers by the pretended server unless told otherwise."""
        runtime = Runtime(settings or Settings(), self.database, self.clock, machine_clock=self.machine)
        return Worker(runtime, name, open_transport=deliver_by or (lambda: self.transport), **more)

    def secretaries(self, count: int = 1, *, tasks: int = 1, due: date = DAY) -> list[str]:
        """`count` committees, each with a secretary and tasks; returns the addresses of the secretaries."""
        with self.database.writing() as session:
            addresses = []
            for number in range(count):
                committee = make_committee(session)
                user = make_user(session, f"Sekretær {number}", role=Role.SECRETARY, committees=[committee])
                user.email = f"s{number:04}@example.dk"
                addresses.append(user.email)
                for each in range(tasks):
                    make_task(session, f"Opgave {number}-{each}", due=due, owners=[committee])
            return addresses

    def messages(self) -> list[Message]:
        """All mails with their lines, in the order in which they were queued."""
        with self.database.reading() as session:
            query = select(Message).options(selectinload(Message.reminders)).order_by(Message.id)
            return list(session.scalars(query))

    def message_replies(self) -> set[str | None]:
        """What the server last said about the mails."""
        return {message.reply for message in self.messages()}

    def message(self) -> Message:
        """The only mail."""
        (found,) = self.messages()
        return found

    def ledger(self) -> list[Reminder]:
        """All lines of the ledger."""
        with self.database.reading() as session:
            return list(session.scalars(select(Reminder).order_by(Reminder.id)))

    def change(self, change: Callable[[Any], None]) -> None:
        """Commits what `change` does in a session."""
        with self.database.writing() as session:
            change(session)


@dataclass
class Interruption:
    """A watch that raises at a step, as if the process died there: nothing after it is run."""

    at: Step
    after: int = 1

    def __call__(self, step: Step) -> None:
        if step is self.at:
            self.after -= 1
            if self.after == 0:
                raise KeyboardInterrupt


def states(rows: Iterable[Message | Reminder]) -> list[str]:
    """The states of mails or lines, in their order."""
    return [row.state.value for row in rows]


def the_task(session: Session) -> Task:
    """The first task."""
    return session.scalars(select(Task).order_by(Task.id).limit(1)).one()


def drop(session: Session) -> None:
    """The first task is given up."""
    tasks.drop(session, the_task(session).id, reason="Aflyst.", revision=None, actor=ADMINISTRATION, now=morning())
