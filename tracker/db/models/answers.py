"""What people answered from a mail, and the deadlines that they asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.people import User
from tracker.db.models.reminders import Reminder
from tracker.db.models.tasks import Task
from tracker.domain.answers import Answer, RequestState


class MailAnswer(Base):
    """One answer to one line of a mail. The same answer to the same line is given once, however often it is sent."""

    __tablename__ = "mail_answers"
    __table_args__ = (UniqueConstraint("reminder_id", "answer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminders.id", ondelete="RESTRICT"))
    answer: Mapped[Answer] = mapped_column(enum_of(Answer))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(200))
    comment: Mapped[str | None] = mapped_column(Text)

    reminder: Mapped[Reminder] = relationship()


class DeadlineRequest(Base):
    """That somebody asks for another due date. It moves nothing; a person decides."""

    __tablename__ = "deadline_requests"
    __table_args__ = (Index(None, "task_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"))
    deadline_version: Mapped[int]
    proposed_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[RequestState] = mapped_column(enum_of(RequestState))
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str | None] = mapped_column(Text)  # the words of whoever decided

    task: Mapped[Task] = relationship()
    asked_by: Mapped[User] = relationship()
