"""The morning mail to the administrators: what became of the last day's mails, and what needs a person.

It goes through the same outbox as every other mail, once a day to each, also when there is nothing to tell: whoever
does not get it knows that something is wrong. It is written when it leaves, so it tells of that moment.
"""

from __future__ import annotations

from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.danish import date_words
from tracker.db.inserting import insert_new
from tracker.db.models import Message, MessageState, User
from tracker.db.queries.operation.figures import OPERATION, figures_of, last_mail_day
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.language import speaking
from tracker.mail.content import Figures, MorningContent
from tracker.mail.rendering import Headers, Written, write_morning
from tracker.services.mails.digests import Sender
from tracker.services.operation.watching import find_troubles
from tracker.services.reminders.policies import current
from tracker.services.reminders.reminders import Times


def queue_morning_mails(session: Session, policy: Policy, *, times: Times, zone: ZoneInfo, sender: str) -> int:
    """Puts today's mail to each administrator into the outbox, where it is not there yet; returns how many.

    `policy` is the configuration's; the mail leaves on the days and from the hour at which reminders leave.
    """
    if not current(session, policy).is_sending(times.now, zone):
        return 0
    today = local_date(times.now, zone)
    domain = sender.rpartition("@")[2]
    found = session.execute(
        select(User.id, User.email).where(User.reachable, User.role == Role.ADMINISTRATOR).order_by(User.id)
    )
    rows = [
        {
            "kind": OPERATION,
            "day": today,
            "recipient_id": user_id,
            "address": email,
            "subject": f"Driften {date_words(today)}",
            "header_message_id": f"<{uuid4().hex}@{domain}>",
            "header_date": times.now,
            "state": MessageState.QUEUED,
            "attempts": 0,
            "exposed": False,
            "lost_answers": 0,
            "queued_at": times.machine,
            "next_attempt_at": times.machine,
        }
        for user_id, email in found
    ]
    return len(insert_new(session, Message, rows))


def is_wanted(message: Message, recipient: User, today: date) -> bool:
    """Whether a morning mail still applies: to somebody who is an administrator, and on its own day."""
    return recipient.reachable and recipient.role is Role.ADMINISTRATOR and message.day == today


def write(
    session: Session, message: Message, recipient: User, *, times: Times, sender: Sender, zone: ZoneInfo
) -> Written:
    """The mail as it is to go. Raises `DeliveryError` for an address that no mail can go to."""
    with speaking(recipient.language):
        return _written(session, message, recipient, times=times, sender=sender, zone=zone)


def _written(
    session: Session, message: Message, recipient: User, *, times: Times, sender: Sender, zone: ZoneInfo
) -> Written:
    before = last_mail_day(session, message.day)
    content = MorningContent(
        recipient=recipient.name,
        day=message.day,
        figures=_figures(session, before) if before else None,
        troubles=tuple(each.words for each in find_troubles(session, times, reads_returns=sender.reads_returns)),
        base_url=sender.base_url,
    )
    headers = Headers(message.header_message_id, message.header_date, recipient.email, sender.address, sender.name)
    return write_morning(content, headers, zone=zone)


def _figures(session: Session, day: date) -> Figures:
    found = figures_of(session, day)
    return Figures(day, found.planned, found.sent, found.failed, found.bounced, found.void, found.waiting)
