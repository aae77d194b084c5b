"""Mails with a link that signs in: an invitation, and what helps whoever has forgotten the password.

They go through the same outbox as every other mail. The link is made when the mail is written, so that its time begins
when it leaves; of a mail that was handed over nothing is kept that could sign in (`forget`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import Message, MessageState, User
from tracker.domain.administration import AdministrationKind
from tracker.domain.roles import Right
from tracker.language import gettext as _
from tracker.language import mark, speaking
from tracker.mail.content import AccountContent
from tracker.mail.rendering import Headers, Written, write_account
from tracker.services.access import accounts
from tracker.services.actors import Actor, require
from tracker.services.administration import record
from tracker.services.mails.digests import Sender
from tracker.services.reminders.reminders import Times

ASK_AGAIN = timedelta(minutes=5)
"""So long after a link was asked for, asking again sends another: nobody's mailbox is filled by a stranger."""


class AccountMail(StrEnum):
    """The kinds of these mails, as they stand in the outbox."""

    INVITATION = "invitation"
    LINK = "sign-in-link"


ACCOUNT_MAILS = frozenset(each.value for each in AccountMail)
_SUBJECTS = {
    AccountMail.INVITATION: mark("Du har fået adgang til aftaleopfølgningen"),
    AccountMail.LINK: mark("Dit link til aftaleopfølgningen"),
}
_LIFETIMES = {AccountMail.INVITATION: accounts.INVITATION_LIFETIME, AccountMail.LINK: accounts.LINK_LIFETIME}


def queue(session: Session, user: User, kind: AccountMail, *, times: Times, zone: ZoneInfo, sender: Sender) -> Message:
    """Puts the mail into the outbox; it leaves at once."""
    own = uuid4().hex
    message = Message(
        kind=kind.value,
        day=local_date(times.now, zone),
        about=own,
        recipient_id=user.id,
        address=user.email,
        subject=_SUBJECTS[kind],
        header_message_id=f"<{own}@{sender.address.rpartition('@')[2]}>",
        header_date=times.now,
        state=MessageState.QUEUED,
        attempts=0,
        exposed=False,
        lost_answers=0,
        queued_at=times.machine,
        next_attempt_at=times.machine,
    )
    session.add(message)
    session.flush()
    return message


def queue_for(
    session: Session, user: User, *, actor: Actor, times: Times, zone: ZoneInfo, sender: Sender
) -> AccountMail:
    """The mail that a user needs to get in: an invitation before the first sign-in, a link after it.

    Raises `ForbiddenError`.
    """
    require(actor, Right.ADMINISTER)
    kind = AccountMail.LINK if accounts.has_been_here(session, user.id) else AccountMail.INVITATION
    queue(session, user, kind, times=times, zone=zone, sender=sender)
    record(session, AdministrationKind.LINK_SENT, user.name, after=user.email, actor=actor, now=times.now)
    return kind


def ask_for_link(session: Session, email: str, *, times: Times, zone: ZoneInfo, sender: Sender) -> None:
    """Sends a link to the active user who has this address, if there is one. Nothing tells the caller whether."""
    user = session.scalar(select(User).where(User.email == accounts.normal_email(email), User.active))
    if user is None:
        return
    lately = select(Message.id).where(
        Message.recipient_id == user.id,
        Message.kind.in_(ACCOUNT_MAILS),
        Message.queued_at > times.machine - ASK_AGAIN,
        Message.queued_at <= times.machine,
    )
    if session.scalar(lately.limit(1)) is None:
        queue(session, user, AccountMail.LINK, times=times, zone=zone, sender=sender)


def write(
    session: Session, message: Message, recipient: User, *, times: Times, sender: Sender, zone: ZoneInfo
) -> Written:
    """The mail as it is to go, with a link that is made for it. Raises `DeliveryError` for an impossible address."""
    kind = AccountMail(message.kind)
    lifetime = _LIFETIMES[kind]
    token = accounts.create_link(session, recipient.id, now=times.machine, lifetime=lifetime)
    headers = Headers(message.header_message_id, message.header_date, recipient.email, sender.address, sender.name)
    with speaking(recipient.language):
        content = AccountContent(
            kind=kind.value,
            recipient=recipient.name,
            subject=_(_SUBJECTS[kind]),
            role=_(recipient.role.label),
            committees=tuple(sorted(each.name for each in recipient.committees)),
            link=accounts.link_address(sender.base_url, token),
            ends_at=(times.machine + lifetime).astimezone(zone),
            base_url=sender.base_url.rstrip("/"),
        )
        return write_account(content, headers, zone=zone)


def forget(session: Session, message_ids: Sequence[int]) -> None:
    """Forgets the bytes of those mails that were handed over: the database keeps no link that signs in."""
    session.execute(
        update(Message)
        .where(Message.id.in_(message_ids), Message.kind.in_(ACCOUNT_MAILS), Message.state == MessageState.ACCEPTED)
        .values(content=None)
        .execution_options(synchronize_session=False)
    )
