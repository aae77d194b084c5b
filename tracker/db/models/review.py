"""What people decided about proposals, append-only, and which unclear places they have looked at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.agreements import Proposal
from tracker.domain.review import Decision


class ReviewEvent(Base):
    """One decision about one proposal. Rows are added and never changed; the database refuses it.

    Decisions that were made at one stroke (in bulk, or by splitting) share `stroke`. `before` and `after` hold the
    facts that changed, as JSON (`tracker.services.review.record`); where the decision made the proposal, `before` is
    none.
    """

    __tablename__ = "review_events"
    __table_args__ = (Index(None, "agreement_id", "id"), Index(None, "proposal_id", "id"), Index(None, "stroke"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="RESTRICT"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="RESTRICT"))
    stroke: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    actor_name: Mapped[str] = mapped_column(String(200))
    decision: Mapped[Decision] = mapped_column(enum_of(Decision))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    # The newest line of the task's history when a proposal was accepted: what stands after it is somebody's work.
    task_event_id: Mapped[int | None] = mapped_column(ForeignKey("task_events.id", ondelete="RESTRICT"))
    # What this takes back. Unique: nothing is taken back twice, whoever is fastest.
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("review_events.id", ondelete="RESTRICT"), unique=True)

    proposal: Mapped[Proposal] = relationship()


class FindingSeen(Base):
    """A person has looked at an unclear place, and need not be shown it again."""

    __tablename__ = "findings_seen"

    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    user_name: Mapped[str] = mapped_column(String(200))
