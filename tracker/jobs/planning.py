"""Planning: what is due by now is queued, by the one process that holds the lease."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from tracker.db.queries.operation.heartbeat import PLANNING
from tracker.db.queries.operation.holds import hold_of
from tracker.jobs.worker import Step, Worker
from tracker.sayings import Saying
from tracker.services.mails import drafts
from tracker.services.mails.morning import queue_morning_mails
from tracker.services.operation import leases
from tracker.services.operation.watching import ping
from tracker.services.reminders import notices, reminders
from tracker.services.reminders.survey import Survey, complete, pages_of, settle, survey
from tracker.services.tasks import occurrences

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of planning: how many mails were queued, and in Danish sentences what could not be done."""

    queued: int
    troubles: tuple[str, ...] = ()


def plan_and_queue(worker: Worker, *, everything: bool = False) -> Planned:
    """Queues every mail that is due by now, each with its lines in one transaction.

    A mail that cannot be queued stops no other, and is planned again at the next tick. With `everything` every open
    task is looked at, whether its day has come or not.
    """
    runtime = worker.runtime
    times = runtime.times()
    with runtime.database.reading() as session:
        found = survey(session, runtime.policy, now=times.now, zone=runtime.zone, everything=everything)
    worker.watch(Step.PLANNED)
    if found.plan.unaddressed:
        log.warning("nobody can be reminded of the tasks %s", ", ".join(map(str, found.plan.unaddressed)))
    queued: list[int] = []
    again: set[int] = set()
    troubles = [
        Saying("Opgave %(task)s kan ikke planlægges (%(fault)s). Ret dens frist.", task=task, fault=fault)
        for task, fault in found.plan.faults
    ]
    for digest in found.plan.digests:
        try:
            with runtime.database.writing() as session:
                message_id = reminders.queue_digest(session, digest, times=times, sender=runtime.settings.mail.sender)
        except Exception as error:
            log.exception("the mail to user %s on %s cannot be queued", digest.recipient, digest.day)
            # The kind of fault alone: the sentence is shown without a sign-in, and the log has the rest.
            troubles.append(
                Saying(
                    "Mailen til bruger %(user)s kan ikke lægges i udbakken (%(fault)s). Se loggen.",
                    user=digest.recipient,
                    fault=type(error).__name__,
                )
            )
            message_id = None
        if message_id is None:
            again.update(line.task for line in digest.lines)
            continue
        queued.append(message_id)
        worker.watch(Step.QUEUED)
    _settle(worker, found, again)
    write_ahead(worker, queued)
    at_once = _queue_at_once(worker, troubles)
    for trouble in troubles:
        log.error("%s", trouble)
    return Planned(len(queued) + at_once, tuple(troubles))


def _settle(worker: Worker, done: Survey, again: set[int]) -> None:
    """Notes on which day each task that was looked at must be looked at next; those in `again` at the next tick."""
    database = worker.runtime.database
    for looks in pages_of(done):
        with database.writing() as session:
            if not settle(session, done, looks, again):
                return
    if not done.is_noted:
        with database.writing() as session:
            complete(session, done)


def write_ahead(worker: Worker, message_ids: list[int]) -> None:
    """Writes the mails that were queued, a claim's worth at a time. What cannot be written now is seen to when it is
    handed over.
    """
    runtime = worker.runtime
    for first in range(0, len(message_ids), worker.batch):
        some, times = message_ids[first : first + worker.batch], runtime.times()
        try:
            with runtime.database.reading() as session:
                found = drafts.write_ahead(session, some, times=times, sender=runtime.sender, zone=runtime.zone)
            with runtime.database.writing() as session:
                drafts.keep(session, list(found.values()), sender=runtime.sender, now=times.machine)
        except Exception:
            log.exception("the mails %s cannot be written ahead", some)


def _queue_at_once(worker: Worker, troubles: list[Saying]) -> int:
    """Queues what is told at once, whatever the hour."""
    runtime, times = worker.runtime, worker.runtime.times()
    try:
        with runtime.database.writing() as session:
            return notices.queue_at_once(
                session, now=times.now, machine=times.machine, zone=runtime.zone, sender=runtime.settings.mail.sender
            )
    except Exception as error:
        log.exception("what is told at once cannot be queued")
        fault = type(error).__name__
        said = Saying("Det, der meddeles straks, kan ikke lægges i udbakken (%(fault)s). Se loggen.", fault=fault)
        troubles.append(said)
        return 0


def _make_times_ahead(worker: Worker) -> None:
    """Makes the times of repeated tasks. The next of each stands already, so what fails here can wait for a round."""
    runtime = worker.runtime
    try:
        with runtime.database.writing() as session:
            occurrences.extend_all(session, today=runtime.today())
    except Exception:
        log.exception("the times ahead of repeated tasks cannot be made")


def is_held(worker: Worker) -> bool:
    """Whether no mail is to be planned or to leave, since the database was put back from a copy."""
    with worker.runtime.database.reading() as session:
        return hold_of(session) is not None


def plan_tick(worker: Worker) -> bool:
    """Plans and queues if no other process holds the lease; returns whether this one did.

    Only planning that came to its end is a sign of life.
    """
    runtime = worker.runtime
    with runtime.database.writing() as session:
        if not leases.acquire(session, PLANNING, worker.name, now=runtime.times().machine, lasting=LEASE):
            return False
    _make_times_ahead(worker)
    held = is_held(worker)
    planned = Planned(0) if held else plan_and_queue(worker)
    watching = runtime.settings.watching
    times = runtime.times()
    with runtime.database.writing() as session:
        if watching.morning_mail and not runtime.demonstration and not held:
            queue_morning_mails(
                session, runtime.policy, times=times, zone=runtime.zone, sender=runtime.settings.mail.sender
            )
        leases.complete(session, PLANNING, worker.name, troubles=planned.troubles, now=times.machine)
    if watching.ping_url:
        ping(watching.ping_url, timeout=watching.ping_timeout_seconds)
    return True
