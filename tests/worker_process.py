"""Workers in processes of their own, that can be killed at any step.

    python -m tests.worker_process

Reads orders from its input, one JSON object a line, forks a process for each worker, waits for them all and answers
with their exit statuses; a process that was killed has the negative number of its signal. A single worker that is to
come to its end works in this process itself, so that those forked later begin with what it has compiled: that took five
sixths of what each of them did. An order holds:

- url, port, instant: the database, the port of the mail server, and the time that the domain sees (ISO 8601)
- workers: how many at once; claim_seconds: how long a claim lasts
- plan: whether to plan first; drain: whether to go on until nothing waits any more
- die_at, after: the step at which the process kills itself, the `after`-th time that it is reached
- die_before_commit: the number of the commit before which it does
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, func, select

from tests import statements
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.db.engine import Database
from tracker.db.models import Message, MessageState
from tracker.db.prepared import PostgresqlLane, SqliteLane
from tracker.jobs import Step, Worker, deliver, plan_and_queue
from tracker.settings import MailSettings, Settings

DRAIN_SECONDS = 60


def die() -> None:
    """As if the power were cut: nothing of this process runs any more."""
    os.kill(os.getpid(), signal.SIGKILL)


class Death:
    """Dies at a step."""

    def __init__(self, at: str | None, after: int) -> None:
        self._at, self._left = at, after

    def __call__(self, step: Step) -> None:
        if step.value == self._at:
            self._left -= 1
            if self._left == 0:
                die()


def work(order: dict[str, Any]) -> None:
    """Does what a worker does, until it is done or dies."""
    database = Database(order["url"])
    try:
        _work_on(database, order)
    finally:
        database.dispose()


def _work_on(database: Database, order: dict[str, Any]) -> None:
    settings = Settings(
        mail=MailSettings(host="127.0.0.1", port=order["port"], sender="tracker@example.dk", timeout_seconds=20)
    )
    worker = Worker(
        Runtime(settings, database, FixedClock(datetime.fromisoformat(order["instant"]))),
        watch=Death(order.get("die_at"), order.get("after", 1)),
        batch=order.get("batch", 3),
        claim_time=timedelta(seconds=order.get("claim_seconds", 60)),
    )
    if "die_before_commit" in order:
        _die_before_commit(database, order["die_before_commit"])
    if order.get("plan", True):
        plan_and_queue(worker)
    deliver(worker)
    until = time.monotonic() + DRAIN_SECONDS
    while order.get("drain") and _waiting(database) and time.monotonic() < until:
        time.sleep(0.05)
        deliver(worker)


def _die_before_commit(database: Database, number: int) -> None:
    left = [number]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            die()

    event.listen(database.engine, "commit", count)
    for kind in (SqliteLane, PostgresqlLane):  # whose transactions are their own
        kind._commit = before(count, kind._commit)  # type: ignore[method-assign]


def before(count: Callable[..., None], commit: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`commit`, counted before it is done."""

    def counted(lane: Any) -> Any:
        count()
        return commit(lane)

    return counted


def _waiting(database: Database) -> int:
    final = [state for state in MessageState if state.is_final]
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Message.state.not_in(final))) or 0


def _ends_here(order: dict[str, Any]) -> bool:
    return order.get("workers", 1) == 1 and not order.keys() & {"die_at", "die_before_commit"}


def _work_here(order: dict[str, Any]) -> list[int]:
    try:
        work(order)
    except Exception:
        traceback.print_exc()
        return [1]
    return [0]


def _work_forked(order: dict[str, Any]) -> list[int]:
    children = [_fork(order) for _ in range(order.get("workers", 1))]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _fork(order: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work(order)
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Takes orders until its input ends."""
    statements.pytest_configure()
    for line in sys.stdin:
        order = json.loads(line)
        statuses = _work_here(order) if _ends_here(order) else _work_forked(order)
        print(json.dumps(statuses), flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
