"""What administrators did beside the tasks, append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.domain.administration import AdministrationKind


class AdministrationEvent(Base):
    """One thing that was done to users, rules or the installation. Rows are added and never changed; the database
    refuses it.

    `before` and `after` are words, and for a rule its values as JSON; either is none where there is nothing to tell.
    """

    __tablename__ = "administration_events"
    __table_args__ = (Index(None, "kind"), Index(None, "at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    actor_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[AdministrationKind] = mapped_column(enum_of(AdministrationKind))
    subject: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
