"""A database that was put back from a copy does not know what was sent after the copy was made.

So that nobody is reminded twice, nothing is planned and no mail leaves until an administrator has said up to which day
mails were sent. What had fallen due by then is noted as given; the rest goes as always.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import DeliveryHold, Message, MessageState, Reminder, ReminderState, WrittenAhead
from tracker.db.queries.operation.holds import hold_of
from tracker.db.queries.reminders.reminders import load_followed
from tracker.db.told import stored
from tracker.domain.delivery import GIVEN
from tracker.domain.planning import plan
from tracker.domain.policy import Policy
from tracker.domain.roles import Right
from tracker.errors import ConflictError, InputError
from tracker.language import day_words, gettext
from tracker.services.actors import Actor, require
from tracker.services.reminders.policies import current
from tracker.services.reminders.reminders import Times, insert_or_revive, ledger_row

_ON_THEIR_WAY = (MessageState.QUEUED, MessageState.HANDING_OVER, MessageState.RETRY, MessageState.UNKNOWN)


def waiting_words(since: datetime) -> str:
    """That mails wait, and what for, in the language that is spoken; names nobody."""
    said = gettext(
        "Databasen er en kopi fra %(day)s. Der sendes ingen mails, før en administrator på Drift har sagt, hvad der er "
        "sendt siden."
    )
    return said % {"day": day_words(local_date(since))}


def hold(session: Session, *, since: datetime) -> DeliveryHold:
    """Lets all mails wait, since the database is a copy of `since`, the machine's time."""
    found = DeliveryHold(since=since)
    session.add(found)
    session.flush()
    return found


def release(
    session: Session, policy: Policy, sent_until: date | None, *, actor: Actor, times: Times, zone: ZoneInfo
) -> int:
    """Lets mails go again; returns how many reminders are noted as given because they fell due by `sent_until`.

    `policy` is the configuration's; `sent_until` is none where nothing was sent since the copy. Raises `InputError` for
    a day that is still to come or lies before the copy, `ConflictError` where nothing waits, `ForbiddenError`.
    """
    require(actor, Right.ADMINISTER)
    standing = hold_of(session)
    if standing is None:
        raise ConflictError(gettext("Mails sendes allerede igen. Åbn Drift igen, og se, hvordan det står."))
    given = 0
    if sent_until is not None:
        _check(sent_until, standing, times, zone)
        given = _end_what_waited(session, standing) + _note_as_given(session, policy, sent_until, times, zone)
    session.execute(
        update(DeliveryHold)
        .where(DeliveryHold.ended_at.is_(None))
        .values(ended_at=times.machine, ended_by=actor.name, sent_until=sent_until)
    )
    session.flush()
    return given


def _check(sent_until: date, standing: DeliveryHold, times: Times, zone: ZoneInfo) -> None:
    if sent_until > local_date(times.now, zone):
        raise InputError(gettext("Dagen er ikke kommet endnu."), "sent_until")
    if sent_until < local_date(standing.since, zone) <= local_date(times.now, zone):
        said = gettext("Kopien er fra %(day)s. Vælg den dag eller en senere, eller send det hele.")
        raise InputError(said % {"day": day_words(local_date(standing.since, zone))}, "sent_until")


def _end_what_waited(session: Session, standing: DeliveryHold) -> int:
    """Ends the mails and notices that waited when the copy was made: they have left since."""
    waited = Message.state.in_(_ON_THEIR_WAY) & (Message.queued_at <= standing.since)
    mails = select(Message.id).where(waited)
    lines = or_(Reminder.message_id.in_(mails), Reminder.message_id.is_(None) & (Reminder.planned_at <= standing.since))
    given = session.scalars(
        update(Reminder)
        .where(lines, Reminder.state == ReminderState.QUEUED)
        .values(state=ReminderState.SUPERSEDED, **stored("reason", GIVEN))
        .returning(Reminder.id)
    ).all()
    session.execute(delete(WrittenAhead).where(WrittenAhead.message_id.in_(mails)))
    ended = {"state": MessageState.VOID, "finished_at": standing.since, **stored("reply", GIVEN)}
    session.execute(update(Message).where(waited).values(ended))
    return len(given)


def _note_as_given(session: Session, policy: Policy, sent_until: date, times: Times, zone: ZoneInfo) -> int:
    """Writes into the ledger what the planner would have sent by the end of the day."""
    policy = current(session, policy)
    day = sent_until
    while not policy.is_sending_day(day):
        day -= timedelta(days=1)
    followed = load_followed(session, today=day, zone=zone)
    facts = replace(followed.facts, mailed=frozenset())
    found = plan(facts, policy, now=datetime.combine(day, time.max, tzinfo=zone), zone=zone)
    rows = [
        ledger_row(line, each, ReminderState.SUPERSEDED, GIVEN, None, times.now)
        for digest in found.digests
        for line in digest.lines
        for each in (line.newest, *line.swallowed)
    ]
    return insert_or_revive(session, rows)
