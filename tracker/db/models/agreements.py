"""An agreement as it was read: text, sections, proposals, money, findings.

What comes out of a document has no length limit: a limit would hold on PostgreSQL only, and refuse what SQLite takes.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.agreement.text.spans import page_at
from tracker.agreement.values import AllocationType, Basis, DeadlineKind, FindingKind, TaskKind
from tracker.db.base import Base, Offsets, UtcDateTime, enum_of
from tracker.db.told import FactsColumn, keeps_facts
from tracker.domain.review import ProposalState
from tracker.domain.sections import heading_words
from tracker.sayings import Facts


class Agreement(Base):
    """One text. The same text is stored once (`digest` is the SHA-256 of its UTF-8 bytes, in hex), and once more, with
    another digest, for each time that it is read again.

    `pages` are the offsets at which the file's pages begin, empty where the file did not tell.
    """

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(Text)
    signed_on: Mapped[date | None]
    file_name: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    pages: Mapped[tuple[int, ...]] = mapped_column(Offsets, default=(), server_default="[]")
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))

    sections: Mapped[list[AgreementSection]] = relationship(
        order_by="AgreementSection.position", cascade="all, delete-orphan"
    )
    proposals: Mapped[list[Proposal]] = relationship(
        back_populates="agreement", order_by="Proposal.start_offset", cascade="all, delete-orphan"
    )
    allocations: Mapped[list[AllocationRow]] = relationship(cascade="all, delete-orphan", order_by="AllocationRow.id")
    savings: Mapped[list[SavingRow]] = relationship(cascade="all, delete-orphan", order_by="SavingRow.id")
    findings: Mapped[list[FindingRow]] = relationship(cascade="all, delete-orphan", order_by="FindingRow.id")

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which `offset` lies; none where the file did not tell."""
        return page_at(self.pages, offset)


class AgreementSection(Base):
    """A section of the text. Offsets count code points in `Agreement.text`."""

    __tablename__ = "agreement_sections"
    __table_args__ = (UniqueConstraint("agreement_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    chapter: Mapped[str | None] = mapped_column(Text)
    start_offset: Mapped[int]
    end_offset: Mapped[int]

    @property
    def heading(self) -> str:
        """Its heading in a line, as the text has it: «3.01 Veje», or «Økonomi» where it has no number."""
        return heading_words(self.number, self.title)


class Proposal(Base):
    """A commitment that the reader found or a person marked, waiting for a decision.

    One made of a row of savings has `saving_id` and no `section`; its words are the row. `revision` counts the changes
    of the row, so that of two people who decide at once the second is told.
    """

    __tablename__ = "proposals"
    __table_args__ = (Index(None, "agreement_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    state: Mapped[ProposalState] = mapped_column(enum_of(ProposalState), default=ProposalState.WAITING)
    section: Mapped[str | None] = mapped_column(Text)
    saving_id: Mapped[int | None] = mapped_column(ForeignKey("savings.id", ondelete="CASCADE"), unique=True)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[TaskKind] = mapped_column(enum_of(TaskKind))
    basis: Mapped[Basis | None] = mapped_column(enum_of(Basis))
    committees_inferred: Mapped[bool]
    confidence: Mapped[float] = mapped_column(Float)
    quote: Mapped[str] = mapped_column(Text)
    start_offset: Mapped[int]
    end_offset: Mapped[int]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    deadline_kind: Mapped[DeadlineKind | None] = mapped_column(enum_of(DeadlineKind))
    expression: Mapped[str | None] = mapped_column(Text)
    expression_start: Mapped[int | None]
    expression_end: Mapped[int | None]
    recurrence: Mapped[str | None] = mapped_column(Text)
    rule: Mapped[str | None] = mapped_column(Text)
    explanation: Mapped[str | None] = mapped_column(Text)
    explanation_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it was accepted or rejected
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    by_person: Mapped[bool] = mapped_column(default=False, server_default=false())  # a person added or corrected it
    # Another proposal has taken its place, or what made it was taken back; it counts as rejected and is shown nowhere.
    set_aside: Mapped[bool] = mapped_column(default=False, server_default=false())
    revision: Mapped[int] = mapped_column(server_default="1")

    _keeps_facts = keeps_facts("explanation")

    agreement: Mapped[Agreement] = relationship(back_populates="proposals")
    saving: Mapped[SavingRow | None] = relationship()
    committees: Mapped[list[ProposalCommittee]] = relationship(
        order_by="ProposalCommittee.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it so


class ProposalCommittee(Base):
    """A committee that a proposal names; the lead stands first."""

    __tablename__ = "proposal_committees"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class AllocationRow(Base):
    """A row of an allocation table."""

    __tablename__ = "allocations"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    section: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    type: Mapped[AllocationType] = mapped_column(enum_of(AllocationType))
    start_offset: Mapped[int]
    end_offset: Mapped[int]

    amounts: Mapped[list[AllocationAmount]] = relationship(
        cascade="all, delete-orphan", order_by="AllocationAmount.year"
    )


class AllocationAmount(Base):
    """What a row allocates in one year, in kroner."""

    __tablename__ = "allocation_amounts"

    allocation_id: Mapped[int] = mapped_column(ForeignKey("allocations.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kroner: Mapped[int] = mapped_column(BigInteger)


class SavingRow(Base):
    """A row of a savings table. `investment` is in kroner."""

    __tablename__ = "savings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    committee: Mapped[str | None] = mapped_column(Text)
    investment: Mapped[int | None] = mapped_column(BigInteger)
    start_offset: Mapped[int]
    end_offset: Mapped[int]

    amounts: Mapped[list[SavingAmount]] = relationship(cascade="all, delete-orphan", order_by="SavingAmount.year")


class SavingAmount(Base):
    """What a row saves in one year, in kroner; savings are negative."""

    __tablename__ = "saving_amounts"

    saving_id: Mapped[int] = mapped_column(ForeignKey("savings.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kroner: Mapped[int] = mapped_column(BigInteger)


class FindingRow(Base):
    """Something unclear in the text."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    section: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[FindingKind] = mapped_column(enum_of(FindingKind))
    message: Mapped[str] = mapped_column(Text)
    message_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    start_offset: Mapped[int]
    end_offset: Mapped[int]

    _keeps_facts = keeps_facts("message")
