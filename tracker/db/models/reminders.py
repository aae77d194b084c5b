"""The reminder ledger, the outbox, and the leases by which workers agree who acts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.people import User
from tracker.db.models.tasks import Task
from tracker.db.told import FactsColumn, keeps_facts
from tracker.domain.delivery import MessageState, ReminderState
from tracker.sayings import Facts

LEDGER_KEY = ("task_id", "deadline_version", "rule", "recipient_id", "occurrence")
"""What makes a line of the ledger the only one of its kind."""


class Reminder(Base):
    """One line of the ledger: that a rule reminded a recipient of a version of a task's deadline."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint(*LEDGER_KEY, name="uq_reminders_once"),
        Index(None, "message_id"),
        Index(None, "planned_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"))
    deadline_version: Mapped[int]
    rule: Mapped[str] = mapped_column(String(50))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    occurrence: Mapped[str] = mapped_column(String(20))  # a date: what the rule counts from, or its own turn
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)  # when the rule fell due
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[ReminderState] = mapped_column(enum_of(ReminderState))
    reason: Mapped[str | None] = mapped_column(Text)  # why it is sent, or why it was not
    reason_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="RESTRICT"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))  # who is away

    _keeps_facts = keeps_facts("reason")

    task: Mapped[Task] = relationship()
    recipient: Mapped[User] = relationship(foreign_keys=recipient_id)
    on_behalf_of: Mapped[User | None] = relationship(foreign_keys=on_behalf_of_id)
    message: Mapped[Message | None] = relationship(back_populates="reminders")


class Message(Base):
    """One mail. Message-ID and Date are fixed when it is queued; the bytes at the first handing over.

    `about` tells mails of one kind, recipient and day apart where there may be several. `day` and `header_date` are the
    domain's time; the other times, by which workers act, are the machine's.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("recipient_id", "kind", "day", "about", name="uq_messages_digest"),
        Index(None, "state", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    day: Mapped[date]
    about: Mapped[str] = mapped_column(String(40), default="", server_default="")
    recipient_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    header_message_id: Mapped[str] = mapped_column(String(200), unique=True)
    header_date: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[MessageState] = mapped_column(enum_of(MessageState))
    attempts: Mapped[int] = mapped_column(default=0)
    exposed: Mapped[bool] = mapped_column(default=False)  # the bytes have left the machine: never written anew
    lost_answers: Mapped[int] = mapped_column(default=0)  # each may have left a copy with the recipient
    first_tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply: Mapped[str | None] = mapped_column(Text)  # the server's last answer
    reply_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when a person took care of one that failed

    _keeps_facts = keeps_facts("reply")

    recipient: Mapped[User] = relationship()
    reminders: Mapped[list[Reminder]] = relationship(back_populates="message")


class WrittenAhead(Base):
    """A queued mail as it was written ahead of its first try, and what that stood on (`tracker.services.mails.drafts`).

    It is no record: what was handed over stands in `Message.content`. `sender` is the mark of who mails came from.
    """

    __tablename__ = "written_ahead"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the machine's time
    written_on: Mapped[date]
    sender: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    surroundings: Mapped[int] = mapped_column(BigInteger)
    tasks: Mapped[int] = mapped_column(BigInteger)
    newest: Mapped[date]


class Surrounding(Base):
    """How often a table has changed that reminders depend on; triggers count (`tracker.db.changes`)."""

    __tablename__ = "surroundings"

    name: Mapped[str] = mapped_column(String(63), primary_key=True)
    stamp: Mapped[int] = mapped_column(BigInteger)


class PlanningMark(Base):
    """What the last look at every task stood on (`tracker.services.reminders.survey`). `day` is the domain's."""

    __tablename__ = "planning_marks"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    stamp: Mapped[int] = mapped_column(BigInteger)
    policy: Mapped[str] = mapped_column(String(64))
    day: Mapped[date]


class DeliveryHold(Base):
    """That the database is a copy of `since`, the machine's time, and does not know what was sent after it: no mail
    leaves until somebody has said so.

    `tracker backup` writes it into the copy, where it waits to be put back. `sent_until` is the last day of which the
    mails count as sent; none where all were to go.
    """

    __tablename__ = "delivery_holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(200))
    sent_until: Mapped[date | None]


class Lease(Base):
    """Which process acts in a role now, and until when; `token` grows with each new holder.

    `beat_at` is when the holder last began, `completed_at` when the work of the role was last done to its end: that is
    the heartbeat. `troubles` holds what it could not do then, a sentence a line.
    """

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    holder: Mapped[str] = mapped_column(String(100))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    token: Mapped[int]
    beat_at: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    troubles: Mapped[str | None] = mapped_column(Text)
    troubles_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
