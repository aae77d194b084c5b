"""How long a round of planning takes, and what it holds in memory, with ever more tasks and the same number due.

    python benchmarks/planning.py [--large] [--due 200] [--rounds 25] [--database sqlite|postgresql|URL]

Measured at 1,000 and 100,000 tasks (with --large also a million): the first round of a day on which `--due` tasks fall
due, by a program that has just started; a round on that day in which there is nothing to do; and, once, a look at
everything, as after a change of people, meetings or policy. The ratio is that of the first to the bare SQL that selects
the same tasks with their owners, dates and ledger and makes nothing of them; the two take turns, and the ratio is taken
turn by turn, so that whatever else the machine does touches both. It is also taken of the processor time that this
process used, which a busy machine touches less; what a database server used is not in that. Memory is what Python holds
at the peak, and «most MB» the most that the process had of the machine until then, which the look at everything takes.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, Table, delete, insert, select, text
from support.databases import opened

from tracker.agreement.values import Basis, TaskKind
from tracker.clock import COPENHAGEN
from tracker.db import migration
from tracker.db.engine import Database
from tracker.db.models import (
    Committee,
    DeadlineVersion,
    Reminder,
    ReminderState,
    Secretary,
    Task,
    TaskOwner,
    UnlistedTask,
    User,
)
from tracker.domain.policy import LEAD_DAYS, Policy
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.reminders.survey import Survey, complete, pages_of, settle, survey

NOW = datetime(2019, 5, 31, 9, tzinfo=UTC)
KNOWN = datetime(2018, 10, 9, 8, tzinfo=UTC)
EARLIER = datetime(2019, 5, 29, 9, tzinfo=UTC)
FAR = date(2021, 1, 4)
PATTERN = 1000
"""So many tasks are written one by one; the others repeat them."""


def fill(database: Database, count: int, due: int) -> None:
    """A town hall of 20 committees with `count` tasks. The first `due` fall due today, and were told of on the
    days before; the others do not before long. What lists know of them is not worked out: planning reads no list."""
    migration.upgrade(database)
    with database.writing() as session:
        for number in range(1, 21):
            session.add(Committee(id=number, name=f"Udvalg {number}"))
            user = User(email=f"s{number}@example.dk", name=f"Sekretær {number}", role=Role.SECRETARY, created_at=KNOWN)
            session.add(user)
            session.flush()
            session.add(Secretary(committee_id=number, user_id=user.id))
    pattern = min(PATTERN, count - due)
    ids = range(1, due + pattern + 1)
    dates = {each: NOW.date() if each <= due else FAR + timedelta(days=each % 1000) for each in ids}
    same = {"kind": TaskKind.PRESENTATION, "basis": Basis.EXPLICIT, "status": Status.NOT_STARTED, "revision": 1}
    same |= {"created_at": KNOWN, "status_at": KNOWN, "deadline_version": 1, "committees_inferred": False}
    tasks = [{"id": each, "title": f"Opgave {each}", "due_on": dates[each], **same} for each in ids]
    version = {"number": 1, "set_at": KNOWN, "moved": False}
    versions = [{"task_id": each, "due_on": dates[each], **version} for each in ids]
    owners = [{"task_id": each, "committee_id": each % 20 + 1, "position": 0} for each in ids]
    told = [line for each in ids if each <= due for line in told_before(each)]
    with database.engine.begin() as connection:
        for model, rows in ((Task, tasks), (DeadlineVersion, versions), (TaskOwner, owners), (Reminder, told)):
            connection.execute(insert(model.__table__), rows)
    made = pattern
    while made < count - due:
        more = min(made, count - due - made)
        with database.engine.begin() as connection:
            for model, key in ((Task, "id"), (DeadlineVersion, "task_id"), (TaskOwner, "task_id")):
                copy(connection, model.__table__, key, due, made, more)
        made += more
    with database.engine.begin() as connection:
        connection.execute(delete(UnlistedTask.__table__))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def copy(connection: Connection, table: Table, key: str, after: int, made: int, more: int) -> None:
    """Writes the first `more` of the tasks after the id `after` once again, `made` ids further on; of their tables the
    one in which `key` is a task's id. The database does it by itself, so that a million takes seconds."""
    kept = [column for column in table.c if column.name == key or column.name not in {"id", "proposal_id"}]
    moved = [column + made if column.name == key else column for column in kept]
    chosen = select(*moved).where(table.c[key] > after, table.c[key] <= after + more)
    connection.execute(insert(table).from_select([column.name for column in kept], chosen))


