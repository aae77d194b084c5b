"""Versions of an agreement: corrected texts that wait for a person, and texts that a corrected one has replaced."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.agreement.comparison import Outcome
from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.agreements import Agreement, Proposal
from tracker.domain.revision import Standing


class AgreementVersion(Base):
    """That a text is not an agreement of its own, but another version of `agreement`.

    The agreement itself always holds the text in force, so that its address, its tasks and what points to it stay. A
    corrected text waits as a draft, one at a time; when it is taken over, the two change places, and the row holds the
    former text.
    """

    __tablename__ = "agreement_versions"
    __table_args__ = (
        Index(
            "uq_agreement_versions_one_draft",
            "agreement_id",
            unique=True,
            sqlite_where=text("standing = 'draft'"),
            postgresql_where=text("standing = 'draft'"),
        ),
    )

    text_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="RESTRICT"), index=True)
    standing: Mapped[Standing] = mapped_column(enum_of(Standing))
    number: Mapped[int]  # of the text, from 1
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by: Mapped[str | None] = mapped_column(String(200))  # who took the corrected text over

    text: Mapped[Agreement] = relationship(foreign_keys=[text_id])
    agreement: Mapped[Agreement] = relationship(foreign_keys=[agreement_id])
    changes: Mapped[list[RevisionChange]] = relationship(order_by="RevisionChange.id", cascade="all, delete-orphan")


class RevisionChange(Base):
    """What became of a proposal when a corrected text was taken over, so that it can be told and taken back.

    `taken` is none where nothing was asked. `before` and `after` hold the facts of the proposal, `task_before` and
    `task_after` those of its task. `twin_id` is the proposal of the corrected text.
    """

    __tablename__ = "revision_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.text_id", ondelete="CASCADE"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    twin_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    outcome: Mapped[Outcome] = mapped_column(enum_of(Outcome))
    taken: Mapped[bool | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    task_before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    task_after: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    proposal: Mapped[Proposal] = relationship(foreign_keys=[proposal_id])
