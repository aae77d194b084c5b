"""Reading the mailbox of mails that came back, by the one process that holds the lease.

What follows from a mail is committed before the mail is marked as read. A process that dies in between reads it again,
and finds that it counted already.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from tracker.db.queries.operation.heartbeat import BOUNCES
from tracker.domain.bounces import Returned
from tracker.errors import MailboxError
from tracker.jobs.worker import Worker
from tracker.mail.bounces import LIMIT, read_returned
from tracker.mail.inbox import Inbox, Letter
from tracker.sayings import counted
from tracker.services.mails.bounces import Fate, Taken, take_in
from tracker.services.operation import leases

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
LETTERS_AT_A_TIME = 200
"""Mails that are read in one go; what is left comes with the next."""

Told = Callable[[Taken], None]


def bounces_tick(worker: Worker) -> bool:
    """Reads what came back if no other process does; returns whether this one did."""
    runtime = worker.runtime
    with runtime.database.writing() as session:
        if not leases.acquire(session, BOUNCES, worker.name, now=runtime.times().machine, lasting=LEASE):
            return False
    try:
        faults = read_bounces(worker)[None]
        trouble = (
            counted(
                "%(num)s returmail kan ikke behandles; se loggen.",
                "%(num)s returmails kan ikke behandles; se loggen.",
                faults,
            )
            if faults
            else None
        )
    except MailboxError as error:
        log.warning("what came back cannot be read: %s", error)
        trouble = error.args[0]
    now = runtime.times().machine
    with runtime.database.writing() as session:
        if trouble is None:
            leases.complete(session, BOUNCES, worker.name, now=now)
        else:
            leases.stumble(session, BOUNCES, worker.name, trouble=trouble)
        leases.release(session, BOUNCES, worker.name, now=now)
    return True


def read_bounces(
    worker: Worker, *, inbox: Inbox | None = None, told: Told = lambda taken: None
) -> Counter[Returned | None]:
    """Reads what came back, by default from the mailbox of the settings; returns how many of each kind there were.

    Under none stand those that a fault of the program kept from being taken in: they stay unread, and stop no other.
    `told` hears of each. Raises `MailboxError`.
    """
    tally: Counter[Returned | None] = Counter()
    with inbox or worker.runtime.inbox() as opened:
        for letter in opened.unread(LETTERS_AT_A_TIME, LIMIT):
            if worker.stopping.is_set():
                break
            taken = _take_in(worker, letter)
            tally[taken.kind if taken else None] += 1
            if taken is None or taken.fate is Fate.LATER:
                continue
            (opened.keep if taken.fate is Fate.KEPT else opened.done)(letter)
            told(taken)
    return tally


def _take_in(worker: Worker, letter: Letter) -> Taken | None:
    runtime = worker.runtime
    redirected = runtime.settings.mail.redirect_to is not None
    try:
        returned = read_returned(letter.content)
        with runtime.database.writing() as session:
            taken = take_in(session, returned, runtime.return_paths, redirected=redirected, times=runtime.times())
    except OperationalError:
        raise  # the database is away: no fault of this mail
    except Exception:
        log.exception("a mail that came back cannot be taken in")
        return None
    log.info("a mail came back: %s (%s)", taken.kind, taken.fate)
    return taken
