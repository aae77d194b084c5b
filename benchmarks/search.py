"""How long a list page takes, and a search page beside it, through the whole application.

    python benchmarks/search.py [--tasks 100000] [--rounds 9] [--url postgresql://…]

A town hall of 20 committees is filled with tasks whose titles and comments are made of Danish words, and an agreement
with 2,000 paragraphs. Then the page «Opgaver» is fetched as a signed-in person would fetch it: the list as it stands,
and searches that find a few tasks, half of them, and all of them. Rounds are taken in turns, so that whatever else the
machine does falls on all alike. The ratio is that of the median to the plain list's; none may be above two.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import func, insert, select, text

from tracker.agreement.values import Basis, TaskKind
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.db import migration
from tracker.db.engine import Database
from tracker.db.models import (
    Agreement,
    Committee,
    DeadlineVersion,
    ListedTask,
    Meeting,
    Task,
    TaskEvent,
    TaskOwner,
    User,
)
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.access import accounts
from tracker.settings import Settings
from tracker.web.app import create_app

NOW = datetime(2019, 5, 15, 9, tzinfo=UTC)
KNOWN = datetime(2018, 10, 9, 8, tzinfo=UTC)
AT_A_TIME = 5_000
LIMIT = 2.0
ACTS = ("forelægges", "evalueres", "drøftes", "besluttes", "undersøges", "afrapporteres")
THINGS = [
    "skolerne",
    "cykelstien",
    "plejehjemmet",
    "biblioteket",
    "idrætspolitikken",
    "handleplanen",
    "budgettet",
    "strategien",
]
WORDS = [
    "børn",
    "ældre",
    "unge",
    "medarbejdere",
    "forældre",
    "borgere",
    "foreninger",
    "naturen",
    "klimaet",
    "trafikken",
    "økonomien",
    "byggeriet",
]
RARE = "svømmehallen"
SEARCHES = {
    "a few tasks": "svømmehal",
    "two words": "evaluering plejehjem",
    "half of them": "forældres",
    "all of them": "forslaget",
    "unfinished": "forsl",
}


def fill(database: Database, count: int) -> None:
    """A town hall with `count` tasks, each with an owner, a date and now and then a comment."""
    migration.upgrade(database)
    chance = random.Random(7)
    with database.writing() as session:
        for number in range(1, 21):
            days = [date(2019, 1, 8) + timedelta(days=28 * each + number) for each in range(30)]
            session.add(Committee(id=number, name=f"Udvalg {number}", meetings=[Meeting(held_on=day) for day in days]))
        session.add(User(id=1, email="a@b.dk", name="Anna Holm", role=Role.ADMINISTRATION, created_at=KNOWN))
        session.add(_agreement(chance))
    for first in range(1, count + 1, AT_A_TIME):
        with database.writing() as session:
            rows = [_task(each, chance) for each in range(first, min(first + AT_A_TIME, count + 1))]
            session.execute(insert(Task), rows)
            session.execute(
                insert(DeadlineVersion),
                [
                    {"task_id": row["id"], "number": 1, "due_on": row["due_on"], "set_at": KNOWN, "moved": False}
                    for row in rows
                ],
            )
            session.execute(
                insert(TaskOwner),
                [{"task_id": row["id"], "committee_id": row["id"] % 20 + 1, "position": 0} for row in rows],
            )
            said = {"at": KNOWN, "actor_name": "Anna Holm", "kind": EventKind.COMMENT}
            comments = [{"task_id": row["id"], "comment": _sentence(chance, 12), **said} for row in rows[::3]]
            session.execute(insert(TaskEvent), comments)
    with database.writing() as session:
        session.execute(text("UPDATE tasks SET plan_on = NULL"))
        session.execute(text("ANALYZE"))


def _task(number: int, chance: random.Random) -> dict[str, object]:
    thing = RARE if number % 10_000 == 1 else chance.choice(THINGS)
    who = "forældrene" if number % 2 else chance.choice(WORDS)
    return {
        "id": number,
        "title": f"Forslag {number} om {thing} for {who} {chance.choice(ACTS)}",
        "section": f"{number % 9 + 1}.{number % 40 + 1}",
        "kind": chance.choice(list(TaskKind)),
        "basis": Basis.EXPLICIT,
        "status": chance.choice([Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING, Status.DROPPED]),
        "due_on": date(2019, 1, 1) + timedelta(days=chance.randrange(900)),
        "revision": 1,
        "created_at": KNOWN,
        "status_at": KNOWN,
        "deadline_version": 1,
        "committees_inferred": False,
    }


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choice((*THINGS, *WORDS, *ACTS)) for _ in range(length)).capitalize() + "."


def _agreement(chance: random.Random) -> Agreement:
    paragraphs = "\n\n".join(_sentence(chance, 40) for _ in range(2_000))
    return Agreement(
        title="Aftale om budget 2019", file_name="aftale.txt", digest="0" * 64, text=paragraphs, imported_at=KNOWN
    )


class Visitor:
    """Somebody who is signed in and fetches pages."""

    def __init__(self, database: Database) -> None:
        runtime = Runtime(Settings(), database, FixedClock(NOW), machine_clock=FixedClock(NOW), demonstration=True)
        with database.writing() as session:
            token = accounts.open_session(session, 1, now=NOW, lifetime=timedelta(hours=12))
        self._client = create_app(runtime).test_client()
        self._client.set_cookie("tracker", token)
        self._client.set_cookie("__Host-tracker", token, secure=True)

    def fetch(self, address: str) -> float:
        """Milliseconds until the page is there."""
        begun = time.perf_counter()
        response = self._client.get(address, base_url="https://localhost")
        spent = (time.perf_counter() - begun) * 1000
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        return spent

    def memory(self, address: str) -> float:
        """Megabytes at the peak of a fetch."""
        tracemalloc.start()
        self.fetch(address)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        return peak


def measure(database: Database, rounds: int) -> float:
    """Prints a line for each page; returns the largest ratio."""
    visitor = Visitor(database)
    pages = {"the list": "/opgaver/"}
    pages |= {name: f"/opgaver/?{urlencode({'q': words})}" for name, words in SEARCHES.items()}
    for address in pages.values():
        visitor.fetch(address)  # templates, caches, the dictionary
    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, address in pages.items():
            times[name].append(visitor.fetch(address))
    plain = statistics.median(times["the list"])
    print(f"{'page':<16}{'ms':>8}{'ratio':>8}{'MB':>8}")
    for name, address in pages.items():
        middle = statistics.median(times[name])
        print(f"{name:<16}{middle:>8.1f}{middle / plain:>8.2f}{visitor.memory(address):>8.1f}", flush=True)
    return max(statistics.median(each) for each in times.values()) / plain


def main() -> None:
    """Fills a database, measures, and ends with status 1 where a search costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--url", help="an empty database; without it a SQLite file of its own")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracker-bench-", ignore_cleanup_errors=True) as folder:
        database = Database(options.url or f"sqlite:///{Path(folder, 'bench.sqlite3')}")
        begun = time.perf_counter()
        fill(database, options.tasks)
        with database.reading() as session:
            listed = session.scalar(select(func.count()).select_from(ListedTask))
        print(f"{listed:,} tasks taken in, {time.perf_counter() - begun:.0f} s")
        worst = measure(database, options.rounds)
        database.dispose()
    if worst > LIMIT:
        raise SystemExit(f"a search page costs {worst:.2f} times a list page; it may cost {LIMIT:g} times")


if __name__ == "__main__":
    main()
