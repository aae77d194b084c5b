"""The register of committees: which there are, what they are called, and who follows whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, enum_of
from tracker.domain.committees import WordKind
from tracker.domain.meetings import DEFAULT_CUTOFF_DAYS

if TYPE_CHECKING:
    from tracker.db.models.meetings import Meeting
    from tracker.db.models.people import User


class Committee(Base):
    """A committee of the municipality.

    One that is not `registered` was found in a document, and waits for a person to say what it is. It exists from
    `valid_from` to `valid_until`, both included, and the successor then takes over.

    A case must be finished `cutoff_days` working days before the meeting that takes it, at the local time `cutoff_at`
    where one is set. Once somebody has changed its rules or routes (`rules_by_hand`), the configuration no longer does.
    """

    __tablename__ = "committees"
    __table_args__ = (CheckConstraint("cutoff_days >= 0", name="cutoff_days_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    abbreviation: Mapped[str | None] = mapped_column(String(20))  # the one that is shown; others are words
    registered: Mapped[bool] = mapped_column(default=False, server_default=false())
    chair: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    cutoff_days: Mapped[int] = mapped_column(default=DEFAULT_CUTOFF_DAYS, server_default=str(DEFAULT_CUTOFF_DAYS))
    cutoff_at: Mapped[str | None] = mapped_column(String(5))  # «12:00»
    rules_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())

    words: Mapped[list[CommitteeWord]] = relationship(order_by="CommitteeWord.id", cascade="all, delete-orphan")
    successor: Mapped[Committee | None] = relationship(
        secondary="committee_successions",
        primaryjoin="Committee.id == Succession.committee_id",
        secondaryjoin="Committee.id == Succession.successor_id",
        uselist=False,
    )
    secretaries: Mapped[list[User]] = relationship(secondary="secretaries", back_populates="committees")
    meetings: Mapped[list[Meeting]] = relationship(
        back_populates="committee", order_by="Meeting.held_on", cascade="all, delete-orphan"
    )

    def words_of(self, kind: WordKind) -> tuple[str, ...]:
        """The words of a kind, in the order in which they were given."""
        return tuple(word.words for word in self.words if word.kind is kind)

    @property
    def abbreviations(self) -> tuple[str, ...]:
        """Every abbreviation, the one that is shown first."""
        return (*([self.abbreviation] if self.abbreviation else []), *self.words_of(WordKind.ABBREVIATION))

    def has_ended(self, today: date) -> bool:
        """Whether the committee no longer exists."""
        return self.valid_until is not None and self.valid_until < today


class CommitteeWord(Base):
    """A word by which a committee is known: another abbreviation, a former name, an administration, a subject.

    `until` is the last day of a former name, where it is known.
    """

    __tablename__ = "committee_words"
    __table_args__ = (UniqueConstraint("committee_id", "kind", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    kind: Mapped[WordKind] = mapped_column(enum_of(WordKind))
    words: Mapped[str] = mapped_column(Text)
    until: Mapped[date | None]


class Succession(Base):
    """That a committee took over when another one ended."""

    __tablename__ = "committee_successions"
    __table_args__ = (CheckConstraint("committee_id <> successor_id", name="another"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
