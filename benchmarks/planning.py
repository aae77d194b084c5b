"""How long a round of planning takes, and what it holds in memory, with ever more tasks and the same number due.

    python benchmarks/planning.py [--large] [--due 200] [--rounds 5]

Three rounds are measured on SQLite, at 1,000 and 100,000 tasks (with --large also a million): one in which `--due`
tasks became due since the last, one in which nothing changed, and the first of a day, which looks at every task. The
ratio is that of the first of these to the bare SQL that selects the same tasks with their owners, dates and ledger, in
the same run.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, text, update

from tracker.agreement.values import Basis, TaskKind
from tracker.clock import COPENHAGEN
from tracker.db import migration
from tracker.db.engine import Database
from tracker.db.models import Committee, DeadlineVersion, Reminder, Secretary, Task, TaskOwner, User
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services import reminders

NOW = datetime(2019, 5, 31, 9, tzinfo=UTC)
KNOWN = datetime(2018, 10, 9, 8, tzinfo=UTC)
FAR = date(2021, 1, 4)
AT_A_TIME = 10_000


def fill(database: Database, count: int) -> None:
    """A town hall of 20 committees with `count` tasks, none of which is due before long."""
    migration.upgrade(database)
    with database.writing() as session:
        for number in range(1, 21):
            session.add(Committee(id=number, name=f"Udvalg {number}"))
            user = User(email=f"s{number}@example.dk", name=f"Sekretær {number}", role=Role.SECRETARY, created_at=KNOWN)
            session.add(user)
            session.flush()
            session.add(Secretary(committee_id=number, user_id=user.id))
    for first in range(1, count + 1, AT_A_TIME):
        ids = range(first, min(first + AT_A_TIME, count + 1))
        dates = {each: FAR + timedelta(days=each % 1000) for each in ids}
        same = {"kind": TaskKind.PRESENTATION, "basis": Basis.EXPLICIT, "status": Status.NOT_STARTED, "revision": 1}
        same |= {"created_at": KNOWN, "status_at": KNOWN, "deadline_version": 1, "committees_inferred": False}
        with database.writing() as session:
            session.execute(
                insert(Task), [{"id": each, "title": f"Opgave {each}", "due_on": dates[each], **same} for each in ids]
            )
            versions = [{"task_id": each, "number": 1, "due_on": dates[each], "set_at": KNOWN} for each in ids]
            session.execute(insert(DeadlineVersion), [{**each, "moved": False} for each in versions])
            owners = [{"task_id": each, "committee_id": each % 20 + 1, "position": 0} for each in ids]
            session.execute(insert(TaskOwner), owners)
    with database.writing() as session:
        session.execute(text("UPDATE tasks SET plan_on = NULL"))
        session.execute(text("ANALYZE"))


def bare(database: Database) -> None:
    """Selects the tasks that changed, with what planning must know of them, and makes nothing of it."""
    chosen = select(Task.id).where(Task.plan_on == date.min)
    with database.reading() as session:
        connection = session.connection()
        for query in (
            select(Task.__table__).where(Task.plan_on == date.min),
            select(DeadlineVersion.__table__).where(DeadlineVersion.task_id.in_(chosen)),
            select(TaskOwner.__table__).where(TaskOwner.task_id.in_(chosen)),
            select(Reminder.__table__).where(Reminder.task_id.in_(chosen)),
        ):
            connection.execute(query).all()


def look(database: Database, seen: reminders.Seen | None) -> reminders.Survey:
    """A round of planning."""
    with database.reading() as session:
        return reminders.survey(session, Policy(), seen, now=NOW, zone=COPENHAGEN)


def measured(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median of the times in milliseconds, and the peak of memory in megabytes, taken in a round of its own."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return statistics.median(times), peak


def measure(count: int, due: int, rounds: int) -> None:
    """Prints the line for `count` tasks."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-", ignore_cleanup_errors=True) as folder:
        database = Database(f"sqlite:///{Path(folder, 'bench.sqlite3')}")
        fill(database, count)
        first, first_memory = measured(lambda: look(database, None), 1)
        seen = look(database, None).seen
        idle, _ = measured(lambda: look(database, seen), rounds)
        with database.writing() as session:
            session.execute(update(Task).where(Task.id <= due).values(due_on=date(2019, 5, 31)))
        found = look(database, seen)
        planned = sum(len(digest.lines) for digest in found.plan.digests)
        if planned != due or found.seen != seen:
            raise SystemExit(f"{planned} lines were planned, {due} were due")
        busy, memory = measured(lambda: look(database, seen), rounds)
        plain, _ = measured(lambda: bare(database), rounds)
        database.dispose()
    print(
        f"{count:>9,}{busy:>10.1f}{memory:>8.1f}{plain:>10.1f}{busy / plain:>7.1f}{idle:>10.1f}"
        f"{first:>12.0f}{first_memory:>8.1f}",
        flush=True,
    )


def main() -> None:
    """Prints a line for each number of tasks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="a million tasks, too")
    parser.add_argument("--due", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(f"{options.due} tasks due; milliseconds, megabytes at the peak")
    print(f"{'tasks':>9}{'due':>10}{'MB':>8}{'bare SQL':>10}{'ratio':>7}{'idle':>10}{'first':>12}{'MB':>8}")
    for count in (1_000, 100_000, *([1_000_000] if options.large else [])):
        measure(count, options.due, options.rounds)


if __name__ == "__main__":
    main()
