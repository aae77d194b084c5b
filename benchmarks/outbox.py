"""How many mails a second leave, against bare smtplib that pushes the same ready bytes in the same run.

    python benchmarks/outbox.py [--mails 300] [--rounds 5] [--workers 1,2,4]
                                [--sink pipelining|plain|aiosmtpd] [--database sqlite|postgresql|URL]

Mails go over one kept connection a worker to a sink in a process of its own, which answers at once and keeps nothing.
Like the servers that are in use it takes several commands together (PIPELINING), which the tracker makes use of and
smtplib does not; the plain one does not. The third sink is aiosmtpd, which like a real server has work of its own for
each mail. The tracker does all that handing over takes: claims, asks whether each mail
still applies as it was written when it was queued, commits «handing over», hands over, records; SQLite with
synchronous=FULL, PostgreSQL with fsync on. Beside bare smtplib stands bare smtplib that also writes one row through to
the disk for each mail, which is what the promise costs before any program does anything. The workers have run once
before it counts. The three take turns, and the ratios are taken round by round, so that whatever else the machine does
touches all. The databases are made for the run, in the folder for passing files (TMPDIR).
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import smtplib
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from aiosmtpd.smtp import SMTP
from sqlalchemy import select, text, update
from support.databases import opened

from tracker.agreement.values import Basis, TaskKind
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.db import migration
from tracker.db.engine import Database
from tracker.db.models import Committee, Message, MessageState, Reminder, ReminderState, Task, User
from tracker.domain.delivery import Result
from tracker.domain.roles import Role
from tracker.jobs import Worker, deliver, plan_and_queue
from tracker.jobs.planning import write_ahead
from tracker.services.actors import COMMAND_LINE
from tracker.services.tasks import origin
from tracker.settings import MailSettings, Settings

DUE = date(2019, 5, 31)
NOW = datetime(2019, 5, 31, 9, tzinfo=UTC)
KNOWN = datetime(2018, 10, 9, 8, tzinfo=UTC)
SENDER = "tracker@example.dk"
Process = multiprocessing.get_context("spawn").Process
Queue = multiprocessing.get_context("spawn").Queue


class Sink(asyncio.Protocol):
    """An SMTP server that says yes as fast as it can, and takes several commands together if it is `pipelining`."""

    def __init__(self, *, pipelining: bool) -> None:
        self._hello = b"250-sink\r\n250 PIPELINING\r\n" if pipelining else b"250 sink\r\n"

    def connection_made(self, transport: Any) -> None:
        """Greets."""
        self._line, self._buffer, self._in_mail = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answers each command, and each mail at its final dot."""
        self._buffer += data
        while True:
            end = b"\r\n.\r\n" if self._in_mail else b"\r\n"
            heard, found, rest = self._buffer.partition(end)
            if not found:
                return
            self._buffer = rest
            self._line.write(self._answer(heard))

    def _answer(self, heard: bytes) -> bytes:
        if self._in_mail:
            self._in_mail = False
            return b"250 kept\r\n"
        command = heard[:4].upper()
        if command == b"DATA":
            self._in_mail = True
            return b"354 go on\r\n"
        if command == b"EHLO":
            return self._hello
        return b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n"


def serve_sink(port: Any, pipelining: bool) -> None:
    """Listens on a free port, which it puts into `port`, until the process is ended."""

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Sink(pipelining=pipelining), "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


class Keeper:
    """Takes every mail for aiosmtpd, and keeps none."""

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802 - so aiosmtpd calls it
        """Says yes."""
        return "250 kept"


def serve_aiosmtpd(port: Any) -> None:
    """The same by aiosmtpd."""

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(Keeper()), "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


