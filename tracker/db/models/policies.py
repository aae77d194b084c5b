"""The rules of the reminder policy, and who is away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.agreement.values import Basis, TaskKind
from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.committees import Committee
from tracker.db.models.people import User


class PolicyRule(Base):
    """What is different from the configuration for the tasks of a committee, a kind, a basis; what is none is not
    asked for, and the rule of nothing at all is the municipality's own base.

    `scope` writes the three as one, since a database takes several rows of nulls for different ones. `changes` holds
    the fields of `tracker.domain.policy.Timing` that the rule sets; the base also has `send_at_hour` and `every_day`.
    """

    __tablename__ = "policy_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(80), unique=True)
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    kind: Mapped[TaskKind | None] = mapped_column(enum_of(TaskKind))
    basis: Mapped[Basis | None] = mapped_column(enum_of(Basis))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(200))

    committee: Mapped[Committee | None] = relationship()


class AbsenceRow(Base):
    """That a user is away from one day to another, both included, and who gets the mails: instead, or as well."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="in_order"),
        CheckConstraint("user_id <> substitute_id", name="somebody_else"),
        Index(None, "user_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    substitute_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    instead: Mapped[bool] = mapped_column(default=True)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by: Mapped[str] = mapped_column(String(200))

    user: Mapped[User] = relationship(foreign_keys=user_id)
    substitute: Mapped[User] = relationship(foreign_keys=substitute_id)
