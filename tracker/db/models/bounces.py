"""Mails that came back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.reminders import Message
from tracker.db.told import FactsColumn, keeps_facts
from tracker.domain.bounces import Returned
from tracker.sayings import Facts


class Bounce(Base):
    """A mail that came back, read once: whoever reads it again finds its `fingerprint` here.

    `message` is the mail that it is about, none where that is not known; `status` and `words` are the server's, and
    `sender`, `subject` and `excerpt` are for a person. `trouble` says in Danish why it counted for nothing.
    """

    __tablename__ = "bounces"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[Returned] = mapped_column(enum_of(Returned))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="RESTRICT"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    status: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    excerpt: Mapped[str] = mapped_column(Text)
    trouble: Mapped[str | None] = mapped_column(Text)
    trouble_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the machine's clock
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when a person has seen one that is unclear

    _keeps_facts = keeps_facts("trouble")

    message: Mapped[Message | None] = relationship()
