"""From a plan to the ledger and the outbox: what is due is written down together with the mail that will say it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Text, func, type_coerce
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.danish import count_words, date_words
from tracker.db.inserting import dialect_insert, insert_new, table_of
from tracker.db.models import LEDGER_KEY, Message, MessageState, Reminder, ReminderState
from tracker.db.queries.reminders.reminders import Followed, load_followed, names_and_addresses
from tracker.db.told import stored
from tracker.domain.facts import MailKind
from tracker.domain.planning import Digest, DueTurn, Line, plan, preview
from tracker.domain.policy import Policy
from tracker.sayings import Saying
from tracker.services.reminders.policies import current

NEWER = Saying("Opgaven står i mailen med en nyere påmindelse.")
"""Why a line of the ledger is not in the mail."""

FELL_AWAY = Saying("Bortfaldt før:")


@dataclass(frozen=True, slots=True)
class Times:
    """One reading of the clocks: `now` is the time that the domain sees, `machine` the machine's own."""

    now: datetime
    machine: datetime


def queue_digest(session: Session, digest: Digest, *, times: Times, sender: str) -> int | None:
    """Writes the lines of `digest` into the ledger and their mail into the outbox, together; returns the mail's id.

    What another has written in the meantime is left out. None when nothing is left: then nothing was written, and a
    turn that still waits comes with a later plan. `sender` is the address that gives the Message-ID its domain.
    """
    with session.begin_nested() as savepoint:
        message_id = _insert_message(session, digest, times, sender)
        if message_id is None or not _insert_lines(session, digest, message_id, times.now):
            savepoint.rollback()
            return None
    return message_id


@dataclass(frozen=True, slots=True)
class PreviewedMail:
    """A mail of a previewed day: to whom, and the tasks in it with their reasons."""

    digest: Digest
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class PreviewedDay:
    """Who gets which mail on a day, the tasks by their ids, and the tasks that nobody would be told of.

    `policy` is the one that was used, with the days that are worked in this town hall.
    """

    mails: tuple[PreviewedMail, ...]
    followed: Followed
    unaddressed: tuple[int, ...]
    policy: Policy


def preview_day(session: Session, policy: Policy, day: date, *, now: datetime, zone: ZoneInfo) -> PreviewedDay:
    """What is sent on `day`, with the tasks as they stand now.

    A day to come takes what falls due before it as sent before it. For today and a day that has passed, what was
    planned on that day or later does not count, so a day shows the same before and after its mails have left.
    """
    policy = current(session, policy)
    today = local_date(now, zone)
    if day > today:
        followed = load_followed(session, today=today, zone=zone)
        found = preview(followed.facts, policy, day, now=now, zone=zone)
    else:
        midnight = datetime.combine(day, time(0), tzinfo=zone)
        followed = load_followed(session, today=day, zone=zone, recorded_before=midnight)
        facts = replace(followed.facts, mailed=frozenset())
        found = plan(facts, policy, now=datetime.combine(day, policy.send_at, tzinfo=zone), zone=zone)
    names = names_and_addresses(session, {digest.recipient for digest in found.digests})
    mails = tuple(PreviewedMail(digest, *names[digest.recipient]) for digest in found.digests)
    return PreviewedDay(mails, followed, found.unaddressed, policy)


def _insert_message(session: Session, digest: Digest, times: Times, sender: str) -> int | None:
    names = names_and_addresses(session, {digest.recipient})
    domain = sender.rpartition("@")[2]
    written = insert_new(
        session,
        Message,
        [
            {
                "kind": digest.kind.value,
                "day": digest.day,
                "recipient_id": digest.recipient,
                "address": names[digest.recipient][1],
                "subject": _working_title(digest),
                "header_message_id": f"<{uuid4().hex}@{domain}>",
                "header_date": times.now,
                "state": MessageState.QUEUED,
                "attempts": 0,
                "exposed": False,
                "lost_answers": 0,
                "queued_at": times.machine,
                "next_attempt_at": times.machine,
            }
        ],
    )
    return written[0] if written else None


def _working_title(digest: Digest) -> str:
    """The subject until the mail is written, which is when it is first handed over."""
    tasks = count_words(len(digest.lines), "opgave", "opgaver")
    name = "Overskredne frister" if digest.kind is MailKind.OVERDUE_LIST else "Påmindelse"
    return f"{name} {date_words(digest.day)}: {tasks}"


def _insert_lines(session: Session, digest: Digest, message_id: int, now: datetime) -> int:
    """Writes the ledger; returns how many lines stand in the mail, the swallowed ones not counted."""

    newest = [
        ledger_row(line, line.newest, ReminderState.QUEUED, line.reason, message_id, now) for line in digest.lines
    ]
    swallowed = [
        ledger_row(line, each, ReminderState.SUPERSEDED, NEWER, message_id, now)
        for line in digest.lines
        for each in line.swallowed
    ]
    written = insert_or_revive(session, newest)
    if written:
        insert_new(session, Reminder, swallowed)
    return written


def ledger_row(
    line: Line, turn: DueTurn, state: ReminderState, reason: str, message_id: int | None, now: datetime
) -> dict[str, object]:
    """A line of the ledger: one of those that `line` says or has swallowed."""
    return {
        "task_id": line.task,
        "deadline_version": line.version,
        "rule": turn.turn.rule,
        "occurrence": turn.turn.occurrence,
        "recipient_id": line.recipient,
        "due_at": turn.due_at,
        "planned_at": now,
        "state": state,
        **stored("reason", reason),
        "message_id": message_id,
        "on_behalf_of_id": line.on_behalf_of,
    }


def insert_or_revive(session: Session, rows: list[dict[str, object]]) -> int:
    """Writes those of `rows` that are new, or that ended as void and apply again: a task that was closed by mistake.
    Returns how many.

    What made the line void before stays to be read at it, in Danish where its facts are not known.
    """
    table = table_of(Reminder)
    insert = dialect_insert(session, table)
    again = insert.excluded.reason + f" {FELL_AWAY} " + func.coalesce(table.c.reason, "")
    new, old = (type_coerce(each, Text) for each in (insert.excluded.reason_facts, table.c.reason_facts))
    facts = '{"parts": [' + new + f", {json.dumps(FELL_AWAY.facts)}, " + old + "]}"
    changed = {
        name: insert.excluded[name] for name in ("due_at", "planned_at", "state", "message_id", "on_behalf_of_id")
    }
    statement = insert.on_conflict_do_update(
        index_elements=[table.c[name] for name in LEDGER_KEY],
        set_={**changed, "reason": again, "reason_facts": facts},
        where=table.c.state == ReminderState.VOID,
    )
    return len(session.scalars(statement.returning(table.c.id), rows).all()) if rows else 0
