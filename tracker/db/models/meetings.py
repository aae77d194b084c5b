"""What cut-offs are counted from: the meetings of committees, the routes of cases, and the days that are closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.agreement.values import TaskKind
from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.domain.outcomes import Outcome

if TYPE_CHECKING:
    from tracker.db.models.committees import Committee


class Meeting(Base):
    """A meeting of a committee, on a date. `uid` is its lasting name in the calendar that it came from; `revision`
    counts the changes of the row, so that a calendar that has it knows the newer one."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("committee_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    starts_at: Mapped[str | None] = mapped_column(String(5))  # local time, «16:30»
    uid: Mapped[str | None] = mapped_column(String(300), index=True)
    cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())
    revision: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it so

    committee: Mapped[Committee] = relationship(back_populates="meetings")


class MeetingOutcome(Base):
    """What a meeting did with the case of a task, while the task had a version of its deadline."""

    __tablename__ = "meeting_outcomes"
    __table_args__ = (UniqueConstraint("task_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="RESTRICT"), index=True)
    deadline_version: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(enum_of(Outcome))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    meeting: Mapped[Meeting] = relationship()


class MeetingImport(Base):
    """That a file of meetings was taken in. `changes` holds each meeting before and after, so that it can be undone."""

    __tablename__ = "meeting_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    actor_name: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(300))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