SINKS = {"pipelining": (serve_sink, True), "plain": (serve_sink, False), "aiosmtpd": (serve_aiosmtpd,)}


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to do: deliver from a database, or push ready bytes."""

    url: str
    port: int

    def runtime(self) -> Runtime:
        """A runtime that delivers to the sink."""
        mail = MailSettings(host="127.0.0.1", port=self.port, sender=SENDER)
        return Runtime(Settings(mail=mail), Database(self.url), FixedClock(NOW))


def work(order: Order, start: Any, done: Any) -> None:
    """A worker: delivers whenever it is told to, and says how many were accepted, when it ended, and the seconds of the
    processor that it took."""
    runtime = order.runtime()
    while start.get():
        used = time.process_time()
        tally = deliver(Worker(runtime))
        done.put((tally[Result.ACCEPTED], time.perf_counter(), time.process_time() - used))


class Crew:
    """Workers in processes of their own, which go on from round to round."""

    def __init__(self, order: Order, workers: int) -> None:
        self._start, self._done = [Queue() for _ in range(workers)], Queue()
        self._processes = [Process(target=work, args=(order, start, self._done)) for start in self._start]
        for process in self._processes:
            process.start()

    def push(self, mails: int) -> tuple[float, float]:
        """Seconds that they take for all mails, from the common start to the end of the last, and of processors."""
        begun = time.perf_counter()
        for start in self._start:
            start.put(True)
        ended = [self._done.get() for _ in self._processes]
        sent = sum(count for count, _, _ in ended)
        if sent != mails:
            raise SystemExit(f"{sent} mails were accepted, {mails} were queued")
        return max(at for _, at, _ in ended) - begun, sum(used for _, _, used in ended)

    def dismiss(self) -> None:
        """Ends the processes."""
        for start, process in zip(self._start, self._processes, strict=True):
            start.put(False)
            process.join()


def fill(database: Database, mails: int) -> None:
    """A town hall in which `mails` secretaries have one task each, due today; their mails are queued."""
    migration.upgrade(database)
    with database.writing() as session:
        for number in range(mails):
            committee = Committee(name=f"Udvalg {number}")
            user = User(
                email=f"s{number:05}@example.dk",
                name=f"Sekretær Østergård {number}",
                role=Role.SECRETARY,
                active=True,
                created_at=KNOWN,
                committees=[committee],
            )
            title = f"Forslag {number} om en bedre bøgeskov forelægges udvalget"
            task = Task(title=title, kind=TaskKind.PRESENTATION, basis=Basis.EXPLICIT, due_on=DUE)
            session.add_all([committee, user])
            session.flush()
            origin.begin(task, owners=[committee], actor=COMMAND_LINE, now=KNOWN)
            session.add(task)


def queue_again(database: Database, order: Order) -> None:
    """Puts every mail back to where it stood after planning, written ahead."""
    fresh = {"state": MessageState.QUEUED, "attempts": 0, "exposed": False, "content": None, "first_tried_at": None}
    fresh |= {"finished_at": None, "reply": None, "next_attempt_at": Message.queued_at}
    with database.writing() as session:
        session.execute(update(Message).values(fresh))
        session.execute(update(Reminder).where(Reminder.state == ReminderState.SENT).values(state=ReminderState.QUEUED))
        ids = list(session.scalars(select(Message.id).order_by(Message.id)))
    write_ahead(Worker(order.runtime()), ids)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def ready_bytes(database: Database) -> list[tuple[str, bytes]]:
    """What the tracker sent, for bare smtplib to send."""
    with database.reading() as session:
        return [(message.address, message.content or b"") for message in session.query(Message).order_by(Message.id)]


def push_bare(mails: list[tuple[str, bytes]], port: int) -> float:
    """Seconds that bare smtplib takes for `mails`."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.ehlo()
        begun = time.perf_counter()
        for address, content in mails:
            line.sendmail(SENDER, [address], content)
        return time.perf_counter() - begun


def push_committing(mails: list[tuple[str, bytes]], port: int, database: Database) -> float:
    """Seconds that bare smtplib takes for `mails` when a row is committed after each."""
    line = database.engine.raw_connection()
    cursor = line.cursor()
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        begun = time.perf_counter()
        for number, (address, content) in enumerate(mails, start=1):
            server.sendmail(SENDER, [address], content)
            cursor.execute("BEGIN IMMEDIATE") if database.is_sqlite else None
            cursor.execute(f"UPDATE messages SET lost_answers = 1 - lost_answers WHERE id = {number}")
            line.commit()
        taken = time.perf_counter() - begun
    line.close()
    return taken


def measure(kind: str, port: int, options: argparse.Namespace) -> None:
    """Prints a line for each number of workers."""
    with opened(kind) as url:
        database = Database(url)
        fill(database, options.mails)
        order = Order(database.url.render_as_string(hide_password=False), port)
        begun = time.perf_counter()
        assert plan_and_queue(Worker(order.runtime())).queued == options.mails
        name, speed = kind.partition(":")[0], options.mails / (time.perf_counter() - begun)
        print(f"{name:<11}planned, queued and written: {speed:.0f} a second", flush=True)
        for workers in options.workers:
            crew = Crew(order, workers)
            queue_again(database, order)
            crew.push(options.mails)  # warms up, and gives the bytes
            mails = ready_bytes(database)
            bare, floor, ours, used = [], [], [], []
            for _ in range(options.rounds):
                bare.append(options.mails / push_bare(mails, port))
                floor.append(options.mails / push_committing(mails, port, database))
                queue_again(database, order)
                taken, processors = crew.push(options.mails)
                ours.append(options.mails / taken)
                used.append(processors / options.mails * 1000)
            crew.dismiss()
            ratios = sorted(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
            to_floor = statistics.median(mine / theirs for mine, theirs in zip(ours, floor, strict=True))
            speeds = "".join(f"{statistics.median(each):>9.0f}" for each in (bare, floor, ours))
            spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
            print(
                f"{name:<11}{workers:>7}{speeds}{statistics.median(ratios):>8.2f}   {spread}{to_floor:>10.2f}"
                f"{statistics.median(used):>10.2f}",
                flush=True,
            )
        database.dispose()


def main() -> None:
    """Measures both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=lambda words: [int(each) for each in words.split(",")], default=[1, 2, 4])
    parser.add_argument("--database", action="append")
    parser.add_argument("--sink", choices=SINKS, default="pipelining")
    options = parser.parse_args()
    ports = Queue()
    serve, *how = SINKS[options.sink]
    sink = Process(target=serve, args=(ports, *how), daemon=True)
    sink.start()
    port = ports.get()
    print(f"{options.mails} mails, {options.rounds} rounds; mails a second, median; ratio with its spread")
    print(
        f"{'database':<11}{'workers':>7}{'smtplib':>9}{'+commit':>9}{'tracker':>9}{'ratio':>8}   spread"
        f"{'of +commit':>18}{'ms of CPU':>10}"
    )
    for kind in options.database or ["sqlite", "postgresql"]:
        measure(kind, port, options)
    sink.terminate()


if __name__ == "__main__":
    main()