def told_before(task_id: int) -> Iterator[dict[str, object]]:
    """The ledger of a task that falls due today: what its secretary was told on the days before."""
    for days in LEAD_DAYS:
        yield {
            "task_id": task_id,
            "deadline_version": 1,
            "rule": f"before-{days}",
            "occurrence": NOW.date().isoformat(),
            "recipient_id": task_id % 20 + 1,
            "due_at": NOW - timedelta(days=days),
            "planned_at": NOW - timedelta(days=days),
            "state": ReminderState.SENT,
        }


def bare(database: Database) -> None:
    """Selects the tasks whose day has come, with what planning must know of them, and makes nothing of it."""
    chosen = select(Task.id).where(Task.plan_on <= NOW.date())
    with database.reading() as session:
        connection = session.connection()
        for query in (
            select(Task.__table__).where(Task.plan_on <= NOW.date()),
            select(DeadlineVersion.__table__).where(DeadlineVersion.task_id.in_(chosen)),
            select(TaskOwner.__table__).where(TaskOwner.task_id.in_(chosen)),
            select(Reminder.__table__).where(Reminder.task_id.in_(chosen)),
        ):
            connection.execute(query).all()


def look(database: Database, now: datetime = NOW) -> Survey:
    """The looking and planning of a round; nothing of it is kept."""
    with database.reading() as session:
        return survey(session, Policy(), now=now, zone=COPENHAGEN)


def settle_all(database: Database, done: Survey) -> None:
    """Keeps the days that a look has found, as the worker does."""
    for looks in pages_of(done):
        with database.writing() as session:
            assert settle(session, done, looks)
    with database.writing() as session:
        complete(session, done)


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """The milliseconds that something takes, and those of the processor in this process."""
    begun, used = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000


def peak(work: Callable[[], object]) -> float:
    """The megabytes that it holds at its peak."""
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return found


def measure(kind: str, count: int, due: int, rounds: int) -> None:
    """Prints the line for `count` tasks."""
    with opened(kind) as url:
        database = Database(url)
        filling, _ = taken(lambda: fill(database, count, due))
        everything, _ = taken(lambda: settle_all(database, look(database, EARLIER)))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        found = look(database)
        planned = sum(len(digest.lines) for digest in found.plan.digests)
        if planned != due or len(found.looks) != due:
            raise SystemExit(f"{planned} lines were planned and {len(found.looks)} tasks looked at, {due} were due")
        plain, ours = [], []
        for _ in range(rounds):
            plain.append(taken(lambda: bare(database)))
            ours.append(taken(lambda: look(database)))
        ratio, of_processor = (
            statistics.median(mine[which] / theirs[which] for mine, theirs in zip(ours, plain, strict=True))
            for which in (0, 1)
        )
        memory, plain_memory = peak(lambda: look(database)), peak(lambda: bare(database))
        settle_all(database, found)
        idle = statistics.median(taken(lambda: look(database))[0] for _ in range(rounds))
        database.dispose()
    wall, plain_wall = (statistics.median(each for each, _ in turns) for turns in (ours, plain))
    print(
        f"{kind.partition(':')[0]:<11}{count:>9,}{wall:>8.1f}{plain_wall:>10.1f}{ratio:>7.2f}{of_processor:>11.2f}"
        f"{memory:>8.2f}{plain_memory:>10.2f}{idle:>8.1f}{everything / 1000:>12.1f}{most:>9.0f}{filling / 1000:>9.1f}",
        flush=True,
    )


def main() -> None:
    """Prints a line for each number of tasks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="a million tasks, too")
    parser.add_argument("--due", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--database", action="append")
    options = parser.parse_args()
    print(
        f"{options.due} tasks due, {options.rounds} rounds; milliseconds, megabytes; seconds for everything and filling"
    )
    print(
        f"{'database':<11}{'tasks':>9}{'due':>8}{'bare SQL':>10}{'ratio':>7}{'processor':>11}{'MB':>8}{'bare MB':>10}"
        f"{'idle':>8}{'everything':>12}{'most MB':>9}{'filling':>9}"
    )
    for kind in options.database or ["sqlite", "postgresql"]:
        for count in (1_000, 100_000, *([1_000_000] if options.large else [])):
            measure(kind, count, options.due, options.rounds)


if __name__ == "__main__":
    main()
