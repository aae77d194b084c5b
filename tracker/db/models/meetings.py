"""What cut-offs are counted from: the meetings of committees, the routes of cases, and the days that are closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.agreement.values import TaskKind
from tracker.db.base import Base, enum_of

if TYPE_CHECKING:
    from tracker.db.models.committees import Committee


class Meeting(Base):
    """A meeting of a committee, on a date."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("committee_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    starts_at: Mapped[str | None] = mapped_column(String(5))  # local time, «16:30»

    committee: Mapped[Committee] = relationship(back_populates="meetings")


class RouteStep(Base):
    """One body on the way of the cases of a committee and a kind; without steps the committee alone treats them.

    Where the committee itself is no step, it treats the case before all of them.
    """

    __tablename__ = "route_steps"
    __table_args__ = (UniqueConstraint("committee_id", "kind", "body_id"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(enum_of(TaskKind), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="RESTRICT"))


class ClosingDay(Base):
    """Days on which the town hall is closed, beside weekends and holidays.

    One `every_year` is a single day of the calendar, whose year says nothing.
    """

    __tablename__ = "closing_days"
    __table_args__ = (
        UniqueConstraint("first_on", "last_on", "every_year"),
        CheckConstraint("last_on >= first_on", name="in_order"),
        CheckConstraint("NOT every_year OR last_on = first_on", name="every_year_is_one_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    first_on: Mapped[date]
    last_on: Mapped[date]
    every_year: Mapped[bool] = mapped_column(default=False)
