"""What the public is shown: the wordings that were approved, and which agreements and tasks are shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime


class PublicWording(Base):
    """Words about a task that somebody approved for the public. Rows are added and never changed; the database refuses
    it, so that it can always be told what was shown.

    `passage` is a copy of the agreement's words: a corrected agreement puts no word before the public that nobody
    approved. The offsets are places in it. `place` is where the words stood in the agreement, and orders the list.
    """

    __tablename__ = "public_wordings"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    status_text: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)
    passage: Mapped[str | None] = mapped_column(Text)
    sentence_start: Mapped[int | None]
    sentence_end: Mapped[int | None]
    words_start: Mapped[int | None]
    words_end: Mapped[int | None]
    place: Mapped[int]
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    approved_by: Mapped[str] = mapped_column(Text)  # the name, which stays when the user changes it


class PublishedTask(Base):
    """Which wording of a task is the one in force, and whether it is shown. Without a row nobody ever approved one.

    `words` are the terms by which the public finds it (`tracker.lookup`), between spaces: those of the wording alone.
    """

    __tablename__ = "published_tasks"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"), primary_key=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("public_wordings.id", ondelete="RESTRICT"), index=True)
    shown: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)

    wording: Mapped[PublicWording] = relationship()


class PublishedAgreement(Base):
    """An agreement that the public is or was shown, under an approved title and with an approved introduction."""

    __tablename__ = "published_agreements"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="RESTRICT"), primary_key=True)
    shown: Mapped[bool]
    title: Mapped[str] = mapped_column(Text)
    introduction: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
